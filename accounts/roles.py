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


# Given by a team lead as they are. The mentor's follows the mentoring, the adviser's the concern,
# and the responsible caseworker is never one among several.
BY_HAND = (Function.COMPANY_CONSULTANT, Function.HEALTH_COORDINATOR, Function.FAMILY_CASEWORKER)


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
    SOCIAL_CONTROL_SEE = auto()  # the need, and concerns that nobody has taken over yet
    CONCERN_RAISE = auto()
    CONCERN_MOVE = auto()
    CONCERN_DECIDE = auto()  # only of concerns that one may know of
    FOLLOW_UP_SEE = auto()
    FOLLOW_UP_WRITE = auto()
    NOTE_SEE = auto()  # the journal but what is marked health or social control
    COMPANY_NOTE_SEE = auto()  # notes marked "virksomhed"
    NOTE_WRITE = auto()
    DECISION_SEE = auto()  # decisions, complaints, access requests
    DECISION_MOVE = auto()
    REQUEST_MAKE = auto()  # of somebody else on the case; one sees one's own
    REQUEST_SEE = auto()
    REQUEST_ANSWER = auto()
    CITIZEN_REGISTER = auto()
    NEED_EDIT = auto()  # integration needs that one may see
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
    COMPANIES_KEEP = auto()  # the register of companies, which names no citizen
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

# Whoever sees a case may raise a concern; a second person decides of one she may know of.
_CONCERNED = (P.CONCERN_RAISE, P.CONCERN_DECIDE)

_PAPERS = (
    P.NOTE_SEE, P.COMPANY_NOTE_SEE, P.NOTE_WRITE, P.DECISION_SEE, P.DECISION_MOVE, P.REQUEST_MAKE,
    P.REQUEST_SEE, P.REQUEST_ANSWER, P.NEED_EDIT,
)  # fmt: skip

GRANTS: dict[str, dict[Permission, Scope]] = {
    Role.CASEWORKER: {
        **_UNIT_READ,
        **dict.fromkeys((*_CASEWORK, *_PAPERS), S.OWN),
        **dict.fromkeys(_CONCERNED, S.UNIT),
        P.CITIZEN_REGISTER: S.UNIT,
        P.COMPANIES_KEEP: S.UNIT,
    },
    Role.TEAM_LEAD: {
        **_UNIT_READ,
        **dict.fromkeys((*_CASEWORK, *_PAPERS), S.UNIT),
        **dict.fromkeys(_CONCERNED, S.UNIT),
        P.CITIZEN_REGISTER: S.UNIT,
        P.COMPANIES_KEEP: S.UNIT,
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
        P.NEED_EDIT: S.ALL,
        P.CASE_MOVE: S.ALL,
        P.CASE_ASSIGN: S.ALL,
        P.ALLOCATIONS_IMPORT: S.ALL,
        P.REPORT_FIGURES: S.ALL,
        P.TIME_MOVE: S.ALL,
    },
}

# What an active Assignment adds, to the role that may hold the function.
FUNCTION_GRANTS: dict[str, tuple[Role, frozenset[Permission]]] = {
    Function.MENTOR: (
        Role.MENTOR,
        frozenset({P.CASE_SEE, P.FOLLOW_UP_WRITE, P.CONCERN_RAISE, P.REQUEST_MAKE}),
    ),
    Function.COMPANY_CONSULTANT: (
        Role.CASEWORKER,
        frozenset(
            {
                P.CASE_SEE,
                P.CITIZEN_FACTS_SEE,
                P.NEEDS_SEE,
                P.ASYLUM_TALK_MOVE,
                P.PLACEMENT_MOVE,
                P.COMPANY_NOTE_SEE,
                *_CONCERNED,
            }
        ),
    ),
    Function.HEALTH_COORDINATOR: (
        Role.CASEWORKER,
        frozenset({P.CASE_SEE, P.CITIZEN_FACTS_SEE, P.HEALTH_SEE, P.HEALTH_MOVE, *_CONCERNED}),
    ),
    Function.FAMILY_CASEWORKER: (
        Role.CASEWORKER,
        frozenset(
            {
                P.CASE_SEE,
                P.CITIZEN_FACTS_SEE,
                P.NEEDS_SEE,
                P.NEED_EDIT,
                P.NOTE_SEE,
                P.NOTE_WRITE,
                *_CONCERNED,
            }
        ),
    ),
    Function.SOCIAL_CONTROL_ADVISER: (
        Role.CASEWORKER,
        frozenset({P.CASE_SEE, P.CITIZEN_FACTS_SEE, P.CONCERN_MOVE, *_CONCERNED}),
    ),
}


def functions_granting(role: str, permission: Permission) -> list[str]:
    """The functions through which `role` holds `permission` on the cases it is assigned to."""
    return [
        function
        for function, (holder, permissions) in FUNCTION_GRANTS.items()
        if holder == role and permission in permissions
    ]
