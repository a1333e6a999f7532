"""Scenarios 14–29 of domain.md §7: when the responsibility passes, and a third version."""

from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.anchors import agree_handover
from interventions.actions.law import load_rules
from interventions.law.rules import LawFileError, read_rules
from interventions.models import RuleVersion
from tests.law.shipped import FILE, RULES
from tests.make import actor, day, make_case, make_consent, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("scenario", "allocated", "handover"),
    [
        (14, "2024-05-15", "2024-07-01"),
        (15, "2024-10-10", "2024-12-02"),
        (16, "2024-11-05", "2025-01-02"),
        (17, "2024-02-29", "2024-04-02"),
        (18, "2024-12-31", "2025-02-03"),
        (19, "2024-05-01", "2024-07-01"),
        (19, "2024-05-31", "2024-07-01"),
    ],
)
def test_scenarios_14_to_19_the_first_day_after_the_first_whole_month(
    scenario: int, allocated: str, handover: str
) -> None:
    case = make_case(allocated, plan=False)
    assert (case.handover_rule, case.handover_on) == ("INL-OVERGIV", day(handover)), scenario


class TestScenario20:
    """Allocated on 15 May 2024: the computed handover is 1 July."""

    def agree(self, case: Case, on: str, when: str = "2024-06-03") -> Case:
        return agree_handover(case, day(on), by=actor(make_user("anna"), when))

    def test_scenario_20_an_earlier_handover_needs_a_recorded_consent(self) -> None:
        case = make_case("2024-05-15")
        with pytest.raises(NotPossibleError, match="kræver borgerens samtykke"):
            self.agree(case, "2024-06-10")

    def test_scenario_20_with_consent_it_counts_and_the_computed_one_is_kept(self) -> None:
        case = make_case("2024-05-15")
        make_consent(case, "earlier_handover", "2024-06-03")
        case = self.agree(case, "2024-06-10")
        assert case.handover_on == case.handover_agreed_on == day("2024-06-10")
        assert case.handover_computed_on == day("2024-07-01")

    def test_scenario_20_a_later_handover_is_refused(self) -> None:
        case = make_case("2024-05-15")
        make_consent(case, "earlier_handover", "2024-06-03")
        with pytest.raises(NotPossibleError, match="beregnet til 01-07-2024 og kan kun aftales"):
            self.agree(case, "2024-07-02")
        assert self.agree(case, "2024-07-01").handover_on == day("2024-07-01")

    @pytest.mark.parametrize(
        ("purpose", "given", "withdrawn"),
        [
            ("doctor", "2024-06-03", None),
            ("earlier_handover", "2024-06-04", None),
            ("earlier_handover", "2024-05-20", "2024-06-03"),
        ],
    )
    def test_scenario_20_another_a_later_and_a_withdrawn_consent_do_not_do(
        self, purpose: str, given: str, withdrawn: str | None
    ) -> None:
        case = make_case("2024-05-15")
        consent = make_consent(case, purpose, given)
        consent.withdrawn_on = withdrawn and day(withdrawn)
        consent.save()
        with pytest.raises(NotPossibleError, match="samtykke"):
            self.agree(case, "2024-06-10")


@pytest.mark.parametrize(
    ("scenario", "allocated", "handover"),
    [
        (21, "2022-04-21", "2022-04-27"),
        (22, "2022-04-12", "2022-04-21"),
        (23, "2022-05-10", "2022-05-17"),
        (24, "2024-03-26", "2024-04-04"),
        (25, "2024-04-08", "2024-04-29"),
        (26, "2024-04-22", "2024-05-14"),
        (27, "2024-12-16", "2025-01-09"),
        (28, "2023-12-21", "2023-12-29"),
    ],
)
def test_scenarios_21_to_28_working_days_from_the_allocation(
    scenario: int, allocated: str, handover: str
) -> None:
    case = make_case(allocated, basis="ukraine_saerlov", plan=False)
    assert (case.handover_rule, case.handover_on) == ("UA-OVERGIV", day(handover)), scenario


FIRST, SECOND = (rule for rule in RULES if rule.code == "UA-OVERGIV")
CLOSED = replace(SECOND, valid_to=date(2026, 12, 31))
THIRD = replace(SECOND, valid_from=date(2027, 1, 1), amount=10, legal_reference="lov 1/2026")


