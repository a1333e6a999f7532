"""Deadlines of kinds that are hidden from the actor, such as the health assessment.

That a deadline is relevant, or met, would tell what the step itself must not (a health need).
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import reach
from cases.models import Case
from cases.queries import visible_cases
from interventions.law.facts import fulfilments
from interventions.models import KINDS, RECORDS, Deadline
from interventions.queries.rules import RuleBook


def restricted_rules(book: RuleBook) -> dict[Permission, list[str]]:
    """The codes of rules that are met by a restricted kind, by the permission it asks for."""
    found: dict[Permission, list[str]] = {}
    kinds = {**KINDS, **RECORDS}
    for code in book.rule_ids:
        for kind, _, _ in fulfilments(book.latest(code)):
            if kind in kinds and kinds[kind].see != Permission.CASE_SEE:
                found.setdefault(kinds[kind].see, []).append(code)
    return found


def hidden_rules(book: RuleBook, held: frozenset[Permission]) -> set[str]:
    """The codes that one who holds these permissions on a case may not know of there."""
    restricted = restricted_rules(book)
    return {code for see, codes in restricted.items() if see not in held for code in codes}


def visible_deadlines(by: Actor, book: RuleBook) -> QuerySet[Deadline]:
    """Those of visible cases. Raises PermissionDenied when the role sees no case at all."""
    return knowable(by, book).filter(case__in=visible_cases(by).values("pk"))


def knowable(by: Actor, book: RuleBook) -> QuerySet[Deadline]:
    """What the actor may know of in cases that she sees; which those are, the caller says.

    A person without the citizen's facts knows of the deadlines of shared steps only.
    """
    deadlines = Deadline.objects.all()
    for see, codes in restricted_rules(book).items():
        allowed = Case.objects.filter(reach(by, see)).values("pk")
        deadlines = deadlines.filter(~Q(rule__code__in=codes) | Q(case__in=allowed))
    if not by.may(Permission.CITIZEN_FACTS_SEE):
        deadlines = deadlines.filter(step__shared=True)
    return deadlines
