"""One page for everything that is registered on a case, one for goals and one for exemptions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.http import current_actor
from accounts.roles import Permission
from cases.access import OutOfReachError, held_on, require, require_role
from cases.errors import NotPossibleError
from cases.models import Case
from cases.queries import get_case, visible_cases
from interventions.actions.anchors import CORRECTABLE
from interventions.actions.deadlines import CASE_ANCHORS
from interventions.actions.handover import HANDOVER_ANCHORS
from interventions.actions.steps import add_goal as add_goal_to
from interventions.actions.steps import exempt_deadline
from interventions.forms.facts import ExemptionForm, GoalForm, anchor_label
from interventions.models import CompanyPlacement, Deadline
from interventions.queries.anchors import hanging_on
from interventions.queries.people import household_of
from interventions.queries.rules import rule_book
from interventions.queries.steps import get_step
from interventions.views.about import (
    CONFLICT,
    METHODS,
    UNREADABLE,
    about,
    keep_typed,
    seen_version,
)
from interventions.views.case_actions import ACTIONS, CaseAction, Filled


@require_http_methods(METHODS)
def case_action(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    by = current_actor(request)
    action = ACTIONS.get(name)
    if action is None:
        raise OutOfReachError
    require_role(by, action.permission)
    case = get_case(by, pk)
    require(by, action.permission, case)
    page = {"title": action.title, "button": action.button, "action": name}
    form = _form(request, by, case, action)
    if request.method != "POST":
        return _show(request, by, case, form, beside=action.beside, **page)
    if not form.is_valid():
        return _show(request, by, case, form, status=UNREADABLE, beside=action.beside, **page)
    try:
        told = action.carry_out(Filled(case, form, by, seen_version(request)))
    except NotPossibleError as error:
        case = get_case(by, pk)
        kept = keep_typed(_form(request, by, case, action, bound=False), request)
        return _show(
            request, by, case, kept, status=CONFLICT, beside=action.beside,
            refused=error.messages, **page,
        )  # fmt: skip
    messages.success(request, told)
    return redirect("case", case.pk)


def _form(
    request: HttpRequest, by: Actor, case: Case, action: CaseAction, *, bound: bool = True
) -> Any:
    held, more = held_on(by, case), {}
    if action.find:
        more["about"] = action.find(case, held, request.GET.get("id", ""))
        if more["about"] is None:
            raise OutOfReachError
    data = request.POST if bound and request.method == "POST" else None
    return action.form(data, case=case, by=by, held=held, **more)


def _show(
    request: HttpRequest, by: Actor, case: Case, form: Any, *, status: int = 200, **page: Any
) -> HttpResponse:
    context = {**about(case, by), "form": form, "forms": [form], **page}
    more = BESIDE.get(page.get("action", ""))
    if more:
        context |= more(case)
    return render(request, "interventions/action.html", context, status=status)


def _anchors(case: Case) -> dict[str, Any]:
    """What hangs on the handover hangs on the date from which the handover is computed."""
    names: dict[str, frozenset[str]] = {}
    for name in CORRECTABLE:
        fields = {name}
        if HANDOVER_ANCHORS.get(case.handover_rule) == name:
            fields.add("handover_on")
        names[name] = frozenset(a for a, field in CASE_ANCHORS.items() if field in fields)
    hanging = hanging_on(case, names)
    book = rule_book()
    return {
        "anchors": [
            (anchor_label(h.name), h.day, [(book.latest(d.rule.code).subject, d) for d in h.deadlines])
            for h in hanging
        ]
    }


BESIDE = {"dato": _anchors, "husstand": lambda case: {"household": household_of(case.citizen)}}


@require_http_methods(METHODS)
def add_goal(request: HttpRequest, pk: int) -> HttpResponse:
    by = current_actor(request)
    require_role(by, Permission.PLACEMENT_MOVE)
    placement = get_step(by, pk)
    if not isinstance(placement, CompanyPlacement):
        raise OutOfReachError
    require(by, Permission.PLACEMENT_MOVE, placement.case)
    form = GoalForm(request.POST if request.method == "POST" else None)
    page: dict[str, Any] = {"title": _("Tilføj et mål"), "button": _("Tilføj")}
    if not form.is_bound:
        return _show(request, by, placement.case, form, **page)
    if not form.is_valid():
        return _show(request, by, placement.case, form, status=UNREADABLE, **page)
    try:
        add_goal_to(placement, by=by, **form.cleaned_data)
    except NotPossibleError as error:
        page |= {"status": CONFLICT, "refused": error.messages}
        return _show(request, by, placement.case, keep_typed(GoalForm(), request), **page)
    messages.success(request, _("Målet er tilføjet."))
    return redirect("case", placement.case.pk)


@require_http_methods(METHODS)
def exempt(request: HttpRequest, pk: int) -> HttpResponse:
    by = current_actor(request)
    require_role(by, Permission.CASE_EDIT)
    deadlines = Deadline.objects.select_related("rule", "version", "case__citizen", "case__unit")
    deadline = deadlines.filter(pk=pk, case__in=visible_cases(by).values("pk")).first()
    if deadline is None:
        raise OutOfReachError
    require(by, Permission.CASE_EDIT, deadline.case)
    data = request.POST if request.method == "POST" else None
    form = ExemptionForm(data, case=deadline.case, by=by, about=deadline)
    page: dict[str, Any] = {
        "title": _("Fritag for en frist"),
        "button": _("Registrér fritagelsen"),
        "beside": "interventions/parts/exempted.html",
    }
    if not form.is_bound:
        return _show(request, by, deadline.case, form, **page)
    if not form.is_valid():
        return _show(request, by, deadline.case, form, status=UNREADABLE, **page)
    exemption = exempt_deadline(deadline, by=by, **form.cleaned_data)
    messages.success(request, _told(deadline, exemption))
    return redirect("case", deadline.case_id)
