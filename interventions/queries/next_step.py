"""The one thing to do about a row of the work list: the page of the move that brings it on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.urls import reverse

from accounts.actor import Actor
from accounts.roles import Permission
from cases.models import Case
from interventions.law.facts import fulfilments
from interventions.law.rules import Rule
from interventions.models import KINDS, Measurement, Step
from interventions.queries.sections.base import Link
from interventions.queries.sections.measurements import ACTION_OF

# What meets a deadline and is no step, by the page of registrations that registers it.
REGISTERED = {
    "JobReadiness": ("Registrér visitation", "visitation"),
    "Measurement": ("Vurdér progressionen", ACTION_OF[Measurement.ByRole.CASEWORKER]),
}


Steps = dict[tuple[int, str], dict[int, str]]  # (case, kind) → the open ones with their state


def open_steps(case_ids: Iterable[int]) -> Steps:
    """The first first; one query."""
    steps = Step.objects.filter(case__in=list(case_ids), ended_on=None).order_by("pk")
    found: Steps = {}
    for case_id, kind, pk, state in steps.values_list("case_id", "kind", "pk", "state"):
        found.setdefault((case_id, kind), {})[pk] = state
    return found


def next_link(
    case: dict[str, Any],
    deadline: dict[str, Any] | None,
    rule: Rule | None,
    steps: Steps,
    by: Actor,
) -> Link | None:
    """`case` and `deadline` are rows of work_rows; `rule` is the deadline's. None for a colleague,
    who moves nothing, and where nothing is to be done now.
    """
    if not by.may(Permission.CASE_ASSIGN) and case["responsible_id"] != by.user_id:
        return None
    if deadline is None or rule is None:
        return _of_case(case, by)
    kinds = fulfilments(rule)
    if not kinds or case["state"] in Case.ENDED:
        return None
    return _of_deadline(case["pk"], deadline, kinds, steps)


def _of_deadline(
    case_id: int, deadline: dict[str, Any], kinds: list[tuple[str, str, str]], steps: Steps
) -> Link:
    kind, wanted = kinds[0][0], tuple(move for _, move, _ in kinds)
    if kind in REGISTERED:
        label, action = REGISTERED[kind]
        return Link(label, reverse("case-action", args=(case_id, action)))
    mine = steps.get((case_id, kind), {})
    step = deadline["step_id"] if deadline["step_id"] in mine else next(iter(mine), None)
    if step and (towards := first_move(kind, mine[step], wanted)):
        return Link(_label(kind, towards), reverse("step-move", args=(step, towards)))
    if kind in KINDS and not step:
        return Link("Tilføj skridtet", reverse("case-action", args=(case_id, "skridt")))
    return Link("Se fristen", f"{reverse('case', args=(case_id,))}#frist-{deadline['pk']}")


def _of_case(case: dict[str, Any], by: Actor) -> Link | None:
    name = ""
    if case["state"] == Case.State.CREATED and case["responsible_id"] is None:
        return Link("Vælg ansvarlig", reverse("case-action", args=(case["pk"], "ansvarlig")))
    if case["state"] == Case.State.CREATED:
        name = "plan"
    elif case["state"] == Case.State.PLANNED and _handed_over(case, by):
        name = "take_over"
    label = Case.moves()[name].label if name else ""
    return Link(str(label), reverse("case-move", args=(case["pk"], name))) if name else None


def _handed_over(case: dict[str, Any], by: Actor) -> bool:
    return bool(case["handover_on"] and case["handover_on"] <= by.today)


@cache
def first_move(kind: str, state: str, wanted: tuple[str, ...]) -> str:
    """The first of the fewest moves that lead from `state` to one of the wanted ones, itself
    counted; "" where none does. No way leads through an end.
    """
    arrows = [arrow for arrow in KINDS[kind].arrows() if not arrow.move.by_time]
    ways, seen = deque([(state, "")]), {state}
    while ways:
        here, first = ways.popleft()
        leaving = [arrow for arrow in arrows if arrow.source == here]
        for arrow in leaving:
            if arrow.move.name in wanted:
                return first or arrow.move.name
        for arrow in leaving:
            if arrow.target not in seen | KINDS[kind].ENDED:
                seen.add(arrow.target)
                ways.append((arrow.target, first or arrow.move.name))
    return ""


def _label(kind: str, move: str) -> str:
    return str(KINDS[kind].moves()[move].label)
