"""Needs, income, consents and households: dated facts that a caseworker keeps."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require
from cases.actions.changes import change_fields
from cases.actions.contact import refuse_ended
from cases.actions.death import refuse_after_death
from cases.errors import NotPossibleError
from cases.models import (
    Case,
    Citizen,
    Consent,
    Household,
    HouseholdMember,
    IncomePeriod,
    IntegrationNeed,
)

EDIT = Permission.CASE_EDIT


def require_running(by: Actor, permission: Permission, case: Case) -> None:
    """Raises as `require`, and NotPossibleError for a case that has ended."""
    require(by, permission, case)
    refuse_ended(case)


@transaction.atomic
def open_need(
    case: Case, code: str, *, by: Actor, on: date, note: str = "", policy_area: str = ""
) -> IntegrationNeed:
    """Record one of the seven needs; one that is open already is answered as it is.

    Raises as `require`, NotPossibleError for a case that has ended.
    """
    require_running(by, Permission.NEED_EDIT, case)
    refuse_after_death(case.citizen_id, [on])
    return found_need(case, code, by=by, on=on, note=note, policy_area=policy_area)


def found_need(
    case: Case, code: str, *, by: Actor, on: date, note: str, policy_area: str = ""
) -> IntegrationNeed:
    """As open_need, for a need that follows from a move: the move's permission was asked."""
    need, created = IntegrationNeed.objects.get_or_create(
        citizen=case.citizen,
        code=code,
        resolved_on=None,
        defaults={"opened_on": on, "note": note, "policy_area": policy_area},
    )
    if created:
        fields = ("code", "note", "policy_area")
        _trail(case, by, "need.open", "integrationneed", need.pk, fields)
    return need


@transaction.atomic
def change_need(
    case: Case,
    need: IntegrationNeed,
    *,
    by: Actor,
    status: str,
    on: date,
    note: str = "",
    policy_area: str | None = None,
) -> None:
    """`policy_area` None leaves it as it is. Raises as open_need."""
    require_running(by, Permission.NEED_EDIT, case)
    refuse_after_death(case.citizen_id, [on])
    if on < need.opened_on:
        raise NotPossibleError(
            f"Behovet er registreret den {need.opened_on:%d-%m-%Y}: vælg ikke en dato før den."
        )
    resolved = status == IntegrationNeed.Status.RESOLVED
    running = IntegrationNeed.objects.filter(citizen=need.citizen_id, code=need.code)
    if not resolved and running.filter(resolved_on=None).exclude(pk=need.pk).exists():
        raise NotPossibleError("Behovet er registreret igen siden: brug det åbne behov.")
    values = {"status": status, "resolved_on": on if resolved else None, "note": note or need.note}
    if policy_area is not None:
        values["policy_area"] = policy_area
    change_fields(need, values, citizen=case.citizen, by=by, effective_on=on)


@transaction.atomic
def record_income(case: Case, code: str, *, by: Actor, from_on: date) -> None:
    """The citizen lives on `code` from `from_on`; the open period before it ends that day.

    Raises NotPossibleError when the new period would overlap one that is recorded later.
    """
    require(by, EDIT, case)
    refuse_after_death(case.citizen_id, [from_on])
    running = IncomePeriod.objects.filter(citizen=case.citizen, to_on=None).first()
    try:
        with transaction.atomic():
            if running and running.from_on < from_on:
                change_fields(running, {"to_on": from_on}, citizen=case.citizen, by=by)
            period = IncomePeriod.objects.create(citizen=case.citizen, code=code, from_on=from_on)
    except IntegrityError as error:
        raise NotPossibleError(
            "Perioden overlapper en anden forsørgelse, som er registreret senere. "
            "Vælg en dato efter den seneste periodes begyndelse."
        ) from error
    _trail(case, by, "income.record", "incomeperiod", period.pk, ("code", "from_on"))


@transaction.atomic
def give_consent(case: Case, *, by: Actor, **values: Any) -> Consent:
    """`values` are the fields of Consent but citizen and withdrawn_on."""
    require(by, EDIT, case)
    refuse_after_death(case.citizen_id, [values["given_on"]])
    consent = Consent(citizen=case.citizen, **values)
    consent.save()
    _trail(case, by, "consent.give", "consent", consent.pk, values)
    return consent


@transaction.atomic
def withdraw_consent(case: Case, consent: Consent, *, by: Actor, on: date) -> None:
    """Sharing stops from `on`; what was shared before stays in the history (R11)."""
    require(by, EDIT, case)
    refuse_after_death(case.citizen_id, [on])
    if consent.withdrawn_on:
        raise NotPossibleError(f"Samtykket blev trukket tilbage {consent.withdrawn_on:%d-%m-%Y}.")
    if on < consent.given_on:
        raise NotPossibleError(f"Samtykket er givet den {consent.given_on:%d-%m-%Y}.")
    change_fields(consent, {"withdrawn_on": on}, citizen=case.citizen, by=by, effective_on=on)


@transaction.atomic
def confirm_household(case: Case, others: list[Citizen], *, by: Actor) -> Household:
    """A person confirms that these citizens live together; each leaves the household before."""
    require(by, EDIT, case)
    refuse_after_death(case.citizen_id, [by.today])
    household = Household.objects.create(created_on=by.today)
    members = [case.citizen, *others]
    for member in HouseholdMember.objects.filter(citizen__in=members, to_on=None):
        member.to_on = by.today
        member.save()
    for citizen in members:
        HouseholdMember.objects.create(household=household, citizen=citizen, from_on=by.today)
    record(by, "household.confirm", "household", household.pk, subjects=[c.pk for c in members])
    return household


def _trail(
    case: Case, by: Actor, action: str, resource: str, pk: int, fields: Iterable[str]
) -> None:
    record(by, action, resource, pk, subjects=[case.citizen_id], fields=fields)
