"""What a case that continues another one after a change of track need not do again."""

from __future__ import annotations

from django.db.models import Q

from accounts.wall import beyond
from cases.models import Case
from interventions.models import Deadline, Step
from interventions.planning import NOT_DONE, ONCE

BASELINE = "PROG-MAAL-BASIS"  # a track begins with a measurement of its own


def earlier_cases(case: Case) -> list[int]:
    """The cases that this one continues, the latest first; usually none."""
    found: list[int] = []
    before = case.continues_id
    while before and before not in found:
        found.append(before)
        with beyond():  # a mentor reaches the case that runs, and not those that it continues
            before = Case.objects.values_list("continues_id", flat=True).get(pk=before)
    return found


def done_kinds(case: Case) -> set[str]:
    """The kinds that a citizen goes through once, and that were brought to their end before."""
    earlier = earlier_cases(case)
    if not earlier:
        return set()
    ended = Step.objects.filter(case__in=earlier, kind__in=ONCE)
    done = ended.exclude(ended_on=None).exclude(state__in=NOT_DONE)
    with beyond():  # as earlier_cases: what was done there holds, whoever goes on
        return set(done.values_list("kind", flat=True))


def met_codes(case: Case) -> set[str]:
    """The rules whose one deadline was met in a case that this one continues."""
    earlier = earlier_cases(case)
    if not earlier:
        return set()
    once = Q(version__shape="deadline") | Q(version__shape__startswith="count:")
    met = Deadline.objects.filter(once, case__in=earlier, about=0, met_on__isnull=False)
    with beyond():  # as done_kinds
        return set(met.values_list("rule__code", flat=True)) - {BASELINE}


def fell_before(row: Deadline) -> bool:
    """What fell due before the change of track is counted in the case that it fell in."""
    case, due_on = row.case, row.due_on
    return case.continues_id is not None and due_on is not None and due_on < case.opened_on
