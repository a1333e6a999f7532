"""Whatever can be registered on a case by a form: the same table of forms as the pages have.

Measurements, appointments, jobs, needs, consents, pauses, hours, collaborators …: what is there,
and what each asks for, is told by GET.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actor import Actor
from accounts.audit import record
from cases.access import held_on
from cases.errors import InvalidDataError
from cases.models import Case
from cases.queries import get_case
from interventions.api.base import Endpoint, asked
from interventions.api.inputs import checked
from interventions.api.moves import described
from interventions.api.registered_out import (
    RegisteredOut,
    RegistrationFormOut,
    RegistrationOut,
)
from interventions.api.registration_bodies import component
from interventions.api.schema import one_body_of
from interventions.registrations import ACTIONS, Filled, found

ABOUT = OpenApiParameter("id", int, description="Den række, det handler om, hvor der er en.")
NAME = OpenApiParameter("name", str, OpenApiParameter.PATH, enum=sorted(ACTIONS))


class Registrations(Endpoint):
    @extend_schema(
        summary="Hvad du kan registrere på forløbet", responses=RegistrationOut(many=True)
    )
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        case = get_case(self.by, pk)
        held = held_on(self.by, case)
        mine = {name: one for name, one in ACTIONS.items() if one.permission in held}
        told = [
            {"name": name, "title": str(one.title), "about_a_row": one.find is not None}
            for name, one in mine.items()
        ]
        return Response(RegistrationOut(told, many=True).data)


class OneRegistration(Endpoint):
    @extend_schema(
        summary="Hvad registreringen spørger om",
        parameters=[NAME, ABOUT],
        responses=RegistrationFormOut,
    )
    def get(self, request: Request, pk: int, name: str) -> Response:
        row = asked(request, ("id",)).get("id", "")
        case = get_case(self.by, pk)
        action, options = found(case, name, row, self.by)
        # A form may tell of the citizen: the jobs that can be ended, the members of a household.
        record(self.by, f"registration.{name}", "case", case.pk, subjects=[case.citizen_id])
        form = action.form(None, case=case, **options)
        told = {"name": name, "title": str(action.title), "fields": described(form)}
        return Response(RegistrationFormOut(told).data)

    @extend_schema(
        summary="Registrér",
        description="Felterne er dem, GET nævner. Svaret siger med ord, hvad der er sket.",
        parameters=[NAME, ABOUT],
        request=one_body_of([component(name) for name in ACTIONS]),
        responses={201: RegisteredOut},
    )
    def post(self, request: Request, pk: int, name: str) -> Response:
        row = asked(request, ("id",)).get("id", "")
        case = get_case(self.by, pk)
        told = register(case, name, row, dict(request.data), by=self.by)
        return Response(RegisteredOut({"case": case.pk, "told": told}).data, 201)


def register(case: Case, name: str, row: str, data: dict[str, Any], *, by: Actor) -> str:
    """What happened, in words. `row` is the id of what it is about, "" for nothing.

    Raises as `found`, ApiError and InvalidDataError.
    """
    action, options = found(case, name, row, by)
    empty = action.form(None, case=case, **options)
    form = action.form(checked(data, empty.fields), case=case, **options)
    if not form.is_valid():
        raise InvalidDataError(form)
    return action.carry_out(Filled(case, form, by, case.version))
