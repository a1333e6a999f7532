"""The LAB target group of a citizen: dated periods, one after the other."""

from datetime import date

from django.db import IntegrityError, transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require
from cases.actions.changes import change_fields
from cases.actions.death import refuse_after_death
from cases.errors import NotPossibleError
from cases.models import Case, TargetGroupPeriod


@transaction.atomic
def record_target_group(case: Case, code: str, *, by: Actor, from_on: date) -> TargetGroupPeriod:
    """The citizen is in the group `code` from `from_on`; the open period before it ends that day.

    Agreed placements keep their dates. Raises NotPossibleError when the period would overlap one
    that begins later.
    """
    require(by, Permission.CASE_EDIT, case)
    refuse_after_death(case.citizen_id, [from_on])
    running = TargetGroupPeriod.objects.filter(citizen=case.citizen_id, to_on=None).first()
    try:
        with transaction.atomic():
            if running and running.from_on < from_on:
                change_fields(running, {"to_on": from_on}, citizen=case.citizen, by=by)
            period = TargetGroupPeriod.objects.create(
                citizen=case.citizen, code=code, from_on=from_on
            )
    except IntegrityError as error:
        raise NotPossibleError(
            "Perioden overlapper en anden målgruppe, som er registreret fra en senere dag. "
            "Vælg en dato efter den seneste periodes begyndelse."
        ) from error
    record(
        by,
        "target_group.record",
        "targetgroupperiod",
        period.pk,
        subjects=[case.citizen_id],
        fields=["code", "from_on"],
    )
    return period
