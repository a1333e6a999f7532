"""The rules behind the deadlines: all their versions, and a new one. An old one never changes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Permission
from interventions.actions.law import add_version
from interventions.api.administration import Kept, valid
from interventions.api.filters import Day, Exactly, Filters, OneOf
from interventions.api.inputs import checked
from interventions.api.refusals import invalid
from interventions.api.schema import body_of
from interventions.api.serializers import AUTHORITIES, Out
from interventions.forms.law import RuleVersionForm, said_by
from interventions.law.rules import Rule
from interventions.models import RuleVersion
from interventions.queries.rules import UnknownRuleError, rule_book

Rows = QuerySet[RuleVersion]
DATES = ("valid_from", "valid_to")


class RuleOut(Out):
    id = s.IntegerField(source="pk")
    code = s.CharField(source="rule.code")
    applies_to, subject, anchor = s.CharField(), s.CharField(), s.CharField()
    amount, unit, roll = s.IntegerField(), s.CharField(), s.CharField()
    authority = s.ChoiceField(choices=AUTHORITIES)
    shape, fulfilled_by, condition_key = s.CharField(), s.CharField(), s.CharField()
    applies_to_open_cases = s.BooleanField()
    valid_from = s.DateField()
    valid_to = s.DateField(allow_null=True)
    legal_reference, condition_note = s.CharField(), s.CharField()


class RuleFilters(Filters):
    code = Exactly(field_name="rule__code")
    applies_to, authority = Exactly(), OneOf(AUTHORITIES)
    valid_on = Day(method="in_force", label="De versioner, der gælder denne dag.")

    def in_force(self, rows: Rows, _name: str, day: date) -> Rows:
        open_end = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        return rows.filter(open_end, valid_from__lte=day)


class Rules(Kept):
    filters = RuleFilters
    needs = Permission.RULES_KEEP

    @extend_schema(summary="Fristregler, alle versioner", responses=RuleOut(many=True))
    def get(self, _request: Request) -> Response:
        return self.told(RuleVersion.objects.select_related("rule"), RuleOut, "rule")

    @extend_schema(
        summary="En ny version af en regel; det udeladte er som i den nyeste",
        request=body_of("RuleVersion"),
        responses=RuleOut,
    )
    def post(self, request: Request) -> Response:
        data = dict(request.data)
        newest = _newest(data.pop("code", None))
        typed = checked(data, RuleVersionForm(newest=newest).fields)
        kept = {k: v for k, v in said_by(newest).items() if k not in DATES}
        form = RuleVersionForm({**kept, **typed}, newest=newest)
        valid(form)
        return Response(RuleOut(add_version(form.rule, by=self.by)).data)


def _newest(code: Any) -> Rule:
    try:
        return rule_book().latest(str(code))
    except UnknownRuleError as error:
        raise invalid({"code": [str(error)]}) from error
