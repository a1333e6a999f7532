"""To whom a rule applies. Born 1 May 2006, opened 1 March and handed over 1 May 2024: just 18."""

from datetime import date

import pytest

from interventions.law.conditions import (
    TERMS,
    CaseFacts,
    Interval,
    age_on,
    holds,
    terms,
    unknown_terms,
)
from tests.law.shipped import RULES


def interval(code: str, first: str, last: str = "") -> Interval:
    return Interval(code, date.fromisoformat(first), date.fromisoformat(last) if last else None)


def facts(**values: object) -> CaseFacts:
    start = {
        "born_on": date(2006, 5, 1),
        "opened_on": date(2024, 3, 1),
        "basis": "konvention",
        "in_programme": True,
        "handover_on": date(2024, 5, 1),
    }
    return CaseFacts(**{**start, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        ("2006-05-01", "2024-04-30", 17),
        ("2006-05-01", "2024-05-01", 18),
        ("2006-12-03", "2024-12-02", 17),
        ("2004-02-29", "2022-02-28", 17),
        ("2004-02-29", "2022-03-01", 18),
        ("2004-02-29", "2024-02-28", 19),
        ("2004-02-29", "2024-02-29", 20),
        ("2024-05-01", "2024-05-01", 0),
    ],
)
def test_age_is_counted_in_whole_years(born: str, day: str, years: int) -> None:
    assert age_on(date.fromisoformat(born), date.fromisoformat(day)) == years


SPOUSE = "selvforsoergende_aegtefaelle"

ROWS = [
    # the word, what is known, the day on which it is judged, whether it holds
    ("adult", {}, "2024-05-01", True),
    ("adult", {"born_on": date(2006, 5, 2)}, "2030-01-01", False),
    ("adult", {"handover_on": None}, "2030-01-01", False),  # 17 when the case was opened
    ("adult", {"handover_on": None, "born_on": date(2006, 3, 1)}, "2024-03-01", True),
    ("on_benefit", {}, "2024-06-01", True),  # unknown counts as on benefit in the programme
    ("on_benefit", {"in_programme": False}, "2024-06-01", False),
    ("on_benefit", {"income": (interval("sho", "2024-06-01"),)}, "2024-06-01", True),
    ("on_benefit", {"income": (interval("overgangsydelse", "2024-06-01"),)}, "2024-07-01", True),
    ("on_benefit", {"income": (interval("uddannelseshjaelp", "2024-06-01"),)}, "2024-07-01", True),
    ("on_benefit", {"income": (interval("kontanthjaelp", "2024-06-01"),), "in_programme": False},
     "2024-06-01", True),
    ("on_benefit", {"income": (interval("kontanthjaelp", "2024-06-02"),), "in_programme": False},
     "2024-06-01", False),
    ("on_benefit", {"income": (interval("kontanthjaelp", "2024-06-01", "2024-07-01"),),
                    "in_programme": False}, "2024-06-30", True),
    ("on_benefit", {"income": (interval("kontanthjaelp", "2024-06-01", "2024-07-01"),),
                    "in_programme": False}, "2024-07-01", False),
    ("on_benefit", {"income": (interval(SPOUSE, "2024-06-01"),)}, "2024-06-01", False),
    ("on_benefit", {"income": (interval(SPOUSE, "2024-06-02"),)}, "2024-06-01", True),
    ("on_benefit", {"income": (interval("dagpenge", "2024-06-01"),)}, "2024-06-01", False),
    ("self_supporting", {"income": (interval(SPOUSE, "2024-06-01"),)}, "2024-06-01", True),
    ("self_supporting", {"income": (interval("selvforsoergende_job", "2024-06-01"),)},
     "2024-06-01", True),
    ("self_supporting", {"income": (interval(SPOUSE, "2024-06-01"),)}, "2024-05-31", False),
    ("self_supporting", {"income": (interval("sho", "2024-06-01"),)}, "2024-06-01", False),
    ("self_supporting", {}, "2024-06-01", False),
    ("job_ready", {}, "2024-07-31", True),  # INL § 17: three months from handover
    ("job_ready", {}, "2024-08-01", False),
    ("job_ready", {"handover_on": None}, "2030-01-01", True),
    ("quota_or_health_need", {"basis": "kvote"}, "2024-06-01", True),
    ("quota_or_health_need", {}, "2024-06-01", False),
    ("quota_or_health_need", {"needs": (interval("sundhed", "2024-06-01"),)}, "2024-06-01", True),
    ("quota_or_health_need", {"needs": (interval("sundhed", "2024-06-02"),)}, "2024-06-01", False),
    ("quota_or_health_need", {"needs": (interval("sundhed", "2024-05-01", "2024-06-01"),)},
     "2024-06-01", False),
    ("quota_or_health_need", {"needs": (interval("dansk", "2024-06-01"),)}, "2024-06-01", False),
    ("case_active", {}, "2024-06-01", True),
    ("case_active", {"closed_on": date(2024, 6, 1)}, "2024-06-01", True),
    ("case_active", {"closed_on": date(2024, 6, 1)}, "2024-06-02", False),
    ("in_programme", {}, "2024-06-01", True),
    ("in_programme", {"in_programme": False}, "2024-06-01", False),
    ("in_job", {}, "2024-06-01", False),  # unknown counts as none
    ("in_job", {"jobs": (interval("ingen", "2024-06-01"),)}, "2024-06-01", True),
    ("in_job", {"jobs": (interval("ingen", "2024-06-02"),)}, "2024-06-01", False),
    ("in_job", {"jobs": (interval("ingen", "2024-05-01", "2024-06-01"),)}, "2024-06-01", False),
    *[("in_job", {"jobs": (interval(code, "2024-06-01"),)}, "2024-06-01", False)
      for code in ("fleksjob", "loentilskud", "skaanejob", "andet")],
    ("in_job", {"educations": (interval("eud", "2024-06-01"),)}, "2024-06-01", False),
    ("in_job_or_education", {"jobs": (interval("ingen", "2024-06-01"),)}, "2024-06-01", True),
    ("in_job_or_education", {"jobs": (interval("fleksjob", "2024-06-01"),)}, "2024-06-01", False),
    ("in_job_or_education", {"educations": (interval("eud", "2024-06-01"),)}, "2024-06-01", True),
    ("in_job_or_education", {"educations": (interval("eud", "2024-05-01", "2024-06-01"),)},
     "2024-06-01", False),
    # No income recorded counts as on benefit in the programme.
    ("in_job_or_education_without_benefit", {"jobs": (interval("ingen", "2024-06-01"),)},
     "2024-06-01", False),
    ("in_job_or_education_without_benefit",
     {"jobs": (interval("ingen", "2024-06-01"),), "in_programme": False}, "2024-06-01", True),
    ("in_job_or_education_without_benefit",
     {"jobs": (interval("ingen", "2024-06-01"),), "income": (interval("sho", "2024-06-01"),)},
     "2024-06-01", False),
    ("in_job_or_education_without_benefit",
     {"educations": (interval("eud", "2024-06-01"),), "income": (interval("su", "2024-06-01"),)},
     "2024-06-01", True),
    ("in_job_or_education", {}, "2024-06-01", False),
    ("in_job_or_education_without_benefit", {}, "2024-06-01", False),
    ("parental_leave", {}, "2024-06-01", False),
    ("job_ready_lab_groups", {}, "2024-06-01", False),
    *[("job_ready_lab_groups", {"groups": (interval(code, "2024-06-01"),)}, "2024-06-01", True)
      for code in ("6.1", "6.2", "6.4")],
    *[("job_ready_lab_groups", {"groups": (interval(code, "2024-06-01"),)}, "2024-06-01", False)
      for code in ("INL-program", "6.3", "6.5", "6.10", "6.11", "6.12")],
    ("job_ready_lab_groups", {"groups": (interval("6.2", "2024-06-02"),)}, "2024-06-01", False),
    ("job_ready_lab_groups", {"groups": (interval("6.2", "2024-05-01", "2024-06-01"),)},
     "2024-06-01", False),
    ("after_assessment", {}, "2024-06-01", True),  # asked only where one has been made
    ("other_groups", {}, "2024-06-01", True),
    ("other_groups", {"groups": (interval("6.3", "2024-06-01"),)}, "2024-06-01", True),
    ("other_groups", {"groups": (interval("6.2", "2024-06-01"),)}, "2024-06-01", False),
]  # fmt: skip


