"""A new citizen with her first facts and her case, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from accounts.actor import Actor
from accounts.models import User
from accounts.roles import Permission
from accounts.wall import beyond
from cases.access import require_role
from cases.actions.assignments import assign_responsible, first_responsible
from cases.actions.citizens import NewCitizen, register_citizen
from cases.actions.facts import open_need, record_income
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Case, Citizen
from interventions.actions.opening import Opening, open_case
from interventions.actions.perform import perform
from interventions.forms.register import RegisterForm

PERSON = (
    "given_name", "family_name", "born_on", "born_estimated", "sex", "language", "interpreter",
    "phone", "email", "safe_contact", "address",
)  # fmt: skip
ANCHORS = ("allocated_on", "arrived_on", "cpr_registered_on")


@transaction.atomic
def register_and_open(data: Mapping[str, Any], *, by: Actor) -> Case:
    """Register the person of a RegisterForm in the actor's unit and open her case.

    A caseworker answers for the cases that she opens; whoever hands out cases chooses somebody,
    or nobody yet. Raises PermissionDenied, InvalidDataError, or NotPossibleError when somebody
    else registered the same person meanwhile.
    """
    require_role(by, Permission.CITIZEN_REGISTER)
    form = RegisterForm(data, by=by)
    if not form.is_valid():
        raise InvalidDataError(form)
    typed = form.cleaned_data
    on = typed["opened_on"]
    with beyond():  # before she has a case she is in nobody's reach
        opening = Opening(
            citizen=_citizen(_person(typed, form.identifiers), by),
            unit_id=by.unit_id or 0,
            residence_basis=typed["residence_basis"],
            on=on,
            anchors={name: typed[name] for name in ANCHORS},
            asylum_centre=typed["asylum_centre"],
        )
        case = open_case(opening, by=by)
    case = _with_responsible(case, typed, by)
    for code in typed["needs"]:
        open_need(case, code, by=by, on=on)
    if typed["income_basis"]:
        record_income(case, typed["income_basis"], by=by, from_on=on)
    return perform(case, "plan", by=by) if typed["plan_now"] else case


def _citizen(new: NewCitizen, by: Actor) -> Citizen:
    try:
        with transaction.atomic():
            return register_citizen(new, by=by)
    except IntegrityError as error:
        raise NotPossibleError(
            "En anden har registreret den samme person netop nu. Søg efter personen."
        ) from error


def _person(typed: dict[str, Any], identifiers: dict[str, str]) -> NewCitizen:
    return NewCitizen(
        values={name: typed[name] for name in PERSON},
        identifiers=identifiers,
        residence_basis=typed["residence_basis"],
        birth_country=typed["birth_country"],
        citizenship=typed["citizenship"],
        on=typed["opened_on"],
        protected=typed["protected"],
    )


def _with_responsible(case: Case, typed: dict[str, Any], by: Actor) -> Case:
    if by.user_id is None:
        return case  # a machine answers for nobody: the team lead hands the case out
    if "responsible" not in typed:
        return first_responsible(case, by=by)
    if not typed["responsible"]:
        return case
    return assign_responsible(case, User.objects.get(pk=typed["responsible"]), by=by)
