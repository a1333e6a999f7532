"""The OpenAPI document: each move's inputs come from its form, each endpoint names its refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from drf_spectacular.authentication import SessionScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)

from cases.lifecycle import Lifecycle, Move
from cases.models import Case
from interventions.api.administration_bodies import BODIES as ADMINISTRATION_BODIES
from interventions.api.citizen_bodies import BODIES as CITIZEN_BODIES
from interventions.api.form_schema import Schema, closed, object_of, property_of
from interventions.api.paper_bodies import BODIES as PAPER_BODIES
from interventions.api.refusals import MEDIA_TYPE, PROBLEMS
from interventions.api.serializers import MoveFormOut, ProblemOut, RowOut
from interventions.forms import form_class
from interventions.forms.base import WORDS
from interventions.forms.follow_up import FollowUpForm
from interventions.forms.goals import GoalForm
from interventions.forms.journal import NoteForm
from interventions.forms.mentors import EndMentorForm, MentorAssignmentForm
from interventions.forms.openings import (
    BreakGlassForm,
    EmergencyNoteForm,
    ReviewForm,
    StandInForm,
)
from interventions.forms.papers import AccessRequestForm, ComplaintForm, DecisionForm
from interventions.forms.register import RegisterForm
from interventions.models import KINDS, RECORDS, Goal

View = TypeVar("View", bound=type)
KEY = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER,
    description="Samme nøgle og indhold igen giver det første svar; andet indhold giver 422.",
)  # fmt: skip
# What every edit takes.
EDITS = [
    OpenApiParameter(
        "If-Match", str, OpenApiParameter.HEADER, required=True,
        description="ETag fra det seneste GET: 428 uden, 412 når rækken er rettet siden.",
    )
]  # fmt: skip

READ = ("not_authenticated", "forbidden", "not_found", "invalid", "too_many")
WRITE = (*READ, "malformed", "not_possible", "conflict", "unsupported_media_type")
VERSION = {"type": "integer", "description": "Den version, du har set; ellers If-Match."}
# What a form adds for each row it finds, and its class cannot name.
FURTHER: dict[tuple[str, str], Schema] = {
    ("CompanyPlacement", "complete"): {
        "type": "string",
        "enum": ["reach", "reach_partly", "fail"],
        "description": "goal_{id}: hvordan det gik med hvert af praktikkens mål.",
    }
}


class SignedInScheme(SessionScheme):  # type: ignore[no-untyped-call]
    target_class = "interventions.api.authentication.SignedIn"
    priority = 0


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "interventions.api.authentication.Bearer"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> Schema:
        return {"type": "http", "scheme": "bearer", "description": "En nøgle til en maskine."}


class ApiSchema(AutoSchema):
    """Every answer that is a refusal is a problem; docstrings are for readers of the code."""

    def get_override_parameters(self) -> list[Any]:
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
    refs = [body_of(name)["application/json"] for name in bodies]
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
            request={"application/json": {"anyOf": refs}},
            responses={200: RowOut, **refused("precondition_failed")},
        ),
    )


def add_bodies(result: Schema, **_context: Any) -> Schema:
    """A postprocessing hook: the request bodies, made from the forms, among the components."""
    bodies = {
        "FollowUp": object_of(FollowUpForm.base_fields),
        "Goal": object_of(GoalForm.base_fields),
        "CaseGoal": object_of({"step": forms.IntegerField(), **GoalForm.base_fields}),
        "Note": object_of(NoteForm.base_fields),
        "Decision": object_of(DecisionForm.base_fields),
        "Complaint": object_of(ComplaintForm.base_fields),
        "AccessRequest": object_of(AccessRequestForm.base_fields),
        "Registration": object_of(RegisterForm.base_fields),
        "StandIn": object_of(StandInForm.base_fields),
        "BreakGlass": object_of(BreakGlassForm.base_fields),
        "GlassReview": object_of(ReviewForm.base_fields),
        "EmergencyNote": object_of(EmergencyNoteForm.base_fields),
        "MentorAssignment": object_of(MentorAssignmentForm.base_fields),
        "MentorEnd": object_of(EndMentorForm.base_fields),
        **{name: object_of(fields) for name, fields in CITIZEN_BODIES.items()},
        **{name: object_of(fields) for name, fields in ADMINISTRATION_BODIES.items()},
        **{name: object_of(fields) for name, fields in PAPER_BODIES.items()},
        "Step": closed({"kind": {"type": "string", "enum": list(KINDS)}}, ["kind"]),
    }
    kinds: list[type[Lifecycle]] = [Case, Goal, *KINDS.values(), *RECORDS.values()]
    for kind in kinds:
        bodies |= move_bodies(kind)
    result["components"]["schemas"] |= bodies
    return result


def move_bodies(kind: type[Lifecycle]) -> dict[str, Schema]:
    """`Kind.move` → the JSON that the move takes, for every move that people make."""
    moves = [move for move in kind.moves().values() if not move.by_time]
    return {f"{kind.__name__}.{move.name}": _move_body(kind, move) for move in moves}


def _move_body(kind: type[Lifecycle], move: Move) -> Schema:
    fields = form_class(kind, move.name).base_fields
    properties = {name: property_of(field) for name, field in fields.items()}
    required = [name for name, field in fields.items() if field.required]
    if move.reasons or "reason" in {p.name for p in kind.asks(move.name)}:
        properties["reason"] = _reason(move.reasons)
        required.append("reason")
    required.remove("effective_on")
    properties["effective_on"]["description"] = "Den dag det skete; i dag, når den udelades."
    properties["version"] = VERSION
    further = FURTHER.get((kind.__name__, move.name), False)
    title = f"{kind.__name__}.{move.name}: {move.label}"
    return {"title": title, **closed(properties, required), "additionalProperties": further}


def _reason(table: str) -> Schema:
    if table in ("", WORDS):
        return {"type": "string", "maxLength": 200, "title": "Årsag"}
    told = f"Kode fra tabellen {table}; mulighederne står i GET."
    return {"type": "string", "title": "Årsag", "description": told}


def _table(bodies: Mapping[str, Schema]) -> str:
    lines = ["| flytning | felter (fed: skal udfyldes) |", "|---|---|"]
    for body in bodies.values():
        required = body.get("required", ())
        names = [n for n in body["properties"] if n != "version"]
        told = [f"**{n}**" if n in required else n for n in names]
        lines.append(f"| {body['title']} | {', '.join(told)} |")
    return "\n".join(lines)
