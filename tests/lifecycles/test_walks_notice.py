"""Each rule of the walks can fail: a case that is spoiled behind the program's back is noticed.

One eventful case is built once; each way of spoiling it is taken back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.perform import perform
from interventions.models import CompanyPlacement, Step
from interventions.queries.rules import rule_book
from tests.lifecycles.test_walks import reached, step
from tests.lifecycles.walks import overall, rules, rules_of_steps
from tests.lifecycles.walks.dice import Dice
from tests.lifecycles.walks.seen import Seen, see
from tests.lifecycles.walks.start import STARTS, People, eventful, people
from tests.lifecycles.walks.walk import Walk

pytestmark = pytest.mark.django_db

Spoil = Callable[[Seen], Seen | None]  # answers with what was seen before, where that matters
CLOSED = "UPDATE cases_case SET state = 'closed', closed_on = '2024-05-01', end_reason = "


def sql(text: str) -> Spoil:
    def spoil(_seen: Seen) -> None:
        with connection.cursor() as cursor:
            cursor.execute(text)
            assert cursor.rowcount > 0, text

    return spoil


def told_again(last: str, /, **values: Any) -> Spoil:
    """The last event of the move, written a second time with other values."""

    def spoil(seen: Seen) -> None:
        row = next(event for event in seen.events[::-1] if event.move == last)
        for name, value in {"pk": None, **values}.items():
            setattr(row, name, value)
        row.save(force_insert=True)

    return spoil


def before(**values: Any) -> Callable[[Spoil], Spoil]:
    """As if the case had looked otherwise before."""

    def around(spoil: Spoil) -> Spoil:
        def spoil_and_forget(seen: Seen) -> Seen:
            spoil(seen)
            return replace(seen, **values)

        return spoil_and_forget

    return around


def closed(reason: str, then: Spoil) -> Spoil:
    """The case is closed as it should be, and spoiled afterwards."""

    def spoil(seen: Seen) -> None:
        close(seen, reason)
        then(see(seen.case.citizen_id, seen.today))

    return spoil


def dead(then: Spoil) -> Spoil:
    def spoil(seen: Seen) -> Seen:
        close(seen, "doed")
        buried = see(seen.case.citizen_id, seen.today)
        then(buried)
        return buried

    return spoil


def close(seen: Seen, reason: str) -> None:
    typed = {"reason": reason, "no_measurement": "Mødte ikke", "effective_on": str(seen.today)}
    perform(seen.case, "close", typed, by=people().at("leth", seen.today))


def another_note(seen: Seen) -> Seen:
    seen.events[3].note = "Stod her før"
    return seen


def of_kind(kind: str, **values: Any) -> Spoil:
    def spoil(seen: Seen) -> None:
        Step.objects.filter(case__in=seen.cases, kind=kind).update(**values)

    return spoil


REOPENED = "UPDATE interventions_record SET state = 'booked', ended_on = NULL WHERE kind = "
SPOILED: list[tuple[Any, Spoil]] = [
    (rules.r1_every_change_of_state_is_one_event, of_kind("Mentoring", state="offered")),
    (rules.r1_every_change_of_state_is_one_event, told_again("refer")),
    (rules.r1_every_change_of_state_is_one_event, told_again("start", from_state="running")),
    (rules.r1_every_change_of_state_is_one_event, told_again(
        "agree", from_state="running", to_state="running", move="record_absence", label="")),
    (rules.r1_every_change_of_state_is_one_event, another_note),
    (rules.r2_dates_are_in_order, told_again("join", effective_on=date(2031, 1, 1))),
    (rules.r2_dates_are_in_order, told_again("join", effective_on=date(2024, 1, 3))),
    (rules.r2_dates_are_in_order, told_again("join", effective_on=date(2023, 1, 3))),
    (rules.r3_versions_count, sql("UPDATE interventions_companyplacement SET tasks = 'Andet'")),
    (rules.r3_versions_count, told_again("join")),
    (rules.r4_nothing_lives_on_in_an_ended_case, sql(CLOSED + "'job'")),
    (rules.r4_nothing_lives_on_in_an_ended_case,
     closed("job", of_kind("DanishEducation", end_reason="andet"))),
    (rules.r4_nothing_lives_on_in_an_ended_case,
     closed("job", of_kind("DanishEducation", state="running", ended_on=None))),
    (rules.r4_nothing_lives_on_in_an_ended_case,
     closed("job", sql("UPDATE cases_assignment SET to_on = NULL"))),
    (rules.r5_nothing_is_asked_of_the_dead, dead(sql(REOPENED + "'Appointment'"))),
    (rules.r5_nothing_is_asked_of_the_dead, dead(sql(
        "UPDATE interventions_deadline SET ended_on = NULL, met_on = NULL"))),
    (rules.r5_nothing_is_asked_of_the_dead, dead(told_again("offer"))),
    (rules.r6_one_case_at_a_time, sql("UPDATE cases_case SET track = 'general'")),
    (rules.r6_one_case_at_a_time, sql("UPDATE cases_case SET in_programme = false")),
    (rules.r7_a_refusal_is_no_absence, told_again("offer", move="decline")),
    (rules_of_steps.r8_a_child_gets_no_programme,
     before(steps=[])(sql("UPDATE cases_citizen SET born_on = '2015-05-17'"))),
    (rules_of_steps.r10_what_was_sent_stays,
     sql("UPDATE interventions_appointment SET letter = 'Andet' WHERE letter <> ''")),
    (rules_of_steps.r10_what_was_sent_stays,
     told_again("invite", effective_on=date(2024, 4, 30))),
    (rules_of_steps.r10_what_was_sent_stays, before(records=[])(sql(
        "UPDATE interventions_appointment SET letter = '', sent_at = NULL WHERE letter <> ''"))),
    (rules_of_steps.r11_nothing_is_shared_without_consent, before(events=[])(sql(
        "UPDATE cases_consent SET withdrawn_on = '2024-01-05' WHERE purpose = 'mentor'"))),
    (rules_of_steps.r11_nothing_is_shared_without_consent, before(events=[])(sql(
        "UPDATE cases_consent SET given_on = '2024-04-01' WHERE purpose = 'doctor'"))),
    (rules_of_steps.r12_no_placement_stands_alone,
     sql("UPDATE interventions_goal SET state = 'dropped'")),
    (rules_of_steps.r12_no_placement_stands_alone, sql("UPDATE interventions_goal SET sign = ''")),
    (rules_of_steps.r12_no_placement_stands_alone,
     of_kind("CompanyPlacement", state="completed", ended_on=date(2024, 4, 1))),
    (lambda _old, new: overall.settled_as_from_scratch(new, rule_book()),
     sql("UPDATE interventions_deadline SET met_on = '2024-01-09' WHERE met_on IS NULL")),
    (lambda _old, new: overall.asked_of_nobody(new, people()), sql(CLOSED + "'doed'")),
]  # fmt: skip


def test_what_is_spoiled_is_noticed():
    begun = eventful()
    for number, (rule, spoil) in enumerate(SPOILED):
        with transaction.atomic():
            old = see(begun.citizen_id, begun.today)
            rule(old, old)
            old = spoil(see(begun.citizen_id, begun.today)) or old
            assert noticed(rule, old, see(begun.citizen_id, begun.today)), (number, rule)
            transaction.set_rollback(True)


def noticed(rule: Any, *seen: Any) -> bool:
    try:
        rule(*seen)
    except AssertionError:
        return True
    return False


@pytest.fixture
def everybody() -> People:
    return people()


@pytest.fixture
def seen(everybody: People) -> Seen:
    return Walk.begin(b"", everybody, STARTS["konvention"]()).seen


def test_a_placement_that_asks_about_a_mentor_is_noticed(seen, everybody, monkeypatch):
    """R13."""

    def mentored(row: Any, _by: Any) -> str:
        others = Step.objects.filter(case=row.case, kind="Mentoring", ended_on=None)
        return "Mentoren skal være stoppet." if others.exists() else ""

    moves = {name: replace(m, guards=(mentored,)) for name, m in CompanyPlacement.moves().items()}
    rules_of_steps.r13_mentor_and_danish_block_no_placement(seen, everybody)
    monkeypatch.setattr(CompanyPlacement, "moves", classmethod(lambda _kind: moves))
    assert noticed(rules_of_steps.r13_mentor_and_danish_block_no_placement, seen, everybody)


def test_a_status_that_differs_in_sql_is_noticed(seen):
    day = seen.today + timedelta(days=30)
    overall.told_alike_in_python_and_sql(seen, rule_book(), day)
    for row in seen.deadlines:
        row.due_on, row.met_on = date(2023, 1, 1), None
    assert noticed(overall.told_alike_in_python_and_sql, seen, rule_book(), day)


def test_a_work_list_that_leaves_something_out_is_noticed(seen, everybody, monkeypatch):
    overall.listed_as_on_its_page(seen, everybody, rule_book())
    every = overall.open_anywhere
    monkeypatch.setattr(overall, "open_anywhere", lambda by, book: every(by, book).exclude(
        due_on__lt=by.today))  # fmt: skip
    assert noticed(overall.listed_as_on_its_page, seen, everybody, rule_book())


def test_a_mentor_who_sees_more_is_noticed(seen, everybody, monkeypatch):
    overall.a_mentor_sees_her_own_only(seen, everybody)
    monkeypatch.setattr(overall, "visible_cases", lambda _by: Case.objects.all())
    assert noticed(overall.a_mentor_sees_her_own_only, seen, everybody)


@pytest.mark.parametrize("day", ["today", "now"])
def test_time_that_leaves_traces_of_its_running_is_noticed(seen, everybody, monkeypatch, day):
    """Once as a date of its own, once with each run."""
    overall.time_may_run_late_or_twice(seen, everybody)
    ran = iter(range(9))

    def leaving_a_trace(by: Any) -> None:
        on = by.today if day == "today" else date(2025, 1, 1 + next(ran))
        rows = Step.objects.filter(case__citizen=seen.case.citizen_id)
        (rows.filter(ended_on=None) if day == "today" else rows).update(ended_on=on)

    monkeypatch.setattr(overall, "run_due", leaving_a_trace)
    assert noticed(overall.time_may_run_late_or_twice, seen, everybody)


def test_a_refusal_that_has_written_is_noticed(seen, everybody):
    """R3."""

    def half_done(walk: Walk) -> None:
        Case.objects.filter(pk=walk.case.pk).update(moves_to="Aarhus")
        raise NotPossibleError("Det går ikke.")

    walk = Walk(Dice(b""), everybody, seen.case.citizen_id, seen.today, seen)
    with pytest.raises(AssertionError):
        step(walk, [half_done])


def test_deeds_that_lead_two_citizens_to_different_places_are_told_apart(everybody):
    """R9: another track is not the same place."""
    one, other = STARTS["konvention"](), STARTS["ukraine_saerlov"]()
    assert reached(b"", everybody, one) == reached(b"", everybody, one)
    assert reached(b"", everybody, one) != reached(b"", everybody, other)
