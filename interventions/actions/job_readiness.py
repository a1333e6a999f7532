"""Visitation (INL § 17): recorded, it meets its deadline and begins the six months of talks."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require
from cases.actions.changes import change_fields
from cases.actions.moves import write_event
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.deadlines import date_from, new_deadline
from interventions.actions.settle import settle
from interventions.models import Deadline, FollowUpTalk, JobReadiness
from interventions.queries.readiness import why_not_assess
from interventions.queries.rules import RuleBook, rule_book

FOUR_TALKS = "INL-OPF-4"
TALKS_AFTER = tuple(timedelta(weeks=n) for n in (6, 12, 18, 25))  # the last within six months


@transaction.atomic
def record_job_readiness(
    case: Case, category: str, *, by: Actor, assessed_on: date, reason: str
) -> JobReadiness:
    """`category` is a code of `visitation_category`. The first one plans the four talks.

    Raises NotPossibleError outside the programme, for a child, and for the same one twice.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, Permission.CASE_EDIT, case)
    if missing := why_not_assess(case, by):
        raise NotPossibleError(missing)
    _refuse_day(case, category, assessed_on, by)
    first = not case.job_readiness.exists()
    row = JobReadiness.objects.create(
        case=case,
        category=category,
        assessed_on=assessed_on,
        reason=reason,
        by_id=by.user_id,
        recorded_at=by.now,
    )
    write_event(case, row, move="record", label=str(row.label), by=by, on=assessed_on)
    fields = ["category", "assessed_on", "reason"]
    record(by, "JobReadiness.record", row.kind, row.pk, subjects=[case.citizen_id], fields=fields)
    book = rule_book()
    _count_from_first(case, assessed_on, book, by)
    if first:
        _plan_talks(case, assessed_on, by)
    settle(case, book)
    return row


def _refuse_day(case: Case, category: str, day: date, by: Actor) -> None:
    if day > by.today:
        raise NotPossibleError("Datoen kan ikke ligge i fremtiden.")
    if day < case.opened_on:
        raise NotPossibleError(
            f"Datoen ligger før sagens oprettelse den {case.opened_on:%d-%m-%Y}."
        )
    that_day = case.job_readiness.filter(assessed_on=day).order_by("pk").last()
    if that_day and that_day.category == category:
        raise NotPossibleError("Denne visitation er allerede registreret den dag.")


def _count_from_first(case: Case, day: date, book: RuleBook, by: Actor) -> None:
    """The six months count from the first visitation, also when that is recorded afterwards."""
    rows = case.deadlines.filter(rule__code=FOUR_TALKS).order_by("pk")
    row = rows.last()
    if row is None:
        new_deadline(case, FOUR_TALKS, book, anchor_on=day).save()
    elif row.anchor_on is None:
        date_from(row, FOUR_TALKS, day, book)
        row.save()
    elif day < row.anchor_on:
        fresh = Deadline()
        date_from(fresh, FOUR_TALKS, day, book)
        values = {n: getattr(fresh, n) for n in ("anchor_on", "version_id", "due_on")}
        words = f"Visiteret allerede den {day:%d-%m-%Y}"
        change_fields(row, values, citizen=case.citizen, by=by, reason=words)


def _plan_talks(case: Case, assessed_on: date, by: Actor) -> None:
    """At 6, 12, 18 and 25 weeks; talks that somebody has added already are left as they are."""
    for after in TALKS_AFTER:
        talk = FollowUpTalk(case=case, added_on=by.today, planned_week_on=assessed_on + after)
        talk.save()
        label = f"{talk.label} planlagt"
        write_event(case, talk, move="add", label=label, by=by, on=by.today)