def ukrainian(allocated: str) -> Case:
    return make_case(allocated, basis="ukraine_saerlov")


def dated(case: Case) -> list[tuple[object, ...]]:
    columns = ("rule__code", "version_id", "anchor_on", "due_on")
    return sorted(case.deadlines.values_list(*columns), key=str)


def test_scenario_29_a_third_version_moves_nothing_that_stands() -> None:
    case = ukrainian("2026-12-30")
    before = (case.handover_on, dated(case))
    loaded = load_rules([CLOSED, THIRD])
    assert (loaded.created, loaded.updated, loaded.unchanged) == (1, 1, 0)
    case = Case.objects.get(pk=case.pk)
    assert (case.handover_on, dated(case)) == before
    assert case.handover_on == day("2027-01-21")  # fifteen working days


@pytest.mark.parametrize(
    ("allocated", "handover"),
    [
        ("2027-01-04", "2027-01-18"),  # ten working days by the third version
        ("2026-12-31", "2027-01-22"),  # the second version's last day: fifteen
        ("2024-03-31", "2024-04-05"),  # the first version's last day: four
    ],
)
def test_scenario_29_the_version_of_the_anchors_day_counts(allocated: str, handover: str) -> None:
    load_rules([CLOSED, THIRD])
    assert ukrainian(allocated).handover_on == day(handover)


def test_scenario_29_the_same_file_again_changes_nothing() -> None:
    load_rules([FIRST, CLOSED, THIRD])
    again = load_rules([FIRST, CLOSED, THIRD])
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)


def test_scenario_29_the_database_refuses_overlapping_versions() -> None:
    with pytest.raises(IntegrityError, match="versions_of_a_rule_do_not_overlap"):
        load_rules([THIRD])  # the second version still has no end


@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        ("2021-01-01", "2022-03-16", True),
        ("2021-01-01", "2022-03-17", False),
        ("2023-01-01", "2023-12-31", False),
        ("2024-03-31", "2024-03-31", False),
        ("2099-01-01", None, False),
    ],
)
def test_scenario_29_not_even_one_day_is_shared(first: str, last: str | None, fits: bool) -> None:
    row = RuleVersion.objects.get(rule__code="UA-OVERGIV", valid_from=SECOND.valid_from)
    row.pk, row.valid_from, row.valid_to = None, day(first), last and day(last)
    if fits:
        row.save()
        return
    with pytest.raises(IntegrityError, match="do_not_overlap"), transaction.atomic():
        row.save()


def law_file(tmp_path: Path, *lines: str) -> Path:
    shipped = FILE.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "regler.csv"
    path.write_text("\n".join([shipped[0], *lines]), encoding="utf-8")
    return path


SECOND_LINE = next(
    line for line in FILE.read_text(encoding="utf-8").splitlines() if ",15,working_days" in line
)
CLOSED_LINE = SECOND_LINE.replace("2024-04-01,,", "2024-04-01,2026-12-31,")
THIRD_LINE = SECOND_LINE.replace("2024-04-01,,", "2027-01-01,,").replace(",15,", ",10,")


def test_scenario_29_through_the_command(tmp_path: Path) -> None:
    out = StringIO()
    call_command("load_law", law_file(tmp_path, CLOSED_LINE, THIRD_LINE), stdout=out)
    assert out.getvalue() == "Fristregler: 1 nye, 1 ændrede, 0 uændrede.\n"
    assert ukrainian("2027-01-04").handover_on == day("2027-01-18")


def test_scenario_29_the_command_refuses_what_overlaps_the_loaded_law(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Afslut den gamle version") as refused:
        call_command("load_law", law_file(tmp_path, THIRD_LINE))
    assert refused.value.returncode == 1
    assert RuleVersion.objects.filter(rule__code="UA-OVERGIV").count() == 2


def test_scenario_29_the_command_refuses_a_file_that_overlaps_itself(tmp_path: Path) -> None:
    path = law_file(tmp_path, SECOND_LINE, THIRD_LINE)
    with pytest.raises(LawFileError, match="Linje 3: UA-OVERGIV fra 01-01-2027 overlapper"):
        read_rules(path.read_text(encoding="utf-8").splitlines())
    with pytest.raises(CommandError) as refused:
        call_command("load_law", path)
    assert refused.value.returncode == 2
