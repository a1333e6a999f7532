"""Four eyes: one person proposes a move, another decides, and deciding makes the move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from cases.access import require
from cases.actions.moves import refuse_wrong_state
from cases.errors import NotPossibleError
from cases.models import Approval, Case
from interventions.actions.concerns import refuse_unknown
from interventions.actions.perform import filled, locked, named, perform
from interventions.actions.proposals import close_proposal, row_of
from interventions.queries.approvals import LAPSES_AFTER, lapsed


@transaction.atomic
def propose(row: Any, name: str, data: Mapping[str, Any], *, by: Actor, reason: str) -> Approval:
    """Ask a second person to approve the move with these form fields.

    Raises as perform does for a move that could not be made, so that nobody approves in vain.
    """
    case, row = locked(row)
    move = named(row, name)
    require(by, move.needs, case)
    refuse_wrong_state(row, move)
    if missing := move.missing(row, by):
        raise NotPossibleError(*missing)
    form = filled(row, move, data, by)
    if not move.needs_approval(row, form.cleaned_data):
        raise NotPossibleError(f"»{move.label}« kræver ingen godkendelse.")
    _refuse_pending(row, name, by)
    typed = {key: _as_json(form.data[key]) for key in form.fields if key in form.data}
    return _propose(case, row, name, typed, by=by, reason=reason)


def _propose(
    case: Case, row: Any, name: str, typed: dict[str, Any], *, by: Actor, reason: str
) -> Approval:
    approval = Approval.objects.create(
        case=case,
        action=name,
        kind=row.kind,
        object_id=row.pk,
        data=typed,
        reason=reason,
        proposed_by_id=by.person,
        proposed_at=by.now,
    )
    fields, subjects = [name, *typed], [case.citizen_id]
    record(by, "approval.propose", row.kind, row.pk, subjects=subjects, fields=fields)
    return approval


@transaction.atomic
def decide(approval: Approval, *, by: Actor, approve: bool) -> Approval:
    """Approve and thereby make the move, or refuse it.

    Raises NotPossibleError when the decider proposed it herself, or when it has lapsed.
    """
    case, row = locked(row_of(approval))
    approval = Approval.objects.select_for_update(of=("self",)).get(pk=approval.pk)
    move = row.moves()[approval.action]
    require(by, move.four_eyes, case)
    refuse_unknown(row, by)
    if approval.outcome != Approval.Outcome.PENDING:
        raise NotPossibleError(f"Forslaget er allerede {approval.get_outcome_display().lower()}.")
    if approval.proposed_by_id == by.user_id:
        raise NotPossibleError("Du har selv stillet forslaget. En anden skal godkende det.")
    if lapsed(approval, by.today):
        raise NotPossibleError(f"Forslaget er bortfaldet efter {LAPSES_AFTER} hverdage.")
    outcome = Approval.Outcome.APPROVED if approve else Approval.Outcome.REFUSED
    close_proposal(approval, outcome, by)
    if approve:
        perform(row, approval.action, approval.data, by=by, approval=approval)
    record(
        by,
        f"approval.{outcome}",
        row.kind,
        row.pk,
        subjects=[case.citizen_id],
        fields=[approval.action],
    )
    return approval


def _refuse_pending(row: Any, name: str, by: Actor) -> None:
    """A proposal that has lapsed makes room for a new one."""
    pending = Approval.objects.filter(
        kind=row.kind, object_id=row.pk, action=name, outcome=Approval.Outcome.PENDING
    ).first()
    if pending and not lapsed(pending, by.today):
        raise NotPossibleError("Det er allerede sendt til godkendelse.")
    if pending:
        close_proposal(pending, Approval.Outcome.LAPSED, by)


def _as_json(typed: Any) -> Any:
    return typed.isoformat() if isinstance(typed, date) else typed
