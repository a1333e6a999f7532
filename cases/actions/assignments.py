"""Who works on a case. The responsible caseworker stands on the case itself as well, so that
the database can refuse a running case without one.
"""

from datetime import date

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.models import RoleGrant, User
from accounts.roles import FUNCTION_GRANTS, Function, Permission, Role
from cases.access import require
from cases.actions.changes import change_fields
from cases.errors import NotPossibleError
from cases.models import Assignment, Case


@transaction.atomic
def assign_responsible(case: Case, user: User, *, by: Actor) -> Case:
    """Hand the case to a caseworker of its unit from today on; the one before is relieved.

    Raises NotPossibleError when the user is closed or no caseworker of the unit.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    require(by, Permission.CASE_ASSIGN, case)
    _refuse_unfit(user, Role.CASEWORKER, by, unit_id=case.unit_id)
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
    _refuse_unfit(user, Role.CASEWORKER, by, unit_id=case.unit_id)
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


def assign_function(case: Case, user: User, function: str, *, by: Actor, on: date) -> None:
    """Give a user a function on the case from `on`; the permission is the caller's to ask for."""
    role = FUNCTION_GRANTS[function][0]
    _refuse_unfit(user, role, by)
    _begin(case, user, function, on)
    record(by, "case.assign", "case", case.pk, subjects=[case.citizen_id], fields=[str(function)])


def end_function(
    case: Case, function: str, *, by: Actor, on: date, user: User | None = None
) -> None:
    """End the function from `on`: access is lost at 00:00 that day."""
    if function == Function.RESPONSIBLE:
        raise NotPossibleError("Giv sagen en ny ansvarlig i stedet: ingen sag må stå uden.")
    if _end(case, function, on, user):
        record(
            by,
            "case.unassign",
            "case",
            case.pk,
            subjects=[case.citizen_id],
            fields=[str(function)],
        )


def _begin(case: Case, user: User, function: str, on: date) -> None:
    open_already = Assignment.objects.filter(
        Assignment.active_on(on), case=case, user=user, function=function
    )
    if not open_already.exists():
        Assignment.objects.create(case=case, user=user, function=function, from_on=on)


def _end(case: Case, function: str, on: date, user: User | None = None) -> int:
    """Answers how many ended."""
    running = Assignment.objects.filter(case=case, function=function, to_on__isnull=True)
    if user is not None:
        running = running.filter(user=user)
    ending = list(running)
    for assignment in ending:
        assignment.to_on = max(on, assignment.from_on)
        assignment.save()
    return len(ending)


def _refuse_unfit(user: User, role: Role, by: Actor, unit_id: int | None = None) -> None:
    if not user.is_active:
        raise NotPossibleError(f"{user} er lukket og kan ikke få sager.")
    grants = RoleGrant.objects.filter(RoleGrant.valid_on(by.today), user=user, role=role)
    if unit_id is not None:
        grants = grants.filter(unit=unit_id)
    if not grants.exists():
        where = " i sagens enhed" if unit_id is not None else ""
        raise NotPossibleError(f"{user} er ikke {role.label.lower()}{where}.")
