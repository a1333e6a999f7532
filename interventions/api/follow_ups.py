"""The mentor's log. Every entry carries an Idempotency-Key: a phone may send it twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import QuerySet
from django.forms import ValidationError
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import OutOfReachError, held_on, require, require_role
from cases.errors import InvalidDataError
from interventions.actions.follow_ups import log_follow_up
from interventions.actions.late_logs import log_late
from interventions.api.base import Listing
from interventions.api.bodies import AUTHOR
from interventions.api.filters import Exactly, Filters, Flag, OneOf, first_day, last_day
from interventions.api.inputs import checked
from interventions.api.refusals import ApiError, invalid
from interventions.api.schema import body_of, refused
from interventions.api.serializers import FollowUpOut, Out
from interventions.forms.follow_up import BEFORE_ASSIGNMENT, FUTURE, FollowUpForm
from interventions.models import FollowUp, Mentoring
from interventions.queries.late_logs import Ended, ended_mentoring
from interventions.queries.steps import get_step

HEADER = "Idempotency-Key"
KEY = re.compile(r"[!-~]{1,80}")  # printable ASCII without blanks; as long as the column
P = Permission


class ReceivedOut(Out):
    received = s.BooleanField(help_text="Skrevet; adgangen til borgeren er ophørt.")


class FollowUpFilters(Filters):
    outcome, contact_form = OneOf(FollowUp.Outcome), OneOf(FollowUp.ContactForm)
    help_wanted = Flag()
    author = Exactly(field_name="author__username", label="Brugernavn.")
    occurred_from, occurred_to = first_day("occurred_on"), last_day("occurred_on")


class FollowUps(Listing):
    filters = FollowUpFilters
    replays = False  # a log holds its own key, which the phone sends again for weeks

    @extend_schema(
        summary="Mentorforløbets opfølgninger; en mentor ser sine egne",
        responses=FollowUpOut(many=True),
    )
    def get(self, _request: Request, pk: int) -> Response:
        rows = visible_follow_ups(get_mentoring(self.by, pk), self.by)
        shown = rows.values(*COLUMNS)
        return self.paged(
            shown, FollowUpOut, resource="followup", citizen="mentoring__case__citizen_id"
        )

    @extend_schema(
        summary="Skriv en opfølgning",
        description="Samme nøgle og indhold igen giver samme række (200); andet indhold 422.",
        parameters=[OpenApiParameter(HEADER, str, OpenApiParameter.HEADER, required=True)],
        request=body_of("FollowUp"),
        responses={
            200: FollowUpOut,
            201: FollowUpOut,
            202: ReceivedOut,
            **refused("key_reused"),
        },
    )
    def post(self, request: Request, pk: int) -> Response:
        require_role(self.by, P.CASE_SEE)
        try:
            mentoring = get_mentoring(self.by, pk)
        except OutOfReachError:
            return self._late(request, ended_mentoring(self.by, pk))
        by = self.by
        require(by, P.FOLLOW_UP_WRITE, mentoring.case)
        row = self._written(request, mentoring, partial(log_follow_up, mentoring))
        repeated = row.recorded_at != by.now
        shown = FollowUp.objects.filter(pk=row.pk).values(*COLUMNS).get()
        return Response(FollowUpOut(shown).data, 200 if repeated else 201)

    def _late(self, request: Request, ended: Ended) -> Response:
        """Taken in from a telephone that was offline; nothing of the citizen is in the answer."""
        self._written(request, ended.mentoring, partial(log_late, ended))
        return Response(ReceivedOut({"received": True}).data, 202)

    def _written(
        self, request: Request, mentoring: Mentoring, write: Callable[..., FollowUp]
    ) -> FollowUp:
        by, key, data = self.by, idempotency_key(request), dict(request.data)
        form = FollowUpForm(None, mentoring=mentoring, by=by)
        sent = checked(data, {**form.fields, **AUTHOR})
        if sent.pop("author", by.username) != by.username:
            raise PermissionDenied("Du skriver kun i dit eget navn.")
        if FollowUp.objects.filter(author=by.person, key=key).exclude(mentoring=mentoring).exists():
            raise ApiError("key_reused")
        try:
            row = write(sent, by=by, key=key)
        except IntegrityError as error:  # the same key at the same moment, for two mentorings
            raise ApiError("key_reused") from error
        except InvalidDataError as error:
            raise refused_day(error, by) from error
        if row.recorded_at != by.now and not says_the_same(row, form, sent):
            raise ApiError("key_reused")
        return row


def refused_day(error: InvalidDataError, by: Actor) -> Exception:
    """What the API says of a day that does not do: a log of a day before the mentor was assigned
    is none of hers (403), and a clock that is wrong is told the time.
    """
    if error.form.has_error("occurred_on", BEFORE_ASSIGNMENT):
        return PermissionDenied("Du var ikke borgerens mentor den dag.")
    if error.form.has_error("occurred_on", FUTURE):
        return ApiError("invalid", f"Klokken er {by.now.isoformat()} her.", dict(error.form.errors))
    return error


COLUMNS = (
    "pk", "occurred_on", "outcome", "contact_form", "topics", "text", "help_wanted", "next_at",
    "author__username", "recorded_at", "mentoring__case__citizen_id",
)  # fmt: skip


def get_mentoring(by: Actor, pk: int) -> Mentoring:
    """Raises as get_step, and Http404 for a step of another kind."""
    step = get_step(by, pk)
    if not isinstance(step, Mentoring):
        raise Http404
    return step


def visible_follow_ups(mentoring: Mentoring, by: Actor) -> QuerySet[FollowUp]:
    """All of them, or the writer's own. Raises PermissionDenied for one who may neither."""
    held = held_on(by, mentoring.case)
    rows = mentoring.follow_ups.all()
    if P.FOLLOW_UP_SEE in held:
        return rows
    if P.FOLLOW_UP_WRITE in held:
        return rows.filter(author=by.person)
    raise PermissionDenied("Du kan se sagen, men ikke opfølgningerne.")


def idempotency_key(request: Request) -> str:
    key = request.headers.get(HEADER, "")
    if not KEY.fullmatch(key):
        raise invalid({HEADER: ["Hovedet skal være med: 1 til 80 tegn uden mellemrum."]})
    return key


def says_the_same(row: FollowUp, form: FollowUpForm, sent: Mapping[str, Any]) -> bool:
    """Whether what was sent is what the row holds, whatever the form would say of it today."""
    try:
        values = {name: field.clean(sent.get(name)) for name, field in form.fields.items()}
    except ValidationError:
        return False
    return all(getattr(row, name) == value for name, value in values.items())
