"""What the writing pages have in common: whom they are about, and the reading in the trail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.audit import record
from cases.models import Case
from interventions.queries.people import protection_known

METHODS = ["GET", "HEAD", "POST"]
UNREADABLE = 422
CONFLICT = 409
LONGEST_VERSION = 10  # digits


def case_of(row: Any) -> Case:
    case: Case = row if isinstance(row, Case) else row.case
    return case


def about(case: Case, by: Actor) -> dict[str, Any]:
    """The context of a page that shows this citizen, with the row in the trail that says so."""
    record(by, "case.read", "case", case.pk, subjects=[case.citizen_id])
    back = reverse("case", args=[case.pk])
    return {
        "case": case,
        "back": back,
        "trail": [(_("Mine forløb"), reverse("my-cases")), (_("Forløb"), back)],
        "protection": protection_known(case, by),
    }


def seen_version(request: HttpRequest) -> int:
    """The version that the page was shown with; 0, which no row has, when it cannot be read."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) <= LONGEST_VERSION else 0


def keep_typed(form: forms.BaseForm, request: HttpRequest) -> forms.BaseForm:
    """Fill an unbound form with what was typed, as typed, without judging it."""
    for name, field in form.fields.items():
        typed = field.widget.value_from_datadict(request.POST, request.FILES, form.add_prefix(name))
        if typed is not None:
            form.initial[name] = typed
    return form


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: also the empty POST of a page on which nothing was ticked."""
    return request.POST if request.method == "POST" else None
