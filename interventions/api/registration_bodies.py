"""What each registration takes, for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, cast

from django import forms

from interventions.api.case_parts_table import OUTCOMES, PARTS, Part
from interventions.api.properties import Schema, body
from interventions.forms.doubles import DATES
from interventions.forms.ledger import WeekForm
from interventions.forms.measurement import MeasurementForm
from interventions.registrations import ACTIONS, CaseAction

# They add fields for what they find: indicators, and kinds of hours.
GROWING = (MeasurementForm, WeekForm)
ADDED = {"flet": DATES}


def component(name: str) -> str:
    return f"Register.{name}"


def registration_bodies() -> dict[str, Schema]:
    """`Register.name` → the JSON that the registration takes."""
    return {component(name): _body(name, one) for name, one in ACTIONS.items()}


def chosen_bodies() -> dict[str, Schema]:
    """`list.value` → the JSON of the registration that this value of its key chooses."""
    found = _chosen("outcomes", "kind", OUTCOMES)
    for name, part in PARTS.items():
        found |= _chosen(name, part.chosen, part.adds) if part.chosen else {}
    return found


def names_of(name: str, part: Part) -> list[str]:
    """The components of what a list takes."""
    if part.chosen:
        return [f"{name}.{value}" for value in part.adds]
    return [component(one) for one in part.adds.values()]


def _chosen(name: str, key: str, names: Mapping[str, str]) -> dict[str, Schema]:
    found = {}
    for value, registration in names.items():
        told = _body(registration, ACTIONS[registration])
        properties = {key: {"type": "string", "enum": [value]}, **told["properties"]}
        required = [key, *told.get("required", ())]
        found[f"{name}.{value}"] = {**told, "properties": properties, "required": required}
    return found


def _body(name: str, one: CaseAction) -> Schema:
    made: Any = one.form
    form = cast("type[forms.Form]", made.func if isinstance(made, partial) else made)
    found = body({**form.base_fields, **ADDED.get(name, {})})
    further = {"additionalProperties": True} if issubclass(form, GROWING) else {}
    return {"title": str(one.title), **found, **further}
