"""Reads of measurements: which instrument holds, what is due, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from accounts.roles import Permission
from cases.models import Case, Event
from cases.models.needs import HEALTH
from interventions.models import (
    CompanyPlacement,
    Indicator,
    InstrumentVersion,
    Measurement,
    Score,
)

INSTRUMENT = "progression"
Role, Occasion, Asked = Measurement.ByRole, Measurement.Occasion, Indicator.AskedOf
ASKED = {
    Role.CITIZEN: (Asked.CITIZEN, Asked.BOTH),
    Role.CASEWORKER: (Asked.CASEWORKER, Asked.BOTH),
    Role.MENTOR: (Asked.BOTH,),
}


@dataclass(frozen=True)
class Trend:
    """One indicator seen by one person: the latest score, the one measured before it and that of
    the first measurement. `previous` and `first` are None where nothing was measured then.
    """

    latest: Score
    previous: Score | None
    first: Score | None


def version_on(day: date) -> InstrumentVersion | None:
    """The wording that holds on the day."""
    versions = InstrumentVersion.objects.filter(instrument__code=INSTRUMENT, valid_from__lte=day)
    return versions.order_by("-valid_from").first()


def indicators_for(version: InstrumentVersion, by_role: str, *, health: bool) -> list[Indicator]:
    """The questions that are put to this person; those about health only where it may be known."""
    rows = version.indicators.filter(asked_of__in=ASKED[Role(by_role)])
    return list(rows if health else rows.exclude(need=HEALTH))


def closing_measurement(case: Case) -> bool:
    """Whether the progression has been measured for the closing of the case.

    One from before the case was reopened belongs to the closing before.
    """
    rows = case.measurements.filter(occasion=Occasion.CLOSING)
    reopened = Event.objects.filter(case=case, kind=Case.kind, move="reopen")
    last = reopened.order_by("-effective_on").values_list("effective_on", flat=True).first()
    return (rows.filter(measured_on__gte=last) if last else rows).exists()


def scores_of(case: Case) -> list[Score]:
    """All scores of the case, the latest measurement last; one query."""
    standing = Score.objects.filter(measurement__case=case, measurement__annulled_at=None)
    rows = standing.select_related("measurement", "indicator")
    return list(rows.order_by("measurement__measured_on", "measurement", "indicator__position"))


def measurements_of(case: Case) -> QuerySet[Measurement]:
    """With their scores, which are not for everybody: see permission_for."""
    scores = Score.objects.select_related("indicator").order_by("indicator__position")
    return case.measurements.prefetch_related(Prefetch("scores", queryset=scores))


def permission_for(score: Score) -> Permission:
    """What one must hold on the case to read it; `indicator` should be there already."""
    return Permission.HEALTH_SEE if score.indicator.need == HEALTH else Permission.NEEDS_SEE


def trend(scores: Iterable[Score]) -> Trend | None:
    """`scores` are those of one indicator by one person, the latest last."""
    rows = list(scores)
    if not rows:
        return None
    *before, latest = rows
    measured = [row for row in before if row.value is not None]
    first = next((row for row in rows if row.measurement.occasion == Occasion.BASELINE), None)
    return Trend(
        latest=latest,
        previous=measured[-1] if measured else None,
        first=first if first and first.value is not None and first is not latest else None,
    )


def placements_of(case: Case) -> list[CompanyPlacement]:
    """Those that have begun, the latest first; one query."""
    rows = CompanyPlacement.objects.filter(case=case, starts_on__isnull=False)
    return list(rows.order_by("-starts_on", "-pk"))


def missing_at(
    placements: list[CompanyPlacement], done: Iterable[Measurement]
) -> list[tuple[CompanyPlacement, str]]:
    """The measurements that the latest placement should have and has not: at its start, and at
    its end when it has ended.
    """
    if not placements:
        return []
    latest = placements[0]
    have = {(row.placement_id, row.occasion) for row in done}
    due = [Occasion.PLACEMENT_END] if latest.ended_on else [Occasion.PLACEMENT_START]
    return [(latest, str(occasion)) for occasion in due if (latest.pk, occasion) not in have]
