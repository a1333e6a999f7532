"""Pauses and ends of cases, ways back, and four eyes."""

from __future__ import annotations

from typing import Any

from cases.models import Case
from cases.models.case_guards import DEATH
from config.demo.acts.measuring import By, Occasion, measure
from config.demo.character import Act
from config.demo.days import days
from config.demo.story import Story
from interventions.actions.approvals import decide, propose

MEASURED = 0.6  # of those who leave
UNMEASURED = "Borgeren ønskede ikke en afsluttende måling."
MISTAKE = "Borgeren var registreret to gange; den anden sag er den rigtige."


def closed(s: Story, ago: int, reason: str, note: str = "") -> Act:
    """Nothing more happens in the case after that."""
    yield s.ago(ago)
    s.stage.stop(s)
    words: dict[str, Any] = {}
    if reason != DEATH and s.rng.random() < MEASURED:
        measure(s, By.CASEWORKER, Occasion.CLOSING)
    elif reason != DEATH:
        words = {"no_measurement": UNMEASURED}
    s.move(s.known, "close", reason=reason, note=note, **words)


def closed_and_reopened(s: Story, closed_ago: int, reopened_ago: int) -> Act:
    yield from closed(s, closed_ago, "selvforsoergende_andet", "Forsørges af ægtefællen.")
    yield s.ago(reopened_ago)
    s.move(s.case, "reopen", by=s.lead, reason="Søger igen om ydelse efter samlivsophør")


def moved_away(s: Story, ago: int, to: str, waits: int) -> Act:
    """The new municipality takes over only when it has approved (INL § 18)."""
    yield s.ago(ago)
    s.move(s.case, "report_move", moves_to=to)
    yield s.later(waits)
    s.stage.stop(s)
    s.move(s.case, "hand_over", note="Ny kommune har overtaget ansvaret.")


def track_changed(s: Story, ago: int, reason: str, basis: str = "") -> Act:
    """She goes on in a new case on another track, planned at once."""
    yield s.ago(ago)
    old = s.move(s.known, "change_track", reason=reason, residence_basis=basis)
    s.stage.stop(s)
    s.case_id = Case.objects.get(continues=old).pk
    yield s.later(1)
    if s.case.in_programme is False or (s.case.handover_on and s.case.handover_on <= s.today):
        s.move(s.known, "take_over")


def moving(s: Story, ago: int, to: str) -> Act:
    """The new municipality has not answered yet."""
    yield s.ago(ago)
    s.move(s.known, "report_move", moves_to=to)


def not_taken_over(s: Story, ago: int, to: str, waits: int) -> Act:
    """The other municipality says no: the case goes on here."""
    yield s.ago(ago)
    s.move(s.known, "report_move", moves_to=to)
    yield s.later(waits)
    s.move(s.known, "keep", reason=f"{to} overtager ikke programmet")


def plan_approved(s: Story, wait: int) -> Act:
    yield s.later(wait)
    s.move(s.known, "approve_plan", by=s.lead)


def paused(s: Story, ago: int, reason: str, lasts: int) -> Act:
    yield s.ago(ago)
    s.move(s.case, "pause", reason=reason, pause_expected_end_on=s.today + days(lasts))


def paused_and_resumed(s: Story, wait: int, reason: str, lasts: int) -> Act:
    yield s.after(wait)
    s.move(s.case, "pause", reason=reason, pause_expected_end_on=s.today + days(lasts))
    yield s.later(lasts)
    s.move(s.case, "resume")


def cancelled(s: Story, ago: int, *, approve: bool | None) -> Act:
    """Registered by mistake: the caseworker proposes, the team lead decides (None: not yet)."""
    yield s.ago(ago)
    if approve:
        s.stage.stop(s)
    data = {"effective_on": s.today.isoformat(), "note": MISTAKE}
    approval = propose(s.case, "cancel", data, by=s.caseworker, reason=MISTAKE)
    if approve is None:
        return
    yield s.later(1)
    decide(approval, by=s.lead, approve=approve)
