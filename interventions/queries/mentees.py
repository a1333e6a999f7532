"""A mentor's own citizens: what she needs in a corridor, and only what is shared with her."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery

from accounts.actor import Actor
from accounts.localtime import local_clock, local_date
from accounts.roles import Function
from cases.models import Assignment, Case, Consent, Protection
from cases.queries import labels, visible_cases
from interventions.law.reminders import reminders
from interventions.law.wording import days, written
from interventions.models import FollowUp, Mentoring
from interventions.queries.reminders import silent_mentorings

RUNNING = (Mentoring.State.ASSIGNED, Mentoring.State.RUNNING)
RING = reminders()["MENTOR-TAVS-21"].subject
MENTOR = "mentor"  # the consent's purpose


@dataclass(frozen=True)
class Mentee:
    """`mentoring_id` is None when the case has no mentoring to log on. Empty texts are unknown."""

    case_id: int
    citizen_id: int
    mentoring_id: int | None
    name: str
    language: str
    interpreter: str
    phone: str
    state: str
    last: str
    next: str
    access_until: str
    reminder: str = ""


def mentees(by: Actor) -> list[Mentee]:
    """Whoever has waited longest for a follow-up comes first. Five queries, whatever the rows."""
    cases = list(_cases(by))
    steps = Mentoring.objects.filter(case__in=[case.pk for case in cases], state__in=RUNNING)
    mentoring = {step.case_id: step for step in steps.order_by("pk")}
    logs = _logs(by, [step.pk for step in mentoring.values()])
    languages = labels("language")["language"]
    cases.sort(key=lambda case: _last_day(logs, mentoring.get(case.pk)))
    silent = silent_mentorings(by)
    told = [_told(case, mentoring.get(case.pk), logs, languages, by) for case in cases]
    return [replace(one, reminder=RING) if one.mentoring_id in silent else one for one in told]


def may_call(case: Any) -> bool:
    """Protected people are never called from here, nor those who took their consent back."""
    return not case.protected and (case.consented or not case.refused)


def with_sharing(cases: Any, by: Actor) -> Any:
    """`protected`, `consented` (to share name and phone with a mentor) and `refused` it."""
    consents = Consent.objects.filter(citizen=OuterRef("citizen"), purpose=MENTOR)
    in_force = Q(withdrawn_on=None) | Q(withdrawn_on__gt=by.today)
    protections = Protection.objects.filter(
        Protection.in_force_on(by.today), citizen=OuterRef("citizen")
    )
    return cases.annotate(
        protected=Exists(protections),
        consented=Exists(consents.filter(in_force)),
        refused=Exists(consents.exclude(in_force)),
    )


def _cases(by: Actor) -> Any:
    own = Assignment.objects.filter(
        Assignment.active_on(by.today),
        case=OuterRef("pk"),
        user=by.user_id,
        function=Function.MENTOR,
    )
    cases = visible_cases(by).annotate(access_to=Subquery(own.values("to_on")[:1]))
    return with_sharing(cases, by).order_by("citizen__search_key", "pk")


def _logs(by: Actor, mentoring_ids: list[int]) -> dict[int, FollowUp]:
    """The actor's own latest log of each mentoring; those of an earlier mentor are not hers."""
    own = FollowUp.objects.filter(mentoring__in=mentoring_ids, author=by.user_id)
    latest = own.order_by("mentoring", F("occurred_on").desc(), "-pk").distinct("mentoring")
    return {log.mentoring_id: log for log in latest}


def _last_day(logs: dict[int, FollowUp], step: Mentoring | None) -> str:
    log = logs.get(step.pk) if step else None
    return log.occurred_on.isoformat() if log else ""


def _told(
    case: Case,
    step: Mentoring | None,
    logs: dict[int, FollowUp],
    languages: dict[str, str],
    by: Actor,
) -> Mentee:
    citizen, log = case.citizen, logs.get(step.pk) if step else None
    interpreter = citizen.interpreter in ("yes", "partly")
    return Mentee(
        case_id=case.pk,
        citizen_id=citizen.pk,
        mentoring_id=step.pk if step else None,
        name=str(citizen),
        language=languages.get(citizen.language, ""),
        interpreter=f"tolk: {citizen.get_interpreter_display().lower()}" if interpreter else "",
        phone=citizen.phone if may_call(case) else "",
        state=step.state_label if step else case.state_label,
        last=_last(log, by),
        next=_next(log, by),
        access_until=access_until(case, step),
    )


def access_until(case: Any, step: Mentoring | None) -> str:
    """Until when she sees the case; an open assignment lasts as long as the mentoring does."""
    if case.access_to:
        return f"Du har adgang til og med {written(case.access_to - timedelta(days=1))}"
    if step and step.until:
        return f"Bevilget til og med {written(step.until)}"
    return "Du har adgang, indtil mentorforløbet slutter"


def _last(log: FollowUp | None, by: Actor) -> str:
    if log is None:
        return "Ingen opfølgning endnu"
    ago = (by.today - log.occurred_on).days
    when = {0: "i dag", 1: "i går"}.get(ago, f"for {days(ago)} siden")
    return f"{log.get_outcome_display()} {when} ({written(log.occurred_on)})"


def _next(log: FollowUp | None, by: Actor) -> str:
    if log is None or log.next_at is None or local_date(log.next_at) < by.today:
        return ""
    return local_clock(log.next_at)
