"""Who stands in for whom, what is open behind broken glass, and who is to be told of it.

Nothing is sent and nothing is stored for it: whoever is to know finds it on her first page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import OuterRef, Q, Subquery

from accounts.actor import Actor
from accounts.localtime import day_bounds, local_clock, local_date
from accounts.models import Kin, User
from accounts.roles import Permission, Role
from accounts.wall import beyond
from cases.access import OutOfReachError, may_break, require_role
from cases.models import Away, BrokenGlass, Case, StandIn
from cases.queries import reviewable, reviewing, visible_cases
from interventions.law.wording import written
from interventions.law.workdays import working_days_after

P = Permission
TOLD_FOR = timedelta(days=7)
REVIEW_WITHIN = 5  # working days (security §3.7)


@dataclass(frozen=True)
class StandInTold:
    case_id: int
    citizen_id: int
    citizen: str
    who: str
    until: str
    reason: str
    running: bool


def stand_ins_told(by: Actor) -> list[StandInTold]:
    """Those of the last seven days on the actor's own cases, or on her unit's if she leads it.

    What she did herself is no news to her. One query; each colleague once on each case.
    """
    cases = visible_cases(by)
    if not by.may(P.CASE_ASSIGN):
        cases = cases.filter(responsible=by.user_id)
    rows = StandIn.objects.filter(case__in=cases.values("pk"), until_at__gt=by.now - TOLD_FOR)
    rows = rows.exclude(user=by.user_id).exclude(appointed_by=by.user_id)
    latest: dict[tuple[int, int], StandIn] = {}
    for row in rows.select_related("case__citizen", "user").order_by("until_at", "pk"):
        latest[row.case_id, row.user_id] = row
    return [_told(row, by) for row in reversed(latest.values())]


def _told(row: StandIn, by: Actor) -> StandInTold:
    return StandInTold(
        case_id=row.case_id,
        citizen_id=row.case.citizen_id,
        citizen=str(row.case.citizen),
        who=str(row.user),
        until=local_clock(row.until_at),
        reason=row.reason,
        running=row.until_at > by.now,
    )


def standing_in(case: Case, by: Actor) -> list[StandIn]:
    """Who stands in on the case now or later, each colleague once; one query."""
    rows = StandIn.objects.filter(case=case, until_at__gt=by.now).select_related("user")
    latest: dict[int, StandIn] = {row.user_id: row for row in rows.order_by("until_at", "pk")}
    return list(latest.values())


def deputy_on(day: date) -> Subquery:
    """The name of who is appointed to stand in on a case until the day is over, for lists."""
    _, end = day_bounds(day)
    rows = StandIn.objects.filter(
        case=OuterRef("pk"), appointed_by__isnull=False, from_at__lt=end, until_at__gte=end
    )
    return Subquery(rows.order_by("-pk").values("user__name")[:1])


def get_stand_in(by: Actor, pk: int) -> StandIn:
    """One on a case that the actor may assign. Raises PermissionDenied, OutOfReachError."""
    require_role(by, P.CASE_ASSIGN)
    rows = StandIn.objects.filter(case__in=visible_cases(by).values("pk"))
    row = rows.select_related("case", "user").filter(pk=pk).first()
    if row is None:
        raise OutOfReachError
    return row


# --- breaking the glass
@dataclass(frozen=True)
class Glass:
    """No citizen is named: the case's number leads there, whoever may go there."""

    pk: int
    case_id: int
    citizen_id: int
    unit: str
    who: str
    cause: str
    reason: str
    at: str
    review_by: date
    overdue: bool


def glass_to_review(by: Actor) -> list[Glass]:
    """What waits for the actor's review, the oldest first; one query. Raises PermissionDenied."""
    with reviewing(by):
        return [_glass(row, by) for row in reviewable(by).filter(reviewed_at=None)]


def get_glass(by: Actor, pk: int) -> BrokenGlass:
    """Any that the actor may review, and her own, which the action refuses.

    Raises PermissionDenied, OutOfReachError.
    """
    require_role(by, P.GLASS_REVIEW)
    mine = BrokenGlass.objects.filter(user=by.person).select_related("case__unit", "user")
    with reviewing(by):
        row = reviewable(by).filter(pk=pk).first() or mine.filter(pk=pk).first()
    if row is None:
        raise OutOfReachError
    return row


def told_glass(row: BrokenGlass, by: Actor) -> Glass:
    return _glass(row, by)


def _glass(row: BrokenGlass, by: Actor) -> Glass:
    last, _ = working_days_after(local_date(row.from_at), REVIEW_WITHIN)
    return Glass(
        pk=row.pk,
        case_id=row.case_id,
        citizen_id=row.case.citizen_id,
        unit=str(row.case.unit),
        who=str(row.user),
        cause=str(row.get_cause_display()),
        reason=row.reason,
        at=local_clock(row.from_at),
        review_by=last,
        overdue=row.reviewed_at is None and by.today > last,
    )


def breakable(by: Actor, pk: int) -> Case:
    """The case as far as it may be told before the glass is broken: its number and unit.

    Raises PermissionDenied, OutOfReachError also for the protected and one's family.
    """
    require_role(by, P.GLASS_BREAK)
    with beyond():  # its number and unit are what may be told of it
        case = Case.objects.filter(may_break(by), pk=pk).select_related("unit").first()
    if case is None:
        raise OutOfReachError
    return case


def open_glass(by: Actor, case: Case) -> str:
    """Until when the actor reads another unit's case behind broken glass, or ""."""
    if case.unit_id == by.unit_id or not by.may(P.GLASS_BREAK):
        return ""
    rows = BrokenGlass.objects.filter(BrokenGlass.open_at(by.now), case=case, user=by.user_id)
    row = rows.order_by("-until_at").first()
    return local_clock(row.until_at) if row else ""


# --- who is away, and whose family is to be confirmed
def away_in_unit(by: Actor) -> list[Away]:
    """Running and coming ones of the unit's caseworkers; one query."""
    unit = Q(user__grants__unit=by.unit_id or 0, user__grants__role=Role.CASEWORKER)
    rows = Away.objects.filter(unit, Away.ends_after(by.today)).distinct()
    return list(rows.select_related("user", "deputy").order_by("from_on", "pk"))


def told_away(row: Away) -> str:
    last = row.to_on - timedelta(days=1)
    return f"{row.user} er fraværende {written(row.from_on)} til {written(last)}"


def kin_to_confirm(by: Actor) -> list[Kin]:
    """Declared by people who hold a role in the lead's unit, her own left out, and not confirmed
    yet, or asked to be withdrawn; one query.
    """
    if by.role != Role.TEAM_LEAD:
        return []
    staff = User.objects.filter(grants__unit=by.unit_id or 0)
    waiting = Q(confirmed_at=None) | Q(withdrawal_asked_at__isnull=False)
    rows = Kin.objects.filter(waiting, user__in=staff.values("pk"))
    return list(rows.exclude(user=by.user_id).select_related("user").order_by("declared_at", "pk"))
