"""A form's fields as a JSON schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from interventions.api.inputs import type_of

Schema = dict[str, Any]

JSON_TYPES: dict[str, Schema] = {
    "text": {"type": "string"},
    "choice": {"type": "string"},
    "choices": {"type": "array", "items": {"type": "string"}},
    "reference": {"type": "integer", "description": "Et id; mulighederne står i GET."},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "instant": {"type": "string", "format": "date-time"},
}


def object_of(fields: Mapping[str, forms.Field]) -> Schema:
    required = [name for name, field in fields.items() if field.required]
    return closed({name: property_of(field) for name, field in fields.items()}, required)


def closed(properties: Schema, required: list[str]) -> Schema:
    """OpenAPI 3.0 wants no empty list of required keys."""
    needed = {"required": required} if required else {}
    return {"type": "object", "properties": properties, **needed, "additionalProperties": False}


def property_of(field: forms.Field) -> Schema:
    kind = type_of(field)
    found = {**JSON_TYPES[kind], "title": str(field.label or "")}
    if kind == "choice" and (values := [str(v) for v, _ in _static_choices(field) if v]):
        found["enum"] = values
    if kind == "boolean" and field.required:
        found["enum"] = [True]
    if longest := getattr(field, "max_length", None):
        found["maxLength"] = longest
    for validator in field.validators:
        if isinstance(validator, MinValueValidator | MaxValueValidator):
            key = "minimum" if isinstance(validator, MinValueValidator) else "maximum"
            found[key] = validator.limit_value
    return found


def _static_choices(field: forms.Field) -> list[tuple[Any, Any]]:
    """Choices out of a code table are known only to a form of the day; here they are none."""
    return list(getattr(field, "choices", ()))
