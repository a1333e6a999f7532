"""People around the case: relatives, who lives with whom, and partners who share within a consent.

None of it gives anybody access to another case.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require
from cases.actions.changes import change_fields
from cases.actions.death import refuse_after_death
from cases.errors import NotPossibleError
from cases.models import (
    Case,
    Citizen,
    Collaborator,
    Consent,
    Household,
    HouseholdMember,
    Relation,
)

EDIT = Permission.CASE_EDIT


@transaction.atomic
def add_relation(case: Case, *, by: Actor, other: Citizen | None, **values: Any) -> Relation:
    """`values` are type, from_on, source, and other_name when there is no `other`."""
    require(by, EDIT, case)
    refuse_after_death(case.citizen_id, [values.get("from_on")])
    _one_at_a_time(case)
    same = Relation.objects.filter(
        citizen=case.citizen_id, other=other, other_name=values.get("other_name", ""),
        type=values["type"], to_on=None,
    )  # fmt: skip
    if same.exists():
        raise NotPossibleError("Relationen er registreret i forvejen.")
    row = Relation(citizen=case.citizen, other=other, **values)
    row.save()
    subjects = [case.citizen_id, *([other.pk] if other else [])]
    record(by, "relation.add", "relation", row.pk, subjects=subjects, fields=["other", *values])
    return row


@transaction.atomic
def end_relation(case: Case, relation: Relation, *, by: Actor, on: date) -> None:
    require(by, EDIT, case)
    relation = Relation.objects.select_for_update().get(pk=relation.pk)
    _end(case, relation, "Relationen", by, on)


@transaction.atomic
def join_household(case: Case, other: Citizen, *, by: Actor, on: date) -> Household:
    """The citizen moves in with the other from `on`, out of where she lived before."""
    require(by, EDIT, case)
    refuse_after_death(case.citizen_id, [on])
    _one_at_a_time(case)
    theirs = _membership(other)
    if theirs is None:
        household = Household.objects.create(created_on=on)
        HouseholdMember.objects.create(household=household, citizen=other, from_on=on)
    else:
        household = theirs.household
        _not_before(theirs.from_on, on)
    mine = _membership(case.citizen)
    if mine and mine.household_id == household.pk:
        raise NotPossibleError("De er registreret i samme husstand i forvejen.")
    if mine:
        _move_out(mine, on)
    HouseholdMember.objects.create(household=household, citizen=case.citizen, from_on=on)
    subjects = [case.citizen_id, other.pk]
    record(by, "household.join", "household", household.pk, subjects=subjects, fields=["from_on"])
    return household


@transaction.atomic
def leave_household(case: Case, *, by: Actor, on: date) -> None:
    """From `on` the citizen lives with none of those she lived with."""
    require(by, EDIT, case)
    mine = _membership(case.citizen)
    if mine is None:
        raise NotPossibleError("Borgeren er ikke registreret i en husstand.")
    _move_out(mine, on)
    subjects = [case.citizen_id]
    record(
        by, "household.leave", "household", mine.household_id, subjects=subjects, fields=["to_on"]
    )


@transaction.atomic
def add_collaborator(case: Case, consent: Consent, *, by: Actor, **values: Any) -> Collaborator:
    """`values` are the fields of Collaborator but case, consent and to_on.

    Raises NotPossibleError when the consent is not the citizen's, or not in force on from_on.
    """
    require(by, EDIT, case)
    refuse_after_death(case.citizen_id, [values.get("from_on")])
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    row = Collaborator(case=case, consent=consent, **values)
    if consent.citizen_id != case.citizen_id:
        raise NotPossibleError("Samtykket er ikke givet af denne borger.")
    if row.from_on < consent.given_on or not row.shares_on(row.from_on):
        raise NotPossibleError("Samtykket gælder ikke den dag, samarbejdet begynder.")
    row.save()
    record(
        by, "collaborator.add", "collaborator", row.pk, subjects=[case.citizen_id], fields=values
    )
    return row


@transaction.atomic
def end_collaborator(case: Case, row: Collaborator, *, by: Actor, on: date) -> None:
    require(by, EDIT, case)
    row = Collaborator.objects.select_for_update().get(pk=row.pk)
    _end(case, row, "Samarbejdet", by, on)


def _end(case: Case, row: Any, what: str, by: Actor, on: date) -> None:
    if row.to_on:
        raise NotPossibleError(f"{what} sluttede {row.to_on:%d-%m-%Y}.")
    if on < row.from_on:
        raise NotPossibleError(f"{what} begyndte først {row.from_on:%d-%m-%Y}.")
    change_fields(row, {"to_on": on}, citizen=case.citizen, by=by, effective_on=on)


def _one_at_a_time(case: Case) -> None:
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)


def _membership(citizen: Citizen) -> HouseholdMember | None:
    open_now = HouseholdMember.objects.select_for_update().filter(citizen=citizen, to_on=None)
    return open_now.first()


def _move_out(mine: HouseholdMember, on: date) -> None:
    _not_before(mine.from_on, on)
    mine.to_on = on
    mine.save()


def _not_before(first: date, on: date) -> None:
    if on < first:
        raise NotPossibleError(f"Husstanden er registreret fra {first:%d-%m-%Y}: vælg ikke før.")
