"""Who may do what, and over which cases: the whole permission matrix, on one screen.

Which cases a scope covers stands in cases/access.py. Source: shared decisions §1.
"""

from enum import StrEnum, auto

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CASEWORKER = "caseworker", _("Sagsbehandler")
    TEAM_LEAD = "team_lead", _("Teamleder")
    MENTOR = "mentor", _("Mentor")
    MANAGER = "manager", _("Leder")
    ADMIN = "admin", _("Administrator")
    DPO = "dpo", _("Databeskyttelsesrådgiver")
    INTEGRATOR = "integrator", _("Integration")


SYSTEM = "system"  # what time does, and commands without --by


class Function(models.TextChoices):
    """What a person is on one case; held by a dated Assignment."""

    RESPONSIBLE = "responsible", _("Ansvarlig sagsbehandler")
    MENTOR = "mentor", _("Mentor")
    COMPANY_CONSULTANT = "company_consultant", _("Virksomhedskonsulent")
    HEALTH_COORDINATOR = "health_coordinator", _("Sundhedskoordinator")
    FAMILY_CASEWORKER = "family_caseworker", _("Familiesagsbehandler")
    SOCIAL_CONTROL_ADVISER = "social_control_adviser", _("Social kontrol-vejleder")


class Scope(StrEnum):
    OWN = auto()  # the responsible caseworker's own cases
    UNIT = auto()
    AREA = auto()
    ALL = auto()


class Permission(StrEnum):
    CASE_SEE = auto()  # that the case is there, name, steps and deadlines
    CITIZEN_FACTS_SEE = auto()  # birth date, contact, household, consents, periods
    ADDRESS_SEE = auto()
    NEEDS_SEE = auto()  # integration needs but health and social control; goals
    HEALTH_SEE = auto()  # the need and the assessment
    SOCIAL_CONTROL_SEE = auto()
    FOLLOW_UP_SEE = auto()
    FOLLOW_UP_WRITE = auto()
    CITIZEN_REGISTER = auto()
    CASE_EDIT = auto()  # facts, needs, anchors, consents, exemptions
    CASE_MOVE = auto()
    CASE_REOPEN = auto()
    CASE_ASSIGN = auto()
    PLAN_APPROVE = auto()
    DECIDE_APPROVAL = auto()
    STEP_ADD = auto()
    STEP_MOVE = auto()  # kinds without a permission of their own
    ASYLUM_TALK_MOVE = auto()
    PLACEMENT_MOVE = auto()
    PLACEMENT_AGREE = auto()
    HEALTH_MOVE = auto()
    STEP_REOPEN = auto()
    TIME_MOVE = auto()  # lapse: only time and the end of a case make it
    ALLOCATIONS_IMPORT = auto()
    REPORT_FIGURES = auto()
    USERS_KEEP = auto()


P, S = Permission, Scope

_UNIT_READ = {P.CASE_SEE: S.UNIT, P.CITIZEN_FACTS_SEE: S.UNIT}
_CASEWORK = (
    P.ADDRESS_SEE, P.NEEDS_SEE, P.HEALTH_SEE, P.SOCIAL_CONTROL_SEE, P.FOLLOW_UP_SEE,
    P.FOLLOW_UP_WRITE, P.CASE_EDIT, P.CASE_MOVE, P.STEP_ADD, P.STEP_MOVE, P.ASYLUM_TALK_MOVE,
    P.PLACEMENT_MOVE, P.PLACEMENT_AGREE, P.HEALTH_MOVE,
)  # fmt: skip

GRANTS: dict[str, dict[Permission, Scope]] = {
    Role.CASEWORKER: {
        **_UNIT_READ,
        **dict.fromkeys(_CASEWORK, S.OWN),
        P.CITIZEN_REGISTER: S.UNIT,
    },
    Role.TEAM_LEAD: {
        **_UNIT_READ,
        **dict.fromkeys(_CASEWORK, S.UNIT),
        P.CITIZEN_REGISTER: S.UNIT,
        P.CASE_ASSIGN: S.UNIT,
        P.CASE_REOPEN: S.UNIT,
        P.STEP_REOPEN: S.UNIT,
        P.PLAN_APPROVE: S.UNIT,
        P.DECIDE_APPROVAL: S.UNIT,
        P.ALLOCATIONS_IMPORT: S.UNIT,
        P.REPORT_FIGURES: S.UNIT,
    },
    Role.MENTOR: {},
    Role.MANAGER: {P.REPORT_FIGURES: S.AREA},
    Role.ADMIN: {P.USERS_KEEP: S.ALL},
    Role.DPO: {},
    Role.INTEGRATOR: {},
    SYSTEM: {
        P.CASE_SEE: S.ALL,
        P.CITIZEN_REGISTER: S.ALL,
        P.CASE_EDIT: S.ALL,
        P.CASE_MOVE: S.ALL,
        P.CASE_ASSIGN: S.ALL,
        P.ALLOCATIONS_IMPORT: S.ALL,
        P.REPORT_FIGURES: S.ALL,
        P.TIME_MOVE: S.ALL,
    },
}

# What an active Assignment adds, to the role that may hold the function.
FUNCTION_GRANTS: dict[str, tuple[Role, frozenset[Permission]]] = {
    Function.MENTOR: (Role.MENTOR, frozenset({P.CASE_SEE, P.FOLLOW_UP_WRITE})),
    Function.COMPANY_CONSULTANT: (
        Role.CASEWORKER,
        frozenset(
            {P.CASE_SEE, P.CITIZEN_FACTS_SEE, P.NEEDS_SEE, P.ASYLUM_TALK_MOVE, P.PLACEMENT_MOVE}
        ),
    ),
    Function.HEALTH_COORDINATOR: (
        Role.CASEWORKER,
        frozenset({P.CASE_SEE, P.CITIZEN_FACTS_SEE, P.HEALTH_SEE, P.HEALTH_MOVE}),
    ),
    Function.FAMILY_CASEWORKER: (
        Role.CASEWORKER,
        frozenset({P.CASE_SEE, P.CITIZEN_FACTS_SEE, P.NEEDS_SEE}),
    ),
    Function.SOCIAL_CONTROL_ADVISER: (
        Role.CASEWORKER,
        frozenset({P.CASE_SEE, P.CITIZEN_FACTS_SEE}),
    ),
}


def functions_granting(role: str, permission: Permission) -> list[str]:
    """The functions through which `role` holds `permission` on the cases it is assigned to."""
    return [
        function
        for function, (holder, permissions) in FUNCTION_GRANTS.items()
        if holder == role and permission in permissions
    ]
