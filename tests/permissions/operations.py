"""What the OpenAPI document says of the API's operations, as the sweeps read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator

from interventions.api.properties import DEPENDS, REFERENCE

WRITING = ("post", "patch", "put", "delete")
Schema = dict[str, Any]


@dataclass(frozen=True)
class Operation:
    method: str
    path: str  # as in the document: /api/v1/cases/{id}/

    def __str__(self) -> str:
        return f"{self.method} {self.path.removeprefix('/api/v1/')}"

    @property
    def told(self) -> Schema:
        found: Schema = document()["paths"][self.path][self.method.lower()]
        return found

    @property
    def noun(self) -> str:
        return self.path.split("/")[3]

    def fits(self, method: str, url: str) -> bool:
        """Whether this operation answers a request."""
        pattern = re.sub(r"\{(\w+)\}", r"[\\w-]+", self.path)
        return method == self.method and bool(re.fullmatch(pattern, url.partition("?")[0]))


@cache
def document() -> Schema:
    found: Schema = SchemaGenerator().get_schema(request=None, public=True)
    return found


@cache
def operations(*methods: str) -> tuple[Operation, ...]:
    return tuple(
        Operation(method.upper(), path)
        for path, told in document()["paths"].items()
        for method in told
        if method in methods
    )


def bodies(operation: Operation) -> dict[str, Schema]:
    """Name of the component → what the operation takes; "" for one written in place."""
    content = operation.told.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    if schema is None:
        return {}
    found = {}
    for one in schema.get("anyOf") or [schema]:
        name = one.get("$ref", "").rpartition("/")[2]
        found[name] = document()["components"]["schemas"][name] if name else one
    return found


@cache
def every_name() -> frozenset[str]:
    """Every property that stands anywhere in the document."""
    return frozenset(_names(document()))


def _names(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield from node["properties"]
        for value in node.values():
            yield from _names(value)
    elif isinstance(node, list):
        for value in node:
            yield from _names(value)


def naming(schema: Schema) -> Iterator[str]:
    """Properties of a body that can name a row or a person."""
    for name, told in schema.get("properties", {}).items():
        inner = told.get("items", told)
        known = told.get("enum") or inner.get("enum") or told.get("format")
        by_choice = told.get("description") in (REFERENCE, DEPENDS)
        if not known and (by_choice or inner.get("type") == "integer"):
            yield name
