"""The mentor's log. She makes no moves: her first held follow-up starts the mentoring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Case
from interventions.actions.perform import follow
from interventions.actions.requests import ask_for_help
from interventions.actions.settle import settle
from interventions.forms.follow_up import FollowUpForm
from interventions.models import FollowUp, Mentoring
from interventions.queries.rules import rule_book

RUNNING = (Mentoring.State.ASSIGNED, Mentoring.State.RUNNING)


@transaction.atomic
def log_follow_up(
    mentoring: Mentoring, data: Mapping[str, Any], *, by: Actor, key: str
) -> FollowUp:
    """Write one follow-up; the same `key` from the same author is the same row.

    Raises InvalidDataError, NotPossibleError, PermissionDenied or OutOfReachError.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=mentoring.case_id)
    require(by, Permission.FOLLOW_UP_WRITE, case)
    if known := _known(mentoring, by, key):
        return known
    mentoring = Mentoring.objects.select_for_update().get(pk=mentoring.pk)
    if mentoring.state not in RUNNING:
        raise NotPossibleError(f"Mentorforløbet er {mentoring.state_label.lower()}.")
    form = FollowUpForm(data, mentoring=mentoring, by=by)
    if not form.is_valid():
        raise InvalidDataError(form)
    row = FollowUp.objects.create(
        mentoring=mentoring,
        author_id=by.person,
        recorded_at=by.now,
        key=key,
        **form.cleaned_data,
    )
    subjects, fields = [case.citizen_id], form.cleaned_data
    record(by, "followup.log", "followup", row.pk, subjects=subjects, fields=fields)
    if row.help_wanted:
        ask_for_help(case, row, by=by)
    start_when_held(mentoring, row, case, by)
    return row


def start_when_held(mentoring: Mentoring, row: FollowUp, case: Case, by: Actor) -> None:
    """The first held follow-up starts an assigned mentoring. The case is locked."""
    if row.outcome != FollowUp.Outcome.COMPLETED or mentoring.state != Mentoring.State.ASSIGNED:
        return
    words = "Startet af mentorens første opfølgning"
    follow(case, mentoring, "start", {"effective_on": row.occurred_on, "note": words}, by=by)
    settle(case, rule_book())


def _known(mentoring: Mentoring, by: Actor, key: str) -> FollowUp | None:
    known = FollowUp.objects.filter(author_id=by.user_id, key=key).first()
    if known and known.mentoring_id != mentoring.pk:
        raise NotPossibleError("Nøglen er brugt til en opfølgning på et andet mentorforløb.")
    return known
