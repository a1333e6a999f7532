"""Of which day each reminder tells: one query a code, all of the same two columns.

Each answers with `case_pk` and `day` for cases that have not ended; which of them are shown today
follows from the table of law/reminders.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce, Greatest

from cases.models import Case, Consent, Event
from interventions.law.conditions import ADULT
from interventions.law.reminders import reminders
from interventions.models import KINDS, CompanyPlacement, FollowUp, Mentoring, Step
from interventions.models.mentoring import FIRST_YEAR_MONTHS
from interventions.queries.journal import appointments_without_note, talks_without_note
from interventions.queries.reminder_proposals import (
    age_then,
    assessment_proposed,
    danish_proposed,
    job_danish_proposed,
    placement_proposed,
)

LEAP_DAY = "0229"  # one is a year older on 1 March, as in law/conditions.py
AFTERWARDS = timedelta(days=30)  # how long a birthday is told after it
WITH_MENTOR = (Mentoring.State.ASSIGNED, Mentoring.State.RUNNING)
SHARING_PURPOSE = "mentor"
AT_COMPANY = (CompanyPlacement.State.RUNNING, CompanyPlacement.State.PAUSED)

Rows = QuerySet[Any]


def _open(prefix: str = "case__") -> Q:
    return ~Q(**{f"{prefix}state__in": Case.ENDED})


def silence(_today: date) -> Rows:
    """Counted from the mentor's last log, or from the day on which she became the mentor."""
    logs = FollowUp.objects.filter(mentoring=OuterRef("pk")).order_by("-occurred_on")
    began = Event.objects.filter(
        case=OuterRef("case_id"),
        kind="Mentoring",
        move__in=("assign", "change_mentor"),
        object_id=OuterRef("pk"),
    ).order_by("-effective_on")
    mentorings = Mentoring.objects.filter(_open(), state__in=WITH_MENTOR)
    return mentorings.annotate(
        day=Greatest(
            Subquery(logs.values("occurred_on")[:1]), Subquery(began.values("effective_on")[:1])
        ),
        case_pk=F("case_id"),
    )


def mentor_ends(_today: date) -> Rows:
    """The policy's first year from arrival, or the day to which the mentor is granted if later."""
    year = Func(
        F("case__arrived_on"),
        template=f"(%(expressions)s + make_interval(months => {FIRST_YEAR_MONTHS}))::date",
        output_field=DateField(),
    )
    mentorings = Mentoring.objects.filter(_open(), state__in=WITH_MENTOR)
    return mentorings.annotate(day=Greatest(year, F("until")), case_pk=F("case_id"))


def mentor_stopped(_today: date) -> Rows:
    """Until there is a mentoring again that has not ended."""
    others = Mentoring.objects.filter(case=OuterRef("case_id"), ended_on__isnull=True)
    stopped = Mentoring.objects.filter(_open(), end_reason="mentor_ophoert", state="ended")
    return stopped.filter(~Exists(others)).annotate(day=F("ended_on"), case_pk=F("case_id"))


def mentor_without_consent(today: date) -> Rows:
    """A mentor gets nothing without consent: until there is a new one, or no mentor any more."""
    mine = Consent.objects.filter(
        citizen=OuterRef("case__citizen"), purpose=SHARING_PURPOSE, given_on__lte=today
    )
    in_force = mine.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=today))
    withdrawn = mine.order_by("-withdrawn_on").values("withdrawn_on")[:1]
    mentorings = Mentoring.objects.filter(~Exists(in_force), _open(), state__in=WITH_MENTOR)
    told = mentorings.annotate(day=Subquery(withdrawn), case_pk=F("case_id"))
    return told.filter(day__isnull=False)


def permit_ends(today: date) -> Rows:
    """The permit that runs today; its end is told until another day is written down."""
    runs = Q(citizen__residence_periods__to_on=None) | Q(
        citizen__residence_periods__to_on__gt=today
    )
    cases = Case.objects.filter(
        _open(""), runs, citizen__residence_periods__from_on__lte=today,
        citizen__residence_periods__valid_until__isnull=False,
    )  # fmt: skip
    return cases.annotate(day=F("citizen__residence_periods__valid_until"), case_pk=F("pk"))


def permit_ends_later(today: date) -> Rows:
    """Until the shorter notice takes over."""
    return permit_ends(today).filter(day__gt=reminders()["OPHOLD-30"].latest(today))


def own_birthday(today: date) -> Rows:
    return _birthdays("citizen__born_on", Q(), today)


def birthday_at_home(today: date) -> Rows:
    """Of the others in the household, confirmed by a person."""
    member = "citizen__memberships__household__members"
    at_home = Q(citizen__memberships__to_on=None) & Q(**{f"{member}__to_on": None})
    others = _birthdays(f"{member}__citizen__born_on", at_home, today)
    return others.exclude(citizen=F(f"{member}__citizen"))


def placement_ends(_today: date) -> Rows:
    placements = CompanyPlacement.objects.filter(
        _open(), state__in=AT_COMPANY, planned_to__isnull=False
    )
    return placements.annotate(day=F("planned_to"), case_pk=F("case_id"))


def adult_steps_of_a_child(_today: date) -> Rows:
    """R8: a corrected date has made her one who was under 18 at the handover; a person ends what
    planning gave to an adult.
    """
    kinds = [name for name, kind in KINDS.items() if kind.needs_adult]
    steps = Step.objects.filter(case=OuterRef("pk"), kind__in=kinds, ended_on=None)
    cases = Case.objects.filter(Exists(steps), state__in=Case.RUNNING)
    cases = cases.annotate(day=Coalesce("handover_on", "opened_on"), case_pk=F("pk"))
    return cases.annotate(age=age_then()).filter(age__lt=ADULT)


def _birthdays(born_on: str, which: Q, today: date) -> Rows:
    """Who was a child when the case was opened, until some weeks after the birthday."""
    leap_day = f"(CASE to_char(%(expressions)s, 'MMDD') WHEN '{LEAP_DAY}' THEN 1 ELSE 0 END)"
    eighteenth = Func(
        F(born_on),
        template=f"((%(expressions)s + make_interval(years => {ADULT}))::date + {leap_day})",
        output_field=DateField(),
    )
    cases = Case.objects.filter(_open("") & which).annotate(day=eighteenth, case_pk=F("pk"))
    return cases.filter(day__gt=F("opened_on"), day__gte=today - AFTERWARDS)


Build = Callable[[date], Rows]

ROWS: tuple[tuple[str, Build], ...] = (
    ("MENTOR-TAVS-21", silence),
    ("MENTOR-TAVS-35", silence),
    ("MENTOR-STOPPET", mentor_stopped),
    ("MENTOR-SLUT", mentor_ends),
    ("MENTOR-SAMTYKKE", mentor_without_consent),
    ("OPHOLD-90", permit_ends_later),
    ("OPHOLD-30", permit_ends),
    ("BARN-18", own_birthday),
    ("BARN-18", birthday_at_home),
    ("PRAK-SLUT", placement_ends),
    ("NOTAT-3", talks_without_note),
    ("NOTAT-3", appointments_without_note),
    ("FORSLAG-PRAK", placement_proposed),
    ("FORSLAG-DANSK", danish_proposed),
    ("FORSLAG-JOBDANSK", job_danish_proposed),
    ("FORSLAG-SUNDHED", assessment_proposed),
    ("UNDER-18", adult_steps_of_a_child),
)
