"""Who works on a case: handing out, one case or many, and a citizen's mentor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from accounts.roles import Function, Permission
from cases.access import OutOfReachError, held_on, require, require_role
from cases.actions.assignments import assign_responsible, end_assignment, give_function
from cases.models import Assignment
from cases.queries import get_case, visible_cases
from interventions.actions.handing_out import hand_out
from interventions.actions.mentors import assign_mentor, end_mentor
from interventions.api.base import Endpoint, Listing
from interventions.api.filters import Exactly, Filters, Flag, OneOf
from interventions.api.inputs import checked
from interventions.api.papers import Filling
from interventions.api.refusals import invalid
from interventions.api.schema import body_of
from interventions.api.serializers import Out
from interventions.forms.mentors import EndMentorForm, MentorAssignmentForm
from interventions.queries.handing_out import MANY

P = Permission
Rows = QuerySet[Assignment, Any]
# An adviser on social control would tell that there is a concern.
HIDDEN = Function.SOCIAL_CONTROL_ADVISER
ROW = (
    "pk", "function", "user__username", "from_on", "to_on", "case_id", "case__citizen_id",
)  # fmt: skip
FUNCTIONS = (
    Function.RESPONSIBLE,
    Function.COMPANY_CONSULTANT,
    Function.HEALTH_COORDINATOR,
    Function.FAMILY_CASEWORKER,
)
ASSIGN = {
    "user": forms.CharField(max_length=150),
    "function": forms.ChoiceField(choices=[(f.value, f.label) for f in FUNCTIONS]),
}
NO_USER = "Der findes ingen bruger med det navn, som kan få forløbet."


class AssignmentOut(Out):
    id = s.IntegerField(source="pk")
    case = s.IntegerField(source="case_id")
    function = s.ChoiceField(choices=Function.choices)
    user = s.CharField(source="user__username")
    from_on = s.DateField()
    to_on = s.DateField(allow_null=True, help_text="Den første dag uden adgang.")


class VerdictOut(Out):
    case = s.IntegerField(source="case_id")
    verdict = s.ChoiceField(choices=["moved", "refused"])
    to = s.CharField()
    reason = s.CharField()


class VerdictsOut(Out):
    verdicts = VerdictOut(many=True)


def _body(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "application/json": {
            "type": "object",
            "properties": properties,
            "required": list(required),
            "additionalProperties": False,
        }
    }


TEXT = {"type": "string"}
NAMES = {"type": "array", "items": TEXT}


class AssignmentFilters(Filters):
    function = OneOf([one for one in Function if one != HIDDEN])
    user = Exactly(field_name="user__username", label="Brugernavn.")
    active = Flag(method="on_the_case", label="Om hun er på forløbet i dag.")

    def on_the_case(self, rows: Rows, _name: str, value: str) -> Rows:
        today = Assignment.active_on(self.by.today)
        return rows.filter(today if value == "true" else ~today)


class CaseAssignments(Listing):
    filters = AssignmentFilters

    @extend_schema(summary="Hvem der er på forløbet", responses=AssignmentOut(many=True))
    def get(self, _request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        require(self.by, P.CARE_SEE, case)
        rows = case.assignments.exclude(function=HIDDEN)
        if P.CITIZEN_FACTS_SEE not in held_on(self.by, case):
            rows = rows.filter(Assignment.active_on(self.by.today))
        shown = rows.order_by("-pk").values(*ROW)
        return self.paged(shown, AssignmentOut, resource="assignment", citizen="case__citizen_id")

    @extend_schema(
        summary="Giv en kollega forløbet, eller en funktion på det",
        request=_body(
            {"user": TEXT, "function": {"type": "string", "enum": [str(f) for f in FUNCTIONS]}},
            "user",
            "function",
        ),
        responses={201: AssignmentOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        require_role(self.by, P.CASE_ASSIGN)
        case = get_case(self.by, pk)
        require(self.by, P.CASE_ASSIGN, case)
        sent = sound(request, ASSIGN)
        user = named(sent["user"], "user")
        if sent["function"] == Function.RESPONSIBLE:
            assign_responsible(case, user, by=self.by)
        else:
            give_function(case, user, sent["function"], by=self.by, from_on=self.by.today)
        return Response(AssignmentOut(_row(case.pk, user, sent["function"])).data, 201)


class EndAssignment(Endpoint):
    bodiless = ("POST",)

    @extend_schema(
        summary="Afslut en funktion fra i dag; en ansvarlig afløses i stedet (409)",
        request=None,
        responses=AssignmentOut,
    )
    def post(self, _request: Request, pk: int) -> Response:
        require_role(self.by, P.CASE_ASSIGN)
        row = _found(self, pk)
        end_assignment(row.case, row, by=self.by, on=self.by.today)
        return Response(AssignmentOut(Assignment.objects.values(*ROW).get(pk=pk)).data)


class MentorAssignments(Filling):
    @extend_schema(
        summary="Tildel en mentor, eller skift mentor",
        description="Kræver et samtykke, der gælder i dag, til at dele navn og telefon (400).",
        request=body_of("MentorAssignment"),
        responses={201: AssignmentOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        require_role(self.by, P.MENTOR_ASSIGN)
        case = get_case(self.by, pk)
        form = self.filled(request, MentorAssignmentForm, case, P.MENTOR_ASSIGN)
        assign_mentor(case, by=self.by, **form.cleaned_data)
        mentor = form.cleaned_data["mentor"]
        return Response(AssignmentOut(_row(case.pk, mentor, Function.MENTOR)).data, 201)


class EndMentor(Filling):
    @extend_schema(
        summary="Afslut en mentors forløb og adgang fra i dag",
        request=body_of("MentorEnd"),
        responses=AssignmentOut,
    )
    def post(self, request: Request, pk: int) -> Response:
        require_role(self.by, P.MENTOR_ASSIGN)
        row = _found(self, pk)
        form = self.filled(request, EndMentorForm, row.case, P.MENTOR_ASSIGN)
        if row.function != Function.MENTOR:
            raise OutOfReachError
        end_mentor(row, by=self.by, **form.cleaned_data)
        return Response(AssignmentOut(Assignment.objects.values(*ROW).get(pk=pk)).data)


class HandOut(Endpoint):
    @extend_schema(
        summary="Fordel mange forløb; hvert får sin dom",
        description="Uden »to« fordeles efter færrest åbne forløb. Højst 500 ad gangen.",
        request=_body(
            {"cases": {"type": "array", "items": {"type": "integer"}}, "to": NAMES}, "cases"
        ),
        responses=VerdictsOut,
    )
    def post(self, request: Request) -> Response:
        require_role(self.by, P.CASE_ASSIGN)
        data = dict(request.data)
        if unknown := set(data) - {"cases", "to"}:
            raise invalid({name: ["Feltet kendes ikke her."] for name in sorted(unknown)})
        cases: Any = data.get("cases")
        names: Any = data.get("to") or []
        if not is_list(cases, int) or not 0 < len(cases) <= MANY:
            raise invalid({"cases": [f"Skal være en liste med 1 til {MANY} id'er."]})
        if not is_list(names, str):
            raise invalid({"to": ["Skal være en liste af brugernavne."]})
        verdicts = hand_out(cases, [named(name, "to") for name in names], by=self.by)
        return Response(VerdictsOut({"verdicts": [_verdict(one) for one in verdicts]}).data)


def is_list(value: Any, kind: type) -> bool:
    """Of exactly that JSON type: true is no number."""
    return isinstance(value, list) and all(type(item) is kind for item in value)


def sound(request: Request, fields: dict[str, forms.Field]) -> dict[str, Any]:
    """What was sent, cleaned field by field; left out counts as empty."""
    sent = checked(dict(request.data), fields)
    errors: dict[str, list[str]] = {}
    values: dict[str, Any] = {}
    for name, field in fields.items():
        try:
            values[name] = field.clean(sent.get(name, ""))
        except forms.ValidationError as error:
            errors[name] = list(error.messages)
    if errors:
        raise invalid(errors)
    return values


def named(username: str, key: str) -> User:
    """Raises ApiError `invalid`, for a closed user too."""
    user = User.objects.filter(username=username.replace("\x00", ""), is_active=True).first()
    if user is None:
        raise invalid({key: [NO_USER]})
    return user


def _found(endpoint: Endpoint, pk: int) -> Assignment:
    """On a case that the actor sees."""
    cases = visible_cases(endpoint.by)
    rows = Assignment.objects.filter(case__in=cases.values("pk"))
    row = rows.select_related("case__citizen", "user").filter(pk=pk).first()
    if row is None:
        raise OutOfReachError
    return row


def _row(case_id: int, user: User, function: str) -> dict[str, Any]:
    rows = Assignment.objects.filter(case=case_id, user=user, function=function)
    newest: dict[str, Any] = rows.order_by("-pk").values(*ROW)[0]
    return newest


def _verdict(one: Any) -> dict[str, Any]:
    verdict = "moved" if one.moved else "refused"
    return {"case_id": one.case_id, "verdict": verdict, "to": one.to, "reason": one.why}
