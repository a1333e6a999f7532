"""What runs in a case goes on in the one that continues it after a change of track.

Deadlines that hang on a date of the case are attached by planning. Here: what counts from an
event, and the facts of INL § 17 and of barsel, which stand on the case.
"""

from __future__ import annotations

from datetime import date

from accounts.actor import Actor
from cases.actions.moves import write_event
from cases.models import Case
from interventions.actions.deadlines import GAP, date_from, new_deadline
from interventions.actions.earlier import earlier_cases, fell_before
from interventions.models import CompanyPlacement, Deadline, FollowUpTalk
from interventions.queries.rules import RuleBook

COUNTED = ("INL-OPF-4", "INL-OPF-12")


def go_on(old: Case, new: Case, *, by: Actor, on: date, book: RuleBook) -> None:
    """All of it belongs to the programme: outside that nothing goes on."""
    if not new.in_programme:
        return
    for visitation in old.job_readiness.all():
        visitation.pk, visitation.case = None, new
        visitation.save(force_insert=True)
    _leaves(old, new, on, book)
    open_rows = old.deadlines.filter(rule__code__in=COUNTED, met_on=None, ended_on=None)
    for row in open_rows.select_related("rule"):
        _count_on(new, row.rule.code, row.anchor_on, book)
    _gap(old, new, book)
    _talks(old, new, by=by, on=on)


def _leaves(old: Case, new: Case, on: date, book: RuleBook) -> None:
    """A barsel that runs goes on, with those of its follow-ups that are still to come."""
    for leave in old.leaves.filter(ended_on=None) | old.leaves.filter(ended_on__gte=on):
        open_rows = leave.deadlines.filter(met_on=None, ended_on=None).select_related("rule")
        days = [(row.rule.code, row.anchor_on) for row in open_rows]
        leave.pk, leave.case = None, new
        leave.save(force_insert=True)
        for code, day in days:
            row = new_deadline(new, code, book)
            row.leave = leave
            date_from(row, code, day, book)
            if not fell_before(row):
                row.save()


def _count_on(
    new: Case, code: str, anchor_on: date | None, book: RuleBook, *, extended_days: int = 0
) -> None:
    """From the same day as before; what fell due before the change is counted where it fell."""
    planned = new.deadlines.filter(rule__code=code).first()
    row = planned or new_deadline(new, code, book)
    row.case, row.extended_days = new, extended_days
    date_from(row, code, anchor_on, book)
    if not fell_before(row):
        row.save()
    elif planned:
        planned.delete()


def _gap(old: Case, new: Case, book: RuleBook) -> None:
    """INL-VRT-GAP: the latest offer has ended, with this change if not before."""
    offers = CompanyPlacement.objects.filter(case__in=[old.pk, *earlier_cases(old)])
    ended = offers.filter(starts_on__isnull=False, ended_on__isnull=False)
    last = ended.order_by("-ended_on").values_list("ended_on", flat=True).first()
    if last:
        lengthened = Deadline.objects.filter(case=old, rule__code=GAP, anchor_on=last).first()
        extended = lengthened.extended_days if lengthened else 0
        _count_on(new, GAP, last, book, extended_days=extended)


def _talks(old: Case, new: Case, *, by: Actor, on: date) -> None:
    """The follow-up talks that were still to come are planned anew, in the same weeks."""
    lapsed = FollowUpTalk.objects.filter(case=old, state=FollowUpTalk.State.LAPSED, ended_on=on)
    for before in lapsed.filter(planned_week_on__gte=on).order_by("planned_week_on"):
        talk = FollowUpTalk(case=new, added_on=on, planned_week_on=before.planned_week_on)
        talk.save()
        write_event(new, talk, move="add", label=f"{talk.label} planlagt", by=by, on=on)
