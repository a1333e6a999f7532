"""Scenarios 55–64 of domain.md §7: origin for figures, and needs that do not ask for it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from cases.actions.facts import change_need, open_need
from cases.errors import NotPossibleError
from cases.models import Case, Country, CountryFact, IntegrationNeed, Relation
from cases.origin import CountryGroup, Person, classify, herkomst
from cases.queries import origin_on, with_integration_needs
from tests.make import actor, make_case, make_citizen, make_user

ROOT = Path(__file__).resolve().parents[2]


def _groups() -> dict[str, CountryGroup]:
    with (ROOT / "cases/codes/countries.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["alpha_2"]: CountryGroup(row["group"], row["selected_menapt"] == "true")
            for row in csv.DictReader(file)
        }


GROUPS = _groups()


def person(text: str) -> Person | None:
    """»SY/DK« is born in SY, a citizen of DK; »?« is not known, »-« no record of anybody."""
    if text == "-":
        return None
    birth, citizenship = (None if part == "?" else part for part in text.split("/"))
    return Person(birth, citizenship)


# what | citizen | mother | father | herkomst | country | group | one of the seven | minority
TABLE = (
    ("55", "SY/SY", "SY/SY", "SY/SY", "indvandrer", "SY", "ikke_vestlig", True, True),
    ("56", "DK/DK", "DK/TR", "TR/DK", "efterkommer", "TR", "ikke_vestlig", True, True),
    ("57", "DK/DK", "DK/DK", "TR/DK", "dansk_oprindelse", "DK", "dansk", False, False),
    ("58 citizen", "DK/DK", "-", "-", "dansk_oprindelse", "DK", "dansk", False, False),
    ("58 foreign", "DK/SO", "-", "-", "efterkommer", "SO", "ikke_vestlig", False, True),
    ("59", "IR/DK", "-", "-", "indvandrer", "IR", "ikke_vestlig", True, True),
    ("60", "TH/TH", "TH/TH", "DK/DK", "dansk_oprindelse", "DK", "dansk", False, False),
    ("61 GB", "GB/GB", "GB/GB", "GB/GB", "indvandrer", "GB", "vestlig", False, False),
    ("61 UA", "UA/UA", "UA/UA", "UA/UA", "indvandrer", "UA", "ikke_vestlig", False, True),
    ("62", "LB/XS", "LB/XS", "LB/XS", "indvandrer", "LB", "ikke_vestlig", True, True),
    ("63", "GL/DK", "GL/DK", "GL/DK", "dansk_oprindelse", "DK", "dansk", False, False),
    ("64", "PL/PL", "-", "-", "indvandrer", "PL", "vestlig", False, False),
    ("one parent known", "DK/DK", "IQ/DK", "-", "efterkommer", "IQ", "ikke_vestlig", True, True),
    ("the mother first", "DK/DK", "PL/PL", "SY/SY", "efterkommer", "PL", "vestlig", False, False),
    ("only a father", "SE/SE", "-", "SY/SY", "indvandrer", "SY", "ikke_vestlig", True, True),
    ("both naturalised", "DK/DK", "TR/DK", "TR/DK", "efterkommer", "TR", "ikke_vestlig", True,
     True),
    ("a Swiss mother", "DK/CH", "CH/CH", "-", "efterkommer", "CH", "vestlig", False, False),
    ("stateless, no parents", "DK/XS", "-", "-", "efterkommer", "XS", "ukendt", False, False),
    ("birth unknown", "?/SY", "SY/SY", "-", "uoplyst", None, "ukendt", False, False),
    ("birth unknown, Danish father", "?/?", "SY/SY", "DK/DK", "dansk_oprindelse", "DK", "dansk",
     False, False),
    ("citizenship unknown", "DK/?", "-", "-", "uoplyst", None, "ukendt", False, False),
    ("mother half known", "DK/DK", "DK/?", "TR/TR", "uoplyst", None, "ukendt", False, False),
    ("mother unknown but Danish", "DK/DK", "?/DK", "TR/TR", "uoplyst", None, "ukendt", False,
     False),
    ("mother cannot be Danish", "DK/DK", "SY/?", "TR/TR", "efterkommer", "SY", "ikke_vestlig",
     True, True),
)  # fmt: skip


@pytest.mark.parametrize("line", TABLE, ids=[line[0] for line in TABLE])
def test_origin_follows_the_table(line: tuple[object, ...]) -> None:
    _, *people, expected_herkomst, country, group, menapt, minority = line
    citizen, mother, father = (person(str(text)) for text in people)
    assert citizen
    found = classify(citizen, mother, father, GROUPS)
    assert (found.herkomst, found.country, found.group) == (expected_herkomst, country, group)
    assert (found.menapt, found.ethnic_minority) == (menapt, minority)


def test_own_citizenship_counts_only_where_no_parent_is_known() -> None:
    syrian = Person("SY", "SY")
    assert herkomst(Person("DK", "DK"), syrian, syrian) == "efterkommer"
    assert herkomst(Person("SY", "DK"), None, None) == "indvandrer"


@pytest.mark.django_db
def test_scenario_57_a_citizenship_counts_from_its_day() -> None:
    citizen = make_citizen("2024-01-02", birth_country="DK", citizenship="DK")
    mother = make_citizen("2024-01-02", birth_country="DK", citizenship="TR")
    father = make_citizen("2024-01-02", birth_country="TR", citizenship="DK", sex="M")
    for parent in (mother, father):
        Relation.objects.create(
            citizen=citizen, other=parent, type="foraelder", from_on=date(1990, 5, 17)
        )
    turkish = mother.country_facts.get(kind="citizenship")
    turkish.to_on = date(2024, 3, 1)
    turkish.save()
    CountryFact.objects.create(
        citizen=mother, kind="citizenship", country=Country.objects.get(pk="DK"),
        from_on=date(2024, 3, 1),
    )  # fmt: skip
    before, after = (origin_on(citizen, date(2024, *day)) for day in ((2, 29), (3, 1)))
    assert (before.herkomst, before.country, before.menapt) == ("efterkommer", "TR", True)
    assert (after.herkomst, after.country, after.group) == ("dansk_oprindelse", "DK", "dansk")


@pytest.mark.django_db
def test_scenario_64_a_polish_citizen_with_a_need_is_counted_without_being_a_minority() -> None:
    eu = {"birth_country": "PL", "citizenship": "PL"}
    case = make_case("2024-01-02", basis="eu", citizen=eu)
    anna = make_user("anna")
    assert (case.track, case.state) == ("general", "planned")
    assert not with_integration_needs(date(2024, 2, 5)).exists()

    open_need(case, "dansk", by=actor(anna, "2024-02-05"), on=date(2024, 2, 5))

    origin = origin_on(case.citizen, date(2024, 2, 5))
    assert (origin.herkomst, origin.country, origin.group) == ("indvandrer", "PL", "vestlig")
    assert not origin.ethnic_minority
    assert list(with_integration_needs(date(2024, 2, 5))) == [case.citizen]
    assert not with_integration_needs(date(2024, 2, 4)).exists()


@pytest.mark.django_db
def test_a_resolved_need_no_longer_counts_from_its_day() -> None:
    case = make_case("2024-01-02", basis="eu")
    by = actor(make_user("anna"), "2024-03-04")
    open_need(case, "dansk", by=by, on=date(2024, 2, 5))
    need = IntegrationNeed.objects.get()
    change_need(case, need, status="resolved", by=by, on=date(2024, 3, 4))
    assert with_integration_needs(date(2024, 3, 3)).exists()
    assert not with_integration_needs(date(2024, 3, 4)).exists()


@pytest.mark.django_db
def test_a_resolved_need_is_not_opened_beside_the_one_that_came_after_it() -> None:
    case = make_case("2024-01-02", basis="eu")
    by = actor(make_user("anna"), "2024-03-04")
    old = open_need(case, "dansk", by=by, on=date(2024, 2, 5))
    change_need(case, old, status="resolved", by=by, on=date(2024, 2, 6))
    open_need(case, "dansk", by=by, on=date(2024, 2, 7))
    with pytest.raises(NotPossibleError, match="registreret igen siden"):
        change_need(case, old, status="working", by=by, on=date(2024, 3, 4))


@pytest.mark.django_db
@pytest.mark.parametrize("country", ["SY", "PL", "DK"])
def test_a_case_is_the_same_whatever_the_origin(country: str) -> None:
    """R9: origin is never a guard; the basis of the residence alone decides track and plan."""
    where = {"birth_country": country, "citizenship": country}
    case = make_case("2024-01-02", basis="eu", citizen=where)
    assert sorted(case.steps.values_list("kind", flat=True)) == ["FollowUpTalk"]
    assert Case.objects.get(pk=case.pk).track == "general"


def test_no_rule_of_a_case_asks_for_the_origin() -> None:
    asking = [
        str(path.relative_to(ROOT))
        for app in ("accounts", "cases", "interventions")
        for path in (ROOT / app).rglob("*.py")
        if "cases.origin" in path.read_text(encoding="utf-8")
        or "origin_on" in path.read_text(encoding="utf-8")
    ]
    assert asking == ["cases/queries.py"]
