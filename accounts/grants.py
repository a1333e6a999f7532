"""Who may do what, and over which cases: the whole permission matrix, on one screen.

Which cases a scope covers, and what protection, restriction and kinship take away again, stands in
cases/access.py. Sources: shared decisions §1, security §3.4 and permissions.csv.
"""

from collections.abc import Mapping

from accounts.roles import SYSTEM, Function, Permission, Role, Scope

P, S = Permission, Scope

# Whom it is about, as every colleague of the unit may know.
_KNOWN = (
    P.CASE_SEE, P.NAME_SEE, P.CARE_SEE, P.LANGUAGE_SEE, P.BIRTH_YEAR_SEE, P.CPR_MASKED_SEE,
    P.CITIZEN_FACTS_SEE,
)  # fmt: skip
_PLAN = (P.PLAN_SHARED_SEE, P.PLAN_SEE)
_CASEWORK = (
    P.ADDRESS_SEE, P.HOUSEHOLD_SEE, P.CONSENT_SEE, P.NEEDS_SEE, P.HEALTH_SEE, P.SOCIAL_CONTROL_SEE,
    P.FOLLOW_UP_SEE, P.FOLLOW_UP_WRITE, P.CPR_REVEAL, P.CASE_EDIT, P.CASE_MOVE, P.STEP_ADD,
    P.STEP_MOVE, P.ASYLUM_TALK_MOVE, P.PLACEMENT_MOVE, P.PLACEMENT_AGREE, P.HEALTH_MOVE,
    P.MENTOR_ASSIGN, P.PROTECTION_SET, P.PLAN_EXPORT,
)  # fmt: skip
# Whoever sees a case may raise a concern; a second person decides of one she may know of.
_CONCERNED = (P.CONCERN_RAISE, P.CONCERN_DECIDE)
_PAPERS = (
    P.NOTE_SEE, P.COMPANY_NOTE_SEE, P.NOTE_WRITE, P.DECISION_SEE, P.DECISION_MOVE, P.REQUEST_MAKE,
    P.REQUEST_SEE, P.REQUEST_ANSWER, P.NEED_EDIT,
)  # fmt: skip
_LEADING = (
    P.CASE_ASSIGN, P.CASE_REOPEN, P.STEP_REOPEN, P.PLAN_APPROVE, P.DECIDE_APPROVAL,
    P.ALLOCATIONS_IMPORT, P.REPORT_FIGURES, P.GLASS_REVIEW, P.UNIT_TRANSFER, P.PROTECTION_END,
    P.CITIZENS_MERGE, P.CITIZENS_EXPORT,
)  # fmt: skip
_DOORS = (P.CITIZEN_REGISTER, P.COMPANIES_KEEP, P.CPR_LOOK_UP, P.GLASS_BREAK)

GRANTS: dict[str, dict[Permission, Scope]] = {
    Role.CASEWORKER: {
        **dict.fromkeys((*_KNOWN, *_CONCERNED, *_DOORS, P.STAND_IN_TAKE), S.UNIT),
        **dict.fromkeys((*_PLAN, P.CONTACT_SEE), S.UNIT_OPEN),
        **dict.fromkeys((*_CASEWORK, *_PAPERS), S.OWN),
        P.ADDRESS_REVEAL: S.RESPONSIBLE,
    },
    Role.TEAM_LEAD: dict.fromkeys(
        (
            *_KNOWN, *_CONCERNED, *_DOORS, *_PLAN, P.CONTACT_SEE, P.ADDRESS_REVEAL,
            *_CASEWORK, *_PAPERS, *_LEADING,
        ),
        S.UNIT,
    ),
    Role.MENTOR: {},
    Role.MANAGER: {P.REPORT_FIGURES: S.AREA},
    Role.ADMIN: dict.fromkeys((P.USERS_KEEP, P.RULES_KEEP, P.TOKENS_KEEP), S.ALL),
    Role.DPO: dict.fromkeys((P.GLASS_REVIEW, P.CONFLICTS_SEE, P.CPR_LOOK_UP, P.RESTRICT), S.ALL),
    Role.INTEGRATOR: {},
    SYSTEM: dict.fromkeys(
        (
            P.CASE_SEE, P.CITIZEN_REGISTER, P.CASE_EDIT, P.NEED_EDIT, P.CASE_MOVE, P.CASE_ASSIGN,
            P.ALLOCATIONS_IMPORT, P.REPORT_FIGURES, P.TIME_MOVE, P.USERS_KEEP,
        ),
        S.ALL,
    ),
}  # fmt: skip

