"""The parts into which what is known of a citizen falls, and who holds which.

One table for pages, API, PDF and trail; security §3.3 and permissions.csv name the parts.
"""

from __future__ import annotations

from collections.abc import Collection

from accounts.roles import Permission

P = Permission
# Each part is for whoever holds one of its permissions on the case.
FIELDSETS: dict[str, tuple[Permission, ...]] = {
    "existence": (P.CASE_SEE,),
    "name": (P.NAME_SEE,),
    "birth_year": (P.BIRTH_YEAR_SEE,),
    "cpr_masked": (P.CPR_MASKED_SEE,),
    "cpr_full": (P.CPR_SEE,),
    "language_interpreter": (P.LANGUAGE_SEE,),
    "contact": (P.CONTACT_SEE,),
    "address": (P.ADDRESS_SEE,),
    "care_flag": (P.CARE_SEE,),
    "protection_flag": (P.CITIZEN_FACTS_SEE,),
    "needs_general": (P.NEEDS_SEE,),
    "health": (P.HEALTH_SEE,),
    "nsc": (P.SOCIAL_CONTROL_SEE,),
    "plan_steps_shared": (P.PLAN_SHARED_SEE,),
    "plan_steps_all": (P.PLAN_SEE,),
    "case_note": (P.NOTE_SEE, P.COMPANY_NOTE_SEE),
    "mentor_log_own": (P.FOLLOW_UP_WRITE,),
    "mentor_log_other": (P.FOLLOW_UP_SEE,),
    "document": (P.DECISION_SEE,),
    "document_sensitive": (P.HEALTH_SEE, P.SOCIAL_CONTROL_SEE),
    "consent": (P.CONSENT_SEE,),
    "responsible_staff": (P.CARE_SEE,),
    "household": (P.HOUSEHOLD_SEE,),
    "requests": (P.REQUEST_SEE,),
}
# ... and this one as well.
BESIDES = {"document_sensitive": P.DECISION_SEE}


def fieldsets(held: Collection[Permission]) -> list[str]:
    """The parts that one sees who holds these permissions on a case, in the table's order.

    Whoever reads all logs has none of her own to tell apart.
    """
    return [name for name in FIELDSETS if _shows(name, held)]


def _shows(name: str, held: Collection[Permission]) -> bool:
    if name == "mentor_log_own" and P.FOLLOW_UP_SEE in held:
        return False
    besides = BESIDES.get(name)
    return any(p in held for p in FIELDSETS[name]) and (besides is None or besides in held)
