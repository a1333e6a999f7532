"""What a mentor needs to know before she writes: her access, and what was talked about when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.actor import Actor
from accounts.roles import Function
from cases.models import Assignment
from interventions.models import FollowUp, Mentoring


@dataclass(frozen=True)
class Access:
    """Until when the actor is the citizen's mentor: the last day, counted; None without an end."""

    is_mentor: bool
    last_day: date | None


def access_of(by: Actor, mentoring: Mentoring) -> Access:
    mine = Assignment.objects.filter(
        Assignment.active_on(by.today),
        case=mentoring.case_id,
        user=by.person,
        function=Function.MENTOR,
    ).first()
    ends = mine.to_on - timedelta(days=1) if mine and mine.to_on else None
    return Access(mine is not None, ends)


def topics_last_touched(mentoring: Mentoring, today: date) -> dict[str, int]:
    """topic → days since it was last talked about, over all of the citizen's mentorings."""
    rows = FollowUp.objects.filter(
        mentoring__case__citizen=mentoring.case.citizen_id, occurred_on__lte=today
    )
    days: dict[str, int] = {}
    for topics, on in rows.order_by("-occurred_on").values_list("topics", "occurred_on"):
        for topic in topics:
            days.setdefault(topic, (today - on).days)
    return days


def latest_of(mentoring: Mentoring) -> FollowUp | None:
    return mentoring.follow_ups.order_by("-occurred_on", "-pk").first()
