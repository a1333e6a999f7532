"""Taking a list of citizens out of the system: a few columns, with a reason that is kept."""

from __future__ import annotations

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import reach, require_role
from cases.models import Case
from interventions.models import ListExport

EXPORT = Permission.CITIZENS_EXPORT
MOST = 500


@transaction.atomic
def take_list(columns: list[str], reason: str, *, by: Actor) -> list[Case]:
    """The cases, oldest first, at most MOST; the export and its reason are kept.

    Raises PermissionDenied.
    """
    require_role(by, EXPORT)
    cases = Case.objects.filter(reach(by, EXPORT)).order_by("pk")
    rows = list(cases.select_related("citizen", "unit", "responsible")[:MOST])
    ListExport.objects.create(
        user_id=by.person, reason=reason, columns=columns, citizens=len(rows), at=by.now
    )
    record(
        by, "export_citizens_csv", "citizen", subjects=[row.citizen_id for row in rows],
        fields=["reason", *columns], hits=len(rows),
    )  # fmt: skip
    return rows
