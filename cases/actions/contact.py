"""How to speak with a citizen, how to reach her, and what the team must take care of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import require
from cases.actions.changes import change_fields
from cases.errors import ConflictError, NotPossibleError
from cases.models import Case, Citizen


@transaction.atomic
def change_contact(
    case: Case, values: Mapping[str, Any], *, by: Actor, seen_version: int | None = None
) -> Citizen:
    """`values` are columns of Citizen, of a ContactForm.

    Raises PermissionDenied, OutOfReachError, NotPossibleError for a case that has ended, and
    ConflictError when the citizen was written after the user saw her.
    """
    require(by, Permission.CASE_EDIT, case)
    refuse_ended(case)
    citizen = Citizen.objects.select_for_update().get(pk=case.citizen_id)
    if seen_version not in (None, citizen.version):
        raise ConflictError("Borgerens oplysninger er rettet af en anden. Hent siden igen.")
    change_fields(citizen, values, citizen=citizen, by=by)
    return citizen


def refuse_ended(case: Case) -> None:
    """Raises NotPossibleError."""
    if case.is_ended:
        raise NotPossibleError("Forløbet er afsluttet. Genåbn det, før oplysningerne rettes.")
