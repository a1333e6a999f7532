"""The one case that a page is about, with everything of it that several parts read."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery, prefetch_related_objects

from accounts.actor import Actor
from cases.access import OutOfReachError
from cases.models import Protection, StandIn
from cases.queries import cases_in_reach
from interventions.models import HealthAssessment, Pause, Step
from interventions.queries.mentees import with_sharing

OF_CITIZEN = (
    "identifiers", "income_periods", "needs", "consents", "residence_periods", "jobs",
    "educations", "target_group_periods",
)  # fmt: skip


def read_case(by: Actor, pk: int) -> Any:
    """With `protection`, `plan_effect`, `stand_in_until` and what `with_sharing` tells.

    Raises PermissionDenied before any look-up, OutOfReachError as for a case that never was.
    """
    case = _found(by, pk)
    prefetch_related_objects([case.citizen], *OF_CITIZEN)
    pauses = Prefetch("pauses", Pause.objects.select_related("placement"))
    prefetch_related_objects([case], "job_readiness", "leaves", pauses)
    # With the table that the part on Danish and its guards read; the rows are shown by steps_of.
    steps = Step.objects.select_related("workplacedanish__language_goal").order_by("pk")
    prefetch_related_objects([case], Prefetch("steps", steps))
    return case


def _found(by: Actor, pk: int) -> Any:
    protections = Protection.objects.filter(
        Protection.in_force_on(by.today), citizen=OuterRef("citizen")
    )
    effects = HealthAssessment.objects.filter(case=OuterRef("pk")).exclude(plan_effect="")
    stand_ins = StandIn.objects.filter(
        StandIn.open_at(by.now), case=OuterRef("pk"), user=by.user_id
    ).order_by("-until_at")
    cases = with_sharing(cases_in_reach(by), by).annotate(
        stand_in_until=Subquery(stand_ins.values("until_at")[:1]),
        protection=Subquery(protections.values("kind")[:1]),
        # Made for the whole team and free of health information: see the column's help text.
        plan_effect=Subquery(effects.order_by("-pk").values("plan_effect")[:1]),
    )
    case = cases.filter(pk=pk).first()
    if case is None:
        raise OutOfReachError
    return case
