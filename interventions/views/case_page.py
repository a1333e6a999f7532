"""The case page, and the explanation of one deadline as a page of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.audit import record
from accounts.http import current_actor
from accounts.roles import Permission
from cases.access import reaches
from interventions.queries.case_deadlines import explained_deadline, get_deadline
from interventions.queries.case_page import case_page as read_case
from interventions.queries.openings import open_glass


@require_safe
def case_page(request: HttpRequest, pk: int) -> HttpResponse:
    by = current_actor(request)
    page = read_case(by, pk)
    record(by, "case.read", "case", pk, subjects=page.subjects, fields=page.fieldsets)
    context = {"page": page, "case": page.case, "glass_until": open_glass(by, page.case)}
    return render(request, "interventions/case.html", context)


@require_safe
def deadline(request: HttpRequest, pk: int) -> HttpResponse:
    by = current_actor(request)
    row = get_deadline(by, pk)
    record(by, "deadline.read", "deadline", row.pk, subjects=[row.case.citizen_id])
    context = {
        "row": explained_deadline(by, row),
        "case": row.case,
        "exemptions": row.exemptions.all() if reaches(by, Permission.CASE_EDIT, row.case) else (),
    }
    return render(request, "interventions/deadline.html", context)
