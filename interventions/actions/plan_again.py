"""Planning again after facts have changed: what the template now asks for and the case lacks."""

from __future__ import annotations

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.planning import plan_case
from interventions.actions.settle import settle
from interventions.queries.rules import rule_book


@transaction.atomic
def plan_again(case: Case, *, by: Actor) -> list[int]:
    """Answers with the ids of the steps that came; twice adds nothing.

    Raises PermissionDenied, OutOfReachError, NotPossibleError for a case that is not running.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, Permission.STEP_ADD, case)
    if case.state not in Case.RUNNING:
        raise NotPossibleError(f"Sagen er {case.state_label.lower()}.")
    had = set(case.steps.values_list("pk", flat=True))
    book = rule_book()
    plan_case(case, by.today, book)
    settle(case, book)
    new = sorted(set(case.steps.values_list("pk", flat=True)) - had)
    record(by, "plan.update", "case", case.pk, subjects=[case.citizen_id], fields=["steps"])
    return new
