"""Correcting an anchor moves exactly the deadlines that hang on it, and keeps the old dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import capfirst

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import require
from cases.actions.changes import change_fields
from cases.actions.moves import refuse_stale, write_event
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.deadlines import recalculate, refuse_far_ahead
from interventions.actions.handover import TYPED, settle_handover
from interventions.actions.planning import attach_after_letter, plan_case
from interventions.actions.settle import settle
from interventions.law.conditions import adult
from interventions.queries.deadlines import own_facts
from interventions.queries.rules import rule_book

CORRECTABLE = (
    "allocated_on",
    "arrived_on",
    "cpr_registered_on",
    "danish_allowed_on",
    "danish_requested_on",
    "welcome_letter_on",
)
MAY_LIE_AHEAD = frozenset({"arrived_on", "danish_allowed_on"})


@transaction.atomic
def correct_anchor(
    case: Case,
    name: str,
    day: date | None,
    *,
    by: Actor,
    reason: str = "",
    seen_version: int | None = None,
) -> Case:
    """Record an anchor that was unknown, or correct one; a correction needs a reason.

    Raises NotPossibleError for a date that cannot be, ConflictError for a stale page.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, Permission.CASE_EDIT, case)
    refuse_stale(case, seen_version)
    if name not in CORRECTABLE:
        raise NotPossibleError(f"»{name}« kan ikke rettes her.")
    _refuse_impossible(case, name, day, by, reason)
    if day == getattr(case, name):
        return case
    return _change(case, {name: day}, by=by, label=_told(case, name, day), reason=reason)


@transaction.atomic
def fill_anchors(case: Case, values: dict[str, Any], *, by: Actor, reason: str) -> Case:
    """Record facts that were unknown, as a list tells them; the caller has asked permission."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    return _change(case, values, by=by, label="Manglende oplysninger indlæst", reason=reason)


@transaction.atomic
def agree_handover(
    case: Case, day: date, *, by: Actor, reason: str = "", seen_version: int | None = None
) -> Case:
    """An earlier handover that the citizen consents to (INL § 4 stk. 2), or a typed one.

    Raises NotPossibleError without a consent, or for a date before the allocation or later than
    the computed one.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, Permission.CASE_EDIT, case)
    refuse_stale(case, seen_version)
    _refuse_ended(case)
    refuse_far_ahead(day, by)
    _refuse_before_allocation(case, day)
    if case.handover_rule != TYPED:
        _refuse_unfounded(case, day, by)
    label = f"Overgivelse aftalt til {day:%d-%m-%Y}"
    return _change(case, {"handover_agreed_on": day}, by=by, label=label, reason=reason)


def _change(case: Case, values: dict[str, Any], *, by: Actor, label: str, reason: str) -> Case:
    book = rule_book()
    was_adult = adult(own_facts(case), by.today)
    after = Case(**{f.attname: f.value_from_object(case) for f in case._meta.concrete_fields})
    for field, value in values.items():
        setattr(after, field, value)
    settle_handover(after, book)
    moved = ("handover_computed_on", "handover_on")
    values = {**values, **{field: getattr(after, field) for field in moved}}
    change_fields(case, values, citizen=case.citizen, by=by, reason=reason)
    write_event(
        case, case, move="correct", label=label, by=by, on=by.today,
        from_state=case.state, reason=reason,
    )  # fmt: skip
    recalculate(case, book, by=by, reason=reason or label)
    if case.state in Case.RUNNING and not was_adult and adult(own_facts(case), by.today):
        plan_case(case, by.today, book)
    if case.state in Case.RUNNING:
        attach_after_letter(case, by.today, book)
    settle(case, book)
    return case


def _refuse_impossible(case: Case, name: str, day: date | None, by: Actor, reason: str) -> None:
    old = getattr(case, name)
    _refuse_ended(case)
    if old is not None and old != day and not reason:
        raise NotPossibleError("Skriv en begrundelse: datoen er registreret før og rettes nu.")
    if day is None:
        if name == "allocated_on" and case.handover_rule in ("INL-OVERGIV", "UA-OVERGIV"):
            raise NotPossibleError("Visiteringsdatoen kan rettes, men ikke fjernes.")
        return
    refuse_far_ahead(day, by)
    if day < case.citizen.born_on:
        raise NotPossibleError("Datoen ligger før borgerens fødsel.")
    if day > by.today and name not in MAY_LIE_AHEAD:
        raise NotPossibleError("Datoen kan ikke ligge i fremtiden.")


def _refuse_ended(case: Case) -> None:
    if case.is_ended:
        raise NotPossibleError(f"Sagen er {case.state_label.lower()} og kan ikke rettes her.")


def _refuse_before_allocation(case: Case, day: date) -> None:
    if case.allocated_on and day < case.allocated_on:
        raise NotPossibleError(
            f"Borgeren blev først visiteret til kommunen den {case.allocated_on:%d-%m-%Y}: "
            "ansvaret kan ikke overgå før."
        )
    if day < case.citizen.born_on:
        raise NotPossibleError("Datoen ligger før borgerens fødsel.")


def _refuse_unfounded(case: Case, day: date, by: Actor) -> None:
    if case.handover_computed_on is None:
        raise NotPossibleError("Der er ingen beregnet overgivelse at aftale en tidligere dato for.")
    if day > case.handover_computed_on:
        raise NotPossibleError(
            f"Overgivelsen er beregnet til {case.handover_computed_on:%d-%m-%Y} og kan kun aftales "
            "tidligere."
        )
    consents = case.citizen.consents.filter(purpose="earlier_handover", given_on__lte=by.today)
    if not any(c.withdrawn_on is None or c.withdrawn_on > by.today for c in consents):
        raise NotPossibleError(
            "En tidligere overgivelse kræver borgerens samtykke. Registrér samtykket først."
        )


def _told(case: Case, name: str, day: date | None) -> str:
    label = capfirst(str(case._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
    old = getattr(case, name)
    new = f"{day:%d-%m-%Y}" if day else "ukendt"
    return f"{label}: {old:%d-%m-%Y} rettet til {new}" if old else f"{label}: {new}"
