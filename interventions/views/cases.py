"""Mine forløb: the first page of everyone who works with citizens, and the search."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import Actor
from accounts.audit import record
from accounts.http import current_actor
from accounts.roles import Permission
from interventions.queries.appointments import meetings
from interventions.queries.approvals import to_decide
from interventions.queries.mentees import mentees
from interventions.queries.requests import to_answer
from interventions.queries.work_rows import WorkRow
from interventions.queries.worklist import Which, find_cases, worklist

PAGE = 50
LONGEST_TERM = 100
COUNTERS = {
    Which.LAW: _("Overskredet efter lov"),
    Which.MUNICIPAL: _("Overskredet kommunal standard"),
    Which.SOON: _("Frist inden for 5 hverdage"),
    Which.REMINDERS: _("Påmindelser"),
    Which.UNASSIGNED: _("Ufordelte"),
    Which.ALL: _("Alle"),
}


@require_safe
def my_cases(request: HttpRequest) -> HttpResponse:
    """The list of whoever sees whole cases, a mentor's own citizens, or what else one may do."""
    by = current_actor(request)
    if not by.may(Permission.CASE_SEE):
        return render(request, "interventions/no_cases.html")
    if not by.may(Permission.CITIZEN_FACTS_SEE):
        return _my_citizens(request, by)
    return _worklist(request, by)


def _worklist(request: HttpRequest, by: Actor) -> HttpResponse:
    leads = by.may(Permission.CASE_ASSIGN)
    whole_unit = leads or request.GET.get("enhed") == "hele"
    chosen = _chosen(request.GET.get("vis", ""))
    work = worklist(by, chosen=chosen, whole_unit=whole_unit)
    pages: Paginator[WorkRow] = Paginator(cast("Any", work.rows), PAGE)  # sized and sliced only
    page = pages.get_page(request.GET.get("page"))
    rows = list(page)
    waiting: dict[str, list[Any]] = {
        "meetings": meetings(by),
        "requests": to_answer(by),
        "approvals": to_decide(by),
    }
    _trail(by, "case.list", rows, *(one.citizen_id for part in waiting.values() for one in part))
    context = {
        **waiting,
        "rows": rows,
        "page": page,
        "counters": [(which, COUNTERS[which], n) for which, n in work.counters.items()],
        "chosen": chosen,
        "chosen_label": COUNTERS[chosen],
        "whole_unit": whole_unit,
        "leads": leads,
    }
    return render(request, "interventions/my_cases.html", context)


def _my_citizens(request: HttpRequest, by: Actor) -> HttpResponse:
    found = mentees(by)
    record(by, "case.list", "case", subjects=[one.citizen_id for one in found], hits=len(found))
    return render(request, "interventions/my_citizens.html", {"mentees": found})


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """By POST alone, since what is typed may be a CPR number, which never stands in an address.

    The term itself is not written down.
    """
    typed = request.POST.get("q", "").strip()[:LONGEST_TERM]
    by = current_actor(request)
    found = find_cases(by, typed)[0 : PAGE + 1] if typed else []
    rows = found[:PAGE]
    if typed:
        _trail(by, "case.search", rows)
    context: dict[str, Any] = {
        "search_term": typed,
        "rows": rows,
        "more": len(found) > PAGE,
        "whole_unit": True,
    }
    return render(request, "interventions/find.html", context)


def _chosen(typed: str) -> Which:
    return Which(typed) if typed in list(Which) else Which.ALL


def _trail(by: Actor, action: str, rows: list[WorkRow], *others: int) -> None:
    """`others` are citizens who are named beside the rows."""
    subjects = dict.fromkeys([*(row.citizen_id for row in rows), *others])
    record(by, action, "case", subjects=list(subjects), hits=len(rows))
