"""Every guard of every move: a row on which it refuses, with its sentence, and one it lets through.

GUARDED is typed by hand: kind, the state it starts from, move, the guard's name, what spoils the
row, and what the user is told. Where ordinary moves cannot bring about what a guard forbids, the
row is spoiled behind their back: the guard is then the second lock on the door.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from cases.errors import NotPossibleError
from cases.lifecycle import Guard
from cases.models import Case, Consent
from interventions.actions.perform import perform
from interventions.diagrams import LIFECYCLES
from interventions.models import Goal
from tests.lifecycles.driver import (
    again,
    case_of,
    data_for,
    drive,
    go,
    mover,
    new_row,
    next_day,
    row_in,
    undone,
)
from tests.lifecycles.guarded import GUARDED
from tests.lifecycles.guarded.concern import APPROVAL
from tests.lifecycles.guarded.mentoring import MENTOR
from tests.lifecycles.guarded.placement import held_placement
from tests.lifecycles.table import LIVES

pytestmark = pytest.mark.django_db


def told(row: Any, name: str, on: date) -> tuple[str, ...]:
    """What the user is told when the move is tried; nothing when it is made (and taken back)."""
    try:
        with undone():
            perform(row, name, data_for(row, name, on), by=mover(row, on, name))
    except NotPossibleError as refusal:
        return refusal.messages
    return ()


# What the guards let through waits for a second person all the same.
APPROVED = {("SocialControlConcern", "find_unfounded"): (APPROVAL,)}


@pytest.mark.parametrize("kind", dict.fromkeys(kind for kind, *_ in GUARDED))
def test_a_guard_lets_through_and_refuses_in_the_users_words(kind, subtests):
    first = new_row(kind)
    for state in dict.fromkeys(state for its, state, *_ in GUARDED if its == kind):
        with undone():
            row = drive(again(first), state)
            for _, _, name, guard, spoil, sentence in [
                g for g in GUARDED if g[:2] == (kind, state)
            ]:
                with subtests.test(state=state, move=name, guard=guard), undone():
                    refuses(again(row), name, spoil, sentence)


def refuses(row, name, spoil, sentence):
    on = next_day(row)
    assert told(row, name, on) == APPROVED.get((row.kind, name), ())
    spoil(row)
    row = again(row)
    assert told(row, name, on) == (sentence,)
    assert (again(row).state, again(row).version) == (row.state, row.version)


def name_of(guard: Guard) -> str:
    """A guard that a function made goes by that function's name."""
    return guard.__qualname__.split(".")[0]


def test_the_table_has_every_guard():
    declared = {
        (lifecycle.__name__, arrow.source, arrow.move.name, name_of(guard))
        for lifecycle in LIFECYCLES
        for arrow in lifecycle.arrows()
        for guard in arrow.move.guards
    }
    assert {row[:4] for row in GUARDED} == declared


def test_the_handover_asks_no_guard_outside_the_programme():
    case = row_in("Case", "planned")
    Case.objects.filter(pk=case.pk).update(in_programme=False, handover_on=None)
    assert go(again(case), "take_over").state == "active"


def test_a_second_active_goal_frees_the_first():
    goal = row_in("Goal", "active")
    held_placement(goal)
    Goal.objects.create(placement=goal.placement, type="language", text="Hilse", sign="Siger hej")
    assert go(goal, "reach").state == "reached"


@pytest.mark.parametrize(("withdrawn_on", "sentence"), [
    (date(2024, 3, 14), (MENTOR,)), (date(2024, 3, 15), (MENTOR,)), (date(2024, 3, 16), ()),
])  # fmt: skip
def test_a_consent_holds_to_the_day_before_it_is_withdrawn(withdrawn_on, sentence):
    row = row_in("Mentoring", "offered")
    on = date(2024, 3, 15)
    Consent.objects.filter(citizen=row.case.citizen, purpose="mentor").update(
        withdrawn_on=withdrawn_on
    )
    assert told(row, "assign", on) == sentence


@pytest.mark.parametrize(("kind", "state", "name", "handover", "last_day"), [
    ("Case", "closed", "reopen", date(2020, 2, 29), date(2025, 2, 28)),
    ("Case", "closed", "reopen", date(2020, 3, 1), date(2025, 3, 1)),
    ("HealthAssessment", "declined", "offer_again", date(2020, 3, 1), date(2025, 3, 1)),
])  # fmt: skip
def test_five_years_end_with_the_same_date(kind, state, name, handover, last_day):
    row = row_in(kind, state)
    Case.objects.filter(pk=case_of(row).pk).update(handover_on=handover)
    row = again(row)
    assert told(row, name, last_day) == ()
    assert told(row, name, last_day + timedelta(days=1)) != ()


def test_the_states_of_the_table_are_the_kinds_own():
    assert all(state in LIVES[kind].states for kind, state, *_ in GUARDED)
