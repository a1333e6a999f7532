"""The progression report: what is asked, who may ask it, and the figures as one Report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from accounts.actor import Actor
from accounts.audit import record
from accounts.localtime import COPENHAGEN
from accounts.models import Area, Unit
from accounts.roles import Permission, Scope
from cases.access import require_role
from interventions.law.rules import Authority
from interventions.queries.rules import rule_book
from reports.figures import OVERVIEW, Figures, figures
from reports.letter import letter
from reports.letter_tables import Chosen, Place
from reports.period import Period
from reports.report import Report
from reports.suppression import Choice

SEE = Permission.REPORT_FIGURES


@dataclass(frozen=True)
class Question:
    """`unit` and `track` are codes; "" asks for all that the reader reaches."""

    period: Period
    unit: str = ""
    track: str = ""


@dataclass(frozen=True)
class Progression:
    """The same object as `report`, with the codes that a machine needs."""

    period: Period
    cases: Choice
    rules: Mapping[Authority, Choice]
    report: Report


@dataclass(frozen=True)
class Part:
    """What the actor may be told of: its name, and how it is chosen from the suppressed whole."""

    name: str
    where: Mapping[str, str]
    units: list[Unit]


def progression(by: Actor, question: Question) -> Progression:
    """Counts, suppresses, chooses and leaves one row in the trail.

    Raises PermissionDenied, also for a unit that is not the actor's.
    """
    part = of_unit(part_of(by), question.unit)
    book = rule_book()
    where = {**part.where, **({"track": question.track} if question.track else {})}
    chosen = _chosen(figures(question.period, book), where)
    place = Place(
        name=part.name,
        track=question.track,
        units={unit.code: unit.name for unit in part.units},
        whole_area="unit" not in where,
    )
    made_at = by.now.astimezone(COPENHAGEN)
    report = letter(question.period, place, chosen, book, made_at)
    record(by, "report.progression", "report", report.short_fingerprint)
    return Progression(question.period, chosen.cases, chosen.rules, report)


def part_of(by: Actor) -> Part:
    """All that the actor may be told of. Raises PermissionDenied."""
    require_role(by, SEE)
    match by.grants[SEE]:
        case Scope.ALL:
            return Part("hele kommunen", {}, list(Unit.objects.all()))
        case Scope.AREA:
            area = Area.objects.get(pk=by.area_id or 0)
            return Part(area.name, {"area": area.code}, list(area.units.all()))
        case _:
            unit = Unit.objects.get(pk=by.unit_id or 0)
            return Part(unit.name, {"unit": unit.code}, [unit])


def of_unit(part: Part, code: str) -> Part:
    """Raises PermissionDenied alike for a unit outside and for one that never was."""
    if not code:
        return part
    unit = next((unit for unit in part.units if unit.code == code), None)
    if unit is None:
        raise PermissionDenied("Enheden findes ikke, eller du har ikke adgang til dens tal.")
    return Part(unit.name, {"unit": unit.code}, [unit])


def _chosen(found: Figures, where: Mapping[str, str]) -> Chosen:
    return Chosen(
        cases=found.cases.choose(**where),
        places=found.cases.choose(by=OVERVIEW, **where),
        rules={authority: counts.choose(**where) for authority, counts in found.rules.items()},
        codes={
            authority: counts.choose(by=("code",), **where)
            for authority, counts in found.rules.items()
        },
    )
