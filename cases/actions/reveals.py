"""Showing once, with a reason, what is otherwise hidden: a number in full, a protected address."""

from __future__ import annotations

from django.db import transaction

from accounts.actions import require_fresh
from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require
from cases.errors import NotPossibleError
from cases.models import Case, PersonIdentifier, Reveal

CPR = PersonIdentifier.Type.CPR


@transaction.atomic
def reveal_cpr(case: Case, *, by: Actor, reason: str) -> str:
    """The ten digits of the number in force; written down before it is answered.

    Raises PermissionDenied, OutOfReachError, NotPossibleError when no number is known.
    """
    require(by, Permission.CPR_REVEAL, case)
    number = case.citizen.identifiers.filter(type=CPR, valid_to=None).last()
    if number is None:
        raise NotPossibleError("Borgeren har ikke noget CPR-nummer i systemet.")
    _write_down(case, Reveal.What.CPR, "reveal_cpr", by=by, reason=reason)
    return str(number.value)


@transaction.atomic
def reveal_address(case: Case, *, by: Actor, reason: str) -> str:
    """Raises as reveal_cpr, and StaleSignInError: a stranger at an open screen learns nothing."""
    require(by, Permission.ADDRESS_REVEAL, case)
    require_fresh(by)
    if not case.citizen.address:
        raise NotPossibleError(
            "Der står ingen adresse i systemet. Ved særlig adressebeskyttelse er den slettet."
        )
    _write_down(case, Reveal.What.ADDRESS, "reveal_address", by=by, reason=reason)
    return case.citizen.address


def _write_down(case: Case, what: str, action: str, *, by: Actor, reason: str) -> None:
    Reveal.objects.create(
        citizen=case.citizen, user_id=by.person, what=what, reason=reason, at=by.now
    )
    record(
        by, action, "citizen", case.citizen_id,
        subjects=[case.citizen_id], fields=[str(what), "reason"],
    )  # fmt: skip
