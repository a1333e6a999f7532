"""Who works on a case. The responsible caseworker stands on the case itself as well, so that
the database can refuse a running case without one.
"""

from datetime import date

from django.db import transaction
from django.db.models import Q

from accounts.actor import Actor
from accounts.audit import record
from accounts.grants import FUNCTION_GRANTS
from accounts.models import RoleGrant, User
from accounts.roles import BY_HAND, Function, Permission, Role
from cases.access import OutOfReachError, require
from cases.actions.changes import change_fields
from cases.actions.kin import refuse_kin
from cases.errors import NotPossibleError
from cases.models import Assignment, Case

UNMANNED = "Giv sagen en ny ansvarlig i stedet: ingen sag må stå uden."


@transaction.atomic
def assign_responsible(case: Case, user: User, *, by: Actor) -> Case:
    """Hand the case to a caseworker of its unit from today on; the one before is relieved.

    Raises NotPossibleError when the user is closed or no caseworker of the unit, PermissionDenied
    when the citizen is hers to stay away from.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, Permission.CASE_ASSIGN, case)
    refuse_unfit(user, Role.CASEWORKER, by, unit_id=case.unit_id)
    refuse_kin(user, case.citizen)
    if case.responsible_id == user.pk:
        return case
    _end(case, Function.RESPONSIBLE, by.today)
    _begin(case, user, Function.RESPONSIBLE, by.today)
    change_fields(case, {"responsible": user}, citizen=case.citizen, by=by)
    return case


def first_responsible(case: Case, *, by: Actor) -> Case:
    """Whoever opens a case herself answers for it from today; registering was the permission.

    Raises NotPossibleError when the case has a responsible already, or when she is no caseworker
    of its unit. Called inside the transaction that opens the case.
    """
    if case.responsible_id is not None:
        raise NotPossibleError("Sagen har allerede en ansvarlig sagsbehandler.")
    user = User.objects.get(pk=by.person)
    refuse_unfit(user, Role.CASEWORKER, by, unit_id=case.unit_id)
    refuse_kin(user, case.citizen)
    _begin(case, user, Function.RESPONSIBLE, by.today)
    change_fields(case, {"responsible": user}, citizen=case.citizen, by=by)
    return case


def keep_responsible(case: Case, earlier: Case, *, by: Actor, on: date) -> None:
    """The case goes on where another left off, with the same caseworker.

    Called inside the transaction that opens it; the permission is the caller's to ask for.
    """
    user = earlier.responsible
    if user is None:
        return
    _begin(case, user, Function.RESPONSIBLE, on)
    change_fields(case, {"responsible": user}, citizen=case.citizen, by=by, effective_on=on)


def relieve(case: Case, user: User | None, unit_id: int, *, by: Actor) -> None:
    """The responsible caseworker answers for the case until today, and `user`, a caseworker of
    that unit, from then on. The permission and the case's own columns are the caller's.
    """
    if user is not None:
        refuse_unfit(user, Role.CASEWORKER, by, unit_id=unit_id)
        refuse_kin(user, case.citizen)
    _end(case, Function.RESPONSIBLE, by.today)
    if user is not None:
        _begin(case, user, Function.RESPONSIBLE, by.today)


@transaction.atomic
def give_function(
    case: Case,
    user: User,
    function: str,
    *,
    by: Actor,
    from_on: date,
    to_on: date | None = None,
) -> Assignment:
    """Let a colleague of the area work on the case in a function of BY_HAND, from a day to (not
    including) a day.

    Raises NotPossibleError: access is never given backwards, nor to somebody who has it already,
    who is closed, or who is no caseworker of the area.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, Permission.CASE_ASSIGN, case)
    _refuse_period(case, by, from_on, to_on)
    if function not in BY_HAND:
        raise NotPossibleError(
            "Vælg virksomhedskonsulent, sundhedskoordinator eller familiesagsbehandler."
        )
    refuse_unfit(user, FUNCTION_GRANTS[function][0], by, area_id=case.unit.area_id)
    refuse_kin(user, case.citizen)
    _refuse_overlap(case, user, function, from_on, to_on)
    row = Assignment.objects.create(
        case=case, user=user, function=function, from_on=from_on, to_on=to_on
    )
    _trail(case, "case.assign", function, by)
    return row


