"""Navne- og adressebeskyttelse: registered, extended, and ended when CPR has confirmed it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require
from cases.actions.changes import change_fields
from cases.actions.death import refuse_after_death
from cases.errors import NotPossibleError
from cases.models import Case, Change, Citizen, Protection

SET, END = Permission.PROTECTION_SET, Permission.PROTECTION_END


@transaction.atomic
def protect(
    case: Case, kind: str, *, by: Actor, from_on: date, until: date | None, source: str
) -> Protection:
    """Who is threatened has no address in the system at all, nor an old one (CPR-loven § 6)."""
    require(by, SET, case)
    refuse_after_death(case.citizen_id, [from_on])
    citizen = Citizen.objects.select_for_update().get(pk=case.citizen_id)
    if citizen.protections.filter(kind=kind, ended_on=None).exists():
        raise NotPossibleError("Beskyttelsen er registreret i forvejen. Forlæng den i stedet.")
    row = Protection.objects.create(
        citizen=citizen, kind=kind, from_on=from_on, until=until, source=source
    )
    fields = ["kind", "from_on", "until", "source"]
    if kind == Protection.Kind.THREATENED and citizen.address:
        _forget_address(citizen)
        fields.append("address")
    record(by, "set_protection", "protection", row.pk, subjects=[citizen.pk], fields=fields)
    return row


@transaction.atomic
def extend_protection(case: Case, row: Protection, *, by: Actor, until: date) -> None:
    require(by, SET, case)
    row = _running(row)
    if row.until and until <= row.until:
        raise NotPossibleError(f"Beskyttelsen forventes allerede at vare til {row.until:%d-%m-%Y}.")
    change_fields(row, {"until": until}, citizen=case.citizen, by=by)


@transaction.atomic
def end_protection(case: Case, row: Protection, *, by: Actor, on: date) -> None:
    """From `on` it holds no longer; only CPR's confirmation lifts it, never its expected end."""
    require(by, END, case)
    row = _running(row)
    if on < row.from_on:
        raise NotPossibleError(f"Beskyttelsen begyndte først {row.from_on:%d-%m-%Y}.")
    change_fields(
        row, {"ended_on": on}, citizen=case.citizen, by=by, effective_on=on,
        action="clear_protection",
    )  # fmt: skip


def _running(row: Protection) -> Protection:
    row = Protection.objects.select_for_update().get(pk=row.pk)
    if row.ended_on:
        raise NotPossibleError(f"Beskyttelsen ophørte {row.ended_on:%d-%m-%Y}.")
    return row


def _forget_address(citizen: Citizen) -> None:
    """Without keeping the old value, and with what was kept of it before."""
    citizen.address = ""
    citizen.version += 1
    citizen.save()
    Change.objects.filter(citizen=citizen, resource="citizen", field="address").delete()
