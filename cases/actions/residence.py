"""The residence permit: on which ground, from when, and to when it runs."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require
from cases.actions.changes import change_fields
from cases.actions.death import refuse_after_death
from cases.errors import NotPossibleError
from cases.models import Case, ResidencePeriod


@transaction.atomic
def record_residence(
    case: Case, code: str, *, by: Actor, from_on: date, valid_until: date | None
) -> None:
    """A permit on another ground from a day, or a new last day of the one that runs.

    The case's own track follows from the basis it was opened on and does not move with this:
    that is a change of track. Raises NotPossibleError for periods that would overlap.
    """
    require(by, Permission.CASE_EDIT, case)
    refuse_after_death(case.citizen_id, [from_on])
    if valid_until and valid_until < from_on:
        raise NotPossibleError("Tilladelsen kan ikke udløbe, før den begynder.")
    running = ResidencePeriod.objects.filter(citizen=case.citizen, to_on=None).first()
    if running and running.code == code:
        change_fields(running, {"valid_until": valid_until}, citizen=case.citizen, by=by)
    else:
        new_residence(case, code, by=by, from_on=from_on, valid_until=valid_until)


def new_residence(
    case: Case, code: str, *, by: Actor, from_on: date, valid_until: date | None = None
) -> None:
    """As record_residence, where the permission has been asked for a move that brings it along."""
    running = ResidencePeriod.objects.filter(citizen=case.citizen, to_on=None).first()
    if running and running.code == code:
        return
    try:
        with transaction.atomic():
            if running and running.from_on < from_on:
                change_fields(running, {"to_on": from_on}, citizen=case.citizen, by=by)
            period = ResidencePeriod.objects.create(
                citizen=case.citizen, code=code, from_on=from_on, valid_until=valid_until
            )
    except IntegrityError as error:
        raise NotPossibleError(
            "Perioden overlapper et andet opholdsgrundlag, som er registreret senere. "
            "Vælg en dato efter det seneste opholdsgrundlags begyndelse."
        ) from error
    fields = ("code", "from_on", "valid_until")
    record(
        by, "residence.record", "residenceperiod", period.pk,
        subjects=[case.citizen_id], fields=fields,
    )  # fmt: skip
