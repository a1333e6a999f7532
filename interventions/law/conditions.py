"""To whom a rule applies: the words of `condition_key`, judged on a day.

`a_and_b` and `not_a` read as they stand; a term with `or` is a word of its own. The same words
are an SQL filter in interventions/queries/conditions.py; a test proves that both agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from interventions.law.months import add_months
from interventions.law.outcomes import UNSUBSIDISED

ADULT = 18
STANDARD_REFUGEE = frozenset(
    {"konvention", "b_status", "midlertidig", "humanitaer", "saerlige_grunde", "9e"}
)
QUOTA = "kvote"
FAMILY = frozenset({"familie_flygtning", "familie_anden"})
BENEFITS = frozenset({"sho", "overgangsydelse", "uddannelseshjaelp", "kontanthjaelp"})
SELF_SUPPORT_PREFIX = "selvforsoergende_"
PRESUMED_JOB_READY_MONTHS = 3
JOB_READY = "jobparat"  # code of visitation_category
JOB_READY_GROUPS = frozenset({"6.1", "6.2", "6.4"})  # LAB § 61 stk. 1 nr. 1


@dataclass(frozen=True)
class Interval:
    """A code from a day to (not including) a day; an open end is None."""

    code: str
    from_on: date
    to_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


@dataclass(frozen=True)
class CaseFacts:
    """What the conditions need to know of a case and its citizen, and nothing else."""

    born_on: date
    opened_on: date
    basis: str
    in_programme: bool
    handover_on: date | None = None
    closed_on: date | None = None
    income: tuple[Interval, ...] = ()
    needs: tuple[Interval, ...] = ()
    groups: tuple[Interval, ...] = ()
    categories: tuple[Interval, ...] = ()  # INL § 17, each until the next
    leaves: tuple[Interval, ...] = ()  # barsel
    jobs: tuple[Interval, ...] = ()
    educations: tuple[Interval, ...] = ()


def age_on(born_on: date, day: date) -> int:
    """Whole years; born on 29 February turns a year older on 1 March of a common year."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def adult(facts: CaseFacts, _day: date) -> bool:
    """18 or more on the day of handover; while that is unknown, when the case was opened."""
    return age_on(facts.born_on, facts.handover_on or facts.opened_on) >= ADULT


def on_benefit(facts: CaseFacts, day: date) -> bool:
    """Nothing recorded for the day counts as on benefit in the programme, else as not."""
    covering = [interval for interval in facts.income if interval.covers(day)]
    if not covering:
        return facts.in_programme
    return any(interval.code in BENEFITS for interval in covering)


def job_ready(facts: CaseFacts, day: date) -> bool:
    """As assessed last; until then presumed for three months from handover (INL § 17 stk. 1)."""
    found = next((c.code for c in facts.categories if c.covers(day)), None)
    if found:
        return found == JOB_READY
    return facts.handover_on is None or day < add_months(
        facts.handover_on, PRESUMED_JOB_READY_MONTHS
    )


def self_supporting(facts: CaseFacts, day: date) -> bool:
    return any(i.covers(day) and i.code.startswith(SELF_SUPPORT_PREFIX) for i in facts.income)


def quota_or_health_need(facts: CaseFacts, day: date) -> bool:
    return facts.basis == QUOTA or any(
        need.code == "sundhed" and need.covers(day) for need in facts.needs
    )


def job_ready_lab_groups(facts: CaseFacts, day: date) -> bool:
    """Nothing recorded counts as one of the other groups, in the programme as INL-program."""
    return any(group.code in JOB_READY_GROUPS and group.covers(day) for group in facts.groups)


def in_job(facts: CaseFacts, day: date) -> bool:
    """An unsubsidised employment covers the day; unknown counts as none."""
    return any(job.code == UNSUBSIDISED and job.covers(day) for job in facts.jobs)


def in_job_or_education(facts: CaseFacts, day: date) -> bool:
    return in_job(facts, day) or any(spell.covers(day) for spell in facts.educations)


def in_job_or_education_without_benefit(facts: CaseFacts, day: date) -> bool:
    return in_job_or_education(facts, day) and not on_benefit(facts, day)


def case_active(facts: CaseFacts, day: date) -> bool:
    return facts.closed_on is None or day <= facts.closed_on


def _nothing_recorded_yet(_facts: CaseFacts, _day: date) -> bool:
    """Jobs, education, leave and LAB groups: unknown counts as none until they are recorded."""
    return False


Term = Callable[[CaseFacts, date], bool]

TERMS: dict[str, Term] = {
    "adult": adult,
    "on_benefit": on_benefit,
    "job_ready": job_ready,
    "self_supporting": self_supporting,
    "quota_or_health_need": quota_or_health_need,
    "case_active": case_active,
    "in_programme": lambda facts, _day: facts.in_programme,
    "refugee_standard": lambda facts, _day: facts.basis in STANDARD_REFUGEE,
    "quota_or_family": lambda facts, _day: facts.basis in FAMILY | {QUOTA},
    "family": lambda facts, _day: facts.basis in FAMILY,
    "ukraine": lambda facts, _day: facts.basis == "ukraine_saerlov",
    "in_job": in_job,
    "in_job_or_education": in_job_or_education,
    "in_job_or_education_without_benefit": in_job_or_education_without_benefit,
    "parental_leave": lambda facts, day: any(leave.covers(day) for leave in facts.leaves),
    "job_ready_lab_groups": job_ready_lab_groups,
    "other_groups": lambda facts, day: not job_ready_lab_groups(facts, day),
    "after_assessment": lambda _facts, _day: True,  # asked only where one has been made
}


def terms(condition_key: str) -> list[tuple[str, bool]]:
    """The key's words, each with whether it must hold; "" has none and holds for everyone."""
    words = condition_key.split("_and_") if condition_key else []
    return [(word.removeprefix("not_"), not word.startswith("not_")) for word in words]


def unknown_terms(condition_key: str) -> list[str]:
    return [word for word, _ in terms(condition_key) if word not in TERMS]


def holds(condition_key: str, facts: CaseFacts, day: date) -> bool:
    return all(TERMS[word](facts, day) is wanted for word, wanted in terms(condition_key))
