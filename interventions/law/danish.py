"""Danish education as dates and rules (INL § 21, danskuddannelsesloven): who, how long, which test.

Pure, as the rest of the law.
"""

from __future__ import annotations

from datetime import date

from interventions.law.conditions import (
    FAMILY,
    STANDARD_REFUGEE,
    CaseFacts,
    on_benefit,
    self_supporting,
)
from interventions.law.months import add_months
from interventions.law.time_moves import FIVE_YEARS

# Covered by integrationsloven: free of charge, without klippekort (danskuddannelsesloven § 5).
COVERED = STANDARD_REFUGEE | FAMILY | {"kvote", "ukraine_saerlov", "afghan_saerlov"}
COVERED_TYPE, SELF_SUPPORTING_TYPE = "I", "S"

CITY_SCHOOL, PRIVATE_SCHOOL = "city", "private"

LAST_MODULE = 6
# test → the education it belongs to, and how many of its modules must be passed
TESTS = {"PD1": ("du1", 6), "PD2": ("du2", 6), "PD3": ("du3", 5), "SP": ("du3", 6)}
MARKS = ("-3", "00", "02", "4", "7", "10", "12")
FAILING_MARKS = frozenset({"-3", "00"})


def right_ends_on(allowed_on: date) -> date:
    """The last day of the right: INL-DU-5Y counted from the day on which she could begin."""
    return add_months(allowed_on, FIVE_YEARS)


def right_left(allowed_on: date | None, day: date) -> bool:
    """While the day on which she could begin is unknown, the right has not begun to run out."""
    return allowed_on is None or day <= right_ends_on(allowed_on)


def participant_type(basis: str) -> str:
    """I-kursist under integrationsloven, otherwise S-kursist."""
    return COVERED_TYPE if basis in COVERED else SELF_SUPPORTING_TYPE


def usual_school(facts: CaseFacts, day: date) -> str:
    """The policy: on a benefit the city's own school, self-supporting a private one; else "".

    Unknown income counts as a benefit in the programme, as with every other rule.
    """
    if on_benefit(facts, day):
        return CITY_SCHOOL
    return PRIVATE_SCHOOL if self_supporting(facts, day) else ""
