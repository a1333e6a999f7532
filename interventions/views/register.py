"""Registering a person and opening her case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.audit import record
from accounts.http import current_actor
from accounts.roles import Permission
from cases.access import require_role
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Case, Track
from interventions.actions.registration import register_and_open
from interventions.forms.register import RegisterForm
from interventions.views.about import CONFLICT, METHODS, UNREADABLE, keep_typed
from interventions.views.once import once


@require_http_methods(METHODS)
@once
def register(request: HttpRequest) -> HttpResponse:
    by = current_actor(request)
    require_role(by, Permission.CITIZEN_REGISTER)
    if request.method != "POST":
        return _show(request, RegisterForm(None, by=by))
    try:
        case = register_and_open(request.POST, by=by)
    except InvalidDataError as error:
        _write_down(by, error.form)
        return _show(request, error.form, status=UNREADABLE)
    except NotPossibleError as error:
        kept = keep_typed(RegisterForm(None, by=by), request)
        return _show(request, kept, status=CONFLICT, refused=error.messages)
    messages.success(request, _told(case))
    return redirect("case", case.pk)


def _show(request: HttpRequest, form: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, **more}
    return render(request, "interventions/register.html", context, status=status)


def _write_down(by: Actor, form: Any) -> None:
    """Finding somebody by her number or name is a search, also when little of it is shown."""
    found = {case.citizen_id for case in form.doubles}
    found |= {form.known.citizen_id} if form.known else set()
    found |= {form.known_elsewhere.pk} if form.known_elsewhere else set()
    if found:
        record(by, "citizen.found", "citizen", subjects=sorted(found), hits=len(found))


def _told(case: Case) -> str:
    told = _("Borgeren er oprettet. Sporet er %(track)s.") % {"track": Track(case.track).label}
    if case.state == Case.State.PLANNED:
        counts = {"steps": case.steps.count(), "deadlines": case.deadlines.count()}
        return told + " " + _("Planen har %(steps)s skridt og %(deadlines)s frister.") % counts
    if case.responsible_id is None:
        return told + " " + _("Forløbet mangler en ansvarlig.")
    return told + " " + _("Forløbet er ikke planlagt endnu.")
