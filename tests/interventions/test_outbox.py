"""What other systems are told: ids alone, once, in the transaction of the act, and by none else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from accounts.actor import system
from accounts.models import Unit
from cases.models import Case, Protection, Restriction
from interventions.actions.concerns import raise_concern
from interventions.actions.delivery import told
from interventions.actions.outbox import create_webhook, stop_webhook
from interventions.actions.perform import perform
from interventions.actions.run_due import run_due
from interventions.models import (
    AsylumCentreTalk,
    HealthAssessment,
    OutgoingEvent,
    Webhook,
)
from tests.make import UNMEASURED, actor, at, make_case, make_unit, make_user

pytestmark = pytest.mark.django_db

ALL = [str(kind) for kind in Webhook.Kind]
BEFORE = "2024-01-01"


def listen(*kinds: str, unit: str = "NORD", when: str = BEFORE) -> Webhook:
    by = actor(make_user("asta", "admin"), when)
    url = "https://esb.example.com/in"
    where: Unit = make_unit(unit)
    return create_webhook(by=by, name="ESB", url=url, unit=where, kinds=list(kinds or ALL)).webhook


def written() -> list[tuple[str, int, int | None]]:
    rows = OutgoingEvent.objects.order_by("pk")
    return [(row.kind, row.case_id, row.step_id) for row in rows]


def talk_of(case: Case) -> AsylumCentreTalk:
    return AsylumCentreTalk.objects.get(case=case)


def lapse(_case: Case) -> None:
    """The day after the citizen's arrival her talk at the asylum centre lapses by time."""
    run_due(by=system(at("2024-02-13")))


def test_opening_moving_and_closing_are_told_and_name_ids_alone() -> None:
    listen("case.opened", "step.moved", "case.closed")
    case = make_case("2024-02-05", arrived_on="2024-02-12")
    lapse(case)
    assert written() == [
        ("case.opened", case.pk, None),
        ("step.moved", case.pk, talk_of(case).pk),
    ]
    lead = actor(make_user("leth", "team_lead"), "2024-02-14")
    perform(case, "close", {"reason": "udrejst", **UNMEASURED}, by=lead)
    assert ("case.closed", case.pk, None) in written()
    for row in OutgoingEvent.objects.all():
        body = told(row)
        assert set(body) == {"id", "kind", "case", "step", "deadline", "unit", "at"}
        assert body["unit"] == "NORD"
        for word in ("Amal", "Haddad", "NORD Team", "AsylumCentreTalk", "hold"):
            assert word not in json.dumps(body)


def test_nothing_is_written_where_nobody_listens() -> None:
    listen(unit="SYD")
    listen("case.closed")
    stop_webhook(listen(), by=actor(make_user("asta", "admin"), BEFORE))
    lapse(make_case("2024-02-05", arrived_on="2024-02-12"))
    assert written() == []


def test_an_act_that_is_refused_tells_nothing() -> None:
    listen("step.moved")
    case = make_case("2024-02-05", arrived_on="2024-02-12")
    with pytest.raises(Exception, match=r"."):
        perform(
            talk_of(case), "hold", {"effective_on": "2099-01-01"},
            by=actor(make_user("anna"), "2024-02-09"),
        )  # fmt: skip
    assert written() == []


def test_two_receivers_are_told_each_by_an_event_of_its_own() -> None:
    one, other = listen("case.opened"), listen("case.opened")
    make_case("2024-02-05")
    rows = OutgoingEvent.objects.order_by("pk")
    assert {row.webhook_id for row in rows} == {one.pk, other.pk}
    assert len({row.event_id for row in rows}) == 2


def test_hidden_kinds_of_steps_are_not_told_about() -> None:
    """A machine of the unit could not read them either."""
    listen("step.moved")
    case = make_case("2024-02-05", active=True)
    anna = actor(make_user("anna"), "2024-06-03")
    concern = raise_concern(case, by=anna, signs="Bliver hentet hver dag")
    health = HealthAssessment.objects.get(case=case)
    lead = actor(make_user("leth", "team_lead"), "2024-06-04")
    perform(case, "close", {"reason": "udrejst", **UNMEASURED}, by=lead)
    moved = {step for _, _, step in written()}
    assert moved
    assert not moved & {concern.pk, health.pk}  # they lapsed with the others


@pytest.mark.parametrize("mark", ["protected", "restricted"])
def test_whose_data_are_restricted_is_not_told_about(mark: str) -> None:
    listen("step.moved")
    case = make_case("2024-02-05", arrived_on="2024-02-12")
    if mark == "restricted":
        Restriction.objects.create(citizen=case.citizen, reason="art. 18", from_at=at(BEFORE))
    else:
        Protection.objects.create(
            citizen=case.citizen, kind="name_and_address", from_on=BEFORE, source="cpr"
        )
    lapse(case)
    assert len(written()) == (mark == "protected")  # ids of protected people tell nothing


# --- deadlines that pass


def overdue(case: Case, when: str) -> list[Any]:
    run_due(by=system(at(when)))
    rows = OutgoingEvent.objects.filter(kind="deadline.passed").order_by("pk")
    return [row.deadline_id for row in rows]


def test_a_deadline_is_told_once_when_it_has_passed() -> None:
    listen("deadline.passed")
    case = make_case("2024-02-05", active=True)
    due = case.deadlines.filter(rule__code="KM-HELBRED").first()
    codes = {d.pk: (d.rule.code, d.due_on) for d in case.deadlines.select_related("rule")}
    assert due is None or due.due_on
    first = min(day for _, day in codes.values() if day)
    assert overdue(case, str(first)) == []  # it ends with its last day
    found = overdue(case, "2024-12-02")
    assert found
    assert overdue(case, "2024-12-02") == found
    assert len(set(found)) == len(found)
    assert "KM-HELBRED" not in {codes[pk][0] for pk in found}  # its step is hidden


def test_what_was_overdue_before_anybody_listened_is_not_told() -> None:
    make_case("2024-02-05", active=True)
    listen("deadline.passed", when="2024-12-02")
    case = Case.objects.get()
    passed = overdue(case, "2024-12-02")
    assert passed == []


def test_a_dry_run_tells_nothing() -> None:
    listen("deadline.passed")
    make_case("2024-02-05", active=True)
    run_due(by=system(at("2024-12-02")), dry_run=True)
    assert written() == []
