"""Reports and letters as pages and files. Every format is the same Report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import current_actor
from reports import html
from reports.agreement import agreement
from reports.case_report import case_report
from reports.decision_letter import decision_letter
from reports.figures import first_opening
from reports.formats import CASE, LETTER, PROGRESSION, Format
from reports.forms import QuestionForm
from reports.letters import Letter
from reports.progression import of_unit, part_of, progression

UNREADABLE = 400
PAGE = "html"


@require_safe
def progression_page(request: HttpRequest) -> HttpResponse:
    """The form, and under it the answer as soon as something has been asked."""
    by = current_actor(request)
    part = part_of(by)
    of_unit(part, request.GET.get("unit", ""))
    units = part.units
    asked = request.GET if "from" in request.GET or "to" in request.GET else None
    form = QuestionForm(asked, units=units, since=first_opening(by.today), today=by.today)
    context: dict[str, Any] = {"form": form}
    if asked is None or not form.is_valid():
        status = UNREADABLE if form.is_bound else 200
        return render(request, "reports/progression.html", context, status=status)
    wanted = _wanted(request, PROGRESSION)
    made = progression(by, form.question)
    if wanted != PAGE:
        period = made.period
        name = f"progression-{period.first}-{period.last}"
        return _file(PROGRESSION[wanted], made, f"{name}.{wanted}")
    context |= {"report": made.report, "parts": html.parts(made.report)}
    return render(request, "reports/progression.html", context)


@require_safe
def case_report_page(request: HttpRequest, pk: int) -> HttpResponse:
    by = current_actor(request)
    wanted = _wanted(request, CASE)
    made = case_report(by, pk)
    if wanted != PAGE:
        return _file(CASE[wanted], made, f"forloeb-{pk}.{wanted}")
    context = {"case_id": pk, "report": made.report, "parts": html.parts(made.report)}
    return render(request, "reports/case.html", context)


@require_safe
def decision_letter_page(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    by = current_actor(request)
    wanted = _wanted(request, LETTER)
    return _letter(request, decision_letter(by, pk, name), f"{name}-{pk}", wanted)


@require_safe
def agreement_page(request: HttpRequest, pk: int) -> HttpResponse:
    by = current_actor(request)
    wanted = _wanted(request, LETTER)
    return _letter(request, agreement(by, pk), f"praktikaftale-{pk}", wanted)


def _letter(request: HttpRequest, made: Letter, name: str, wanted: str) -> HttpResponse:
    if wanted != PAGE:
        return _file(LETTER[wanted], made, f"{name}.{wanted}")
    context = {"letter": made, "report": made.report, "parts": html.parts(made.report)}
    return render(request, "reports/letter.html", context)


def _wanted(request: HttpRequest, formats: Mapping[str, Format]) -> str:
    wanted = request.GET.get("format") or PAGE
    if wanted not in formats:
        raise Http404
    return wanted


def _file(format_: Format, made: Any, name: str) -> HttpResponse:
    """No name of a person ever stands in the name of a file."""
    answer = HttpResponse(format_.write(made), content_type=format_.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
