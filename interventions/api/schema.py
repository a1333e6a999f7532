"""The OpenAPI document: each endpoint names its refusals, and a move what its form asks for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)

from cases.lifecycle import Lifecycle
from interventions.api.bodies import move_bodies
from interventions.api.properties import Schema
from interventions.api.refusals import MEDIA_TYPE, PROBLEMS
from interventions.api.serializers import MoveFormOut, ProblemOut, RowOut

View = TypeVar("View", bound=type)
# What every edit takes.
EDITS = [
    OpenApiParameter(
        "If-Match", str, OpenApiParameter.HEADER, required=True,
        description="ETag fra det seneste GET: 428 uden, 412 når rækken er rettet siden.",
    )
]  # fmt: skip

READ = ("not_authenticated", "forbidden", "not_found", "invalid", "not_acceptable", "too_many")
WRITE = (*READ, "malformed", "not_possible", "conflict", "unsupported_media_type")
KEY = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, pattern="^[!-~]{1,80}$",
    description="Samme nøgle og indhold igen giver det første svar; andet indhold giver 422.",
)  # fmt: skip


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "interventions.api.authentication.Bearer"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> Schema:
        return {"type": "http", "scheme": "bearer", "description": "En nøgle til en maskine."}


class ApiSchema(AutoSchema):
    """Every answer that is a refusal is a problem; docstrings are for readers of the code."""

    def get_override_parameters(self) -> list[Any]:
        if self.method == "GET":
            return list(self.view.filters.parameters()) if hasattr(self.view, "filters") else []
        keeps = self.method == "POST" and getattr(self.view, "replays", False)
        return [KEY] if keeps else []

    def get_description(self) -> str:  # type: ignore[override]  # as drf-spectacular has it
        return ""

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        found = super()._get_response_bodies(direction)
        codes = READ if self.method == "GET" else WRITE
        if KEY in self.get_override_parameters():
            codes = (*codes, "key_reused")
        for status in sorted({PROBLEMS[code].status for code in codes}):
            mine = [code for code in codes if PROBLEMS[code].status == status]
            told = ". ".join(f"{PROBLEMS[code].title} (`{code}`)" for code in mine)
            answer = OpenApiResponse(ProblemOut, description=told)
            found[str(status)] = self._get_response_for_code(  # type: ignore[no-untyped-call]
                answer, str(status), [MEDIA_TYPE], direction
            )
        return found


def body_of(name: str) -> dict[str, Schema]:
    """A request body that is one of the components which `add_bodies` writes."""
    return {"application/json": {"$ref": f"#/components/schemas/{name}"}}


def one_body_of(names: Collection[str]) -> dict[str, Schema]:
    """A request body that is one of several components."""
    refs = [body_of(name)["application/json"] for name in names]
    return {"application/json": {"anyOf": refs} if len(refs) > 1 else refs[0]}


def refused(code: str) -> dict[tuple[int, str], Any]:
    """A refusal that only this endpoint has, for the responses of extend_schema."""
    status, title, _ = PROBLEMS[code]
    return {(status, MEDIA_TYPE): OpenApiResponse(ProblemOut, description=f"{title} (`{code}`)")}


def edited(answer: Any, status: int = 200) -> dict[Any, Any]:
    """The answers of an edit, for the responses of extend_schema."""
    return {
        status: answer, **refused("precondition_failed"), **refused("precondition_required"),
    }  # fmt: skip


def describes_moves(*kinds: type[Lifecycle]) -> Callable[[View], View]:
    """Documents an endpoint of single moves: their names, and the fields of each."""
    bodies = {name: body for kind in kinds for name, body in move_bodies(kind).items()}
    names = sorted({name.split(".")[1] for name in bodies})
    parameter = OpenApiParameter("name", str, OpenApiParameter.PATH, enum=names)
    return extend_schema_view(
        get=extend_schema(
            summary="Hvad flytningen kræver, og hvad der mangler",
            parameters=[parameter],
            responses=MoveFormOut,
        ),
        post=extend_schema(
            summary="Foretag flytningen",
            description=_table(bodies),
            parameters=[
                parameter,
                OpenApiParameter("If-Match", str, OpenApiParameter.HEADER),
            ],
            request=one_body_of(bodies),
            responses={200: RowOut, **refused("precondition_failed")},
        ),
    )


def _table(bodies: Mapping[str, Schema]) -> str:
    lines = ["| flytning | felter (fed: skal udfyldes) |", "|---|---|"]
    for body in bodies.values():
        required = body.get("required", ())
        names = [n for n in body["properties"] if n != "version"]
        told = [f"**{n}**" if n in required else n for n in names]
        lines.append(f"| {body['title']} | {', '.join(told)} |")
    return "\n".join(lines)
