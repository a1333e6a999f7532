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
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Least
from django.db.models.lookups import Exact

from cases.models import (
    EducationSpell,
    EmploymentSpell,
    IncomePeriod,
    IntegrationNeed,
    TargetGroupPeriod,
)
from interventions.law.conditions import (
    ADULT,
    BENEFITS,
    FAMILY,
    JOB_READY,
    JOB_READY_GROUPS,
    PRESUMED_JOB_READY_MONTHS,
    SELF_SUPPORT_PREFIX,
    STANDARD_REFUGEE,
    terms,
)
from interventions.law.outcomes import UNSUBSIDISED
from interventions.models import Deadline, JobReadiness, ParentalLeave

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


def _spell(spells: type[EmploymentSpell] | type[EducationSpell], **which: Any) -> Q:
    mine = {"citizen": OuterRef("case__citizen_id"), **which}
    return Q(Exists(spells._default_manager.filter(_covers_judged_day(), **mine)))


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
_JOB_READY_GROUP = TargetGroupPeriod.objects.filter(
    _covers_judged_day(), citizen=OuterRef("case__citizen_id"), code__in=JOB_READY_GROUPS
)

_ON_BENEFIT = _income(Q(code__in=BENEFITS)) | (Q(case__in_programme=True) & ~_income(Q()))
_IN_JOB = _spell(EmploymentSpell, support=UNSUBSIDISED)
_IN_JOB_OR_EDUCATION = _IN_JOB | _spell(EducationSpell)

_PRESUMED = Q(case__handover_on__isnull=True) | Q(judged_on__lt=F("presumed_until"))
_LEAVE = ParentalLeave.objects.filter(
    Q(ended_on__isnull=True) | Q(ended_on__gte=OuterRef("judged_on")),
    case=OuterRef("case_id"),
    from_on__lte=OuterRef("judged_on"),
)
_ASSESSED = JobReadiness.objects.filter(
    case=OuterRef("case_id"), assessed_on__lte=OuterRef("judged_on")
).order_by("-assessed_on", "-pk")
_CATEGORY = Coalesce(Subquery(_ASSESSED.values("category")[:1]), Value(""))  # "" = none yet

TERMS: dict[str, Q] = {
    "adult": Q(age__gte=ADULT),
    "on_benefit": _ON_BENEFIT,
    "job_ready": Q(Exact(_CATEGORY, JOB_READY)) | (Q(Exact(_CATEGORY, "")) & _PRESUMED),
    "self_supporting": _income(Q(code__startswith=SELF_SUPPORT_PREFIX)),
    "quota_or_health_need": Q(case__residence_basis="kvote") | Q(Exists(_HEALTH_NEED)),
    "case_active": Q(case__closed_on__isnull=True) | Q(judged_on__lte=F("case__closed_on")),
    "in_programme": Q(case__in_programme=True),
    "refugee_standard": Q(case__residence_basis__in=STANDARD_REFUGEE),
    "quota_or_family": Q(case__residence_basis__in=FAMILY | {"kvote"}),
    "family": Q(case__residence_basis__in=FAMILY),
    "ukraine": Q(case__residence_basis="ukraine_saerlov"),
    "in_job": _IN_JOB,
    "in_job_or_education": _IN_JOB_OR_EDUCATION,
    "in_job_or_education_without_benefit": _IN_JOB_OR_EDUCATION & ~_ON_BENEFIT,
    "parental_leave": Q(Exists(_LEAVE)),
    "job_ready_lab_groups": Q(Exists(_JOB_READY_GROUP)),
    "other_groups": ~Q(Exists(_JOB_READY_GROUP)),
    "after_assessment": Q(),
}
