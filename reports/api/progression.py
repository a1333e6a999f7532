"""The progression report: the same suppressed table in every format."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from accounts.roles import Permission
from cases.access import require_role
from cases.models import Track
from interventions.api.base import asked, one_of
from interventions.api.refusals import invalid
from reports.api.files import Handing, file_answer, handed_out
from reports.formats import PROGRESSION
from reports.period import Period, PeriodError
from reports.progression import Question, progression

DAYS = ("from", "to", "as_of")
ASKED = (*DAYS, "unit", "track", "format")


class ProgressionReport(Handing):
    @extend_schema(
        summary="Progressionsrapporten: hele måneder, små tal skjult",
        parameters=[
            *(OpenApiParameter(name, OpenApiTypes.DATE, required=name != "as_of") for name in DAYS),
            OpenApiParameter("unit", str),
            OpenApiParameter("track", enum=Track.values),
            OpenApiParameter("format", enum=list(PROGRESSION)),
        ],
        responses=handed_out(PROGRESSION),
    )
    def get(self, request: Request) -> HttpResponse:
        require_role(self.by, Permission.REPORT_FIGURES)
        wanted = asked(request, ASKED)
        name = one_of("format", wanted.get("format", "json"), list(PROGRESSION))
        period = _period(wanted, self.by.today)
        track = wanted.get("track", "")
        one_of("track", track, ["", *Track.values])
        made = progression(self.by, Question(period, wanted.get("unit", ""), track))
        file = f"progression-{period.first}-{period.last}.{name}"
        chosen = PROGRESSION[name]
        return file_answer(chosen.write(made), chosen.content_type, file)


def _period(wanted: dict[str, str], today: date) -> Period:
    """Raises ApiError `invalid`: for what are no dates, and for what are no whole months."""
    found: dict[str, date | None] = {}
    for name in DAYS:
        try:
            found[name] = date.fromisoformat(wanted[name]) if wanted.get(name) else None
        except ValueError as error:
            raise invalid({name: ["Skal være en dato som 2025-03-01."]}) from error
    first, last = found["from"], found["to"]
    if first is None or last is None:
        raise invalid({"from": ["Angiv periodens måneder med from og to."]})
    try:
        return Period.of(first, last, found["as_of"], today)
    except PeriodError as error:
        raise invalid({"from": [str(error)]}) from error
