"""Access follows the mentoring: it is given, passed on and taken away with the moves."""

from __future__ import annotations

from accounts.roles import Function
from cases.actions.assignments import assign_function, end_function
from cases.models import Track
from interventions.actions.deadlines import attach_after_event
from interventions.actions.made import Made
from interventions.forms.own.mentoring import GRANT
from interventions.models import Mentoring
from interventions.queries.rules import rule_book


def give_mentor_access(made: Made) -> None:
    mentor = made.row.mentor
    assign_function(made.case, mentor, Function.MENTOR, by=made.by, on=made.event.effective_on)


def count_grant(made: Made) -> None:
    """The general track grants a mentor for six months at a time, from the grant's first day."""
    if made.case.track == Track.GENERAL:
        attach_after_event(made.case, GRANT, made.row.grant_started_on, rule_book())


def change_mentor_access(made: Made) -> None:
    take_mentor_access(made)
    give_mentor_access(made)


def take_mentor_access(made: Made) -> None:
    """Whoever is no longer the mentor of a mentoring that runs on the case."""
    states, case = Mentoring.State, made.case
    running = Mentoring.objects.filter(case=case, state__in=(states.ASSIGNED, states.RUNNING))
    leaving = case.assignments.filter(function=Function.MENTOR, to_on__isnull=True).exclude(
        user__in=running.values("mentor")
    )
    for assignment in leaving.select_related("user"):
        end_function(
            case,
            Function.MENTOR,
            by=made.by,
            on=made.event.effective_on,
            user=assignment.user,
        )
