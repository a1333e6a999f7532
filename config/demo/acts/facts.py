"""Facts that a caseworker records or corrects beside the steps."""

from __future__ import annotations

from cases.actions.assignments import assign_responsible
from cases.actions.facts import change_need, confirm_household, open_need, withdraw_consent
from cases.models import IntegrationNeed
from config.demo import texts
from config.demo.character import Act
from config.demo.days import days, open_day_before
from config.demo.story import Story
from interventions.actions.anchors import agree_handover, correct_anchor
from interventions.actions.steps import exempt_deadline


def household(s: Story) -> Act:
    """The caseworker confirms who lives together: the list's families are only a guess."""
    yield s.later(2)
    others = [other for other in s.others if other is not s and other.case_id]
    confirm_household(s.case, [other.case.citizen for other in others], by=s.caseworker)


def allocation_corrected(s: Story, wait: int = 6, by: int = 9) -> Act:
    """The date in the system was that of the letter, not of the decision."""
    yield s.later(wait)
    allocated_on = s.case.allocated_on
    if allocated_on is None:
        raise TypeError("the character has no allocation to correct")
    right = open_day_before(allocated_on - days(by))
    reason = "Afgørelsens dato stod på side 2; vi havde skrevet brevets dato."
    correct_anchor(s.case, "allocated_on", right, by=s.caseworker, reason=reason)


def earlier_handover(s: Story, earlier: int = 12) -> Act:
    """With the citizen's consent the responsibility passes before the computed date."""
    yield s.later(8)
    s.consent("earlier_handover", "Overgivelse før den beregnede dato", "Kommunen")
    computed_on = s.case.handover_computed_on
    if computed_on is None:
        raise TypeError("the character has no computed handover")
    agreed_on = max(open_day_before(computed_on - days(earlier)), s.today)
    reason = "Boligen er klar, og børnene kan begynde i skole."
    agree_handover(s.case, agreed_on, by=s.caseworker, reason=reason)


def exempt(s: Story, code: str, reason: str, wait: int = 8, lasts: int = 42) -> Act:
    """Exempt from one deadline for some weeks around its due date."""
    yield s.after(wait)
    deadline = s.case.deadlines.filter(rule__code=code).order_by("-pk").first()
    if deadline is None or deadline.due_on is None:
        raise LookupError(code)
    exempt_deadline(
        deadline,
        by=s.caseworker,
        reason=reason,
        from_on=min(s.today, deadline.due_on),
        to_on=max(s.today, deadline.due_on) + days(lasts),
        note="Lægeerklæring set. Vi taler om planen igen, når perioden slutter.",
    )


def need_found(s: Story, code: str, wait: int) -> Act:
    yield s.after(wait)
    open_need(s.case, code, by=s.caseworker, on=s.today, note=texts.NEEDS[code])


def need_met(s: Story, code: str, wait: int) -> Act:
    """First worked with, then resolved."""
    yield s.after(wait // 2)
    need = s.case.citizen.needs.get(code=code)
    working, resolved = IntegrationNeed.Status.WORKING, IntegrationNeed.Status.RESOLVED
    change_need(s.case, need, by=s.caseworker, status=working, on=s.today)
    yield s.after(wait)
    change_need(s.case, need, by=s.caseworker, status=resolved, on=s.today)


def consent_withdrawn(s: Story, ago: int) -> Act:
    """Nothing more is shared from that day; what was shared stays in the history."""
    yield s.later(5)
    consent = s.consent("employer", "Navn og telefon", "Mulige praktiksteder")
    yield s.ago(ago)
    withdraw_consent(s.case, consent, by=s.caseworker, on=s.today)


def handed_over(s: Story, ago: int, to: str) -> Act:
    """Another caseworker of the unit takes the case."""
    yield s.ago(ago)
    s.remember(assign_responsible(s.known, s.staff.users[to], by=s.lead))
    s.owner = to
