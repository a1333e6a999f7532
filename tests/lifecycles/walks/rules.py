"""R1–R7 of the domain's cross-cutting rules (reference §5.3): what holds after every deed.

Each is a function of what was seen before the deed and after it, and raises AssertionError.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from accounts.localtime import local_date
from accounts.roles import SYSTEM, Function
from cases.models import Event
from interventions.law.time_moves import TIME_MOVES
from tests.lifecycles.table import LIVES, OUTLIVE_THE_CASE
from tests.lifecycles.walks.seen import Seen, values

DEATH = "doed"
FREE = timedelta(days=14)
# They do not count as R2's previous move.
UNCOUNTED = ("create", "add", "plan", "correct", "record_absence")
VOLUNTARY = ("Mentoring", "HealthAssessment", "VolunteerActivity")
STAYED_AWAY = {"no_show", "did_not_attend"}
BY_TIME = {line.reason for line in TIME_MOVES}


def r1_every_change_of_state_is_one_event(before: Seen, after: Seen) -> None:
    """Every transition writes one immutable event with all its columns; nothing else changes a
    state. (The rule's versions stand on the deadlines, the old values in Change.)
    """
    for (kind, pk), moves in after.moves.items():
        row, state = after.by_key[kind, pk], LIVES[kind].states[0]
        for event in moves:
            assert event.from_state == state, event
            assert LIVES[kind].target(state, event.move) == event.to_state, event
            _complete(event, type(row))
            state = event.to_state
        assert state == row.state, row
        for name in {event.move for event in moves}:
            written = sum(event.move == name for event in moves)
            assert after.trail[f"{kind}.{name}", str(pk)] == written, (row, name)
    kept = {event.pk: values(event) for event in after.events}
    for event in before.events:
        assert kept[event.pk] == values(event), event


def _complete(event: Event, kind: type[Any]) -> None:
    assert event.label, event
    assert event.role, event
    assert (event.by_id is None) == (event.role == SYSTEM), event
    assert event.reason or not _asks_why(kind, event.move), event
    assert event.form or not hasattr(kind, "form"), event


@cache
def _asks_why(kind: type[Any], move: str) -> bool:
    return bool(kind.moves()[move].reasons)


def r2_dates_are_in_order(_before: Seen, after: Seen) -> None:
    """The day is no later than today and no earlier than the row's last move; more than 14 days
    back it is told why. A death is registered on its own day, whatever was written since.
    """
    opened = {case.pk: case.opened_on for case in after.cases}
    for moves in after.moves.values():
        latest = date.min
        for event in moves:
            recorded_on = local_date(event.recorded_at)
            assert event.effective_on <= recorded_on <= after.today, event
            assert opened[event.case_id] <= event.effective_on, event
            if recorded_on - event.effective_on > FREE:
                assert event.note or event.reason, event
            if event.move not in UNCOUNTED:
                assert latest <= event.effective_on or event.reason == DEATH, event
                latest = max(latest, event.effective_on)


def r3_versions_count(before: Seen, after: Seen) -> None:
    """Whoever saw a row before somebody else wrote to it can tell: its version has grown.

    (That a refusal writes nothing is asserted where the deed is done.)
    """
    for key, old in before.by_key.items():
        was, now = values(old), values(after.by_key[key])
        moved = len(after.moves[key]) - len(before.moves[key])
        assert now["version"] >= was["version"] + moved, key
        assert now == was or now["version"] > was["version"], key


def r4_nothing_lives_on_in_an_ended_case(before: Seen, after: Seen) -> None:
    """Closing a case ends its steps and what dies with it in the same transaction, each with the
    reason of the closing; who was on it beside the caseworker loses access.
    """
    for case in after.cases:
        if not case.is_ended:
            continue
        assert case.closed_on, case
        assert [row for row in _dying(after, case.pk) if not _over(row)] == []
        assert _helpers_with_access(after, case.pk) == []
        was = before.by_key.get(("Case", case.pk))
        if was is not None and not was.is_ended:
            _ended_with(before, after, case)


def _ended_with(before: Seen, after: Seen, case: Any) -> None:
    ending = after.moves["Case", case.pk][-1]
    mapped = {case.get_end_reason_text(), *BY_TIME}
    for row in _dying(after, case.pk):
        key = (row.kind, row.pk)
        if key in before.by_key and not _over(before.by_key[key]):
            last = after.moves[key][-1]
            assert last.recorded_at == ending.recorded_at, row
            assert row.kind == "Goal" or row.end_reason in mapped, row


def _dying(seen: Seen, case_id: int) -> list[Any]:
    others = (row for row in [*seen.steps, *seen.records] if row.case_id == case_id)
    goals = (goal for goal in seen.goals if goal.placement.case_id == case_id)
    return [*goals, *(row for row in others if row.kind not in OUTLIVE_THE_CASE)]


def _over(row: Any) -> bool:
    ended = row.state in LIVES[row.kind].ended
    assert ended == (row.ended_on is not None), row
    return ended


def _helpers_with_access(seen: Seen, case_id: int) -> list[Any]:
    return [
        one
        for one in seen.assignments
        if one.case_id == case_id and one.function != Function.RESPONSIBLE and one.to_on is None
    ]


def r5_nothing_is_asked_of_the_dead(before: Seen, after: Seen) -> None:
    """From the day on which a death is registered: no letter, no appointment, no deadline that
    somebody could still meet, and no move but a correction. What others ask (an heir's complaint,
    a request for access) may still be answered. Reminders: `asked_of_nobody` in overall.py.
    """
    if not after.died():
        return
    assert [row for row in after.of("Appointment") if row.state == "booked"] == []
    assert [row for row in after.of("Request") if row.state == "open"] == []
    for deadline in after.deadlines:
        if deadline.case.end_reason == DEATH:
            assert deadline.met_on or deadline.ended_on, deadline
    if before.died():
        for event in after.since(before):
            assert event.move == "correct" or event.kind in OUTLIVE_THE_CASE, event
            assert (event.kind, event.move) not in (("Decision", "hear"), ("Decision", "send"))


def r6_one_case_at_a_time(before: Seen, after: Seen) -> None:
    """One open case of a citizen; each row belongs to one case for good, and to one track's kinds.
    All events of a row stand in its case.
    """
    assert sum(not case.is_ended for case in after.cases) <= 1
    case_of = {case.pk: case for case in after.cases}
    for step in after.steps:
        case = case_of[step.case_id]
        assert step.kind != "AsylumCentreTalk" or case.track == "copenhagen", step
        assert step.kind != "WelcomeTalk" or case.track != "general", step
        assert step.kind != "IntegrationProgramme" or case.in_programme, step
    for key, row in before.by_key.items():
        assert row.kind == "Goal" or values(after.by_key[key]).get("case_id") == values(row).get(
            "case_id"
        ), row
    for key, moves in after.moves.items():
        row = after.by_key[key]
        mine = row.pk if row.kind == "Case" else row.case.pk
        assert {event.case_id for event in moves} <= {mine}, row


def r7_a_refusal_is_no_absence(before: Seen, after: Seen) -> None:
    """Voluntary offers are refused without consequence: no absence and no appointment missed. (A
    state that says she stayed away does not exist for these kinds; the database knows no such.)
    """
    refused = [
        event
        for event in after.since(before)
        if event.kind in VOLUNTARY and event.move == "decline"
    ]
    if refused:
        assert after.absences == before.absences
        assert _missed(after) == _missed(before)
        rows = [after.by_key[event.kind, event.object_id] for event in refused]
        assert {(row.state, row.end_reason) for row in rows} == {("declined", "afslag")}


def _missed(seen: Seen) -> int:
    return sum(row.state in STAYED_AWAY for row in seen.rows)
