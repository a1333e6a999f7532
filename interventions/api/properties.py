"""A form's field as a property of the OpenAPI document."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from interventions.api.inputs import type_of
from interventions.forms.codes import CodeField, CodesField

Schema = dict[str, Any]
REFERENCE = "Et id; mulighederne står i GET."
# A choice among rows or people: which, depends on who asks, and about whom.
DEPENDS = "Mulighederne afhænger af forløbet og af dig; de står i GET, hvor den findes."
JSON_TYPES: dict[str, Schema] = {
    "text": {"type": "string"},
    "choice": {"type": "string"},
    "choices": {"type": "array", "items": {"type": "string"}},
    "reference": {"type": "integer", "description": REFERENCE},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "instant": {"type": "string", "format": "date-time"},
}


def body(fields: Mapping[str, forms.Field], required: Collection[str] | None = None) -> Schema:
    """An object with a property for each field; `required` where it is not as the fields say."""
    if required is None:
        required = [name for name, field in fields.items() if field.required]
    return closed({name: property_of(field) for name, field in fields.items()}, list(required))


def closed(properties: Schema, required: list[str]) -> Schema:
    """OpenAPI 3.0 wants no empty list of required keys."""
    needed = {"required": required} if required else {}
    return {"type": "object", "properties": properties, **needed, "additionalProperties": False}


def property_of(field: forms.Field) -> Schema:
    kind = type_of(field)
    found = {**JSON_TYPES[kind], "title": str(field.label or "")}
    if kind in ("choice", "choices"):
        found |= _choices(field, kind)
    if kind == "boolean" and field.required:
        found["enum"] = [True]
    if longest := getattr(field, "max_length", None):
        found["maxLength"] = longest
    for validator in field.validators:
        if isinstance(validator, MinValueValidator | MaxValueValidator):
            key = "minimum" if isinstance(validator, MinValueValidator) else "maximum"
            limit = validator.limit_value
            found[key] = limit if kind == "integer" else float(limit)
    return found


def _choices(field: forms.Field, kind: str) -> Schema:
    """Those that a form has always; others are known only to a form of the day."""
    if isinstance(field, CodeField | CodesField):
        return {"description": code_of(field.table)}
    choices: Any = getattr(field, "choices", ())
    values = [str(value) for value, _ in choices if value not in ("", None)]
    if not values:
        return {"description": DEPENDS}
    if kind == "choice":
        return {"enum": values}
    return {"items": {"type": "string", "enum": values}}


def code_of(table: str) -> str:
    return f"Kode fra tabellen {table}."
