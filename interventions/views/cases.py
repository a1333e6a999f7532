"""Mine forløb: the first page of everyone who works with citizens, and the search."""

from __future__ import annotations

from collections.abc import Iterable
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
from interventions.queries.openings import (
    away_in_unit,
    glass_to_review,
    kin_to_confirm,
    stand_ins_told,
    told_away,
)
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
        return render(request, "interventions/no_cases.html", _to_review(by))
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
    rows, stand_ins = list(page), stand_ins_told(by)
    met, requests, approvals = meetings(by), to_answer(by), to_decide(by)
    _trail(by, "case.list", rows, *_named(met, requests, approvals, stand_ins))
    context = {
        **_to_review(by),
        "stand_ins": stand_ins,
        "away": [told_away(row) for row in away_in_unit(by)],
        "kin_to_confirm": len(kin_to_confirm(by)),
        "meetings": met,
        "requests": requests,
        "approvals": approvals,
        "rows": rows,
        "page": page,
        "counters": [(which, COUNTERS[which], n) for which, n in work.counters.items()],
        "chosen": chosen,
        "chosen_label": COUNTERS[chosen],
        "whole_unit": whole_unit,
        "leads": leads,
    }
    return render(request, "interventions/my_cases.html", context)


def _named(*parts: Iterable[Any]) -> list[int]:
    """The citizens whom the parts above the list name."""
    return [one.citizen_id for part in parts for one in part]


def _to_review(by: Actor) -> dict[str, Any]:
    """Broken glass, told at once to who reviews it."""
    rows = glass_to_review(by) if by.may(Permission.GLASS_REVIEW) else []
    if rows:
        subjects = [row.citizen_id for row in rows]
        record(by, "break_glass.list", "broken_glass", subjects=subjects, hits=len(rows))
    return {"glasses": rows, "reviews": by.may(Permission.GLASS_REVIEW)}


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
        "may_look_up": by.may(Permission.GLASS_BREAK),
        "whole_unit": True,
    }
    return render(request, "interventions/find.html", context)


def _chosen(typed: str) -> Which:
    return Which(typed) if typed in list(Which) else Which.ALL


def _trail(by: Actor, action: str, rows: list[WorkRow], *others: int) -> None:
    """`others` are citizens who are named beside the rows."""
    subjects = dict.fromkeys([*(row.citizen_id for row in rows), *others])
    record(by, action, "case", subjects=list(subjects), hits=len(rows))
