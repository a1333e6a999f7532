"""What stands beside a case's steps: people, proposals, the mentors' logs and the household."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Subquery, prefetch_related_objects

from accounts.actor import Actor
from accounts.localtime import local_clock
from accounts.roles import Function, Permission
from cases.models import Approval, Assignment, Case, Citizen, HouseholdMember
from cases.queries import visible_cases
from interventions.law.wording import written
from interventions.models import FollowUp
from interventions.queries.approvals import lapsed, last_day
from interventions.queries.history import MODELS
from interventions.queries.own_logs import is_editable
from interventions.queries.people import suggested_household
from interventions.queries.reader import Reader


@dataclass(frozen=True)
class Helper:
    """Somebody beside the responsible caseworker who is on the case today."""

    function: str
    name: str
    is_mentor: bool


@dataclass(frozen=True)
class Proposal:
    pk: int
    label: str
    proposed: str
    lapses: str
    own: bool


@dataclass(frozen=True)
class Log:
    on: str
    author: str
    outcome: str
    form: str
    topics: str
    text: str
    help_wanted: bool
    next: str
    amendments: tuple[tuple[str, str], ...] = ()  # (when, text)
    own: int = 0  # its id, for the author
    editable: bool = False


@dataclass(frozen=True)
class Relative:
    """`case_id` is the relative's own case when the reader may see it."""

    name: str
    born: str
    citizen_id: int
    case_id: int


@dataclass(frozen=True)
class HouseholdTold:
    """`hidden` counts members whom the reader may not see: never silently missing."""

    members: list[Relative]
    hidden: int
    suggested: list[Relative]


def helpers(case: Case, by: Actor) -> list[Assignment]:
    """Reads all assignments of the case at once, for the part of the page that lists them."""
    everybody = Prefetch("assignments", Assignment.objects.select_related("user"))
    prefetch_related_objects([case], everybody)
    # An adviser would tell that there is a concern.
    elsewhere = (Function.RESPONSIBLE, Function.SOCIAL_CONTROL_ADVISER)
    return [
        row
        for row in case.assignments.all()
        if row.function not in elsewhere and row.is_active_on(by.today)
    ]


def told_helper(row: Assignment) -> Helper:
    is_mentor = row.function == Function.MENTOR
    return Helper(str(row.get_function_display()), str(row.user), is_mentor)


def proposals(case: Case, rows: dict[tuple[str, int], str], reader: Reader) -> list[Proposal]:
    """What waits for a second person, of rows that the reader knows; lapsed ones are gone."""
    pending = case.approvals.filter(outcome=Approval.Outcome.PENDING).select_related("proposed_by")
    told = []
    for row in pending.order_by("proposed_at"):
        about = rows.get((row.kind, row.object_id))
        if about is None or lapsed(row, reader.today):
            continue
        told.append(
            Proposal(
                pk=row.pk,
                label=f"{about}: {MODELS[row.kind].moves()[row.action].label}",
                proposed=f"{row.proposed_by}, {local_clock(row.proposed_at)}",
                lapses=written(last_day(row)),
                own=row.proposed_by_id == reader.by.user_id,
            )
        )
    return told


def logs(case: Case, reader: Reader) -> list[Log] | None:
    """The mentors' logs, newest first; a mentor reads her own. None when they are not hers."""
    rows = FollowUp.objects.filter(mentoring__case=case).select_related("author")
    if not reader.may(Permission.FOLLOW_UP_SEE):
        if not reader.may(Permission.FOLLOW_UP_WRITE):
            return None
        rows = rows.filter(author=reader.by.user_id)
    rows = rows.prefetch_related("amendments")
    return [_log(row, reader) for row in rows]


def household(case: Case, reader: Reader) -> HouseholdTold:
    """Those who live together, and those who may: proposed only to who can confirm it."""
    of_member = visible_cases(reader.by).filter(citizen=OuterRef("citizen")).order_by("-pk")
    members = HouseholdMember.objects.filter(
        household__members__citizen=case.citizen_id,
        household__members__to_on=None,
        to_on=None,
    )
    others = members.exclude(citizen=case.citizen_id)
    seen = others.annotate(case_id=Subquery(of_member.values("pk")[:1]))
    found = dict(seen.order_by("pk").values_list("citizen_id", "case_id"))
    known = Citizen.objects.filter(pk__in=[pk for pk in found if found[pk]])
    told = [_relative(one, found[one.pk]) for one in known.order_by("born_on", "pk")]
    return HouseholdTold(
        members=told,
        hidden=len(found) - len(told),
        suggested=_suggested(case, set(found), reader),
    )


def _suggested(case: Case, members: set[int], reader: Reader) -> list[Relative]:
    if case.is_ended or not reader.may(Permission.CASE_EDIT):
        return []
    citizens = suggested_household(case, reader.by)
    return [_relative(citizen, 0) for citizen in citizens if citizen.pk not in members]


def _relative(citizen: Citizen, case_id: int) -> Relative:

    return Relative(str(citizen), f"født {written(citizen.born_on)}", citizen.pk, case_id)


def _log(row: FollowUp, reader: Reader) -> Log:
    return Log(
        on=written(row.occurred_on),
        author=str(row.author),
        outcome=row.get_outcome_display(),
        form=row.get_contact_form_display(),
        topics=", ".join(reader.label("follow_up_topic", topic) for topic in row.topics),
        text=row.text,
        help_wanted=row.help_wanted,
        next=local_clock(row.next_at) if row.next_at else "",
        amendments=tuple((local_clock(one.recorded_at), one.text) for one in row.amendments.all()),
        own=row.pk if row.author_id == reader.by.user_id else 0,
        editable=is_editable(row, reader.by),
    )
