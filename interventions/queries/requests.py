"""Requests that wait for an answer, and those that one has made."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import reach
from cases.models import Case
from interventions.law.wording import written
from interventions.models import KINDS, Request

Topic = Request.Topic


@dataclass(frozen=True)
class Waiting:
    """A request on the list of whoever may answer it."""

    pk: int
    case_id: int
    citizen_id: int
    citizen: str
    title: str
    asked: str
    text: str


def to_answer(by: Actor) -> list[Waiting]:
    """The requests that the actor may answer, the oldest first; one query."""
    cases = Case.objects.filter(reach(by, Permission.REQUEST_ANSWER))
    rows = Request.objects.filter(state=Request.State.OPEN, case__in=cases.values("pk"))
    rows = rows.exclude(asked_by=by.user_id).filter(_mine_to_decide(by))
    told = rows.select_related("case__citizen", "asked_by", "step", "follow_up", "to_user")
    return [waiting(row) for row in told.order_by("added_on", "pk")]


def _mine_to_decide(by: Actor) -> Q:
    """A wish to hand a case over is the team lead's to decide, and nothing else is."""
    if by.may(Permission.CASE_ASSIGN):
        return Q(topic=Topic.HAND_OVER)
    return ~Q(topic=Topic.HAND_OVER)


def requests_in(case: Case, held: frozenset[Permission], by: Actor) -> QuerySet[Request]:
    """All of them for who may see them; else one's own."""
    rows = Request.objects.filter(case=case)
    if Permission.REQUEST_SEE not in held:
        rows = rows.filter(asked_by=by.user_id)
    return rows.select_related("asked_by", "step", "follow_up", "to_user").order_by("-pk")


def waiting(row: Request) -> Waiting:
    """The request in words."""
    return Waiting(
        pk=row.pk,
        case_id=row.case_id,
        citizen_id=row.case.citizen_id,
        citizen=str(row.case.citizen),
        title=title(row),
        asked=f"{row.asked_by}, {written(row.added_on)}",
        text=words(row),
    )


def title(row: Request) -> str:
    """»Forslag om at afslutte: Opfølgningssamtale«."""
    topic = row.get_topic_display()
    if row.step:
        return f"{topic}: {KINDS[row.step.kind].label}"
    return f"{topic}: {row.to_user}" if row.to_user else topic


def words(row: Request) -> str:
    """What was asked, in the asker's own words: of help, what the log says."""
    return row.follow_up.text if row.follow_up else row.text
