"""Two actions that one page makes, so that both stand or neither does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts.actor import Actor
from cases.actions.facts import give_consent
from cases.errors import InvalidDataError
from cases.models import Case
from interventions.actions.anchors import agree_handover
from interventions.actions.perform import perform
from interventions.actions.steps import add_goal
from interventions.forms.goals import GoalForm
from interventions.models import CompanyPlacement


@transaction.atomic
def agree_with_goal(
    placement: CompanyPlacement,
    data: Mapping[str, Any],
    goal: GoalForm,
    *,
    by: Actor,
    seen_version: int | None,
) -> CompanyPlacement:
    """Add the first goal and agree on the placement. Raises as add_goal and perform do."""
    if not goal.is_valid():
        raise InvalidDataError(goal)
    add_goal(placement, by=by, **goal.cleaned_data)
    agreed: CompanyPlacement = perform(placement, "agree", data, by=by, seen_version=seen_version)
    return agreed


@transaction.atomic
def agree_handover_with_consent(
    case: Case, day: date, consent: Mapping[str, Any] | None, *, by: Actor, reason: str,
    seen_version: int | None,
) -> Case:  # fmt: skip
    """Record the consent, if it is given now, and the earlier handover that rests on it."""
    if consent:
        give_consent(
            case,
            by=by,
            purpose="earlier_handover",
            scope="Tidligere overgivelse af ansvaret",
            receiver="Kommunen",
            **consent,
        )
    return agree_handover(case, day, by=by, reason=reason, seen_version=seen_version)
