"""What a team lead hands out: the unit's open cases, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import reach, require_role
from cases.models import Case

MANY = 500  # rows on the page, and cases in one request
UNASSIGNED = "ingen"


@dataclass(frozen=True)
class ToHandOut:
    pk: int
    citizen_id: int
    name: str
    state: str
    responsible: str


def to_hand_out(by: Actor, whose: str = "") -> QuerySet[Case]:
    """The open cases that the actor may assign: of one caseworker (her user name), of nobody, or
    all of them. Raises PermissionDenied.
    """
    require_role(by, Permission.CASE_ASSIGN)
    cases = Case.objects.filter(reach(by, Permission.CASE_ASSIGN)).exclude(state__in=Case.ENDED)
    if whose == UNASSIGNED:
        cases = cases.filter(responsible=None)
    elif whose:
        cases = cases.filter(responsible__username=whose)
    in_order = cases.order_by(F("responsible__name").asc(nulls_first=True), "citizen__search_key")
    return in_order.select_related("citizen", "responsible")


def told(case: Case) -> ToHandOut:
    return ToHandOut(
        pk=case.pk,
        citizen_id=case.citizen_id,
        name=str(case.citizen),
        state=case.state_label,
        responsible=str(case.responsible or "ikke fordelt"),
    )


def everyone_with_cases(by: Actor) -> list[tuple[str, str]]:
    """(user name, name) of all who have open cases in the unit, also those who left it."""
    rows = to_hand_out(by).exclude(responsible=None).order_by("responsible__name")
    named = rows.values_list("responsible__username", "responsible__name").distinct()
    return [(username, name or username) for username, name in named]
