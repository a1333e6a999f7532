"""The pages on which cases, steps, goals and records are moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.http import current_actor
from cases.access import OutOfReachError, require
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Case
from cases.queries import get_case
from interventions.actions.approvals import propose
from interventions.actions.perform import perform
from interventions.actions.together import agree_with_goal
from interventions.queries.made import met_since, unmet
from interventions.queries.records import get_record
from interventions.queries.steps import get_goal, get_step
from interventions.registrations.told import what_happened
from interventions.views.about import METHODS, UNREADABLE, case_of
from interventions.views.move_page import MovePage

Find = Callable[[Actor, int], Any]
CONCERN = "SocialControlConcern"


@require_http_methods(METHODS)
def move_case(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    return _move(request, get_case, pk, name)


@require_http_methods(METHODS)
def move_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    return _move(request, get_step, pk, name)


@require_http_methods(METHODS)
def move_goal(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    return _move(request, get_goal, pk, name)


@require_http_methods(METHODS)
def move_record(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    return _move(request, get_record, pk, name)


def _move(request: HttpRequest, find: Find, pk: int, name: str) -> HttpResponse:
    by = current_actor(request)
    row = find(by, pk)
    move = row.moves().get(name)
    if move is None:
        raise OutOfReachError
    require(by, move.needs, case_of(row))
    page = MovePage(request, by, row, move)
    if request.method != "POST":
        return page.show(page.forms(bound=False))
    try:
        return _make(page)
    except InvalidDataError as error:
        return page.unreadable(error)
    except NotPossibleError as error:
        # Read again: the refusal may come from what somebody else did meanwhile.
        return MovePage(request, by, find(by, pk), move).refused(error.messages)


def _make(page: MovePage) -> HttpResponse:
    """Make the move, or send it to a second person when what was typed needs one."""
    forms = page.forms(bound=True)
    if _needs_approval(page, forms["form"]):
        return _propose(page)
    before = unmet(page.case)
    row = _perform(page, forms)
    case = case_of(row)
    met = met_since(case, before, page.by)
    messages.success(page.request, what_happened(row, page.move, met))
    if page.and_then and page.request.POST.get("then") == page.and_then[0]:
        return redirect("step-move", row.pk, page.and_then[0])
    return redirect(*_afterwards(row, case))


def _afterwards(row: Any, case: Case) -> tuple[str, int]:
    """The page on which the next thing is done: a concern has one of its own."""
    return ("concern", row.pk) if row.kind == CONCERN else ("case", case.pk)


def _perform(page: MovePage, forms: dict[str, Any]) -> Any:
    data, by, seen = page.request.POST, page.by, page.seen
    if "goal_form" in forms:
        return agree_with_goal(page.row, data, forms["goal_form"], by=by, seen_version=seen)
    return perform(page.row, page.move.name, data, by=by, seen_version=seen)


def _needs_approval(page: MovePage, form: Any) -> bool:
    """Only for a move that could be made now: every other one is refused as usual."""
    return (
        page.move.four_eyes is not None
        and page.seen == page.row.version
        and page.option.possible
        and form.is_valid()
        and page.move.needs_approval(page.row, form.cleaned_data)
    )


def _propose(page: MovePage) -> HttpResponse:
    page.ask_approval = True
    forms = page.forms(bound=True)
    reason = forms["approval_form"]
    if not reason.is_valid():
        return page.show(forms, status=UNREADABLE)
    approval = propose(
        page.row,
        page.move.name,
        page.request.POST,
        by=page.by,
        reason=reason.cleaned_data["approval_reason"],
    )
    messages.success(page.request, _("Forslaget er sendt til godkendelse."))
    return redirect("approval", approval.pk)
