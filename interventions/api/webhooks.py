"""Receivers of events, kept by an administrator; what was sent to them, and when it arrived."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Permission
from interventions.actions.outbox import create_webhook, stop_webhook
from interventions.api.administration import Kept, one, typed, valid
from interventions.api.filters import Exactly, Filters, Happened, OneOf, first_day, last_day
from interventions.api.schema import body_of
from interventions.api.serializers import Out
from interventions.forms.webhooks import WebhookForm
from interventions.models import OutgoingEvent, Webhook
from interventions.queries.outbox import events_for, events_of, webhooks

# What became of an event → the column that then holds a moment; exactly one of them does.
FATES = {"delivered": "delivered_at", "waiting": "next_at", "given_up": "given_up_at"}
SIGNED = (
    "Hver hændelse sendes som POST med hovederne Forlob-Event (id, det samme ved hvert forsøg) og "
    "Forlob-Signature: t=<unix-tid>,v1=<HMAC-SHA256 i hex af »t.indhold« med hemmeligheden>. "
    "Afvis den, hvis t er over fem minutter gammel, og kast et id bort, der er set før."
)


class WebhookOut(Out):
    id = s.IntegerField(source="pk")
    name, url = s.CharField(), s.CharField()
    unit = s.CharField(source="unit.code")
    kinds = s.ListField(child=s.ChoiceField(choices=Webhook.Kind.choices))
    created_at = s.DateTimeField()
    stopped_at = s.DateTimeField(allow_null=True)


class WebhookMadeOut(Out):
    id = s.IntegerField(source="webhook.pk")
    secret = s.CharField(help_text="Vises kun denne ene gang.")


class EventOut(Out):
    id = s.UUIDField(source="event_id")
    webhook = s.IntegerField(source="webhook_id", help_text="Modtageren, den blev skrevet til.")
    kind = s.CharField()
    case = s.IntegerField(source="case_id")
    step = s.IntegerField(source="step_id", allow_null=True)
    deadline = s.IntegerField(source="deadline_id", allow_null=True)
    unit, at = s.CharField(), s.DateTimeField()


class SentOut(EventOut):
    attempts = s.IntegerField()
    status = s.IntegerField(allow_null=True, help_text="Modtagerens seneste svar.")
    trouble = s.ChoiceField(choices=OutgoingEvent.Trouble.choices, allow_blank=True)
    next_at = s.DateTimeField(allow_null=True)
    delivered_at = s.DateTimeField(allow_null=True)
    given_up_at = s.DateTimeField(allow_null=True)


class Receivers(Kept):
    needs, replays = Permission.TOKENS_KEEP, False

    def receiver(self, pk: int) -> Any:
        return one(webhooks(self.by), pk)


class WebhookFilters(Filters):
    unit = Exactly(field_name="unit__code", label="Enhedens kode.")
    stopped = Happened("stopped_at")


class EventFilters(Filters):
    kind = OneOf(Webhook.Kind)
    at_from, at_to = first_day("at__date"), last_day("at__date")


class SentFilters(EventFilters):
    fate = OneOf(FATES, method="met", label="Leveret, venter eller opgivet.")
    trouble = OneOf(OutgoingEvent.Trouble)

    def met(self, rows: QuerySet[OutgoingEvent], _name: str, value: str) -> QuerySet[OutgoingEvent]:
        return rows.filter(**{f"{FATES[value]}__isnull": False})


class Webhooks(Receivers):
    filters = WebhookFilters

    @extend_schema(summary="Modtagere af hændelser", responses=WebhookOut(many=True))
    def get(self, _request: Request) -> Response:
        return self.told(webhooks(self.by), WebhookOut, "webhook")

    @extend_schema(
        summary="Opret en modtager; hemmeligheden vises kun i svaret",
        description=SIGNED,
        request=body_of("Webhook"),
        responses={201: WebhookMadeOut},
    )
    def post(self, request: Request) -> Response:
        form = WebhookForm(typed(request, WebhookForm()))
        return Response(WebhookMadeOut(create_webhook(by=self.by, **valid(form))).data, 201)


class Stop(Receivers):
    bodiless = ("POST",)

    @extend_schema(summary="Stop modtageren", request=None, responses=WebhookOut)
    def post(self, _request: Request, pk: int) -> Response:
        return Response(WebhookOut(stop_webhook(self.receiver(pk), by=self.by)).data)


class Sent(Receivers):
    filters = SentFilters

    @extend_schema(summary="Leveret, venter, opgivet", responses=SentOut(many=True))
    def get(self, _request: Request, pk: int) -> Response:
        return self.told(events_of(self.receiver(pk)), SentOut, "webhook_event")


class Events(Kept):
    filters = EventFilters
    needs = Permission.EVENTS_RECEIVE

    @extend_schema(
        summary="Enhedens hændelser, for den maskine, der har mistet nogle",
        responses=EventOut(many=True),
    )
    def get(self, _request: Request) -> Response:
        return self.told(events_for(self.by), EventOut, "event")
