"""How many of the facts that a rule counts there are, for »3 af 4« beside its deadline."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When

from cases.models import Event
from interventions.law.facts import fulfilments
from interventions.law.rules import Rule
from interventions.models import Deadline
from interventions.queries.rules import RuleBook


def with_counted(deadlines: QuerySet[Deadline], book: RuleBook) -> QuerySet[Any]:
    """`counted` = the facts from the anchor to the due date, None for a rule that counts none.

    A later one counts no more: the fourth talk after the due date never meets the deadline.
    """
    rules = (book.latest(code) for code in book.rule_ids)
    ways = [
        When(rule__code=rule.code, then=_facts(rule)) for rule in rules if rule.needed_facts > 1
    ]
    told: QuerySet[Any] = deadlines.annotate(
        counted=Case(*ways, default=None, output_field=IntegerField())
    )
    return told


def _facts(rule: Rule) -> Subquery:
    fitting = Q(pk__in=[])
    for kind, move, form in fulfilments(rule):
        fitting |= Q(kind=kind, move=move, **({"form": form} if form else {}))
    facts = Event.objects.filter(
        fitting,
        case=OuterRef("case_id"),
        effective_on__gte=OuterRef("anchor_on"),
        effective_on__lte=OuterRef("due_on"),
    )
    none_gives_nothing = facts.order_by().values("case").annotate(n=Count(F("pk"))).values("n")
    return Subquery(none_gives_nothing)
