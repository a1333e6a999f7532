"""The team lead hands out cases, and arranges who deputises for whom."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actor import Actor
from accounts.audit import record
from accounts.http import current_actor
from accounts.roles import Permission
from cases.access import OutOfReachError, require_role
from cases.actions.deputies import Verdict, end_away, register_away
from cases.errors import NotPossibleError
from cases.models import Away
from interventions.actions.handing_out import hand_out as hand_out_cases
from interventions.forms.handing_out import AwayForm, HandOutForm
from interventions.queries.handing_out import MANY, everyone_with_cases, to_hand_out, told
from interventions.queries.openings import away_in_unit, told_away
from interventions.views.about import CONFLICT, METHODS, UNREADABLE, posted


@require_http_methods(METHODS)
def hand_out(request: HttpRequest) -> HttpResponse:
    by = current_actor(request)
    whose = request.GET.get("hvis", "")[:150]
    cases = list(to_hand_out(by, whose)[: MANY + 1])
    form = HandOutForm(posted(request), cases=cases[:MANY], by=by)
    verdicts: list[Verdict] = []
    refused: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            verdicts = hand_out_cases(form.cleaned_data["cases"], form.chosen(), by=by)
        except NotPossibleError as error:
            refused = error.messages
    names = {case.pk: str(case.citizen) for case in cases}
    shown = {
        "form": form,
        "rows": _rows(by, cases[:MANY], form),
        "more": len(cases) > MANY,
        "whose": whose,
        "everyone": everyone_with_cases(by),
        "verdicts": [(names.get(one.case_id, ""), one) for one in verdicts],
        "summary": _summary(verdicts),
        "refused": refused,
    }
    status = CONFLICT if refused else UNREADABLE if form.errors else 200
    return render(request, "interventions/handing_out/hand_out.html", shown, status=status)


def _rows(by: Actor, cases: list[Any], form: HandOutForm) -> list[Any]:
    """With the tick that was set; the reading is written down."""
    rows = [told(case) for case in cases]
    record(
        by, "case.list", "case", subjects=dict.fromkeys(row.citizen_id for row in rows),
        hits=len(rows),
    )  # fmt: skip
    ticked = set(form["cases"].value() or ()) if form.is_bound else set()
    return [(row, str(row.pk) in ticked) for row in rows]


def _summary(verdicts: list[Verdict]) -> str:
    if not verdicts:
        return ""
    moved = sum(one.moved for one in verdicts)
    refused = len(verdicts) - moved
    done = ngettext("%(n)s forløb er flyttet.", "%(n)s forløb er flyttet.", moved) % {"n": moved}
    if not refused:
        return done
    left = ngettext("%(n)s blev ikke flyttet.", "%(n)s blev ikke flyttet.", refused)
    return f"{done} {left % {'n': refused}}"


@require_http_methods(METHODS)
def away(request: HttpRequest) -> HttpResponse:
    by = current_actor(request)
    require_role(by, Permission.CASE_ASSIGN)
    form = AwayForm(posted(request), by=by)
    refused: tuple[str, ...] = ()
    verdicts: list[Verdict] = []
    if request.method == "POST" and form.is_valid():
        try:
            _row, verdicts = register_away(**form.values(), by=by)
        except NotPossibleError as error:
            refused = error.messages
        else:
            messages.success(request, _covered(verdicts))
            form = AwayForm(None, by=by)
    context = {
        "form": form,
        "rows": [(row, told_away(row)) for row in away_in_unit(by)],
        "left": [one for one in verdicts if not one.moved],
        "refused": refused,
    }
    status = CONFLICT if refused else UNREADABLE if form.errors else 200
    return render(request, "interventions/handing_out/away.html", context, status=status)


def _covered(verdicts: list[Verdict]) -> str:
    covered = sum(one.moved for one in verdicts)
    return ngettext(
        "Fraværet er registreret, og vikaren dækker %(n)s forløb.",
        "Fraværet er registreret, og vikaren dækker %(n)s forløb.",
        covered,
    ) % {"n": covered}


@require_POST
def back_again(request: HttpRequest, pk: int) -> HttpResponse:
    by = current_actor(request)
    require_role(by, Permission.CASE_ASSIGN)
    row = Away.objects.select_related("user", "deputy").filter(pk=pk).first()
    if row is None:
        raise OutOfReachError
    end_away(row, by=by)
    messages.success(request, _("%(who)s er tilbage i dag.") % {"who": row.user})
    return redirect("away")
