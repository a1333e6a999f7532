"""The plan templates: which steps and deadlines a case gets (shared decisions §2, the table).

Pure: a row says to whom it applies; interventions/actions/planning.py carries it out.
"""

from dataclasses import dataclass
from datetime import date

from interventions.law.conditions import (
    TERMS,
    CaseFacts,
    adult,
    holds,
    on_benefit,
    quota_or_health_need,
    terms,
)
from interventions.law.danish import right_left

COPENHAGEN, UKRAINE, GENERAL = "copenhagen", "ukraine", "general"
ALL = (COPENHAGEN, UKRAINE, GENERAL)
# What a citizen goes through once, and the states in which it was not brought to its end.
ONCE = ("AsylumCentreTalk", "WelcomeTalk", "HealthAssessment", "DanishEducation")
NOT_DONE = ("lapsed", "broken_off", "right_expired", "cancelled")
LASTING = frozenset({"adult", "family", "in_programme", "ukraine"})


@dataclass(frozen=True)
class PlanFacts:
    """What the template asks of a case on the day of planning."""

    track: str
    facts: CaseFacts
    today: date
    arrived_on: date | None
    danish_allowed_on: date | None = None

    def needs(self, *codes: str) -> bool:
        return any(n.code in codes and n.covers(self.today) for n in self.facts.needs)

    def holds(self, condition_key: str) -> bool:
        return holds(condition_key, self.facts, self.today)


@dataclass(frozen=True)
class Row:
    """One line of the table: the kind, its deadlines, on which tracks, and when.

    `rules` are stored when the row applies, also while the kind is not built yet.
    """

    kind: str
    rules: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ALL
    children: bool = False
    count: int = 1


TABLE = (
    Row("AsylumCentreTalk", ("KM-ASYL",), (COPENHAGEN,)),
    Row("WelcomeTalk", ("UA-VELKOMST",), (UKRAINE,)),
    Row(
        "IntegrationProgramme",
        (
            "INL-KONTRAKT",
            "INL-ERKL",
            "INL-VISITATION",
            "UA-PROG-3M",
            "INL-PROG-1Y",
            "INL-PROG-5Y",
        ),
    ),
    Row("CompanyPlacement", ("KM-PRAK-1M", "INL-VRT-1M")),
    Row("Mentoring", ("KM-MENTOR-TILBUD", "KM-MENTOR-12M"), (COPENHAGEN,)),
    Row("HealthAssessment", ("KM-HELBRED", "INL-HELBRED"), children=True),
    Row("DanishEducation", ("INL-DU-HENV", "DUL-START-I", "DUL-START-S", "INL-DU-5Y")),
    Row("JobDanish", (), (GENERAL,)),
    Row("FollowUpTalk", ("INL-OPF-4", "ALM-OPF-4W")),
    Row("Measurement", ("PROG-MAAL-BASIS", "PROG-MAAL-3M")),
)


def rows_for(plan: PlanFacts) -> list[Row]:
    """The lines of the table that hold for this case."""
    return [row for row in TABLE if _applies(row, plan)]


def row_of(kind: str) -> Row | None:
    return next((row for row in TABLE if row.kind == kind), None)


def _applies(row: Row, plan: PlanFacts) -> bool:
    if plan.track not in row.tracks:
        return False
    if not row.children and not adult(plan.facts, plan.today):
        return False
    return EXTRA.get(row.kind, lambda _plan: True)(plan)


def _talk_before_arrival(plan: PlanFacts) -> bool:
    ahead = plan.arrived_on is None or plan.arrived_on > plan.today
    return ahead and plan.holds("not_family")


def _programme(plan: PlanFacts) -> bool:
    return plan.facts.in_programme


def _company(plan: PlanFacts) -> bool:
    if plan.track != GENERAL:
        return plan.holds("not_in_job_or_education")
    return plan.needs("faglig", "arbejdsidentitet") or on_benefit(plan.facts, plan.today)


def _health(plan: PlanFacts) -> bool:
    """Copenhagen: everyone is offered. Elsewhere only when a need has been found."""
    return plan.track == COPENHAGEN or (
        plan.track == GENERAL and quota_or_health_need(plan.facts, plan.today)
    )


def _danish(plan: PlanFacts) -> bool:
    """On the general track the right may have run out; then jobdansk takes its place."""
    if plan.track != GENERAL:
        return True
    return plan.needs("dansk") and right_left(plan.danish_allowed_on, plan.today)


def _job_danish(plan: PlanFacts) -> bool:
    return plan.needs("dansk") and not _danish(plan)


EXTRA = {
    "AsylumCentreTalk": _talk_before_arrival,
    "IntegrationProgramme": _programme,
    "CompanyPlacement": _company,
    "HealthAssessment": _health,
    "DanishEducation": _danish,
    "JobDanish": _job_danish,
}


def steps_at_once(row: Row, plan: PlanFacts) -> int:
    """How many steps of the kind planning adds now.

    Follow-up talks come four at a time when job-readiness has been recorded; the general track
    has one, after four weeks.
    """
    if row.kind == "FollowUpTalk":
        return 1 if plan.track == GENERAL else 0
    return row.count


def stored(rule_applies_to: str, condition_key: str, plan: PlanFacts) -> bool:
    """Whether the rule is kept as a deadline on the case.

    Conditions that later facts can change (a benefit, a need) are judged by the status instead,
    so that a need opened next month finds its deadline there.
    """
    place = {"all": True, "in_programme": plan.facts.in_programme}
    if not place.get(rule_applies_to, rule_applies_to == plan.track):
        return False
    return all(
        TERMS[word](plan.facts, plan.today) is wanted
        for word, wanted in terms(condition_key)
        if word in LASTING
    )
