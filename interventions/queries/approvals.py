"""How long a proposal waits for its second person."""

from datetime import date

from accounts.localtime import local_date
from cases.models import Approval
from interventions.law.workdays import working_days_after

LAPSES_AFTER = 5  # working days


def last_day(approval: Approval) -> date:
    """The last day on which it can be decided."""
    return working_days_after(local_date(approval.proposed_at), LAPSES_AFTER)[0]


def lapsed(approval: Approval, today: date) -> bool:
    return approval.outcome == Approval.Outcome.PENDING and today > last_day(approval)
