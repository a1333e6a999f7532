"""Steps that the plan would have had, proposed where facts have changed since.

Each answers, as in reminder_rows.py, with `case_pk` and `day` for cases of the general track.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import (
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual

from cases.models import Case, IncomePeriod, IntegrationNeed, Track
from cases.models.needs import HEALTH
from interventions.law.conditions import ADULT, BENEFITS
from interventions.law.time_moves import FIVE_YEARS
from interventions.models import Step
from interventions.planning import NOT_DONE, ONCE

Rows = QuerySet[Any]


def placement_proposed(today: date) -> Rows:
    """The general track: a need for work, or a benefit, and no placement on the case (the plan's
    own line, asked again when facts have changed).
    """
    need = _need(("faglig", "arbejdsidentitet"))
    benefit = IncomePeriod.objects.filter(
        Q(to_on=None) | Q(to_on__gt=today), citizen=OuterRef("citizen"), code__in=BENEFITS,
        from_on__lte=today,
    ).order_by("from_on")  # fmt: skip
    return _proposed(
        "CompanyPlacement", Coalesce(Subquery(need), Subquery(benefit.values("from_on")[:1]))
    )


def danish_proposed(today: date) -> Rows:
    return _proposed("DanishEducation", Subquery(_need(("dansk",)))).filter(_right_left(today))


def job_danish_proposed(today: date) -> Rows:
    """In place of the education, where the right to that has run out."""
    return _proposed("JobDanish", Subquery(_need(("dansk",)))).exclude(_right_left(today))


def assessment_proposed(_today: date) -> Rows:
    """Of children too."""
    return _proposed("HealthAssessment", Subquery(_need((HEALTH,))), adults=False)


def _need(codes: tuple[str, ...]) -> Any:
    """Since when the first of these needs has been open."""
    needs = IntegrationNeed.objects.filter(
        citizen=OuterRef("citizen"), code__in=codes, resolved_on=None
    )
    return needs.order_by("opened_on").values("opened_on")[:1]


def _right_left(today: date) -> Q:
    """As law/danish.py has it: unknown, or five years that are not over."""
    ends = Func(
        F("danish_allowed_on"),
        template=f"(%(expressions)s + make_interval(months => {FIVE_YEARS}))::date",
        output_field=DateField(),
    )
    return Q(danish_allowed_on=None) | Q(GreaterThanOrEqual(ends, today))


def age_then() -> Func:
    """At the handover; while that is unknown, and where there is none, when the case was opened."""
    return Func(
        Coalesce("handover_on", "opened_on"),
        F("citizen__born_on"),
        template="date_part('year', age(%(expressions)s))::int",
        output_field=IntegerField(),
    )


def _done_before(kind: str) -> Q:
    ended = Step.objects.filter(
        case__citizen=OuterRef("citizen"), case__state=Case.State.CLOSED, kind=kind,
        ended_on__lte=OuterRef("opened_on"),
    )  # fmt: skip
    return Q(continues__isnull=False) & Q(Exists(ended.exclude(state__in=NOT_DONE)))


def _proposed(kind: str, since: Any, *, adults: bool = True) -> Rows:
    """Cases of the general track that have no step of the kind, whatever became of it; what was
    brought to its end before a change of track is not done again.
    """
    had = Q(Exists(Step.objects.filter(case=OuterRef("pk"), kind=kind)))
    if kind in ONCE:
        had |= _done_before(kind)
    cases = Case.objects.filter(track=Track.GENERAL, state__in=Case.RUNNING)
    cases = cases.exclude(had).annotate(day=since, case_pk=F("pk"))
    if adults:
        cases = cases.annotate(age=age_then()).filter(age__gte=ADULT)
    return cases.filter(day__isnull=False)
