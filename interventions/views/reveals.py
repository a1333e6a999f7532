"""A number in full or a protected address, shown once to who says why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.http import current_actor
from accounts.roles import Permission
from cases.access import require
from cases.actions.reveals import reveal_address as show_address
from cases.actions.reveals import reveal_cpr as show_cpr
from cases.cpr import format_cpr
from cases.models import Case
from cases.queries import get_case
from interventions.forms.citizen import RevealForm
from interventions.views.about import METHODS, UNREADABLE, about


@never_cache
@require_http_methods(METHODS)
def reveal_cpr(request: HttpRequest, pk: int) -> HttpResponse:
    def show(case: Case, by: Actor, reason: str) -> str:
        return format_cpr(show_cpr(case, by=by, reason=reason))

    return _reveal(request, pk, Permission.CPR_REVEAL, show, _("CPR-nummer"))


@never_cache
@require_http_methods(METHODS)
def reveal_address(request: HttpRequest, pk: int) -> HttpResponse:
    def show(case: Case, by: Actor, reason: str) -> str:
        return show_address(case, by=by, reason=reason)

    return _reveal(request, pk, Permission.ADDRESS_REVEAL, show, _("Beskyttet adresse"))


def _reveal(
    request: HttpRequest,
    pk: int,
    needs: Permission,
    show: Callable[[Case, Actor, str], str],
    title: str,
) -> HttpResponse:
    by = current_actor(request)
    case = get_case(by, pk)
    require(by, needs, case)
    form = RevealForm(request.POST if request.method == "POST" else None, case=case, by=by)
    context: dict[str, Any] = {**about(case, by), "title": title}
    if form.is_valid():
        context["shown"] = show(case, by, form.cleaned_data["reason"])
        return render(request, "interventions/revealed.html", context)
    context |= {"form": form, "forms": [form], "button": _("Vis én gang")}
    status = UNREADABLE if form.is_bound else 200
    return render(request, "interventions/action.html", context, status=status)
