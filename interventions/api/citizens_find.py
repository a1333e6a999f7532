"""Finding citizens: by name, as one types, or by a number that one holds in one's hand.

By POST alone: what is typed may be a name or a number, which never stands in an address. The
answers are not kept for a repeated Idempotency-Key.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.audit import record
from accounts.roles import Permission, Role
from cases.access import OutOfReachError, require_role
from cases.actions.kin import conflict, is_own_kin
from cases.cpr import CprError, parse
from interventions.api.base import Endpoint, asked
from interventions.api.citizen_bodies import NUMBER, TERM
from interventions.api.citizens import ROW
from interventions.api.citizens_out import HintsOut, HitsOut, LookUpOut
from interventions.api.inputs import checked
from interventions.api.refusals import invalid, problem
from interventions.api.schema import body_of
from interventions.queries.citizens import found_citizens, looked_up

LONGEST_TERM = 100
HITS, HINTS = 50, 10


class Finding(Endpoint):
    replays = False

    def found(self, request: Request, most: int) -> list[dict[str, Any]]:
        """One row more than `most` when there are more; the rows that are shown are written down.

        The term itself is not.
        """
        require_role(self.by, Permission.CARE_SEE)
        asked(request, ())
        typed = str(checked(dict(request.data), TERM).get("q", "")).strip()[:LONGEST_TERM]
        rows = list(found_citizens(self.by, typed).values(*ROW)[: most + 1]) if typed else []
        shown = [row["citizen_id"] for row in rows[:most]]
        record(self.by, "citizen.search", "citizen", subjects=shown, hits=len(shown))
        return rows


class Search(Finding):
    @extend_schema(
        summary="Søg en borger på navn eller et helt nummer",
        request=body_of("Term"),
        responses=HitsOut,
    )
    def post(self, request: Request) -> Response:
        rows = self.found(request, HITS)
        return Response(HitsOut({"results": rows[:HITS], "more": len(rows) > HITS}).data)


class Autocomplete(Finding):
    @extend_schema(
        summary="De første, der passer med det, der er skrevet",
        request=body_of("Term"),
        responses=HintsOut,
    )
    def post(self, request: Request) -> Response:
        rows = self.found(request, HINTS)[:HINTS]
        for row in rows:
            row["name"] = f"{row['citizen__given_name']} {row['citizen__family_name']}".strip()
        return Response(HintsOut({"results": rows}).data)


class LookUp(Endpoint):
    replays = False

    @extend_schema(
        summary="Er CPR-nummeret kendt, og hvor?",
        description=(
            "Om en borger i en anden enhed siges kun, at hun er kendt, og hvor; om en beskyttet "
            "kun, at den centrale enhed kan svare. Ukendte numre er 404."
        ),
        request=body_of("LookUp"),
        responses=LookUpOut,
    )
    def post(self, request: Request) -> HttpResponse:
        require_role(self.by, Permission.CPR_LOOK_UP)
        asked(request, ())
        sent = checked(dict(request.data), NUMBER)
        if self.by.role == Role.DPO and not str(sent.get("case_ref", "")).strip():
            raise PermissionDenied("Angiv journalnummeret på den sag, opslaget hører til.")
        try:
            digits = parse(str(sent.get("cpr", ""))).digits
        except CprError as error:
            raise invalid({"cpr": [str(error)]}) from error
        try:
            citizen, answer = looked_up(self.by, digits)
        except OutOfReachError:
            return self._nobody(digits)
        fields = [name for name in answer if name != "known"]
        record(
            self.by, "citizen.search", "citizen", citizen.pk,
            subjects=[citizen.pk], fields=["cpr", *fields], hits=1,
        )  # fmt: skip
        return Response(LookUpOut(answer).data)

    def _nobody(self, digits: str) -> HttpResponse:
        """The answer to a number that nobody holds. That one of her family was looked up is
        written down: answered here and not by the handler, whose rollback would take the row.
        """
        if relative := is_own_kin(self.by, digits):
            conflict(self.by, relative)
        raw: Any = self.request._request  # noqa: SLF001 - there is no public name
        raw.out_of_reach = True
        return problem("not_found")
