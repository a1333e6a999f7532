"""A mentor's own log: hers to edit for a day, and to add to afterwards. Nobody deletes one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.localtime import local_clock
from accounts.roles import Permission
from cases.access import require
from cases.actions.changes import change_fields
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Case
from interventions.actions.follow_ups import start_when_held
from interventions.actions.requests import ask_for_help
from interventions.forms.follow_up import FollowUpForm
from interventions.models import Amendment, FollowUp
from interventions.queries.own_logs import editable_until, is_editable


@transaction.atomic
def edit_follow_up(
    row: FollowUp,
    data: Mapping[str, Any],
    *,
    by: Actor,
    as_seen: Callable[[FollowUp], None] = lambda _row: None,
) -> FollowUp:
    """`data` are all the fields of the form; the old values are kept. What followed from the log
    (a started mentoring, a request for help) stands. `as_seen` is given the locked row, and may
    refuse it for not being the one that was seen.

    Raises InvalidDataError, PermissionDenied, OutOfReachError, NotPossibleError after 24 hours.
    """
    case, row = _own(row, by)
    if not is_editable(row, by):
        raise NotPossibleError(
            f"Opfølgningen kunne rettes til {local_clock(editable_until(row))}. Skriv en "
            "tilføjelse i stedet."
        )
    as_seen(row)
    form = FollowUpForm(data, mentoring=row.mentoring, by=by)
    if not form.is_valid():
        raise InvalidDataError(form)
    asked = row.help_wanted
    change_fields(row, form.cleaned_data, citizen=case.citizen, by=by)
    if row.help_wanted and not asked and not hasattr(row, "request"):
        ask_for_help(case, row, by=by)
    start_when_held(row.mentoring, row, case, by)
    return row


@transaction.atomic
def amend_follow_up(row: FollowUp, text: str, *, by: Actor) -> Amendment:
    """Raises PermissionDenied for another's log, OutOfReachError."""
    case, row = _own(row, by)
    amendment = Amendment.objects.create(
        follow_up=row, text=text, author_id=by.person, recorded_at=by.now
    )
    subjects = [case.citizen_id]
    record(by, "followup.amend", "followup", row.pk, subjects=subjects, fields=["amendment"])
    return amendment


def _own(row: FollowUp, by: Actor) -> tuple[Case, FollowUp]:
    """Both locked, for the author alone."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=row.mentoring.case_id)
    require(by, Permission.FOLLOW_UP_WRITE, case)
    if row.author_id != by.user_id:
        raise PermissionDenied("Kun den, der har skrevet opfølgningen, kan rette den.")
    own = FollowUp.objects.select_for_update(of=("self",)).select_related("mentoring__case")
    return case, own.get(pk=row.pk)
