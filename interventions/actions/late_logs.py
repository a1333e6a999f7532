"""Logs that arrive after the mentor's access has ended: written, and nothing is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.wall import beyond
from cases.errors import InvalidDataError
from cases.models import Case
from interventions.forms.follow_up import LateFollowUpForm
from interventions.models import FollowUp
from interventions.queries.late_logs import LATE, Ended


@transaction.atomic
@beyond()  # it is written, and nothing of the case is shown
def log_late(ended: Ended, data: Mapping[str, Any], *, by: Actor, key: str) -> FollowUp:
    """About a day on which she was the mentor, within seven days of the end. No move follows, and
    no request: she is no longer there to be answered.

    Raises PermissionDenied, InvalidDataError.
    """
    if by.today >= ended.to_on + LATE:
        raise PermissionDenied("Opfølgninger tages imod i syv dage efter, at adgangen er ophørt.")
    case = Case.objects.select_for_update(of=("self",)).get(pk=ended.mentoring.case_id)
    known = FollowUp.objects.filter(author_id=by.person, key=key).first()
    if known:
        return known
    form = LateFollowUpForm(data, mentoring=ended.mentoring, by=by)
    if not form.is_valid():
        raise InvalidDataError(form)
    typed = form.cleaned_data
    if not ended.from_on <= typed["occurred_on"] < ended.to_on:
        raise PermissionDenied("Du var ikke borgerens mentor den dag.")
    row = FollowUp.objects.create(
        mentoring=ended.mentoring, author_id=by.person, recorded_at=by.now, key=key, **typed
    )
    record(by, "followup.log_late", "followup", row.pk, subjects=[case.citizen_id], fields=typed)
    return row
