"""JSON against a form: the one place that knows which JSON type a form field takes.

Forms are made for what people type and would take `"nej"` for true, or stumble over a number
where a date should stand; a program gets a plain refusal instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any

from django import forms

from interventions.api.refusals import invalid
from interventions.forms.fields import LocalDateTimeField

YEARS = range(1900, 2200)
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
UNKNOWN = "Feltet kendes ikke her."


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return _is_whole(value) or (isinstance(value, float) and isfinite(value))


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_day(value: Any) -> bool:
    if not isinstance(value, str) or not ISO_DAY.fullmatch(value):
        return False
    try:
        return date.fromisoformat(value).year in YEARS
    except ValueError:
        return False


def _is_instant(value: Any) -> bool:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return moment.tzinfo is not None and moment.year in YEARS


# name of the type → (does a JSON value fit, what to say when not)
TYPES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "text": (_is_text, "Skal være en tekst."),
    "choice": (_is_text, "Skal være en af værdierne, som tekst."),
    "choices": (_is_texts, "Skal være en liste af tekster."),
    "reference": (_is_whole, "Skal være et id (et heltal)."),
    "integer": (_is_whole, "Skal være et heltal."),
    "number": (_is_number, "Skal være et tal, fx 18.5."),
    "boolean": (_is_flag, "Skal være true eller false."),
    "date": (_is_day, "Skal være en dato som 2025-03-24."),
    "instant": (_is_instant, "Skal være et tidspunkt med forskydning: 2025-03-24T09:00:00+01:00."),
}
# The first class that fits: special ones stand before the general ones they inherit from.
FIELDS: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.ModelChoiceField, "reference"),
    (forms.MultipleChoiceField, "choices"),
    (forms.ChoiceField, "choice"),
    (forms.BooleanField, "boolean"),
    (LocalDateTimeField, "instant"),
    (forms.DateField, "date"),
    (forms.DecimalField, "number"),
    (forms.IntegerField, "integer"),
)


def type_of(field: forms.Field) -> str:
    return next((name for kind, name in FIELDS if isinstance(field, kind)), "text")


def checked(data: Mapping[str, Any], fields: Mapping[str, forms.Field]) -> dict[str, Any]:
    """What the form is given: known keys of the right types; null counts as left out.

    Raises ApiError `invalid` naming each key that is not.
    """
    errors = {name: [UNKNOWN] for name in data if name not in fields}
    sent = {name: value for name, value in data.items() if value is not None}
    for name in sent.keys() & fields.keys():
        fits, complaint = TYPES[type_of(fields[name])]
        if not fits(sent[name]):
            errors[name] = [complaint]
    if errors:
        raise invalid(errors)
    return sent