@pytest.mark.parametrize(("word", "known", "day", "expected"), ROWS)
def test_a_condition_holds_by_what_is_known_on_the_day(
    word: str, known: dict[str, object], day: str, expected: bool
) -> None:
    assert holds(word, facts(**known), date.fromisoformat(day)) is expected


BASES = {
    "refugee_standard": "konvention b_status midlertidig humanitaer saerlige_grunde 9e",
    "quota_or_family": "kvote familie_flygtning familie_anden",
    "family": "familie_flygtning familie_anden",
    "ukraine": "ukraine_saerlov",
}
EVERY_BASIS = [
    "konvention", "b_status", "midlertidig", "kvote", "humanitaer", "saerlige_grunde", "9e",
    "familie_flygtning", "familie_anden", "ukraine_saerlov", "afghan_saerlov", "eu",
    "arbejde_studie", "dansk_statsborger", "andet",
]  # fmt: skip


@pytest.mark.parametrize("word", BASES)
def test_a_residence_basis_belongs_to_its_group_and_no_other(word: str) -> None:
    found = {basis for basis in EVERY_BASIS if holds(word, facts(basis=basis), date(2024, 6, 1))}
    assert found == set(BASES[word].split())


def test_every_word_stands_in_a_table_here() -> None:
    assert {word for word, *_ in ROWS} | set(BASES) == set(TERMS)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("", []),
        ("adult", [("adult", True)]),
        ("adult_and_not_family", [("adult", True), ("family", False)]),
        (
            "adult_and_on_benefit_and_job_ready",
            [("adult", True), ("on_benefit", True), ("job_ready", True)],
        ),
        ("quota_or_health_need", [("quota_or_health_need", True)]),
        ("not_in_job_or_education", [("in_job_or_education", False)]),
    ],
)
def test_a_key_is_read_as_it_stands(key: str, expected: list[tuple[str, bool]]) -> None:
    assert terms(key) == expected


@pytest.mark.parametrize(
    ("key", "known", "expected"),
    [
        ("", {"born_on": date(2015, 1, 2)}, True),
        ("adult_and_not_family", {}, True),
        ("adult_and_not_family", {"basis": "familie_flygtning"}, False),
        ("adult_and_not_family", {"born_on": date(2015, 1, 2)}, False),
        ("adult_and_not_in_programme", {"in_programme": False}, True),
        ("adult_and_not_in_programme", {}, False),
    ],
)
def test_all_words_of_a_key_must_hold(key: str, known: dict[str, object], expected: bool) -> None:
    assert holds(key, facts(**known), date(2024, 6, 1)) is expected


def test_the_shipped_rules_use_known_words_only() -> None:
    assert [rule.code for rule in RULES if unknown_terms(rule.condition_key)] == []
    assert unknown_terms("adult_and_not_millionaire") == ["millionaire"]
