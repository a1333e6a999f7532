"""Whose case a person must not handle: declared by herself, confirmed by another."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.models import CONFLICT, AuditEvent, Kin, User
from accounts.queries import leads
from accounts.wall import beyond
from cases.cpr import parse
from cases.errors import NotPossibleError
from cases.models import Citizen, PersonIdentifier
from cases.queries import identifier_index

# Of which addresses `pk` is the id of a case, or of a citizen.
OF_CASE = ("sager/<int:pk>/", "noedadgang/sag/<int:pk>/", "cases/<int:pk>/")
OF_CITIZEN = ("citizens/<int:pk>/",)


@transaction.atomic
def declare_kin(cpr: str, relation: str, *, by: Actor) -> Kin:
    """It holds at once. The number itself is not kept, and whether it is known is not told.

    Raises CprError for what is no CPR number.
    """
    index = identifier_index(PersonIdentifier.Type.CPR, parse(cpr).digits)
    row, made = Kin.objects.get_or_create(
        user_id=by.person, index=index, defaults={"relation": relation, "declared_at": by.now}
    )
    if made:
        record(by, "kin.declare", "user", by.person, fields=["relation"])
    return row


@transaction.atomic
def confirm_kin(row: Kin, *, by: Actor) -> None:
    """By a team lead of the person's unit. Raises PermissionDenied for anyone else."""
    _require_lead(row, by)
    done = Kin.objects.filter(pk=row.pk, confirmed_at=None).update(
        confirmed_by_id=by.person, confirmed_at=by.now
    )
    if not done:
        raise NotPossibleError("Oplysningen er bekræftet i forvejen.")
    record(by, "kin.confirm", "user", row.user_id)


@transaction.atomic
def ask_to_withdraw(row: Kin, *, by: Actor) -> None:
    """It was declared by mistake, says who declared it; it holds until her team lead agrees.

    Raises PermissionDenied for anyone else, NotPossibleError when she has asked already.
    """
    if row.user_id != by.person:
        raise PermissionDenied("Kun den, der har oplyst det, trækker det tilbage.")
    waiting = Kin.objects.filter(pk=row.pk, withdrawal_asked_at=None)
    if not waiting.update(withdrawal_asked_at=by.now):
        raise NotPossibleError("Du har allerede bedt om det. Din teamleder afgør det.")
    record(by, "kin.ask_to_withdraw", "user", by.person)


@transaction.atomic
def decide_withdrawal(row: Kin, *, by: Actor, agree: bool) -> None:
    """By a team lead of the person's unit, as the confirmation. Agreed: the row is gone.

    Raises PermissionDenied for anyone else, NotPossibleError when nobody asks (any more).
    """
    _require_lead(row, by)
    asked = Kin.objects.filter(pk=row.pk, withdrawal_asked_at__isnull=False)
    done = asked.delete()[0] if agree else asked.update(withdrawal_asked_at=None)
    if not done:
        raise NotPossibleError("Der er ikke længere bedt om at trække oplysningen tilbage.")
    record(by, "kin.withdraw" if agree else "kin.keep", "user", row.user_id)


def _require_lead(row: Kin, by: Actor) -> None:
    user = User.objects.get(pk=row.user_id)
    if row.user_id == by.person or not leads(by, user):
        raise PermissionDenied("En teamleder i personens enhed bekræfter.")


def is_kin(user: User, citizen: Citizen) -> bool:
    """Whether the citizen is the user herself or one of the people that she has declared."""
    return not_kin([user], citizen) == []


def not_kin(users: Iterable[User], citizen: Citizen) -> list[User]:
    """Those of the users of whom is_kin does not hold, in their order; one query."""
    users = list(users)
    theirs = PersonIdentifier.objects.filter(citizen=citizen).values("index")
    rows = Kin.objects.filter(user__in=users, index__in=theirs)
    kin = set(rows.values_list("user_id", flat=True))
    return [user for user in users if user.pk not in kin]


def is_own_kin(by: Actor, digits: str) -> Citizen | None:
    """The citizen with this CPR number, if she is one of those whom the actor declared."""
    index = identifier_index(PersonIdentifier.Type.CPR, digits)
    if not Kin.objects.filter(user=by.user_id, index=index).exists():
        return None
    with beyond():  # whom she must stay away from is never in her reach; only the trail names her
        return Citizen.objects.filter(identifiers__index=index).first()


def refuse_kin(user: User, citizen: Citizen) -> None:
    """The sentence tells nobody who is related to whom. Raises PermissionDenied."""
    if is_kin(user, citizen):
        raise PermissionDenied(f"{user} kan ikke få denne sag. Vælg en anden.")


def note_conflict(by: Actor, route: str, pk: int | None) -> None:
    """Write down that somebody tried to open her own or her family's case: for the DPO to see.

    Called when the address was answered as if nothing were there.
    """
    if pk is None or by.user_id is None:
        return
    with beyond():  # as is_own_kin; and the request's own transaction has been rolled back
        _note(by, route, pk)


def _note(by: Actor, route: str, pk: int) -> None:
    citizens = Citizen.objects.none()
    if any(part in route for part in OF_CASE):
        citizens = Citizen.objects.filter(cases__pk=pk)
    elif any(part in route for part in OF_CITIZEN):
        citizens = Citizen.objects.filter(pk=pk)
    citizen = citizens.first()
    user = User.objects.filter(pk=by.person).first()
    if citizen and user and is_kin(user, citizen):
        conflict(by, citizen)


def conflict(by: Actor, citizen: Citizen) -> None:
    record(
        by, CONFLICT, "citizen", citizen.pk, subjects=[citizen.pk],
        outcome=AuditEvent.Outcome.DENY,
    )  # fmt: skip
