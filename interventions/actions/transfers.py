"""Handing a citizen over to another unit, which then answers for her alone."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.models import Unit, User
from accounts.roles import Permission
from accounts.wall import beyond
from cases.access import require
from cases.actions.assignments import relieve
from cases.actions.changes import change_fields
from cases.actions.moves import write_event
from cases.errors import NotPossibleError
from cases.models import Case, StandIn

AT_ONCE = timedelta(microseconds=1)  # one that begins now, or later, is over when it begins


@transaction.atomic
def transfer(case: Case, unit: Unit, *, by: Actor, responsible: User | None) -> Case:
    """Her cases in this unit go to the other one, and this one loses sight of them at once.

    A case that nobody has planned stands there on the list of those without a responsible; one
    that runs goes to `responsible`, a caseworker of the other unit. Ended ones have nobody until
    somebody opens them again. Mentors and others with a function on the case stay on it.

    Raises PermissionDenied, OutOfReachError, NotPossibleError.
    """
    require(by, Permission.UNIT_TRANSFER, case)
    if unit.pk == case.unit_id:
        raise NotPossibleError(f"Borgeren hører allerede til i {unit}.")
    mine = Case.objects.filter(citizen=case.citizen_id, unit=case.unit_id).order_by("pk")
    with beyond():  # each is out of reach as soon as its unit is written
        for one in mine.select_for_update(of=("self",)).select_related("citizen", "unit"):
            _hand_over(one, unit, responsible, by)
        moved = Case.objects.select_related("citizen", "unit", "responsible").get(pk=case.pk)
    record(
        by, "transfer_unit", "citizen", case.citizen_id,
        subjects=[case.citizen_id], fields=["unit", "responsible"],
    )  # fmt: skip
    return moved


def _hand_over(case: Case, unit: Unit, responsible: User | None, by: Actor) -> None:
    new = responsible if not case.is_ended else None
    if new is None and case.state in Case.RUNNING:
        raise NotPossibleError(
            f"Forløbet er i gang: vælg den sagsbehandler i {unit}, der overtager ansvaret."
        )
    relieve(case, new, unit.pk, by=by)
    for row in StandIn.objects.filter(case=case, until_at__gt=by.now):
        row.until_at = max(by.now, row.from_at + AT_ONCE)
        row.save()
    change_fields(case, {"unit": unit, "responsible": new}, citizen=case.citizen, by=by)
    write_event(
        case, case, move="correct", label=f"Overført til {unit}", by=by, on=by.today,
        from_state=case.state,
    )  # fmt: skip
