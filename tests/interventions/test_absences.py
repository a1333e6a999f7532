"""Days away from a placement: told with dates, never a sanction, and a task after three."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Case, Change, Event
from interventions.models import Absence, Deadline
from interventions.queries.case_page import case_page
from interventions.queries.placements import stayed_away
from tests.interventions.desk import sit_down, text_of, told
from tests.make import actor, assign, make_case, make_user
from tests.scenarios.acts import act, started

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement() -> Any:
    """Running from Monday 4 March to 31 March 2024."""
    case = make_case("2023-11-05", active=True)
    return started(case, "2024-03-04", planned_from="2024-03-04", planned_to="2024-03-31")


def away(placement: Any, kind: str, first: str, last: str = "", when: str = "2024-03-15") -> Any:
    return act(placement, "record_absence", when, type=kind, from_on=first, to_on=last)


def days(placement: Any) -> list[tuple[str, str, str]]:
    rows = placement.absences.all()
    return [(row.type, row.from_on.isoformat(), row.to_on.isoformat()) for row in rows]


def test_an_absence_is_a_row_with_its_days_and_the_placement_runs_on(placement: Any) -> None:
    row = away(placement, "syg", "2024-03-06", "2024-03-08")
    assert (row.state, row.planned_to) == ("running", date(2024, 3, 31))
    assert days(row) == [("syg", "2024-03-06", "2024-03-08")]
    event = Event.objects.get(move="record_absence")
    assert (event.from_state, event.to_state) == ("running", "running")


def test_no_last_day_means_one_day(placement: Any) -> None:
    assert days(away(placement, "lovligt", "2024-03-06")) == [
        ("lovligt", "2024-03-06", "2024-03-06")
    ]


def test_what_was_noted_stands_with_the_days(placement: Any) -> None:
    act(placement, "record_absence", "2024-03-06", type="syg", from_on="2024-03-06", note="Ringede")
    assert Absence.objects.get().note == "Ringede"


@pytest.mark.parametrize(
    ("kind", "first", "last", "complaint"),
    [
        ("syg", "2024-03-03", "2024-03-04", "Praktikken begyndte først den 04-03-2024."),
        ("syg", "2024-03-08", "2024-03-07", "Den sidste dag ligger før den første."),
        ("syg", "2024-03-28", "2024-04-01", "Praktikken er kun aftalt til 31-03-2024."),
        ("udeblevet", "2024-03-15", "2024-03-16", "Udeblivelse kan ikke registreres på forhånd."),
        ("syg", "2024-03-12", "2024-03-14",
         "Perioden er registreret i forvejen: Syg 14-03-2024 til 14-03-2024."),
        ("fri", "2024-03-12", "", "fri er ikke en af de tilgængelige valgmuligheder"),
    ],
)  # fmt: skip
def test_days_that_cannot_be_are_refused_in_words(placement, kind, first, last, complaint):
    away(placement, "syg", "2024-03-14")
    with pytest.raises(InvalidDataError, match=complaint):
        away(placement, kind, first, last)
    assert days(placement) == [("syg", "2024-03-14", "2024-03-14")]


@pytest.mark.parametrize("kind", ["syg", "lovligt"])
def test_illness_and_leave_may_be_told_ahead(placement: Any, kind: str) -> None:
    assert days(away(placement, kind, "2024-03-20", "2024-03-22"))


def test_the_last_day_of_one_is_not_the_first_of_another_even_in_the_database(placement: Any):
    away(placement, "syg", "2024-03-06", "2024-03-08")
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(
            placement=placement, type="syg", from_on=date(2024, 3, 8), to_on=date(2024, 3, 9)
        )
    away(placement, "udeblevet", "2024-03-09", "2024-03-09")


def test_an_absence_moves_no_deadline(placement: Any) -> None:
    def written() -> list[Any]:
        names = ("rule__code", "due_on", "met_on", "ended_on")
        return list(Deadline.objects.order_by("pk").values_list(*names))

    before = written()
    away(placement, "udeblevet", "2024-03-05", "2024-03-13")
    assert written() == before


def test_only_a_running_placement_has_absences(placement: Any) -> None:
    paused = act(placement, "pause", "2024-03-11")
    with pytest.raises(NotPossibleError, match="ikke mulig fra tilstanden »På pause«"):
        away(paused, "syg", "2024-03-12")


def test_an_absence_told_later_hinders_no_end_before_it(placement: Any) -> None:
    """The consultant writes last week down on Monday, and then that it ended on Friday."""
    away(placement, "syg", "2024-03-28", when="2024-04-02")
    done = act(placement, "complete", "2024-04-02", on="2024-03-31")
    assert (done.state, done.ended_on) == ("completed", date(2024, 3, 31))


# --- corrections


def correct(client: Client, row: Any, **typed: str) -> Any:
    absence = row.absences.get()
    right = {"type": "syg", "from_on": "14-03-2024", "to_on": "14-03-2024", "reason": "Tastefejl"}
    url = f"/sager/{row.case_id}/registrer/fravaer-ret/?id={absence.pk}"
    return client.post(url, {"version": row.case.version, **right, **typed})


@pytest.fixture
def anna(monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), "2024-03-15")


def test_a_wrong_day_is_corrected_and_the_old_one_is_kept(placement: Any, anna: Client) -> None:
    away(placement, "udeblevet", "2024-03-13")
    assert told(correct(anna, placement)) == "Fraværet er rettet."
    assert days(placement) == [("syg", "2024-03-14", "2024-03-14")]
    changes = Change.objects.filter(resource="absence").order_by("field")
    assert [(c.field, c.old, c.reason) for c in changes] == [
        ("from_on", "2024-03-13", "Tastefejl"),
        ("to_on", "2024-03-13", "Tastefejl"),
        ("type", "udeblevet", "Tastefejl"),
    ]


def test_a_correction_keeps_to_the_same_rules(placement: Any, anna: Client) -> None:
    away(placement, "syg", "2024-03-13")
    answer = correct(anna, placement, from_on="03-03-2024")
    assert answer.status_code == 422
    assert "Praktikken begyndte først den 04-03-2024." in text_of(answer)
    assert correct(anna, placement, from_on="13-03-2024").status_code == 302  # overlaps itself


def test_another_cases_absence_is_not_there(placement: Any, anna: Client) -> None:
    away(placement, "syg", "2024-03-13")
    other = make_case("2024-01-02", active=True)
    pk = placement.absences.get().pk
    assert anna.get(f"/sager/{other.pk}/registrer/fravaer-ret/?id={pk}").status_code == 404


# --- three in a row


def tasks(today: str) -> list[tuple[int, str]]:
    rows = stayed_away(date.fromisoformat(today))
    return [(case_pk, first.isoformat()) for case_pk, first in rows]


def test_three_days_without_a_word_are_a_task(placement: Any) -> None:
    away(placement, "udeblevet", "2024-03-11", "2024-03-12")
    assert tasks("2024-03-15") == []
    away(placement, "udeblevet", "2024-03-13")
    assert tasks("2024-03-15") == [(placement.case_id, "2024-03-11")]


def test_illness_is_no_such_task(placement: Any) -> None:
    away(placement, "syg", "2024-03-11", "2024-03-15")
    assert tasks("2024-03-15") == []


def test_the_task_goes_when_the_placement_no_longer_runs(placement: Any) -> None:
    away(placement, "udeblevet", "2024-03-11", "2024-03-13")
    act(placement, "pause", "2024-03-15")
    assert tasks("2024-03-15") == []


def test_one_question_finds_the_tasks_of_any_number(
    placement: Any, django_assert_num_queries: Any
) -> None:
    away(placement, "udeblevet", "2024-03-11", "2024-03-13")
    with django_assert_num_queries(1):
        assert len(tasks("2024-03-15")) == 1


# --- on the page


def section(case: Case, who: Any, when: str = "2024-03-15") -> Any:
    page = case_page(actor(who, when), case.pk)
    return next((part for part in page.sections if part.key == "absences"), None)


def test_the_case_tells_of_days_away_and_of_three_in_a_row(placement: Any) -> None:
    away(placement, "udeblevet", "2024-03-11", "2024-03-13")
    found = section(placement.case, make_user("anna"))
    assert [entry.title for entry in found.entries] == ["Udeblevet 3 dage i træk", "Udeblevet"]
    assert found.entries[1].state == "11-03-2024 til 13-03-2024"


def test_without_days_away_nothing_is_told(placement: Any) -> None:
    assert section(placement.case, make_user("anna")) is None


@pytest.mark.parametrize(("function", "sees"), [("company_consultant", True), ("", False)])
def test_only_who_arranges_placements_sees_them(placement, function, sees):
    away(placement, "syg", "2024-03-11")
    colleague = make_user("naboen")
    if function:
        assign(placement.case, colleague, function, "2024-01-02")
    assert (section(placement.case, colleague) is not None) is sees


def test_the_page_registers_an_absence(placement: Any, anna: Client) -> None:
    url = f"/skridt/{placement.pk}/flyt/record_absence/"
    shown = text_of(anna.get(url))
    assert "Fravær" in shown
    typed = {
        "version": placement.version, "effective_on": "15-03-2024", "type": "syg",
        "from_on": "14-03-2024",
    }  # fmt: skip
    assert anna.post(url, typed).status_code == 302
    assert days(placement) == [("syg", "2024-03-14", "2024-03-14")]
