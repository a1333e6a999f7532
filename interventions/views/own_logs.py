"""A mentor's own log: edited for a day, added to afterwards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.http import current_actor
from accounts.localtime import local_clock
from cases.errors import InvalidDataError, NotPossibleError
from interventions.actions.own_logs import amend_follow_up, edit_follow_up
from interventions.forms.follow_up import AmendmentForm, FollowUpForm
from interventions.models import FollowUp
from interventions.queries.own_logs import editable_until, get_follow_up, is_editable
from interventions.views.about import CONFLICT, METHODS, UNREADABLE, about
from interventions.views.once import once


@require_http_methods(METHODS)
@once
def own_log(request: HttpRequest, pk: int) -> HttpResponse:
    by = current_actor(request)
    row = get_follow_up(by, pk)
    if row.author_id != by.user_id:
        raise PermissionDenied
    if "occurred_on" in request.POST:
        return _edit(request, by, row)
    if request.method == "POST":
        return _amend(request, by, row)
    return _show(request, by, row)


def _edit(request: HttpRequest, by: Actor, row: FollowUp) -> HttpResponse:
    try:
        edit_follow_up(row, request.POST, by=by)
    except InvalidDataError as error:
        return _show(request, by, row, error.form, status=UNREADABLE)
    except NotPossibleError as error:
        # The day has gone while she wrote: her text goes into the addition instead.
        form = AmendmentForm(initial={"text": request.POST.get("text", "")})
        return _show(request, by, row, form, status=CONFLICT, refused=error.messages)
    messages.success(request, _("Opfølgningen er rettet."))
    return redirect("case", row.mentoring.case_id)


def _amend(request: HttpRequest, by: Actor, row: FollowUp) -> HttpResponse:
    form = AmendmentForm(request.POST)
    if not form.is_valid():
        return _show(request, by, row, form, status=UNREADABLE)
    amend_follow_up(row, form.cleaned_data["text"], by=by)
    messages.success(request, _("Tilføjelsen er gemt."))
    return redirect("case", row.mentoring.case_id)


def _show(
    request: HttpRequest,
    by: Actor,
    row: FollowUp,
    form: forms.Form | None = None,
    *,
    status: int = 200,
    refused: tuple[str, ...] = (),
) -> HttpResponse:
    editable = is_editable(row, by)
    context = {
        **about(row.mentoring.case, by),
        "row": row,
        "form": form or _blank(row, by, editable=editable),
        "editable": editable,
        "until": local_clock(editable_until(row)),
        "amendments": row.amendments.all(),
        "refused": refused,
    }
    return render(request, "interventions/own_log.html", context, status=status)


def _blank(row: FollowUp, by: Actor, *, editable: bool) -> Any:
    if not editable:
        return AmendmentForm()
    form = FollowUpForm(None, mentoring=row.mentoring, by=by)
    form.initial.update({name: getattr(row, name) for name in form.fields})
    return form