@transaction.atomic
def end_assignment(case: Case, row: Assignment, *, by: Actor, on: date) -> None:
    """Take a function of BY_HAND back from `on`: access is lost at 00:00 that day.

    Raises NotPossibleError; OutOfReachError for a concern's adviser, whom it would reveal.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, Permission.CASE_ASSIGN, case)
    row = Assignment.objects.select_for_update().get(pk=row.pk, case=case)
    _refuse_owned(row.function)
    if row.to_on and row.to_on <= by.today:
        raise NotPossibleError(f"Tilknytningen sluttede {row.to_on:%d-%m-%Y}.")
    if on < max(by.today, row.from_on):
        first = max(by.today, row.from_on)
        raise NotPossibleError(f"Vælg {first:%d-%m-%Y} eller en senere dag.")
    row.to_on = on
    row.save()
    _trail(case, "case.unassign", row.function, by)


def assign_function(case: Case, user: User, function: str, *, by: Actor, on: date) -> None:
    """Give a user a function on the case from `on`; the permission is the caller's to ask for."""
    role = FUNCTION_GRANTS[function][0]
    refuse_unfit(user, role, by)
    refuse_kin(user, case.citizen)
    _begin(case, user, function, on)
    _trail(case, "case.assign", function, by)


def end_function(
    case: Case, function: str, *, by: Actor, on: date, user: User | None = None
) -> None:
    """End the function from `on`: access is lost at 00:00 that day."""
    if function == Function.RESPONSIBLE:
        raise NotPossibleError(UNMANNED)
    if _end(case, function, on, user):
        _trail(case, "case.unassign", function, by)


def _begin(case: Case, user: User, function: str, on: date) -> None:
    open_already = Assignment.objects.filter(
        Assignment.active_on(on), case=case, user=user, function=function
    )
    if not open_already.exists():
        _refuse_both_sides(case, user, function, on)
        Assignment.objects.create(case=case, user=user, function=function, from_on=on)
        # Whoever closes her at this moment waits for this row, or it for them: look again.
        if not User.objects.filter(pk=user.pk, is_active=True).exists():
            raise NotPossibleError(f"{user} er lukket og kan ikke få sager.")


def _refuse_both_sides(case: Case, user: User, function: str, on: date) -> None:
    """Nobody is mentor and caseworker of the same citizen (security §3.1)."""
    held = Assignment.objects.filter(
        Assignment.active_on(on), user=user, case__citizen=case.citizen_id
    )
    mentor = Q(function=Function.MENTOR)
    if held.filter(~mentor if function == Function.MENTOR else mentor).exists():
        raise NotPossibleError(f"{user} kan ikke være både mentor og sagsbehandler for borgeren.")


def _end(case: Case, function: str, on: date, user: User | None = None) -> int:
    """Answers how many ended, also of those that were to end or to begin later."""
    later = Q(to_on__isnull=True) | Q(to_on__gt=on)
    running = Assignment.objects.filter(later, case=case, function=function)
    if user is not None:
        running = running.filter(user=user)
    ending = list(running)
    for assignment in ending:
        assignment.to_on = max(on, assignment.from_on)
        assignment.save()
    return len(ending)


def _refuse_owned(function: str) -> None:
    """What has an owner of its own (the mentoring, a concern taken over) is ended there."""
    if function == Function.SOCIAL_CONTROL_ADVISER:
        raise OutOfReachError
    if function == Function.MENTOR:
        raise NotPossibleError("Afslut mentorforløbet, eller skift mentor.")
    if function == Function.RESPONSIBLE:
        raise NotPossibleError(UNMANNED)


def _trail(case: Case, action: str, function: str, by: Actor) -> None:
    record(by, action, "case", case.pk, subjects=[case.citizen_id], fields=[str(function)])


def _refuse_period(case: Case, by: Actor, from_on: date, to_on: date | None) -> None:
    if case.is_ended:
        raise NotPossibleError(f"Sagen er {case.state_label.lower()}.")
    if from_on < by.today:
        raise NotPossibleError("Vælg i dag eller en senere dag: adgang gives ikke bagud.")
    if to_on and to_on <= from_on:
        raise NotPossibleError("Den første dag uden adgang skal ligge efter den første dag.")


def _refuse_overlap(
    case: Case, user: User, function: str, from_on: date, to_on: date | None
) -> None:
    later = Q(to_on__isnull=True) | Q(to_on__gt=from_on)
    earlier = Q(from_on__lt=to_on) if to_on else Q()
    if case.assignments.filter(later & earlier, user=user, function=function).exists():
        label = Function(function).label.lower()
        raise NotPossibleError(f"{user} er allerede {label} på sagen i den periode.")


def refuse_unfit(
    user: User, role: Role, by: Actor, unit_id: int | None = None, area_id: int | None = None
) -> None:
    """Raises NotPossibleError for who is closed, or does not hold the role (in the place) today."""
    if not user.is_active:
        raise NotPossibleError(f"{user} er lukket og kan ikke få sager.")
    grants = RoleGrant.objects.filter(RoleGrant.valid_on(by.today), user=user, role=role)
    if unit_id is not None:
        grants = grants.filter(unit=unit_id)
    if area_id is not None:
        grants = grants.filter(unit__area=area_id)
    if not grants.exists():
        where = " i sagens enhed" if unit_id is not None else ""
        where = " i sagens område" if area_id is not None else where
        raise NotPossibleError(f"{user} er ikke {role.label.lower()}{where}.")
