"""Concerns about social control. Neither address nor title tells what the page is about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.audit import record
from accounts.http import current_actor
from interventions.queries.concern_page import concern_page, waiting_concerns


@require_safe
def concern(request: HttpRequest, pk: int) -> HttpResponse:
    by = current_actor(request)
    page = concern_page(by, pk)
    row = page.concern
    record(by, f"{row.kind}.read", row.kind, row.pk, subjects=[row.case.citizen_id])
    context = {"page": page, "case": row.case}
    return render(request, "interventions/concern.html", context)


@require_safe
def concerns(request: HttpRequest) -> HttpResponse:
    """What waits for the reader, in every case that she sees: empty for nearly everybody."""
    by = current_actor(request)
    rows = waiting_concerns(by)
    subjects = sorted({row.case.citizen_id for row in rows})
    record(
        by, "SocialControlConcern.list", "SocialControlConcern", subjects=subjects, hits=len(rows)
    )
    return render(request, "interventions/concerns.html", {"rows": rows})
