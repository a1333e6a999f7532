"""A list that a team lead uploads: seen first, imported after one confirmation."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.models import Unit, User
from accounts.roles import Permission
from cases.access import require_role
from cases.allocations.files import AllocationList, read_list
from cases.allocations.rejects import RejectFile
from cases.errors import NotPossibleError
from cases.models import AllocationUpload
from interventions.actions.allocations.hand_out import plan_imported
from interventions.actions.allocations.result import ImportResult
from interventions.actions.allocations.store import Import

KEPT = timedelta(days=1)
BYTES = "latin-1"  # every byte is a character, and back


@transaction.atomic
def preview(data: bytes, name: str, *, by: Actor) -> tuple[AllocationUpload, ImportResult]:
    """What the import would do, line by line, and the kept file. Raises UnreadableListError."""
    require_role(by, Permission.ALLOCATIONS_IMPORT)
    given = read_list(data)
    AllocationUpload.objects.filter(uploaded_at__lt=by.now - KEPT).delete()
    result = _import(given, _unit(by), by, dry_run=True)
    upload = AllocationUpload.objects.create(
        unit=_unit(by),
        uploaded_by_id=by.person,
        uploaded_at=by.now,
        name=name[:200],
        content=data.decode(BYTES),
    )
    record(by, "allocations.preview", "unit", upload.unit_id, hits=result.rows)
    return upload, result


@transaction.atomic
def commit(
    upload: AllocationUpload, *, by: Actor, plan: bool, responsible: User | None = None
) -> ImportResult:
    """Import the previewed file, once. Raises NotPossibleError when that has been done."""
    require_role(by, Permission.ALLOCATIONS_IMPORT)
    upload = AllocationUpload.objects.select_for_update().get(pk=upload.pk)
    if upload.content is None:
        raise NotPossibleError("Listen er allerede indlæst.")
    given = read_list(str(upload.content).encode(BYTES))
    rejects = StringIO(newline="")
    writer = RejectFile(rejects, given.heading)
    run = Import(upload.unit, by, refuse=writer.add)
    result = run.run(given)
    if plan:
        result.planned = plan_imported(run.cases, upload.unit, by=by, responsible=responsible)
    upload.content = None
    upload.rejected = rejects.getvalue() if result.refused else None
    upload.save()
    return result


def own_upload(by: Actor, pk: int) -> AllocationUpload | None:
    """The actor's own upload; nobody sees another's."""
    require_role(by, Permission.ALLOCATIONS_IMPORT)
    return AllocationUpload.objects.filter(pk=pk, uploaded_by_id=by.person).first()


def _import(given: AllocationList, unit: Unit, by: Actor, *, dry_run: bool) -> ImportResult:
    run = Import(unit, by, dry_run=dry_run)
    run.result.every = []
    return run.run(given)


def _unit(by: Actor) -> Unit:
    return Unit.objects.get(pk=by.unit_id or 0)
