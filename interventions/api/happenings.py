"""What happens around the steps: appointments, jobs and education, measurements, the household."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Permission
from cases.access import held_on, require
from cases.errors import InvalidDataError
from cases.models import Citizen, EducationSpell, EmploymentSpell
from cases.models.needs import HEALTH
from cases.queries import get_case
from interventions.actions.appointments import book_appointments
from interventions.actions.measurements import record_measurement
from interventions.actions.outcomes import begin_education, begin_job
from interventions.api.base import Endpoint, asked
from interventions.api.inputs import checked
from interventions.api.moves import told_about
from interventions.api.papers import CreatedOut, Filling
from interventions.api.refusals import invalid
from interventions.api.schema import body_of
from interventions.api.serializers import Out
from interventions.forms.appointments import AppointmentForm
from interventions.forms.measurement import MeasurementForm
from interventions.forms.outcomes import EducationForm, JobForm
from interventions.models import Measurement, Score
from interventions.queries.measurements import scores_of
from interventions.queries.records import as_kinds, visible_records

P = Permission
BEGIN: dict[str, tuple[Any, Any]] = {
    "job": (JobForm, begin_job),
    "education": (EducationForm, begin_education),
}
BODY = {"application/json": {"type": "object"}}


class AppointmentOut(Out):
    id = s.IntegerField(source="pk")
    state, meeting_form = s.CharField(), s.CharField()
    starts_at, minutes = s.DateTimeField(), s.IntegerField()
    place, purpose = s.CharField(), s.CharField()


class BookedOut(Out):
    ids = s.ListField(child=s.IntegerField())


class JobOut(Out):
    id = s.IntegerField(source="pk")
    employer, support, evidence = s.CharField(), s.CharField(), s.CharField()
    from_on, to_on = s.DateField(), s.DateField(allow_null=True)


class EducationOut(Out):
    id = s.IntegerField(source="pk")
    institution, level = s.CharField(), s.CharField()
    from_on, to_on = s.DateField(), s.DateField(allow_null=True)
    completed = s.BooleanField()


class OutcomesOut(Out):
    jobs, educations = JobOut(many=True), EducationOut(many=True)


class ScoreOut(Out):
    measured_on = s.DateField(source="measurement.measured_on")
    by_role = s.CharField(source="measurement.by_role")
    occasion = s.CharField(source="measurement.occasion")
    indicator = s.CharField(source="indicator.code")
    value = s.IntegerField(allow_null=True)


class MemberOut(Out):
    id = s.IntegerField(source="pk")
    given_name, family_name = s.CharField(), s.CharField()


class CaseAppointments(Filling):
    @extend_schema(summary="Forløbets aftaler", responses=AppointmentOut(many=True))
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        case = get_case(self.by, pk)
        rows = as_kinds(visible_records(self.by).filter(case=case, kind="Appointment"))
        told_about(self.by, case, "appointments")
        return Response(AppointmentOut(rows, many=True).data)

    @extend_schema(
        summary="Book en aftale, også hver uge", request=body_of("Appointment"),
        responses={201: BookedOut},
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        form = self.filled(request, AppointmentForm, case, P.STEP_MOVE)
        rows = book_appointments(case, form.times, by=self.by, **form.columns())
        return Response(BookedOut({"ids": [row.pk for row in rows]}).data, 201)


class CaseOutcomes(Endpoint):
    @extend_schema(summary="Job og uddannelse", responses=OutcomesOut)
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        case = get_case(self.by, pk)
        require(self.by, P.NEEDS_SEE, case)
        told_about(self.by, case, "outcomes")
        found = {
            "jobs": EmploymentSpell.objects.filter(citizen=case.citizen_id),
            "educations": EducationSpell.objects.filter(citizen=case.citizen_id),
        }
        return Response(OutcomesOut(found).data)

    @extend_schema(
        summary="Registrér et job eller en uddannelse",
        description="»kind« er job eller education; de andre nøgler er formularens.",
        request=BODY,
        responses={201: CreatedOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        require(self.by, P.CASE_EDIT, case)
        data = dict(request.data)
        kind = data.pop("kind", None)
        if kind not in BEGIN:
            raise invalid({"kind": [f"Vælg en af: {', '.join(BEGIN)}."]})
        make, begin = BEGIN[kind]
        given = {"case": case, "by": self.by, "held": held_on(self.by, case)}
        form = make(checked(data, make(None, **given).fields), **given)
        if not form.is_valid():
            raise InvalidDataError(form)
        row = begin(case, by=self.by, **form.cleaned_data)
        return Response(CreatedOut({"id": row.pk}).data, 201)


class CaseMeasurements(Endpoint):
    @extend_schema(
        summary="Målinger: hver indikators værdi, du må se", responses=ScoreOut(many=True)
    )
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        case = get_case(self.by, pk)
        held = held_on(self.by, case)
        if not held.intersection((P.NEEDS_SEE, P.HEALTH_SEE)):
            raise PermissionDenied("Du kan se sagen, men ikke målingerne.")
        rows = [row for row in scores_of(case) if _needed(row) in held]
        told_about(self.by, case, "measurements")
        return Response(ScoreOut(rows, many=True).data)

    @extend_schema(
        summary="Registrér en måling",
        description="»by_role« er citizen, caseworker eller mentor; de andre er formularens.",
        request=BODY,
        responses={201: CreatedOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        data = dict(request.data)
        role = data.pop("by_role", None)
        mentor = role == Measurement.ByRole.MENTOR
        require(self.by, P.FOLLOW_UP_WRITE if mentor else P.CASE_EDIT, case)
        if role not in Measurement.ByRole.values:
            raise invalid({"by_role": [f"Vælg en af: {', '.join(Measurement.ByRole.values)}."]})
        held = held_on(self.by, case)
        empty = MeasurementForm(None, case=case, by=self.by, held=held, by_role=role)
        row = record_measurement(case, role, checked(data, empty.fields), by=self.by)
        return Response(CreatedOut({"id": row.pk}).data, 201)


class CaseHousehold(Endpoint):
    @extend_schema(summary="Hvem borgeren bor sammen med", responses=MemberOut(many=True))
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        case = get_case(self.by, pk)
        require(self.by, P.HOUSEHOLD_SEE, case)
        mine = case.citizen.memberships.filter(to_on=None).values("household_id")
        others = Citizen.objects.filter(
            memberships__household__in=mine, memberships__to_on=None, erased_at=None
        ).exclude(pk=case.citizen_id)
        told_about(self.by, case, "household")
        return Response(MemberOut(others.order_by("pk"), many=True).data)


def _needed(row: Score) -> Permission:
    return P.HEALTH_SEE if row.indicator.need == HEALTH else P.NEEDS_SEE
