"""Deputies for longer than a day, and caseworkers who are away: the team lead's to arrange."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.localtime import instant
from accounts.models import User
from accounts.queries import leads
from accounts.roles import Permission, Role
from cases.access import OutOfReachError, reach, require, require_role
from cases.actions.assignments import refuse_unfit
from cases.actions.kin import refuse_kin
from cases.errors import NotPossibleError
from cases.models import Away, Case, StandIn

MIDNIGHT = time(0)
WHY_AWAY = "Fravær"


@dataclass(frozen=True)
class Verdict:
    """What became of one case among many. `to` is who has it now, or "" when `why` says why not."""

    case_id: int
    to: str = ""
    why: str = ""

    @property
    def moved(self) -> bool:
        return not self.why


def tried(case_id: int, user: User, act: Callable[[], object]) -> Verdict:
    """One row of many, in a savepoint: a refused one leaves the others standing."""
    try:
        with transaction.atomic():
            act()
    except OutOfReachError:
        return Verdict(case_id, why="Forløbet findes ikke.")
    except (NotPossibleError, PermissionDenied) as error:
        return Verdict(case_id, why=str(error))
    return Verdict(case_id, to=str(user))


@transaction.atomic
def appoint_deputy(
    case: Case, user: User, *, by: Actor, from_on: date, to_on: date, reason: str
) -> StandIn:
    """A caseworker of the unit stands in from a day to (not including) a day.

    Raises PermissionDenied, OutOfReachError, NotPossibleError.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, Permission.CASE_ASSIGN, case)
    refuse_unfit(user, Role.CASEWORKER, by, unit_id=case.unit_id)
    refuse_kin(user, case.citizen)
    _refuse_days(from_on, to_on, by)
    if case.responsible_id == user.pk:
        raise NotPossibleError(f"{user} er selv ansvarlig for sagen.")
    begins = by.now if from_on == by.today else instant(from_on, MIDNIGHT)
    row = StandIn.objects.create(
        case=case, user=user, reason=reason, appointed_by_id=by.person,
        from_at=begins, until_at=instant(to_on, MIDNIGHT),
    )  # fmt: skip
    record(
        by, "deputy.appoint", "case", case.pk,
        subjects=[case.citizen_id], fields=["user", "reason", "until_at"],
    )  # fmt: skip
    return row


def _refuse_days(from_on: date, to_on: date, by: Actor) -> None:
    if from_on < by.today:
        raise NotPossibleError("Første dag kan ikke ligge før i dag.")
    if to_on <= from_on:
        raise NotPossibleError("Sidste dag ligger før den første.")


@transaction.atomic
def end_deputy(row: StandIn, *, by: Actor) -> None:
    """From now on, or never, if it had not begun. Raises as appoint_deputy."""
    row = StandIn.objects.select_for_update(of=("self",)).select_related("case").get(pk=row.pk)
    require(by, Permission.CASE_ASSIGN, row.case)
    if row.until_at <= by.now:
        raise NotPossibleError("Vikariatet er slut.")
    _cut(row, by)


def _cut(row: StandIn, by: Actor) -> None:
    subjects, case_id = [row.case.citizen_id], row.case_id
    if row.from_at >= by.now:
        row.delete()
    else:
        row.until_at = by.now
        row.save()
    record(by, "deputy.end", "case", case_id, subjects=subjects, fields=["until_at"])


@transaction.atomic
def register_away(
    user: User, deputy: User, *, by: Actor, from_on: date, to_on: date
) -> tuple[Away, list[Verdict]]:
    """A caseworker of the unit is away, and a colleague stands in on each of her open cases there.

    Raises PermissionDenied, OutOfReachError for a user of another unit, NotPossibleError.
    """
    _require_lead(user, by)
    refuse_unfit(deputy, Role.CASEWORKER, by, unit_id=by.unit_id)
    _refuse_days(from_on, to_on, by)
    if user == deputy:
        raise NotPossibleError("Vælg en anden som vikar.")
    if Away.objects.filter(user=user, from_on__lt=to_on, to_on__gt=from_on).exists():
        raise NotPossibleError(f"{user} er allerede registreret som fraværende i perioden.")
    if Away.objects.filter(user=deputy, from_on__lt=to_on, to_on__gt=from_on).exists():
        raise NotPossibleError(f"{deputy} er selv fraværende i perioden. Vælg en anden.")
    away = Away.objects.create(
        user=user, deputy=deputy, from_on=from_on, to_on=to_on,
        recorded_by_id=by.person, recorded_at=by.now,
    )  # fmt: skip
    record(by, "away.register", "user", user.pk, fields=["deputy", "from_on", "to_on"])
    mine = Case.objects.filter(reach(by, Permission.CASE_ASSIGN), responsible=user)
    cases = mine.exclude(state__in=Case.ENDED).order_by("pk")
    covered = partial(
        appoint_deputy, user=deputy, by=by, from_on=from_on, to_on=to_on, reason=WHY_AWAY
    )
    return away, [tried(case.pk, deputy, partial(covered, case)) for case in cases]


@transaction.atomic
def end_away(away: Away, *, by: Actor) -> None:
    """She is back today: her deputy stands in no longer. Raises as register_away."""
    _require_lead(away.user, by)
    away = Away.objects.select_for_update(of=("self",)).get(pk=away.pk)
    if away.to_on <= by.today:
        raise NotPossibleError(f"{away.user} er tilbage.")
    rows = StandIn.objects.filter(
        user=away.deputy, case__responsible=away.user, until_at__gt=by.now,
        appointed_by__isnull=False, until_at=instant(away.to_on, MIDNIGHT),
    )  # fmt: skip
    for row in rows.select_related("case"):
        _cut(row, by)
    record(by, "away.end", "user", away.user_id, fields=["to_on"])
    if away.from_on >= by.today:
        away.delete()
    else:
        away.to_on = by.today
        away.save()


def _require_lead(user: User, by: Actor) -> None:
    require_role(by, Permission.CASE_ASSIGN)
    if not leads(by, user):
        raise OutOfReachError
