"""Reads of steps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import OutOfReachError, held_on, reach, require_role
from cases.encryption import EncryptedTextField
from cases.models import Case, Restriction
from cases.queries import visible_cases
from interventions.models import KINDS, Goal, SocialControlConcern, Step
from interventions.models.step import HIDDEN
from interventions.queries.concerns import known_concerns
from interventions.queries.restricted import planned


def open_steps(case: Case) -> list[Step]:
    """The steps that have not ended, each as its own kind; one query for each kind there is.

    The hidden ones are among them: this is for what ends a case, never for what a person reads.
    """
    concerns = SocialControlConcern.objects.filter(case=case, ended_on__isnull=True)
    return [
        *as_kinds(case.steps.filter(ended_on__isnull=True).order_by("pk")),
        *concerns.order_by("pk"),
    ]


def as_kinds(steps: Iterable[Step]) -> list[Step]:
    """The same rows with the facts and moves of their kinds, in the same order."""
    rows = list(steps)
    ids: dict[str, list[int]] = {}
    for row in rows:
        ids.setdefault(row.kind, []).append(row.pk)
    found: dict[int, Step] = {}
    for kind, pks in ids.items():
        for step in KINDS[kind]._default_manager.filter(pk__in=pks):
            found[step.pk] = step
    return [found[row.pk] for row in rows]


def visible_steps(by: Actor) -> QuerySet[Step]:
    """For lists: the steps of plans that the actor sees, without kinds that are restricted for
    her. A mentor sees those that are shared with her. Raises PermissionDenied.
    """
    steps = Step.objects.filter(
        planned(by, Q(shared=True)), case__in=visible_cases(by).values("pk")
    )
    for kind, model in KINDS.items():
        if model.see != Permission.PLAN_SEE:
            allowed = Case.objects.filter(reach(by, model.see))
            steps = steps.filter(~Q(kind=kind) | Q(case__in=allowed.values("pk")))
    return _with_case(steps)


def _with_case(steps: QuerySet[Step]) -> QuerySet[Step]:
    return steps.select_related("case__citizen", "case__unit", "case__responsible")


def steps_of(case: Case, held: frozenset[Permission]) -> list[Step]:
    """The steps of one case that may be known to one who holds these permissions on it."""
    # One query joins the kinds' tables: a page must not ask once for each kind.
    kinds = [kind.lower() for kind in KINDS if kind not in HIDDEN]
    named = ("mentoring__mentor", "jobdanish__team")
    steps = case.steps.select_related(*kinds, *named).order_by("added_on", "pk")
    found: list[Step] = [getattr(step, step.kind.lower()) for step in steps]
    for step in found:
        step.case = case
    return [step for step in found if is_known(step, held)]


def is_known(step: Step, held: frozenset[Permission]) -> bool:
    """Whether one who holds these permissions on its case may know of the step."""
    part = step.shared and step.see == Permission.PLAN_SEE
    return step.see in held or (part and Permission.PLAN_SHARED_SEE in held)


def readable_columns(step: Step, held: frozenset[Permission]) -> list[Any]:
    """The kind's own columns that may be shown to one who holds these permissions on the case.

    A mentor reads what the kind tells her. Free text is a note of the case, but for a restricted
    kind: whoever sees that at all sees its text.
    """
    own = [c for c in type(step)._meta.local_concrete_fields if not c.primary_key]
    if step.see not in held:
        return [c for c in own if c.name in step.told_to_mentor]
    notes = Permission.FOLLOW_UP_SEE in held or step.see != Permission.PLAN_SEE
    return [
        c
        for c in own
        if step.restricted.get(c.name, Permission.PLAN_SEE) in held
        and (notes or not isinstance(c, models.TextField | EncryptedTextField))
    ]


def get_step(by: Actor, pk: int) -> Step:
    """Raises PermissionDenied, or OutOfReachError as for a step that never was."""
    require_role(by, Permission.CASE_SEE)
    step = _with_case(Step.objects.filter(pk=pk)).first()
    if step is not None:
        (own,) = as_kinds([step])
        own.case = step.case
        if is_known(own, held_on(by, own.case)):
            return own
    concern = known_concerns(by).filter(pk=pk).first()
    if concern is None:
        _refuse_restricted(by, pk)
        raise OutOfReachError
    return concern


def _refuse_restricted(by: Actor, pk: int) -> None:
    """Whoever sees a restricted citizen's case is told why nothing of it can be used.

    Raises PermissionDenied.
    """
    seen = reach(by, Permission.CASE_SEE, one=True)
    restricted = Case.objects.filter(
        seen, citizen__in=Restriction.objects.filter(lifted_at=None).values("citizen_id")
    )
    if Step.objects.filter(pk=pk, case__in=restricted.values("pk")).exists():
        raise PermissionDenied("Borgerens oplysninger er begrænset og må ikke bruges nu.")


def get_goal(by: Actor, pk: int) -> Goal:
    """A goal is reached with its placement. Raises as get_step."""
    require_role(by, Permission.CASE_SEE)
    goal = Goal.objects.filter(pk=pk).select_related("placement__case").first()
    held = held_on(by, goal.case) if goal else frozenset()
    if goal is None or Permission.NEEDS_SEE not in held or not is_known(goal.placement, held):
        raise OutOfReachError
    return goal
