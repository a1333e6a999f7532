"""Citizens: a list of them, one of them part by part, a new one, and how to reach her."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.audit import record
from accounts.models import Unit
from accounts.roles import Permission
from cases.access import held_on, require, require_role
from cases.actions.contact import change_contact, refuse_ended
from cases.errors import InvalidDataError
from cases.models import Case
from cases.queries import cases_in_reach
from interventions.actions.registration import register_and_open
from interventions.api.base import Endpoint, Listing, asked, require_match
from interventions.api.citizen_facts import About, opened, tagged_as, told
from interventions.api.citizens_out import CitizenRowOut, OpenedOut, WholeCitizenOut
from interventions.api.errors import refused_form
from interventions.api.filters import Exactly, Filters
from interventions.api.found import write_down
from interventions.api.inputs import checked
from interventions.api.refusals import invalid
from interventions.api.schema import EDITS, body_of, edited
from interventions.forms.citizen import ContactForm
from interventions.forms.register import RegisterForm
from interventions.queries.citizens import get_citizen, newest_cases

P = Permission
ROW = (
    "pk", "citizen_id", "citizen__given_name", "citizen__family_name", "unit__code",
    "responsible__username",
)  # fmt: skip


class CitizenFilters(Filters):
    unit = Exactly(field_name="unit__code", label="Enhedens kode.")
    responsible = Exactly(field_name="responsible__username", label="Brugernavn.")


class Citizens(Listing):
    filters = CitizenFilters

    @extend_schema(
        summary="Borgere, du kan se; de nyeste forløb først",
        description="Navne søges med POST: der står aldrig et navn eller et nummer i en adresse.",
        responses=CitizenRowOut(many=True),
    )
    def get(self, _request: Request) -> Response:
        rows = newest_cases(self.by).values(*ROW)
        return self.paged(rows, CitizenRowOut, resource="citizen", citizen="citizen_id")

    @extend_schema(
        summary="Registrér en borger i din enhed, og opret hendes forløb",
        description="Advarsler står i »warnings«: send deres koder i »confirmed«, når de er set.",
        request=body_of("Citizen"),
        responses={201: OpenedOut},
    )
    def post(self, request: Request) -> HttpResponse:
        require_role(self.by, P.CITIZEN_REGISTER)
        fields = {"unit": forms.ChoiceField(), **RegisterForm(None, by=self.by).fields}
        sent = checked(dict(request.data), fields)
        self._refuse_other_unit(sent.pop("unit", None))
        try:
            case = register_and_open(sent, by=self.by)
        except InvalidDataError as error:
            # Answered here and not by the handler, whose rollback would take the trail's row too.
            write_down(self.by, error.form)
            return refused_form(error)
        return Response(opened(case), 201, headers=tagged_as(case))

    def _refuse_other_unit(self, code: str | None) -> None:
        if code is None:
            return
        unit = Unit.objects.filter(code=code).first()
        if unit is None:
            raise invalid({"unit": ["Der findes ingen enhed med den kode."]})
        if unit.pk != self.by.unit_id:
            raise PermissionDenied("Du kan kun registrere borgere i din egen enhed.")


class OneCitizen(Endpoint):
    http_method_names = ["get", "head", "patch"]

    @extend_schema(
        summary="Én borger, del for del; det, du ikke må se, er udeladt",
        responses=WholeCitizenOut,
    )
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        case = get_citizen(self.by, pk)
        parts = told(About(case, held_on(self.by, case), self.by))
        record(self.by, "citizen.read", "citizen", pk, subjects=[pk], fields=["existence", *parts])
        answer = {**opened(case), **parts}
        return Response(WholeCitizenOut(answer).data, headers=tagged_as(case))

    @extend_schema(
        summary="Ret kontakt, sprog, tolkebehov eller pas på-mærke",
        parameters=EDITS,
        request=body_of("Contact"),
        responses=edited(OpenedOut),
    )
    def patch(self, request: Request, pk: int) -> Response:
        case = get_citizen(self.by, pk)
        require(self.by, P.CASE_EDIT, case)
        refuse_ended(case)
        values = self._values(case, dict(request.data))
        require_match(request, case.citizen.version)
        change_contact(case, values, by=self.by, seen_version=case.citizen.version)
        case = cases_in_reach(self.by).get(pk=case.pk)
        return Response(opened(case), headers=tagged_as(case))

    def _values(self, case: Case, data: dict[str, Any]) -> dict[str, Any]:
        """Only what was sent is judged and changed; null counts as left out."""
        given: dict[str, Any] = {"case": case, "by": self.by, "held": held_on(self.by, case)}
        sent = checked(data, ContactForm(None, **given).fields)
        form = ContactForm(sent, **given)
        for name in form.fields.keys() - sent.keys():
            del form.fields[name]
        if not form.is_valid():
            raise InvalidDataError(form)
        return form.cleaned_data

    def http_method_not_allowed(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Nobody is deleted here; whoever has nothing to do with citizens is told only that."""
        require_role(self.by, P.CASE_SEE)
        return super().http_method_not_allowed(request, *args, **kwargs)
