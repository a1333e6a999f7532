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
from interventions.law.danish import usual_school
from interventions.law.months import add_months
from interventions.law.workdays import ONE_DAY, last_working_day, working_days_after
from interventions.queries.deadlines import case_facts
from interventions.queries.placements import employees_known, supported_at

USUAL_PLACEMENT = timedelta(weeks=4)
MENTOR_MONTHS = 12
USUAL_HEARING = timedelta(weeks=2)
COMPLAINT_GUIDANCE = (
    "Du kan klage over afgørelsen. Klagefristen er 4 uger fra den dag, du har modtaget den. Send "
    "klagen til os, skriftligt eller mundtligt. Vi vurderer sagen igen, og hvis vi fastholder "
    "afgørelsen, sender vi klagen videre til Ankestyrelsen inden 4 uger."
)
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


def _agreement(row: Any, _today: date) -> dict[str, Any]:
    """What is known of the place: the caseworker corrects it, or leaves it as it is."""
    return {
        "ordinary_employees": employees_known(row.p_number),
        "supported_employees": supported_at(row.p_number, row.pk),
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


def _contract(row: Any, today: date) -> dict[str, Any]:
    """The contract is signed today. The declaration is never supposed: whoever records it says
    when it was signed, or why it was not; with a revision it stands as it is.
    """
    return {
        "signed_by_citizen_on": today,
        "signed_by_municipality_on": today,
        "declaration_signed_on": row.declaration_signed_on,
    }


def _hearing(_row: Any, today: date) -> dict[str, Any]:
    return {"hearing_answer_by": today + USUAL_HEARING}


def _guidance(row: Any, _today: date) -> dict[str, Any]:
    return {} if row.guidance else {"guidance": COMPLAINT_GUIDANCE}


def _referral(row: Any, today: date) -> dict[str, Any]:
    return {"school_kind": usual_school(case_facts(row.case), today)}


Guess = Callable[[Any, date], dict[str, Any]]

GUESSES: dict[tuple[str, str], Guess] = {
    ("CompanyPlacement", "match"): _placement,
    ("CompanyPlacement", "agree"): _agreement,
    ("CompanyPlacement", "complete"): _completion,
    ("Mentoring", "assign"): _mentor_period,
    ("DanishEducation", "refer"): _referral,
    ("IntegrationProgramme", "agree_contract"): _contract,
    ("IntegrationProgramme", "revise_contract"): _contract,
    ("AsylumCentreTalk", "hold"): _day_of_meeting,
    ("WelcomeTalk", "hold"): _day_of_meeting,
    ("WelcomeTalk", "miss"): _day_of_meeting,
    ("FollowUpTalk", "hold"): _day_of_meeting,
    ("FollowUpTalk", "miss"): _day_of_meeting,
    ("Decision", "hear"): _hearing,
    ("Decision", "send"): _guidance,
    ("Appointment", "attend"): _day_of_meeting,
    ("Appointment", "miss"): _day_of_meeting,
}
