"""Barsel: the leave is recorded, and both follow-ups that INL § 20 asks for get their anchors."""

from __future__ import annotations

from datetime import date

from django.db import models, transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require
from cases.actions.changes import change_fields
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.deadlines import date_from, refuse_far_ahead, take_back
from interventions.actions.settle import settle
from interventions.models import Deadline, ParentalLeave
from interventions.queries.readiness import why_not_leave
from interventions.queries.rules import RuleBook, rule_book

DURING, AT_END = "INL-OPF-BARSEL", "INL-OPF-BARSEL-SLUT"


@transaction.atomic
def record_leave(
    case: Case, *, by: Actor, child_born_on: date, from_on: date, ended_on: date | None = None
) -> ParentalLeave:
    """`ended_on` is the last day, when it is known or agreed already.

    Raises NotPossibleError while another leave is open or covers the same days.
    """
    case = _locked(case, by)
    if missing := why_not_leave(case):
        raise NotPossibleError(missing)
    _refuse_days(case, from_on, ended_on, by)
    leave = ParentalLeave.objects.create(
        case=case,
        child_born_on=child_born_on,
        from_on=from_on,
        ended_on=ended_on,
        by_id=by.user_id,
        recorded_at=by.now,
    )
    fields = ["child_born_on", "from_on", "ended_on"]
    record(by, "leave.record", "leave", leave.pk, subjects=[case.citizen_id], fields=fields)
    if case.in_programme:
        _follow_up(case, leave, rule_book())
    return leave


@transaction.atomic
def end_leave(case: Case, leave: ParentalLeave, ended_on: date, *, by: Actor) -> None:
    """The leave's last day, recorded or corrected; the follow-up at its end counts from it."""
    case = _locked(case, by)
    leave = ParentalLeave.objects.select_for_update().get(pk=leave.pk, case=case)
    if ended_on < leave.from_on:
        raise NotPossibleError(f"Orloven begynder den {leave.from_on:%d-%m-%Y}.")
    refuse_far_ahead(ended_on, by)
    if _others(case, leave.from_on, ended_on).exclude(pk=leave.pk).exists():
        raise NotPossibleError("Der er registreret en anden barsel på de dage.")
    values = {"ended_on": ended_on}
    change_fields(leave, values, citizen=case.citizen, by=by, effective_on=ended_on)
    if case.in_programme:
        _follow_up(case, leave, rule_book())


def count_without_leave(case: Case, leave: ParentalLeave) -> None:
    """The follow-ups that counted from an annulled leave go; those of the others stand."""
    book = rule_book()
    take_back(case.deadlines.filter(leave=leave), book)
    settle(case, book)


def _locked(case: Case, by: Actor) -> Case:
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, Permission.CASE_EDIT, case)
    if case.is_ended:
        raise NotPossibleError(f"Sagen er {case.state_label.lower()}.")
    return case


def _refuse_days(case: Case, from_on: date, ended_on: date | None, by: Actor) -> None:
    refuse_far_ahead(ended_on or from_on, by)
    if ended_on and ended_on < from_on:
        raise NotPossibleError("Orlovens sidste dag ligger før den første.")
    if _others(case, from_on, ended_on or date.max).exists():
        raise NotPossibleError("Der er registreret en anden barsel på de dage.")


def _others(case: Case, from_on: date, ended_on: date) -> models.QuerySet[ParentalLeave]:
    return case.leaves.filter(from_on__lte=ended_on, ended_on__gte=from_on)


def _follow_up(case: Case, leave: ParentalLeave, book: RuleBook) -> None:
    """Both follow-ups of this leave, from its own days; the second awaits the last one."""
    for code, day in ((DURING, leave.child_born_on), (AT_END, leave.ended_on)):
        row = case.deadlines.filter(rule__code=code, leave=leave).first()
        row = row or Deadline(case=case, leave=leave, rule_id=book.rule_ids[code])
        row.anchor = book.latest(code).anchor
        date_from(row, code, day, book)
        row.save()
    settle(case, book)
