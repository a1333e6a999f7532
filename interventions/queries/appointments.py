"""Reads of appointments: the one that is open for a step, and those that overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.actor import Actor
from accounts.localtime import COPENHAGEN, day_bounds, local_date
from accounts.roles import Permission
from cases.access import reach
from cases.models import Case
from interventions.models import KINDS, Appointment, Step
from interventions.models.appointment import LONGEST

STEADY_DAYS = timedelta(days=90)
States = Appointment.State


@dataclass(frozen=True)
class Steadiness:
    """Mødestabilitet: of the appointments that were due, how many the citizen came to.

    What was called off by the municipality, or has not been written down, is not counted.
    """

    attended: int
    scheduled: int
    regrets: int


@dataclass(frozen=True)
class Meeting:
    """One line of the day's meetings; `when` is from and to in local time."""

    case_id: int
    citizen_id: int
    citizen: str
    when: str
    what: str
    where: str
    warning: str


def steadiness(appointments: Iterable[Appointment], today: date) -> Steadiness:
    """Over the last 90 days, today counted."""
    states = [
        row.state
        for row in appointments
        if today - STEADY_DAYS < local_date(row.starts_at) <= today
    ]
    attended, regrets = states.count(States.ATTENDED), states.count(States.REGRETS)
    return Steadiness(attended, attended + regrets + states.count(States.NO_SHOW), regrets)


def open_appointment(step: Step) -> Appointment | None:
    """The one to which the citizen is expected; the latest, should there be several."""
    booked = Appointment.objects.filter(step=step.pk, state=States.BOOKED)
    return booked.order_by("-starts_at", "-pk").first()


def booked_on(by: Actor, day: date) -> list[Appointment]:
    """The meetings of that local day, of 23 to 25 hours, on the actor's own cases; one query.

    Nobody restricted is among them, and nobody of her family.
    """
    start, end = day_bounds(day)
    mine = Case.objects.filter(reach(by, Permission.PLAN_SEE), responsible=by.user_id)
    booked = Appointment.objects.filter(
        state=States.BOOKED, starts_at__gte=start, starts_at__lt=end, case__in=mine.values("pk")
    )
    return list(booked.select_related("case__citizen", "step").order_by("starts_at", "pk"))


def meetings(by: Actor) -> list[Meeting]:
    """Today's, as they are told above the work list; one query."""
    return [_meeting(row) for row in booked_on(by, by.today)]


def _meeting(row: Appointment) -> Meeting:
    what = str(KINDS[row.step.kind].label) if row.step else row.purpose
    how = str(row.get_meeting_form_display())
    lacks = row.interpreter_needed and not row.interpreter_booked
    return Meeting(
        case_id=row.case_id,
        citizen_id=row.case.citizen_id,
        citizen=str(row.case.citizen),
        when=f"{row.starts_at.astimezone(COPENHAGEN):%H:%M}–{row.ends_at.astimezone(COPENHAGEN):%H:%M}",
        what=what,
        where=", ".join(filter(None, (how, row.place))),
        warning="Tolk er ikke bestilt endnu." if lacks else "",
    )


def overlapping(case: Case, appointments: Iterable[Appointment]) -> list[Appointment]:
    """The booked ones of the same citizen that share time with any of these, but not these."""
    mine = sorted(appointments, key=lambda a: a.starts_at)
    if not mine:
        return []
    others = Appointment.objects.filter(
        case__citizen=case.citizen_id,
        state=States.BOOKED,
        starts_at__gt=mine[0].starts_at - timedelta(minutes=LONGEST),
        starts_at__lt=max(a.ends_at for a in mine),
    ).exclude(pk__in=[a.pk for a in mine])
    return [o for o in others.order_by("starts_at", "pk") if any(clash(o, a) for a in mine)]


def clash(one: Appointment, other: Appointment) -> bool:
    """Whether they share time; one that begins when the other ends does not."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def clashing(appointments: Sequence[Appointment]) -> set[int]:
    """The ids of those that share time with another one of them."""
    rows = sorted(appointments, key=lambda a: a.starts_at)
    found: set[int] = set()
    for place, row in enumerate(rows):
        for later in rows[place + 1 :]:
            if clash(row, later):
                found |= {row.pk, later.pk}
    return found
