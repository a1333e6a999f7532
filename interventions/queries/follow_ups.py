"""What a mentor needs to know before she writes: her access, and what was talked about when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.roles import Function, Permission
from cases.access import reach, reaches
from cases.models import Assignment, Case
from interventions.models import FollowUp, Mentoring
from interventions.queries.mentees import may_call, with_sharing


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


def safe_contact(by: Actor, case: Case) -> str:
    """As the case's page tells it: of protected people no mentor knows how to reach them. One
    query.
    """
    hers = Case.objects.filter(reach(by, Permission.CONTACT_SEE, one=True), pk=case.pk)
    found = with_sharing(hers, by).first()
    shared = found and (by.may(Permission.CITIZEN_FACTS_SEE) or may_call(found))
    return case.citizen.safe_contact if shared else ""


def topics_last_touched(by: Actor, mentoring: Mentoring) -> dict[str, int]:
    """topic → days since it was last talked about, over all of the citizen's mentorings."""
    days: dict[str, int] = {}
    for topics, on in _readable(by, mentoring).values_list("topics", "occurred_on"):
        for topic in topics:
            days.setdefault(topic, (by.today - on).days)
    return days


def latest_of(by: Actor, mentoring: Mentoring) -> FollowUp | None:
    return _readable(by, mentoring).first()


def _readable(by: Actor, mentoring: Mentoring) -> QuerySet[FollowUp]:
    """The citizen's follow-ups, the latest first; a mentor knows of her own alone."""
    rows = FollowUp.objects.filter(
        mentoring__case__citizen=mentoring.case.citizen_id, occurred_on__lte=by.today
    )
    if not reaches(by, Permission.FOLLOW_UP_SEE, mentoring.case):
        rows = rows.filter(author=by.person)
    return rows.order_by("-occurred_on", "-pk")