# What an active Assignment adds, to the role that may hold the function.
_READS = (*_KNOWN, *_PLAN, P.CONTACT_SEE, *_CONCERNED)
FUNCTION_GRANTS: dict[str, tuple[Role, frozenset[Permission]]] = {
    Function.MENTOR: (
        Role.MENTOR,
        frozenset(
            {
                P.CASE_SEE, P.NAME_SEE, P.CARE_SEE, P.LANGUAGE_SEE, P.BIRTH_YEAR_SEE,
                P.CONTACT_SEE, P.PLAN_SHARED_SEE, P.FOLLOW_UP_WRITE, P.CONCERN_RAISE,
                P.REQUEST_MAKE, P.PLAN_EXPORT,
            }
        ),
    ),
    Function.COMPANY_CONSULTANT: (
        Role.CASEWORKER,
        frozenset(
            {*_READS, P.NEEDS_SEE, P.ASYLUM_TALK_MOVE, P.PLACEMENT_MOVE, P.COMPANY_NOTE_SEE}
        ),
    ),
    Function.HEALTH_COORDINATOR: (
        Role.CASEWORKER,
        frozenset({*_READS, P.HEALTH_SEE, P.HEALTH_MOVE, P.CONSENT_SEE}),
    ),
    Function.FAMILY_CASEWORKER: (
        Role.CASEWORKER,
        frozenset(
            {*_READS, P.NEEDS_SEE, P.NEED_EDIT, P.NOTE_SEE, P.NOTE_WRITE, P.HOUSEHOLD_SEE}
        ),
    ),
    Function.SOCIAL_CONTROL_ADVISER: (
        Role.CASEWORKER,
        frozenset({*_READS, P.CONCERN_MOVE}),
    ),
}  # fmt: skip

# What whoever breaks the glass sees of that one case for an hour: to read, and one note.
GLASS_GRANTS = frozenset(
    {
        *_KNOWN, *_PLAN, P.CONTACT_SEE, P.ADDRESS_SEE, P.NEEDS_SEE, P.HEALTH_SEE, P.NOTE_SEE,
        P.COMPANY_NOTE_SEE, P.EMERGENCY_NOTE_WRITE,
    }
)  # fmt: skip

# What a machine's token opens, each scope in the token's one unit.
TOKEN_SCOPES: dict[str, dict[Permission, Scope]] = {
    "citizens.read": {
        **dict.fromkeys(
            (P.CASE_SEE, P.BIRTH_YEAR_SEE, P.CPR_SEE, P.CPR_LOOK_UP, *_PLAN), S.UNIT
        ),
        P.NAME_SEE: S.UNIT_OPEN,
    },
    "citizens.create": {P.CITIZEN_REGISTER: S.UNIT},
    "reports.read": {P.REPORT_FIGURES: S.UNIT},
    "events.receive": {P.EVENTS_RECEIVE: S.UNIT},
}  # fmt: skip

# Nobody reads a protected address as a matter of course, and an assigned person no contact either.
PROTECTED_HIDES = frozenset({P.ADDRESS_SEE})
PROTECTED_HIDES_FROM_ASSIGNED = frozenset({P.CONTACT_SEE})
# What is left of a citizen whose data are restricted (GDPR art. 18).
RESTRICTED_LEAVES = frozenset({P.CASE_SEE, P.NAME_SEE, P.CARE_SEE, P.CPR_MASKED_SEE})


def functions_granting(role: str, permission: Permission) -> list[str]:
    """The functions through which `role` holds `permission` on the cases it is assigned to."""
    return [
        function
        for function, (holder, permissions) in FUNCTION_GRANTS.items()
        if holder == role and permission in permissions
    ]


def granted(role: str, scopes: frozenset[str]) -> Mapping[Permission, Scope]:
    """What the role holds of itself; a machine what its token's scopes say."""
    if role != Role.INTEGRATOR:
        return GRANTS.get(role, {})
    return {p: s for scope in sorted(scopes) for p, s in TOKEN_SCOPES.get(scope, {}).items()}
