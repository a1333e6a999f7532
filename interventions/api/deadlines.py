"""Deadlines of a case with their status and how each date came about."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from cases.queries import get_case
from interventions.api.base import Endpoint, asked
from interventions.api.moves import told_about
from interventions.api.serializers import DeadlineOut
from interventions.law import wording
from interventions.law.status import LABELS
from interventions.queries.deadlines import StatedDeadline, case_facts, stated
from interventions.queries.restricted import deadlines_in_reach
from interventions.queries.rules import rule_book


class CaseDeadlines(Endpoint):
    @extend_schema(
        summary="Forløbets frister: status, dato og hvorfor",
        responses=DeadlineOut(many=True),
    )
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        by, book = self.by, rule_book()
        case = get_case(by, pk)
        rows = deadlines_in_reach(by, book).filter(case=case)
        rows = rows.select_related("rule").prefetch_related("exemptions")
        told = [_told(deadline) for deadline in stated(rows, case_facts(case), book, by.today)]
        told_about(by, case, "deadlines")
        return Response(DeadlineOut(told, many=True).data)


def _told(stated_deadline: StatedDeadline) -> dict[str, Any]:
    row, rule, why = stated_deadline.deadline, stated_deadline.rule, stated_deadline.explained
    return {
        "id": row.pk,
        "rule": rule.code,
        "subject": wording.subject(rule),
        "authority": str(rule.authority),
        "legal_reference": wording.reference(rule),
        "shape": rule.shape,
        "anchor": row.anchor,
        "anchor_on": row.anchor_on,
        "version": rule.valid_from if row.version_id else None,
        "due_on": row.due_on,
        "planning_date": why.planning if why else None,
        "status": str(stated_deadline.status),
        "status_label": LABELS[stated_deadline.status],
        "met_on": row.met_on,
        "late_days": stated_deadline.late_days,
        "extended_days": row.extended_days,
        "explanation": f"{wording.amount(rule)} ({wording.anchor(row.anchor)})",
        "skipped": [{"day": s.day, "why": s.why} for s in why.skipped] if why else [],
        "step": row.step_id,
    }
