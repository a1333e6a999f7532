"""Correcting an exemption that was recorded with the wrong days or the wrong reason."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import require
from cases.actions.changes import change_fields
from cases.actions.death import refuse_after_death
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.deadlines import GAP, extend_gap, refuse_far_ahead
from interventions.models import Deadline, Exemption
from interventions.queries.rules import rule_book


@transaction.atomic
def correct_exemption(
    exemption: Exemption,
    *,
    by: Actor,
    reason: str,
    from_on: date,
    to_on: date,
    note: str,
    why: str,
) -> None:
    """The old days stay readable; INL-VRT-GAP is lengthened anew by the recorded days."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=exemption.deadline.case_id)
    require(by, Permission.CASE_EDIT, case)
    refuse_after_death(case.citizen_id, [from_on])
    if to_on < from_on:
        raise NotPossibleError("Fritagelsens sidste dag ligger før den første.")
    refuse_far_ahead(to_on, by)
    exemption = Exemption.objects.select_for_update(of=("self",)).get(pk=exemption.pk)
    values = {"reason": reason, "from_on": from_on, "to_on": to_on, "note": note}
    if not change_fields(exemption, values, citizen=case.citizen, by=by, reason=why):
        raise NotPossibleError("Der er ikke ændret noget: det er det, der er registreret.")
    deadline = Deadline.objects.select_for_update().get(pk=exemption.deadline_id)
    if deadline.rule.code == GAP:
        extend_gap(deadline, rule_book())
