"""What the form of a move is filled in with before anybody has typed, so that little is left.

Texts and choices show what already stands on the row; the table has the days that can be guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms

from accounts.localtime import local_date
from cases.encryption import EncryptedTextField
from interventions.forms.base import MoveForm
from interventions.law.months import add_months
from interventions.law.workdays import ONE_DAY, last_working_day, working_days_after

USUAL_PLACEMENT = timedelta(weeks=4)
MENTOR_MONTHS = 12
WRITTEN = (forms.CharField, forms.TypedChoiceField)


def fill_in(form: MoveForm) -> None:
    """Set the initial values of an unbound form, and give long texts room for three lines."""
    row, today = form.row, form.by.today
    columns = {f.name: f for f in row._meta.concrete_fields}
    for name, field in form.fields.items():
        column = columns.get(name)
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 3
        if isinstance(field, WRITTEN) and column and not isinstance(column, EncryptedTextField):
            form.initial[name] = getattr(row, name)
    guess = GUESSES.get((row.kind, form.move.name))
    if guess:
        form.initial.update(guess(row, today))


def _placement(row: Any, today: date) -> dict[str, Any]:
    first, _ = working_days_after(today, 1)
    return {
        "form": row.form,
        "planned_from": first,
        "planned_to": last_working_day(first + USUAL_PLACEMENT - ONE_DAY),
    }


def _completion(row: Any, today: date) -> dict[str, Any]:
    until = row.planned_to
    return {"effective_on": until} if until and until < today else {}


def _mentor_period(row: Any, today: date) -> dict[str, Any]:
    """The policy's first year, counted from arrival; from today while she has not arrived."""
    return {"until": add_months(row.case.arrived_on or today, MENTOR_MONTHS)}


def _day_of_meeting(row: Any, today: date) -> dict[str, Any]:
    day = local_date(row.meets_at) if row.meets_at else today
    return {"effective_on": day} if day <= today else {}


Guess = Callable[[Any, date], dict[str, Any]]

GUESSES: dict[tuple[str, str], Guess] = {
    ("CompanyPlacement", "match"): _placement,
    ("CompanyPlacement", "complete"): _completion,
    ("Mentoring", "assign"): _mentor_period,
    ("AsylumCentreTalk", "hold"): _day_of_meeting,
    ("WelcomeTalk", "hold"): _day_of_meeting,
    ("WelcomeTalk", "miss"): _day_of_meeting,
    ("FollowUpTalk", "hold"): _day_of_meeting,
    ("FollowUpTalk", "miss"): _day_of_meeting,
}
