"""Moves of a case, a step or a goal: what is possible, what a move needs, and making it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actor import Actor
from accounts.audit import record
from cases.access import held_on, require
from cases.lifecycle import Lifecycle
from cases.models import Case
from interventions.actions.perform import perform
from interventions.api.base import Endpoint, asked, seen_version
from interventions.api.inputs import checked, type_of
from interventions.api.serializers import MoveFormOut, MoveOut, RowOut
from interventions.forms import form_for
from interventions.queries.moves import MoveOption, possible_moves


class MovesOf(Endpoint, ABC):
    """A noun says how its row is found; the look-up raises as for one that never existed."""

    @abstractmethod
    def find(self, pk: int) -> Any: ...


class MoveList(MovesOf):
    @extend_schema(
        summary="Flytninger: hvilke der er mulige nu, og hvad der mangler for de andre",
        responses=MoveOut(many=True),
    )
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        row = self.find(pk)
        options = possible_moves(row, self.by, held_on(self.by, case_of(row)))
        told_about(self.by, row, "moves")
        return tagged(row, MoveOut([_told(option) for option in options], many=True).data)


class OneMove(MovesOf):
    def get(self, request: Request, pk: int, name: str) -> Response:
        asked(request, ())
        row = self.find(pk)
        held = held_on(self.by, case_of(row))
        option = next((o for o in possible_moves(row, self.by, held) if o.move.name == name), None)
        if option is None:
            raise Http404
        answer = {**_told(option), "version": row.version}
        if option.move.needs in held:
            # A form tells about the citizen (a placement's goals), so only who may move gets it.
            answer["fields"] = described(form_for(row, name, None, by=self.by))
        told_about(self.by, row, f"moves.{name}")
        return tagged(row, MoveFormOut(answer).data)

    def post(self, request: Request, pk: int, name: str) -> Response:
        row = self.find(pk)
        if name not in row.moves():
            raise Http404
        require(self.by, row.moves()[name].needs, case_of(row))
        data = dict(request.data)
        version = seen_version(request, data)
        sent = checked(data, form_for(row, name, None, by=self.by).fields)
        return stands(perform(row, name, sent, by=self.by, seen_version=version))


def case_of(row: Any) -> Case:
    case: Case = row if isinstance(row, Case) else row.case
    return case


def stands(row: Any, status: int = 200) -> Response:
    """What became of the row; no facts about the citizen, so no read to write down."""
    return tagged(row, RowOut(as_row(row)).data, status)


def as_row(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "state": row.state,
        "state_label": row.state_label,
        "version": row.version,
    }


def tagged(row: Lifecycle, data: Any, status: int = 200) -> Response:
    """An answer about one row; its ETag is what If-Match wants back."""
    return Response(data, status, headers={"ETag": f'"{row.version}"'})


def told_about(by: Actor, row: Any, *fields: str) -> None:
    """The trail's row of a read, written before the answer leaves."""
    kind = "case" if isinstance(row, Case) else row.kind
    subjects = [case_of(row).citizen_id]
    record(by, f"{kind}.read", kind, row.pk, subjects=subjects, fields=fields)


def described(form: forms.Form) -> list[dict[str, Any]]:
    """The form's fields as data; the choices are those of today, with their Danish labels."""
    return [_field(name, field) for name, field in form.fields.items()]


def _field(name: str, field: forms.Field) -> dict[str, Any]:
    kind = type_of(field)
    return {
        "name": name,
        "type": kind,
        "label": str(field.label or name),
        "required": field.required and name != "effective_on",
        # How people type a date is not how a program sends it.
        "help_text": "" if kind in ("date", "instant") else str(field.help_text or ""),
        **_choices(field),
    }


def _choices(field: forms.Field) -> dict[str, Any]:
    options = getattr(field, "choices", None)
    if options is None:
        return {}
    pairs = [{"value": str(value), "label": str(label)} for value, label in options]
    return {"choices": [pair for pair in pairs if pair["value"]]}


def _told(option: MoveOption) -> dict[str, Any]:
    return {
        "name": option.move.name,
        "label": str(option.move.label),
        "possible": option.possible,
        "missing": list(option.missing),
        "leads_to": option.target,
        "approval": option.approval,
    }
