"""One page for everything that is registered on a case, one for goals and one for exemptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.http import current_actor
from accounts.roles import Permission
from cases.access import OutOfReachError, require
from cases.errors import NotPossibleError
from cases.models import Case
from cases.queries import get_case
from interventions.actions.steps import add_goal as add_goal_to
from interventions.actions.steps import exempt_deadline
from interventions.forms.facts import ExemptionForm
from interventions.forms.goals import GoalForm
from interventions.models import CompanyPlacement, Deadline
from interventions.queries.anchors import subject_of
from interventions.queries.case_deadlines import get_deadline
from interventions.queries.rules import rule_book
from interventions.queries.steps import get_step
from interventions.registrations import Filled, found
from interventions.registrations.beside import beside
from interventions.views.about import (
    CONFLICT,
    METHODS,
    UNREADABLE,
    about,
    keep_typed,
    seen_version,
)
from interventions.views.once import once


@dataclass(frozen=True)
class FormPage:
    """A form about a case: `make` gives it (bound to the data, when there are any), `carry_out`
    does what it asks and answers with what happened; `context` is the page's own.
    """

    request: HttpRequest
    by: Actor
    case: Case
    make: Callable[[Case, Mapping[str, Any] | None], Any]
    carry_out: Callable[[Any], str]
    context: dict[str, Any] = field(default_factory=dict)
    after: tuple[str, int] | None = None  # where it leads back to, if not to the case
    to_list: bool = False

    def answer(self) -> HttpResponse:
        if self.request.method != "POST":
            return self._show(self.case, self.make(self.case, None))
        form = self.make(self.case, self.request.POST)
        if not form.is_valid():
            return self._show(self.case, form, status=UNREADABLE)
        try:
            messages.success(self.request, self.carry_out(form))
        except NotPossibleError as error:
            # Read again: the page carries the fresh version, and the text that was typed.
            case = get_case(self.by, self.case.pk)
            kept = keep_typed(self.make(case, None), self.request)
            return self._show(case, kept, status=CONFLICT, refused=error.messages)
        return redirect(*self._back)

    @property
    def _back(self) -> tuple[Any, ...]:
        if self.to_list:
            return ("my-cases",)
        return self.after or ("case", self.case.pk)

    def _show(self, case: Case, form: Any, *, status: int = 200, **more: Any) -> HttpResponse:
        context = {
            **about(case, self.by), "back": resolve_url(*self._back), "form": form,
            "forms": [form], **self.context, **more,
            **beside(self.context, case),
        }  # fmt: skip
        return render(self.request, "interventions/action.html", context, status=status)


@require_http_methods(METHODS)
@once
def case_action(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    by = current_actor(request)
    case = get_case(by, pk)
    action, options = found(case, name, request.GET.get("id", ""), by)
    if name == "dato":
        options["chosen"] = request.GET.get("felt", "")
    seen = seen_version(request)
    return FormPage(
        request,
        by,
        case,
        make=lambda of, data: action.form(data, case=of, **options),
        carry_out=lambda form: action.carry_out(Filled(case, form, by, seen)),
        context={
            "title": action.title,
            "button": action.button,
            "above": action.above,
            "below": action.below,
        },
        to_list=action.to_list,
        after=(action.returns, options["about"].pk) if action.returns else None,
    ).answer()


@require_http_methods(METHODS)
@once
def add_goal(request: HttpRequest, pk: int) -> HttpResponse:
    by = current_actor(request)
    placement = get_step(by, pk)
    if not isinstance(placement, CompanyPlacement):
        raise OutOfReachError
    require(by, Permission.PLACEMENT_MOVE, placement.case)
    return FormPage(
        request,
        by,
        placement.case,
        make=lambda _case, data: GoalForm(data),
        carry_out=partial(_add_goal, placement, by),
        context={"title": _("Tilføj et mål"), "button": _("Tilføj")},
    ).answer()


def _add_goal(placement: CompanyPlacement, by: Actor, form: GoalForm) -> str:
    add_goal_to(placement, by=by, **form.cleaned_data)
    return _("Målet er tilføjet.")


@require_http_methods(METHODS)
@once
def exempt(request: HttpRequest, pk: int) -> HttpResponse:
    by = current_actor(request)
    deadline = get_deadline(by, pk)
    require(by, Permission.CASE_EDIT, deadline.case)
    return FormPage(
        request,
        by,
        deadline.case,
        make=lambda case, data: ExemptionForm(data, case=case, by=by, about=deadline),
        carry_out=partial(_exempt, deadline, by),
        context={
            "title": _("Fritag for en frist"),
            "button": _("Registrér fritagelsen"),
            "above": "interventions/parts/exempted.html",
            "deadline": deadline,
            "subject": subject_of(deadline, rule_book()),
        },
    ).answer()


def _exempt(deadline: Deadline, by: Actor, form: ExemptionForm) -> str:
    due_on = deadline.due_on
    exemption = exempt_deadline(deadline, by=by, **form.cleaned_data)
    now_due_on = get_deadline(by, deadline.pk).due_on
    if now_due_on and now_due_on != due_on:
        return _("Fritagelsen forlænger fristen til %(day)s.") % {"day": f"{now_due_on:%d-%m-%Y}"}
    if due_on and exemption.from_on <= due_on <= exemption.to_on:
        return _("Fritagelsen er registreret, og fristen er undtaget.")
    return _("Fritagelsen er registreret. Den dækker ikke fristens dato, så fristen står ved magt.")
