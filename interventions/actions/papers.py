"""Decisions, and what comes in from outside: complaints and requests for access to documents."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require
from cases.actions.death import refuse_after_death
from cases.actions.moves import write_event
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.deadlines import attach_about
from interventions.actions.settle import settle
from interventions.models import AccessRequest, Complaint, Deadline, Decision, Record
from interventions.queries.rules import rule_book

COMPLAINT_TIME, REASSESSMENT, ACCESS = "FVL-KLAGE-4W", "RSL-GENV-4W", "OFL-AKT-7"


@transaction.atomic
def draft_decision(case: Case, *, by: Actor, **values: Any) -> Decision:
    """A draft with `subject`, `legal_basis` and `facts`. Raises NotPossibleError."""
    case = locked(case, Permission.DECISION_MOVE, by)
    refuse_after_death(case.citizen_id, [by.today])
    decision = Decision(case=case, added_on=by.today, **values)
    begin(decision, "add", "Afgørelse påbegyndt", by=by, on=by.today, fields=values)
    return decision


@transaction.atomic
def receive_complaint(decision: Decision, *, by: Actor, received_on: date, text: str) -> Complaint:
    """A complaint of a decision that was sent. A late one is marked so, never refused.

    Raises NotPossibleError.
    """
    case = locked(decision.case, Permission.DECISION_MOVE, by)
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if decision.state not in Decision.COMPLAINED_OF:
        raise NotPossibleError(
            f"Afgørelsen er {decision.state_label.lower()}. Der kan først klages over den, når den "
            "er sendt."
        )
    if decision.sent_on and received_on < decision.sent_on:
        raise NotPossibleError(f"Afgørelsen blev først sendt den {decision.sent_on:%d-%m-%Y}.")
    complaint = Complaint(
        case=case,
        added_on=received_on,
        about=decision,
        text=text,
        late=_after_complaint_time(decision, received_on),
    )
    begin(complaint, "received", "Klage modtaget", by=by, on=received_on, fields=["text"])
    _count_from(complaint, REASSESSMENT, received_on)
    return complaint


@transaction.atomic
def receive_access_request(
    case: Case, *, by: Actor, received_on: date, asked_by: str, wanted: str
) -> AccessRequest:
    """A request for access to documents; it is answered within seven working days."""
    case = locked(case, Permission.DECISION_MOVE, by)
    row = AccessRequest(case=case, added_on=received_on, asked_by=asked_by, wanted=wanted)
    label = "Anmodning om aktindsigt modtaget"
    begin(row, "received", label, by=by, on=received_on, fields=["asked_by", "wanted"])
    _count_from(row, ACCESS, received_on)
    return row


def locked(case: Case, permission: Permission, by: Actor) -> Case:
    """The case, locked, for one who holds the permission on it. Raises as `require`."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, permission, case)
    return case


def begin(row: Record, move: str, label: str, *, by: Actor, on: date, fields: Any) -> None:
    """Save a record that begins, with its event and the trail's row."""
    row.save()
    write_event(row.case, row, move=move, label=label, by=by, on=on)
    subjects = [row.case.citizen_id]
    record(by, f"{row.kind}.{move}", row.kind, row.pk, subjects=subjects, fields=fields)


def _count_from(row: Record, code: str, day: date) -> None:
    book = rule_book()
    attach_about(row, code, day, book)
    settle(row.case, book)


def _after_complaint_time(decision: Decision, day: date) -> bool:
    """Unknown while nobody knows when the decision was received: then it is not late."""
    its = Deadline.objects.filter(case=decision.case_id, about=decision.pk)
    row = its.filter(rule__code=COMPLAINT_TIME).first()
    return row is not None and row.due_on is not None and day > row.due_on
