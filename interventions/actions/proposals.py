"""How a proposal to a second person ends: decided, lapsed with time, or with its case."""

from __future__ import annotations

from django.utils.text import Truncator

from accounts.actor import Actor
from accounts.audit import record
from cases.actions.moves import earliest_day, write_event
from cases.models import Approval, Case
from interventions.actions.made import Made
from interventions.models import KINDS, RECORDS
from interventions.models.of_case import OfCase


def close_proposal(approval: Approval, outcome: Approval.Outcome, by: Actor) -> None:
    approval.outcome = outcome
    if outcome != Approval.Outcome.LAPSED:
        approval.decided_by_id, approval.decided_at = by.user_id, by.now
    approval.save()


def lapse_approval(approval: Approval, *, by: Actor) -> None:
    """Write down what five working days, or the end of its case, have made of it; the caller has
    locked the case.
    """
    close_proposal(approval, Approval.Outcome.LAPSED, by)
    record(
        by,
        "approval.lapsed",
        approval.kind,
        approval.object_id,
        subjects=[approval.case.citizen_id],
        fields=[approval.action],
    )


def lapse_with_case(made: Made) -> None:
    """Nobody decides on a case that has ended; the history tells what came of the proposal."""
    pending = made.case.approvals.filter(outcome=Approval.Outcome.PENDING)
    for approval in pending.select_related("case").order_by("pk"):
        lapse_approval(approval, by=made.by)
        row = row_of(approval)
        label = f"Forslag bortfaldet: {row.moves()[approval.action].label}"
        write_event(
            made.case,
            row,
            move="proposal_lapsed",
            label=Truncator(label).chars(100),
            by=made.by,
            on=max(made.event.effective_on, earliest_day(made.case, row)),
            from_state=row.state,
            reason=made.case.get_end_reason_text(),
        )


def row_of(approval: Approval) -> Case | OfCase:
    """The case, step or record that the approval is about."""
    if approval.kind == Case.kind:
        return approval.case
    kinds = {**KINDS, **RECORDS}
    row: OfCase = kinds[approval.kind]._default_manager.get(pk=approval.object_id)
    return row
