"""Looking a number up in the whole city, breaking the glass, and reviewing who did."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import require_fresh
from accounts.actor import Actor
from accounts.audit import record
from accounts.http import current_actor
from accounts.localtime import local_clock
from accounts.roles import Permission
from accounts.wall import beyond
from cases.access import OutOfReachError, may_break, require_role
from cases.actions.deputies import end_deputy
from cases.actions.kin import conflict, is_own_kin
from cases.actions.openings import break_glass as open_case
from cases.actions.openings import review_glass
from cases.cpr import CprError, parse
from cases.errors import NotPossibleError, TooManyError
from cases.models import Case
from cases.queries import visible_cases
from interventions.forms.openings import BreakGlassForm, LookUpForm, ReviewForm
from interventions.queries.citizens import looked_up
from interventions.queries.openings import (
    breakable,
    get_glass,
    get_stand_in,
    glass_to_review,
    told_glass,
)
from interventions.views.about import CONFLICT, METHODS, UNREADABLE, posted
from interventions.views.once import once

TOO_MANY = 429


@require_http_methods(METHODS)
def look_up(request: HttpRequest) -> HttpResponse:
    """Whether a number is known, and where. By POST alone, and the number is not shown again.

    For who could break the glass; others look up with a case reference, in the API.
    """
    by = current_actor(request)
    require_role(by, Permission.CPR_LOOK_UP)
    require_role(by, Permission.GLASS_BREAK)
    form = LookUpForm(posted(request))
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            digits = parse(form.cleaned_data["cpr"]).digits
        except CprError as error:
            form.add_error("cpr", str(error))
        else:
            context = {"form": LookUpForm(), "asked": True, **_found(by, digits)}
    status = UNREADABLE if form.errors else 200
    return render(request, "interventions/openings/look_up.html", context, status=status)


def _found(by: Actor, digits: str) -> dict[str, Any]:
    """One's own family is answered as a number that nobody holds."""
    try:
        citizen, told = looked_up(by, digits)
    except OutOfReachError:
        record(by, "citizen.lookup", "citizen", hits=0)
        if relative := is_own_kin(by, digits):
            conflict(by, relative)
        return {"told": None}
    record(by, "citizen.lookup", "citizen", citizen.pk, subjects=[citizen.pk], hits=1)
    return {"told": told, "breaks": _closed_case(by, citizen.pk)}


def _closed_case(by: Actor, citizen: int) -> Case | None:
    with beyond():  # that there is one, and its number, so that the glass can be broken
        return Case.objects.filter(may_break(by), citizen=citizen).order_by("-pk").first()


@require_http_methods(METHODS)
@once
def break_glass(request: HttpRequest, pk: int) -> HttpResponse:
    """The password is asked for before the form is shown, so that nothing typed is in its way."""
    by = current_actor(request)
    require_role(by, Permission.GLASS_BREAK)
    require_fresh(by)
    if visible_cases(by).filter(pk=pk).exists():
        return redirect("case", pk)  # there is nothing to break
    case = breakable(by, pk)
    form = BreakGlassForm(posted(request))
    if request.method != "POST":
        record(by, "break_glass.ask", "case", pk, subjects=[case.citizen_id])
        return _ask(request, case, form)
    if not form.is_valid():
        return _ask(request, case, form, status=UNREADABLE)
    try:
        row = open_case(pk, by=by, **form.cleaned_data)
    except TooManyError as error:
        return _ask(request, case, form, status=TOO_MANY, refused=error.messages)
    until = local_clock(row.until_at)
    messages.success(request, _("Du har nødadgang til %(until)s.") % {"until": until})
    return redirect("case", pk)


def _ask(
    request: HttpRequest, case: Case, form: BreakGlassForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"case": case, "form": form, **more}
    return render(request, "interventions/openings/break_glass.html", context, status=status)


@require_safe
def glass(request: HttpRequest) -> HttpResponse:
    by = current_actor(request)
    rows = glass_to_review(by)
    record(
        by, "break_glass.list", "broken_glass", subjects=[r.citizen_id for r in rows],
        hits=len(rows),
    )  # fmt: skip
    return render(request, "interventions/openings/glass.html", {"glasses": rows})


@require_http_methods(METHODS)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    by = current_actor(request)
    row = get_glass(by, pk)
    form = ReviewForm(posted(request))
    refused: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            review_glass(row, by=by, **form.cleaned_data)
        except NotPossibleError as error:
            refused = error.messages
        else:
            messages.success(request, _("Nødadgangen er gennemgået."))
            return redirect("glass")
    status = CONFLICT if refused else UNREADABLE if form.errors else 200
    record(by, "break_glass.read", "broken_glass", pk, subjects=[row.case.citizen_id])
    context = {
        "glass": told_glass(row, by),
        "row": row,
        "form": form,
        "refused": refused,
        "own": row.user_id == by.user_id,
    }
    return render(request, "interventions/openings/review.html", context, status=status)


@require_http_methods(METHODS)
def end_stand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """One button, so that a link alone changes nothing."""
    by = current_actor(request)
    row = get_stand_in(by, pk)
    if request.method == "POST":
        end_deputy(row, by=by)
        messages.success(request, _("%(who)s er ikke længere vikar.") % {"who": row.user})
        return redirect("case", row.case_id)
    record(by, "case.read", "case", row.case_id, subjects=[row.case.citizen_id])
    return render(request, "interventions/openings/end_stand_in.html", {"row": row})
