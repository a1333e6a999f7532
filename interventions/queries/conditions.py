"""The words of `condition_key` as SQL over Deadline: the twin of interventions/law/conditions.py.

They read the annotations of `with_judged_day`.
"""

from datetime import date
from typing import Any

from django.db.models import (
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce, Least

from cases.models import IncomePeriod, IntegrationNeed
from interventions.law.conditions import (
    ADULT,
    BENEFITS,
    FAMILY,
    PRESUMED_JOB_READY_MONTHS,
    SELF_SUPPORT_PREFIX,
    STANDARD_REFUGEE,
    terms,
)
from interventions.models import Deadline

NOBODY, EVERYBODY = Q(pk__in=[]), Q()


def with_judged_day(deadlines: QuerySet[Deadline], today: date) -> QuerySet[Any]:
    """`judged_on` as in law/status.py (LEAST passes by what is unknown); `age` in whole years on
    the day that decides it; `presumed_until` = the end of INL § 17's three months.
    """
    return deadlines.annotate(
        judged_on=Least(
            Value(today), F("due_on"), F("met_on"), F("ended_on"), output_field=DateField()
        ),
        age=Func(
            Coalesce("case__handover_on", "case__opened_on"),
            F("case__citizen__born_on"),
            template="date_part('year', age(%(expressions)s))::int",
            output_field=IntegerField(),
        ),
        presumed_until=Func(
            F("case__handover_on"),
            Value(PRESUMED_JOB_READY_MONTHS),
            template="(%(expressions)s))::date",
            arg_joiner=" + make_interval(0, ",
            output_field=DateField(),
        ),
    )


def condition(condition_key: str) -> Q:
    """The deadlines whose condition holds on the judged day."""
    wanted = Q()
    for word, positive in terms(condition_key):
        wanted &= TERMS[word] if positive else ~TERMS[word]
    return wanted


def _covers_judged_day(first: str = "from_on", last: str = "to_on") -> Q:
    judged = OuterRef("judged_on")
    open_or_later = Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gt": judged})
    return Q(**{f"{first}__lte": judged}) & open_or_later


def _income(which: Q) -> Q:
    covering = IncomePeriod.objects.filter(
        _covers_judged_day(), which, citizen=OuterRef("case__citizen_id")
    )
    return Q(Exists(covering))


_HEALTH_NEED = IntegrationNeed.objects.filter(
    _covers_judged_day("opened_on", "resolved_on"),
    citizen=OuterRef("case__citizen_id"),
    code="sundhed",
)
_NOBODY = Q(pk__in=[])  # not recorded yet: unknown counts as none

TERMS: dict[str, Q] = {
    "adult": Q(age__gte=ADULT),
    "on_benefit": _income(Q(code__in=BENEFITS)) | (Q(case__in_programme=True) & ~_income(Q())),
    "job_ready": Q(case__handover_on__isnull=True) | Q(judged_on__lt=F("presumed_until")),
    "self_supporting": _income(Q(code__startswith=SELF_SUPPORT_PREFIX)),
    "quota_or_health_need": Q(case__residence_basis="kvote") | Q(Exists(_HEALTH_NEED)),
    "case_active": Q(case__closed_on__isnull=True) | Q(judged_on__lte=F("case__closed_on")),
    "in_programme": Q(case__in_programme=True),
    "refugee_standard": Q(case__residence_basis__in=STANDARD_REFUGEE),
    "quota_or_family": Q(case__residence_basis__in=FAMILY | {"kvote"}),
    "family": Q(case__residence_basis__in=FAMILY),
    "ukraine": Q(case__residence_basis="ukraine_saerlov"),
    "in_job": _NOBODY,
    "in_job_or_education": _NOBODY,
    "in_job_or_education_without_benefit": _NOBODY,
    "parental_leave": _NOBODY,
    "job_ready_lab_groups": _NOBODY,
    "other_groups": Q(),
    "after_assessment": _NOBODY,
}
