"""Deadlines of kinds that are hidden from the actor, such as the health assessment.

That a deadline is relevant, or met, would tell what the step itself must not (a health need).
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import reach, require_role
from cases.models import Case
from interventions.law.facts import fulfilments
from interventions.models import KINDS, RECORDS, Deadline
from interventions.queries.rules import RuleBook


def restricted_rules(book: RuleBook) -> dict[Permission, list[str]]:
    """The codes of rules that are met by a restricted kind, by the permission it asks for."""
    found: dict[Permission, list[str]] = {}
    kinds = {**KINDS, **RECORDS}
    for code in book.rule_ids:
        for kind, _, _ in fulfilments(book.latest(code)):
            if kind in kinds and kinds[kind].see != Permission.PLAN_SEE:
                found.setdefault(kinds[kind].see, []).append(code)
    return found


def hidden_rules(book: RuleBook, held: frozenset[Permission]) -> set[str]:
    """The codes that one who holds these permissions on a case may not know of there."""
    restricted = restricted_rules(book)
    return {code for see, codes in restricted.items() if see not in held for code in codes}


def deadlines_in_reach(by: Actor, book: RuleBook) -> QuerySet[Deadline]:
    """For finding one by its number. Raises PermissionDenied when the role sees no case at all."""
    require_role(by, Permission.CASE_SEE)
    return knowable(by, book, one=True)


def knowable(by: Actor, book: RuleBook, *, one: bool = False) -> QuerySet[Deadline]:
    """What the actor may know of. Without the whole plan she knows of shared steps' alone."""
    deadlines = Deadline.objects.filter(planned(by, Q(step__shared=True), one=one))
    for see, codes in restricted_rules(book).items():
        allowed = Case.objects.filter(reach(by, see, one=one)).values("pk")
        deadlines = deadlines.filter(~Q(rule__code__in=codes) | Q(case__in=allowed))
    return deadlines


def planned(by: Actor, shared: Q, *, one: bool = False) -> Q:
    """What belongs to a plan that the actor sees whole, or is `shared` on one she sees in part."""
    whole = reach(by, Permission.PLAN_SEE, one=one)
    part = reach(by, Permission.PLAN_SHARED_SEE, one=one)
    return Q(case__in=Case.objects.filter(whole).values("pk")) | (
        shared & Q(case__in=Case.objects.filter(part).values("pk"))
    )
