"""The deadlines about which somebody can still do something, and how much each one presses.

The same rows as `with_status` calls overdue, soon or upcoming and whose step has not ended: a test
holds the two together. Written for lists: each word of the conditions is asked once, where
`with_status` asks a whole condition for each rule.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case as Choose
from django.db.models import CharField, Exists, F, Func, IntegerField, OuterRef, Q, Value, When
from django.db.models.query import QuerySet

from accounts.actor import Actor
from cases.queries import visible_cases
from interventions.law.conditions import terms
from interventions.law.rules import Authority
from interventions.law.status import SOON, Status
from interventions.law.wording import is_span
from interventions.law.workdays import working_days_after
from interventions.models import Exemption
from interventions.queries.conditions import TERMS, with_judged_day
from interventions.queries.deadlines import CHOSEN
from interventions.queries.restricted import knowable
from interventions.queries.rules import RuleBook

WEEK = 5  # working days
SPANS = 7  # the rank after all that somebody must do
RANK_STEP, DAY_STEP = 1_000_000, 10
AUTHORITY_ORDER = (Authority.STATUTORY, Authority.MUNICIPAL, Authority.GUIDANCE)


def open_deadlines(by: Actor, book: RuleBook) -> QuerySet[Any]:
    """Of the cases that the actor sees; as `open_anywhere`."""
    return open_anywhere(by, book).filter(case__in=visible_cases(by).values("pk"))


def open_anywhere(by: Actor, book: RuleBook) -> QuerySet[Any]:
    """With `status`, and with `urgency`, of which the least presses most; without what is
    restricted for the actor. The caller says of which cases she may see them.
    """
    today, spans = by.today, [pk for pk, rule in book.versions.items() if is_span(rule)]
    exempt = Exemption.objects.filter(
        deadline=OuterRef("pk"), from_on__lte=OuterRef("due_on"), to_on__gte=OuterRef("due_on")
    )
    unmet = Q(met_on=None) | Q(met_on__gt=today)
    run_out = Q(version__in=spans, due_on__lt=today)
    found = with_judged_day(knowable(by, book), today).filter(
        unmet,
        ~run_out,
        CHOSEN | ~irrelevant(book),
        ~Exists(exempt),
        not_ended(today),
        due_on__isnull=False,
    )
    status = Choose(
        When(due_on__lt=today, then=Value(str(Status.OVERDUE))),
        When(due_on__lte=today + SOON, then=Value(str(Status.SOON))),
        default=Value(str(Status.UPCOMING)),
        output_field=CharField(),
    )
    told: QuerySet[Any] = found.annotate(status=status, urgency=_urgency(spans, today))
    return told


def not_ended(today: date) -> Q:
    """The end may be known ahead: of a step that time will end."""
    return Q(ended_on=None) | Q(ended_on__gt=today)


def irrelevant(book: RuleBook) -> Q:
    """The deadlines whose version asks for something that does not hold on the judged day."""
    asking: dict[tuple[str, bool], list[int]] = {}
    for pk, rule in book.versions.items():
        for asked in terms(rule.condition_key):
            asking.setdefault(asked, []).append(pk)
    whole = Q(pk__in=[])
    for (word, wanted), versions in asking.items():
        whole |= Q(version__in=versions) & (~TERMS[word] if wanted else TERMS[word])
    return whole


def last_of_week(today: date) -> date:
    return working_days_after(today, WEEK)[0]


def _urgency(spans: list[int], today: date) -> Any:
    """Overdue by law, by municipal standard, by guidance; today; this week; soon; later; spans."""
    authority = Choose(
        *(When(version__authority=a, then=Value(n)) for n, a in enumerate(AUTHORITY_ORDER)),
        default=Value(len(AUTHORITY_ORDER)),
        output_field=IntegerField(),
    )
    rank = Choose(
        When(version__in=spans, then=Value(SPANS)),
        When(due_on__lt=today, then=authority),
        When(due_on=today, then=Value(3)),
        When(due_on__lte=last_of_week(today), then=Value(4)),
        When(due_on__lte=today + SOON, then=Value(5)),
        default=Value(6),
        output_field=IntegerField(),
    )
    day = Func(
        F("due_on"),
        template="(%(expressions)s - DATE '2000-01-01')",
        output_field=IntegerField(),
    )
    return rank * RANK_STEP + day * DAY_STEP + authority
