"""The lists around a case, all by one endpoint: the table says what differs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actor import Actor
from accounts.audit import record
from cases.access import held_on, require
from cases.models import Case
from cases.queries import get_case
from interventions.api.base import Listing
from interventions.api.case_parts_out import AddedOut
from interventions.api.case_parts_table import PARTS, Part
from interventions.api.filters import Coded, Filters, OneOf
from interventions.api.refusals import invalid
from interventions.api.registration_bodies import names_of
from interventions.api.registrations import register
from interventions.api.schema import one_body_of
from interventions.registrations import ACTIONS


class CasePart(Listing):
    name: ClassVar[str]
    part: ClassVar[Part]

    def get(self, _request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        held = held_on(self.by, case)
        if not self.part.see(held):
            raise PermissionDenied("Du kan se sagen, men ikke dette på den.")
        paginator, page = self.cut(self.part.rows(case, held, self.by))
        record(
            self.by, f"{self.name}.list", "case", pk, subjects=[case.citizen_id],
            fields=self.named, hits=len(page),
        )  # fmt: skip
        told = [self.part.told(row, case) for row in page]
        out = self.part.out(told, many=True, context={"held": held})
        return paginator.get_paginated_response(out.data)


class AddingCasePart(CasePart):
    def post(self, request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        data = dict(request.data)
        adds, key = self.part.adds, self.part.chosen
        name = picked(case, data, key, adds, by=self.by) if key else adds[""]
        return added(case, self.part, name, data, by=self.by)


def picked(
    case: Case, data: dict[str, Any], key: str, names: Mapping[str, str], *, by: Actor
) -> str:
    """The registration that the body chooses by `key`, which is taken out of it.

    Raises ApiError, but first as `require`.
    """
    value = data.pop(key, None)
    if not isinstance(value, str) or value not in names:
        require(by, ACTIONS[next(iter(names.values()))].permission, case)
        raise invalid({key: [f"Vælg en af: {', '.join(names)}."]})
    return names[value]


def added(case: Case, part: Part, name: str, data: dict[str, Any], *, by: Actor) -> Response:
    """Nobody else adds to the case meanwhile, so that what is new is what was added here."""
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    held = held_on(by, case)
    ids = part.rows(case, held, by).values_list("pk", flat=True)
    before = set(ids)
    told = register(case, name, "", data, by=by)
    new = sorted(set(ids.all()) - before)
    answer = {"id": new[0] if new else None, "ids": new, "told": told}
    return Response(AddedOut(answer).data, 201)


def endpoint(name: str) -> Any:
    """The view of one line of the table, with its documentation."""
    part = PARTS[name]
    documented = {"get": extend_schema(summary=part.summary, responses=part.out(many=True))}
    kind: type[CasePart] = CasePart
    if part.adds:
        kind = AddingCasePart
        documented["post"] = extend_schema(
            summary=f"Registrér: {part.summary[0].lower()}{part.summary[1:]}",
            request=one_body_of(names_of(name, part)),
            responses={201: AddedOut},
        )
    words = {
        word: Coded(values) if isinstance(values, str) else OneOf(values)
        for word, values in part.filters.items()
    }
    filters = type(f"{name.title()}Filters", (Filters,), words)
    own = type(
        f"Case{name.title().replace('-', '')}",
        (kind,),
        {"name": name, "part": part, "filters": filters},
    )
    return extend_schema_view(**documented)(own)
