"""Moves that a second person must approve: which, when, and that one person is never both."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from cases.errors import NotPossibleError
from cases.models import Approval, Case, Event
from interventions.actions.approvals import decide, propose
from interventions.actions.perform import perform
from interventions.diagrams import LIFECYCLES
from tests.lifecycles.driver import (
    WEEK,
    again,
    case_of,
    colleague,
    data_for,
    go,
    lead,
    mover,
    next_day,
    row_in,
)
from tests.make import actor, make_user

pytestmark = pytest.mark.django_db

NEEDS_ANOTHER = "»{}« skal godkendes af en anden. Send det til godkendelse."
FOUR_EYES = [
    ("Case", "active", "cancel"), ("Mentoring", "running", "extend"),
    ("Mentoring", "offered", "assign"),
    ("SocialControlConcern", "clarifying", "find_unfounded"),
]  # fmt: skip


def waiting(kind, state, name):
    """A row on which the move needs a second person, and the day on which it is proposed."""
    row = row_in(kind, state)
    if kind == "Mentoring":  # beyond the first year after arrival
        Case.objects.filter(pk=case_of(row).pk).update(arrived_on=next_day(row) - 40 * WEEK)
    return again(row), next_day(row)


def anna(on):
    return actor(make_user("anna"), on)


def proposed(row, name, on):
    """By somebody who may make the move but is not the one who decides below."""
    by = colleague(row, on) if row.kind == "SocialControlConcern" else anna(on)
    return propose(row, name, data_for(row, name, on), by=by, reason="Oprettet to gange")


def test_the_table_has_every_move_that_needs_four_eyes():
    declared = {
        (kind.__name__, name) for kind in LIFECYCLES for name, m in kind.moves().items()
        if m.four_eyes
    }  # fmt: skip
    assert {(kind, name) for kind, _, name in FOUR_EYES} == declared


@pytest.mark.parametrize(("kind", "state", "name"), FOUR_EYES)
def test_nobody_makes_it_alone(kind, state, name):
    row, on = waiting(kind, state, name)
    with pytest.raises(NotPossibleError) as refusal:
        perform(row, name, data_for(row, name, on), by=mover(row, on))
    assert str(refusal.value) == NEEDS_ANOTHER.format(row.moves()[name].label)
    assert again(row).version == row.version


@pytest.mark.parametrize(("kind", "state", "name"), FOUR_EYES)
def test_a_second_person_makes_the_move_by_approving(kind, state, name):
    row, on = waiting(kind, state, name)
    approval = decide(proposed(row, name, on), by=mover(row, on), approve=True)
    assert approval.outcome == Approval.Outcome.APPROVED
    assert again(row).version == row.version + 1
    event = Event.objects.filter(kind=kind, object_id=row.pk).last()
    who = mover(row, on).username
    assert (event.move, event.by.username, event.effective_on) == (name, who, on)


@pytest.mark.parametrize(("kind", "state", "name"), FOUR_EYES)
def test_a_refusal_leaves_everything_as_it_was(kind, state, name):
    row, on = waiting(kind, state, name)
    approval = decide(proposed(row, name, on), by=mover(row, on), approve=False)
    assert approval.outcome == Approval.Outcome.REFUSED
    assert again(row).version == row.version


def test_the_proposer_cannot_decide_even_as_team_lead():
    row, on = waiting("Case", "active", "cancel")
    data = data_for(row, "cancel", on)
    approval = propose(row, "cancel", data, by=lead(on), reason="Fejl")
    with pytest.raises(NotPossibleError, match="En anden skal godkende"):
        decide(approval, by=lead(on), approve=True)


def test_a_caseworker_cannot_decide():
    row, on = waiting("Case", "active", "cancel")
    approval = proposed(row, "cancel", on)
    with pytest.raises(PermissionDenied):
        decide(approval, by=anna(on), approve=True)


@pytest.mark.parametrize(("days", "outcome"), [(7, "approved"), (8, None)])
def test_a_proposal_lapses_after_five_working_days(days, outcome):
    row, on = waiting("Case", "active", "cancel")
    assert on.strftime("%a") == "Fri"
    approval = proposed(row, "cancel", on)
    if outcome is None:
        with pytest.raises(NotPossibleError, match="bortfaldet efter 5 hverdage"):
            decide(approval, by=lead(on + timedelta(days=days)), approve=True)
    else:
        decided = decide(approval, by=lead(on + timedelta(days=days)), approve=True)
        assert decided.outcome == outcome


def test_a_proposal_of_a_move_that_cannot_be_made_is_refused_at_once():
    case = row_in("Case", "cancelled")
    with pytest.raises(NotPossibleError):
        propose(case, "cancel", {}, by=lead(next_day(case)), reason="Fejl")


def test_the_first_year_needs_nobody_else():
    row = row_in("Mentoring", "running")
    case = Case.objects.filter(pk=row.case_id)
    until = next_day(row) + 30 * WEEK
    case.update(arrived_on=until.replace(year=until.year - 1))
    assert go(row, "extend", until=until).until == until
    with pytest.raises(NotPossibleError, match="skal godkendes"):
        go(row, "extend", until=until + timedelta(days=1))
    case.update(track="general")
    assert go(row, "extend", until=until + timedelta(days=1)).version == again(row).version
