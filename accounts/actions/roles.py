"""Who is what: ordinary roles by one administrator, privileged ones by two, one's own by none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.errors import NotPossibleError
from accounts.models import Area, RoleGrant, RoleProposal, Unit, User
from accounts.queries import require_may
from accounts.roles import PRIVILEGED, Permission, Role

Outcome = RoleProposal.Outcome


@dataclass(frozen=True)
class Place:
    """Where a role is held, and until (not including) which day."""

    unit: Unit | None = None
    area: Area | None = None
    to_on: date | None = None


@transaction.atomic
def grant_role(user: User, role: str, place: Place, *, by: Actor) -> RoleGrant:
    """An ordinary role from today on.

    Raises PermissionDenied for one's own account and for privileged roles, which two
    administrators give; NotPossibleError when it does not go with what she is already.
    """
    refuse_alone(user, role, by=by)
    user = _locked(user, by)
    grant = _grant(user, role, place, by)
    record(by, "assign_role_ordinary", "user", user.pk, fields=[role])
    return grant


def refuse_alone(user: User, role: object, *, by: Actor) -> None:
    """Raises PermissionDenied for what one administrator cannot do, whatever else she types."""
    _refuse_own(user, by)
    if role in PRIVILEGED:
        raise PermissionDenied(
            "Administrator og databeskyttelsesrådgiver gives af to administratorer: foreslå "
            "rollen, og lad en anden godkende."
        )


@transaction.atomic
def propose_role(user: User, role: str, place: Place, *, by: Actor, reason: str) -> RoleProposal:
    """A privileged role, which another administrator then decides on.

    Raises PermissionDenied, NotPossibleError.
    """
    user = _locked(user, by)
    if role not in PRIVILEGED:
        raise NotPossibleError(f"Rollen {Role(role).label} kan gives uden en anden.")
    _refuse_unfit(user, role, place, by)
    if RoleProposal.objects.filter(user=user, role=role, outcome=Outcome.PENDING).exists():
        raise NotPossibleError("Det er allerede foreslået.")
    proposal = RoleProposal.objects.create(
        user=user, role=role, to_on=place.to_on, reason=reason,
        proposed_by_id=by.person, proposed_at=by.now,
    )  # fmt: skip
    record(by, "assign_role_propose", "user", user.pk, fields=[role])
    return proposal


@transaction.atomic
def decide_role(proposal: RoleProposal, *, by: Actor, approve: bool) -> RoleProposal:
    """Raises PermissionDenied for whoever proposed it or would get it, NotPossibleError."""
    require_may(by, Permission.USERS_KEEP)
    proposal = RoleProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if by.person == proposal.proposed_by_id:
        raise PermissionDenied("Du har selv stillet forslaget. En anden skal afgøre det.")
    user = _locked(proposal.user, by)
    if proposal.outcome != Outcome.PENDING:
        raise NotPossibleError(f"Forslaget er {proposal.get_outcome_display().lower()}.")
    if approve:
        _grant(user, proposal.role, Place(to_on=proposal.to_on), by)
    proposal.outcome = Outcome.APPROVED if approve else Outcome.REFUSED
    proposal.decided_by_id, proposal.decided_at = by.person, by.now
    proposal.save()
    done = "assign_role_privileged" if approve else "assign_role_refuse"
    record(by, done, "user", user.pk, fields=[proposal.role])
    return proposal


def end_grant(grant: RoleGrant, *, by: Actor) -> None:
    """The role ends today. The caller has locked her, and seen that nothing hangs on it.

    Raises PermissionDenied for one's own, NotPossibleError when it has ended.
    """
    if grant.to_on and grant.to_on <= by.today:
        raise NotPossibleError("Rollen er allerede afsluttet.")
    if grant.from_on >= by.today:
        grant.delete()  # it never held a whole day; the trail knows of it
    else:
        grant.to_on = by.today
        grant.save()
    record(by, "end_role", "user", grant.user_id, fields=[grant.role])


def lock_another(user: User, by: Actor) -> User:
    """The account, locked, for a change that nobody makes to her own. Raises PermissionDenied."""
    _refuse_own(user, by)
    return User.objects.select_for_update().get(pk=user.pk)


def _refuse_own(user: User, by: Actor) -> None:
    require_may(by, Permission.USERS_KEEP)
    if user.pk == by.user_id:
        raise PermissionDenied("Det kan kun en anden administrator gøre for dig.")


def _locked(user: User, by: Actor) -> User:
    user = lock_another(user, by)
    if not user.is_active:
        raise NotPossibleError(f"{user} er lukket.")
    return user


def _grant(user: User, role: str, place: Place, by: Actor) -> RoleGrant:
    _refuse_unfit(user, role, place, by)
    return RoleGrant.objects.create(
        user=user, role=role, unit=place.unit, area=place.area, from_on=by.today, to_on=place.to_on
    )


def _refuse_unfit(user: User, role: str, place: Place, by: Actor) -> None:
    if place.to_on and place.to_on <= by.today:
        raise NotPossibleError("Rollen skal slutte efter i dag.")
    held = list(RoleGrant.objects.filter(RoleGrant.valid_on(by.today), user=user))
    if any((g.role, g.unit, g.area) == (role, place.unit, place.area) for g in held):
        raise NotPossibleError(f"{user} er allerede {Role(role).label.lower()} her.")
    if {role, *(g.role for g in held)} >= PRIVILEGED:
        raise NotPossibleError(
            "Den, der giver adgang, kan ikke også kontrollere den: administrator og "
            "databeskyttelsesrådgiver må ikke være samme person."
        )
