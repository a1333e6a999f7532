"""The request bodies of the OpenAPI document, made from the forms that read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from cases.lifecycle import Lifecycle, Move
from cases.models import Case
from interventions.api.administration_bodies import BODIES as ADMINISTRATION_BODIES
from interventions.api.citizen_bodies import BODIES as CITIZEN_BODIES
from interventions.api.paper_bodies import BODIES as PAPER_BODIES
from interventions.api.properties import Schema, body, closed, code_of, property_of
from interventions.api.registration_bodies import chosen_bodies, registration_bodies
from interventions.forms import form_class
from interventions.forms.base import WORDS
from interventions.forms.follow_up import FollowUpForm
from interventions.forms.goals import GoalForm
from interventions.forms.journal import NoteForm
from interventions.forms.mentors import EndMentorForm, MentorAssignmentForm
from interventions.forms.openings import BreakGlassForm, EmergencyNoteForm, ReviewForm, StandInForm
from interventions.forms.own.placement import FILLED
from interventions.forms.papers import AccessRequestForm, ComplaintForm, DecisionForm
from interventions.forms.register import RegisterForm
from interventions.forms.warned import Ticks, Warned
from interventions.models import KINDS, RECORDS, Goal

VERSION = {"type": "integer", "description": "Den version, du har set; ellers If-Match."}
CONFIRMED = {"confirmed": Ticks(label="Koderne for de advarsler, du har set", required=False)}
# What the form of a move adds when it is made, and its class cannot name.
ADDED: dict[tuple[str, str], dict[str, forms.Field]] = {
    ("CompanyPlacement", "match"): {
        "production_unit": forms.ModelChoiceField(None, label="Kendt virksomhed", required=False)
    },
    ("SocialControlConcern", "screen"): {
        "may_see": forms.MultipleChoiceField(label="Hvem må se bekymringen?", required=False)
    },
}
# Filled by another field when they are left out.
FILLED_ELSEWHERE = {("CompanyPlacement", "match"): FILLED}
# What a form adds for each row it finds.
FURTHER: dict[tuple[str, str], Schema] = {
    ("CompanyPlacement", "complete"): {
        "type": "string",
        "enum": ["reach", "reach_partly", "fail"],
        "description": "goal_{id}: hvordan det gik med hvert af praktikkens mål.",
    }
}
AUTHOR = {"author": forms.CharField(label="Dit eget brugernavn", required=False)}
# What is left out stays as it is.
CHANGES = ("FollowUpChange", "NoteChange", "NeedChange", "Contact", "Withdrawal")
STEP = {"step": forms.IntegerField(label="Praktikken, som et id")}

OWN_BODIES: dict[str, Mapping[str, forms.Field]] = {
    "FollowUp": {**FollowUpForm.base_fields, **AUTHOR},
    "FollowUpChange": FollowUpForm.base_fields,
    "Goal": GoalForm.base_fields,
    "CaseGoal": {**STEP, **GoalForm.base_fields},
    "Note": NoteForm.base_fields,
    "NoteChange": NoteForm.base_fields,
    "Decision": DecisionForm.base_fields,
    "Complaint": ComplaintForm.base_fields,
    "AccessRequest": AccessRequestForm.base_fields,
    "Registration": RegisterForm.base_fields,
    "StandIn": StandInForm.base_fields,
    "BreakGlass": BreakGlassForm.base_fields,
    "GlassReview": ReviewForm.base_fields,
    "EmergencyNote": EmergencyNoteForm.base_fields,
    "MentorAssignment": MentorAssignmentForm.base_fields,
    "MentorEnd": EndMentorForm.base_fields,
}


def add_bodies(result: Schema, **_context: Any) -> Schema:
    """A postprocessing hook: the request bodies, made from the forms, among the components."""
    forms_of = {**OWN_BODIES, **CITIZEN_BODIES, **ADMINISTRATION_BODIES, **PAPER_BODIES}
    bodies = {
        **{name: body(fields) for name, fields in forms_of.items()},
        "Step": closed({"kind": {"type": "string", "enum": list(KINDS)}}, ["kind"]),
        **registration_bodies(),
        **chosen_bodies(),
    }
    for name in CHANGES:
        del bodies[name]["required"]
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
    form, key = form_class(kind, move.name), (kind.__name__, move.name)
    added = {**ADDED.get(key, {}), **(CONFIRMED if issubclass(form, Warned) else {})}
    fields = {**form.base_fields, **added}
    elsewhere = {"effective_on", *FILLED_ELSEWHERE.get(key, ())}
    must = {name for name, field in fields.items() if field.required} | form.must_tick.keys()
    required = [name for name in fields if name in must - elsewhere]
    properties = {name: property_of(field) for name, field in fields.items()}
    if move.reasons or "reason" in {p.name for p in kind.asks(move.name)}:
        properties["reason"] = _reason(move.reasons)
        required.append("reason")
    properties["effective_on"]["description"] = "Den dag det skete; i dag, når den udelades."
    properties["version"] = VERSION
    told = closed(properties, required)
    title = f"{kind.__name__}.{move.name}: {move.label}"
    return {"title": title, **told, "additionalProperties": FURTHER.get(key, False)}


def _reason(table: str) -> Schema:
    if table in ("", WORDS):
        return {"type": "string", "maxLength": 200, "title": "Årsag"}
    return {"type": "string", "title": "Årsag", "description": code_of(table)}
