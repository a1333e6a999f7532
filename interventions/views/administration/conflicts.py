"""Who tried to open her own or her family's case: for the data protection officer to ask about."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.audit import record
from accounts.queries import conflicts
from accounts.roles import Permission
from interventions.views.administration.base import keeper

PAGE = 50


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    by = keeper(request, Permission.CONFLICTS_SEE)
    page = Paginator(conflicts(by), PAGE).get_page(request.GET.get("page"))
    record(by, "conflict_of_interest.list", "conflict_of_interest", hits=len(page))
    return render(request, "administration/conflicts.html", {"page": page})
