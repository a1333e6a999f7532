"""Corrections of an anchor that are refused: dates that cannot be, stale pages, strangers."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from cases.access import OutOfReachError
from cases.errors import ConflictError, NotPossibleError
from cases.models import Case
from interventions.actions.anchors import agree_handover, correct_anchor
from tests.lifecycles.driver import again
from tests.make import actor, day, make_case, make_consent, make_unit, make_user
from tests.scenarios.acts import act

pytestmark = pytest.mark.django_db


def correct(case: Case, name: str, to: str | None, when: str = "2024-03-04", **more: Any) -> Case:
    by = actor(make_user("anna"), when)
    return correct_anchor(case, name, day(to) if to else None, by=by, **more)


def all_dates(case: Case) -> dict[str, tuple[Any, ...]]:
    columns = (
        "anchor_on",
        "version_id",
        "due_on",
        "met_on",
        "ended_on",
        "extended_days",
        "step_id",
    )
    return {
        d.rule.code: tuple(getattr(d, column) for column in columns)
        for d in case.deadlines.select_related("rule")
    }


def moved(before: dict[str, Any], case: Case) -> set[str]:
    after = all_dates(case)
    assert set(after) == set(before)
    return {code for code in after if after[code] != before[code]}


@pytest.mark.parametrize(
    ("name", "to", "reason", "told"),
    [
        ("handover_on", "2024-02-01", "", "»handover_on« kan ikke rettes her"),
        ("opened_on", "2024-02-01", "", "»opened_on« kan ikke rettes her"),
        ("arrived_on", "2024-02-12", "", "Skriv en begrundelse"),
        ("allocated_on", None, "Tastefejl", "kan rettes, men ikke fjernes"),
        ("allocated_on", "2024-03-05", "Tastefejl", "kan ikke ligge i fremtiden"),
        ("cpr_registered_on", "2024-03-05", "", "kan ikke ligge i fremtiden"),
        ("danish_requested_on", "2024-03-05", "", "kan ikke ligge i fremtiden"),
        ("arrived_on", "1990-05-16", "Tastefejl", "før borgerens fødsel"),
        ("arrived_on", "9999-12-31", "Tastefejl", "for langt ude i fremtiden"),
    ],
)
def test_a_date_that_cannot_be_is_refused(
    name: str, to: str | None, reason: str, told: str
) -> None:
    case = make_case("2023-11-05", arrived_on="2024-01-31")
    before = all_dates(case)
    with pytest.raises(NotPossibleError, match=told):
        correct(case, name, to, reason=reason)
    assert moved(before, again(case)) == set()


@pytest.mark.parametrize("name", ["arrived_on", "danish_allowed_on"])
def test_an_arrival_and_the_right_to_danish_may_lie_ahead(name: str) -> None:
    case = make_case("2023-11-05")
    assert getattr(correct(case, name, "2024-03-20"), name) == day("2024-03-20")


def test_an_ended_case_is_not_corrected() -> None:
    case = make_case("2024-07-09")
    make_consent(case, "earlier_handover", "2024-07-20")
    closed = act(case, "close", "2024-07-22", reason="udrejst")
    with pytest.raises(NotPossibleError, match="Sagen er afsluttet og kan ikke rettes her"):
        correct(closed, "arrived_on", "2024-07-12", "2024-07-23")
    with pytest.raises(NotPossibleError, match="Sagen er afsluttet og kan ikke rettes her"):
        agree_handover(closed, day("2024-08-19"), by=actor(make_user("anna"), "2024-07-23"))


def test_whoever_saw_an_older_case_is_told_who_changed_it() -> None:
    case = make_case("2023-11-05")
    correct(case, "arrived_on", "2024-01-31", seen_version=case.version)
    with pytest.raises(ConflictError) as refused:
        correct(case, "arrived_on", "2024-02-12", seen_version=case.version, reason="Ny")
    assert refused.value.messages == (
        "Sidst ændret af Anna den 04-03-2024 12:00: »Ankommet til København: 31-01-2024«.",
    )


@pytest.mark.parametrize(
    ("username", "role", "unit", "error"),
    [
        ("bente", "caseworker", "NORD", PermissionDenied),
        ("carl", "caseworker", "SYD", OutOfReachError),
        ("mona", "mentor", "NORD", OutOfReachError),
        ("leo", "manager", "NORD", PermissionDenied),
    ],
)
def test_only_who_works_on_the_case_corrects_it(
    username: str, role: str, unit: str, error: type[Exception]
) -> None:
    case = make_case("2023-11-05")
    by = actor(make_user(username, role, make_unit(unit)), "2024-03-04")
    with pytest.raises(error):
        correct_anchor(case, "arrived_on", day("2024-01-31"), by=by)
    assert again(case).arrived_on is None
