"""What is done about a citizen: shown in full, protected, moved to another unit, merged."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.audit import record
from accounts.roles import Permission
from cases.access import OutOfReachError, require
from cases.actions.protections import end_protection, protect
from cases.actions.reveals import reveal_address, reveal_cpr
from cases.cpr import format_cpr
from cases.models import Case, Protection
from cases.queries import cases_in_reach
from interventions.actions.merging import merge_double
from interventions.actions.transfers import transfer
from interventions.api.base import asked
from interventions.api.citizen_facts import opened
from interventions.api.citizens_out import AddressOut, CprOut, OpenedOut, ProtectionOut
from interventions.api.papers import Filling
from interventions.api.schema import body_of, refused
from interventions.forms.citizen import RevealForm, TransferForm
from interventions.forms.doubles import DoubleForm
from interventions.forms.protection import ProtectionEndForm, ProtectionForm
from interventions.queries.citizens import get_citizen

P = Permission


class RevealCpr(Filling):
    replays = False  # what was shown is not kept

    @extend_schema(summary="Vis CPR-nummeret én gang", request=body_of("Reveal"), responses=CprOut)
    def post(self, request: Request, pk: int) -> Response:
        case = get_citizen(self.by, pk)
        form = self.filled(request, RevealForm, case, P.CPR_REVEAL)
        digits = reveal_cpr(case, by=self.by, reason=form.cleaned_data["reason"])
        return Response(CprOut({"cpr": format_cpr(digits)}).data)


class RevealAddress(Filling):
    replays = False

    @extend_schema(
        summary="Vis en beskyttet adresse én gang",
        description="Kræver, at du har bekræftet din adgangskode for nylig.",
        request=body_of("Reveal"),
        responses={200: AddressOut, **refused("fresh_sign_in_needed")},
    )
    def post(self, request: Request, pk: int) -> Response:
        case = get_citizen(self.by, pk)
        form = self.filled(request, RevealForm, case, P.ADDRESS_REVEAL)
        address = reveal_address(case, by=self.by, reason=form.cleaned_data["reason"])
        return Response(AddressOut({"address": address}).data)


class Protections(Filling):
    @extend_schema(summary="Borgerens beskyttelser", responses=ProtectionOut(many=True))
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        case = get_citizen(self.by, pk)
        require(self.by, P.CITIZEN_FACTS_SEE, case)
        record(self.by, "citizen.read", "citizen", pk, subjects=[pk], fields=["protection_flag"])
        rows = case.citizen.protections.order_by("from_on", "pk")
        return Response(ProtectionOut(rows, many=True).data)

    @extend_schema(
        summary="Registrér en beskyttelse",
        request=body_of("Protection"),
        responses={201: ProtectionOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        case = get_citizen(self.by, pk)
        form = self.filled(request, ProtectionForm, case, P.PROTECTION_SET)
        row = protect(case, by=self.by, **form.cleaned_data)
        return Response(ProtectionOut(row).data, 201)


class EndProtection(Filling):
    @extend_schema(
        summary="CPR har bekræftet, at beskyttelsen er ophørt",
        request=body_of("ProtectionEnd"),
        responses=ProtectionOut,
    )
    def post(self, request: Request, pk: int) -> Response:
        case = get_citizen_of(self, pk)
        row = Protection.objects.get(pk=pk)
        form = self.filled(request, ProtectionEndForm, case, P.PROTECTION_END, about=row)
        end_protection(case, row, by=self.by, on=form.cleaned_data["on"])
        row.refresh_from_db()
        return Response(ProtectionOut(row).data)


class Transfer(Filling):
    @extend_schema(
        summary="Overfør borgeren til en anden enhed",
        description="Et forløb i gang får en ansvarlig dér: den, du nævner, eller den med færrest.",
        request=body_of("Transfer"),
        responses=OpenedOut,
    )
    def post(self, request: Request, pk: int) -> Response:
        case = get_citizen(self.by, pk)
        form = self.filled(request, TransferForm, case, P.UNIT_TRANSFER)
        moved = transfer(case, by=self.by, **form.cleaned_data)
        return Response(opened(moved))


class Merge(Filling):
    @extend_schema(
        summary="Flet en annulleret dobbeltregistrering ind i denne borger",
        request=body_of("Double"),
        responses=OpenedOut,
    )
    def post(self, request: Request, pk: int) -> Response:
        case = get_citizen(self.by, pk)
        form = self.filled(request, DoubleForm, case, P.CITIZENS_MERGE)
        choices = {name: day for name, day in form.cleaned_data.items() if name != "double"}
        merge_double(case, form.cleaned_data["double"], by=self.by, choices=choices)
        return Response(opened(cases_in_reach(self.by).get(pk=case.pk)))


def get_citizen_of(view: Filling, pk: int) -> Case:
    """The case in reach whose citizen this protection is about. Raises as get_citizen."""
    row = Protection.objects.filter(pk=pk).first()
    if row is None:
        cases_in_reach(view.by)  # 403 first, for a role that sees no case at all
        raise OutOfReachError
    return get_citizen(view.by, row.citizen_id)
