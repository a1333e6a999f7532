"""Pauses and ends of cases, ways back, and four eyes."""

from __future__ import annotations

from config.demo.character import Act
from config.demo.days import days
from config.demo.story import Story
from interventions.actions.approvals import decide, propose

MISTAKE = "Borgeren var registreret to gange; den anden sag er den rigtige."


def closed(s: Story, ago: int, reason: str, note: str = "") -> Act:
    """Nothing more happens in the case after that."""
    yield s.ago(ago)
    s.stage.stop(s)
    s.move(s.case, "close", reason=reason, note=note)


def closed_and_reopened(s: Story, closed_ago: int, reopened_ago: int) -> Act:
    yield from closed(s, closed_ago, "selvforsoergende_andet", "Forsørges af ægtefællen.")
    yield s.ago(reopened_ago)
    s.move(s.case, "reopen", by=s.lead, reason="Søger igen om ydelse efter samlivsophør")


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
