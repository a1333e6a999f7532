"""What one colleague asks of another, and the answers."""

from __future__ import annotations

from typing import Any

from config.demo.character import Act
from config.demo.story import Story
from interventions.actions.requests import ask_to_hand_over, propose_completion

ANSWERS: dict[str, dict[str, Any]] = {
    "accept": {"answer": "Aftalt. Jeg ringer til borgeren i morgen."},
    "decline": {"answer": "Vi venter til den sidste samtale er holdt."},
    "withdraw": {},
}


def completion_proposed(s: Story, ago: int, answer: str = "") -> Act:
    """The mentor thinks that the mentoring may end."""
    yield s.ago(ago)
    step = s.step("Mentoring")
    mentor = step.mentor.username
    propose_completion(step, by=s.staff.at(mentor, s.now), text="Klarer sig selv nu.")
    yield from _answered(s, answer, mentor if answer == "withdraw" else s.owner)


def hand_over_asked(s: Story, ago: int, to: str, answer: str = "") -> Act:
    """The caseworker would like a colleague to take the case; the team lead answers."""
    yield s.ago(ago)
    words = "Kollegaen taler borgerens sprog og kender familien."
    ask_to_hand_over(s.case, s.staff.users[to], by=s.caseworker, text=words)
    if answer:
        yield s.later(2)
        s.move(s.record("Request"), answer, by=s.lead, **ANSWERS[answer])
    if answer == "accept":
        s.owner = to
        s.remember(s.case)


def help_answered(s: Story, ago: int) -> Act:
    """The help that the mentor wished for in her log."""
    yield s.ago(ago)
    s.move(s.record("Request"), "accept", **ANSWERS["accept"])


def _answered(s: Story, answer: str, who: str) -> Act:
    if answer:
        yield s.later(2)
        row: Any = s.record("Request")
        s.move(row, answer, by=s.staff.at(who, s.now), **ANSWERS[answer])
