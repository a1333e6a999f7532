"""The integration programme: its contract, the visitation, and what becomes of it."""

from __future__ import annotations

from typing import Any

from config.demo import texts
from config.demo.character import Act
from config.demo.story import Story
from interventions.actions.job_readiness import record_job_readiness

KIND = "IntegrationProgramme"
STARTS_AFTER = 6  # days from the contract to the first day


def contract(s: Story, wait: int = 18, *, start: bool = True, refused: bool = False) -> Act:
    """Signed by both; the declaration too, unless the citizen would not."""
    yield s.after(wait)
    s.move(s.step(KIND), "agree_contract", **_terms(s, refused=refused))
    if start:
        yield s.after(wait + STARTS_AFTER)
        yield from s.active()
        s.move(s.step(KIND), "start")


def revised(s: Story, wait: int, reason: str = "Målet er ændret efter praktikken") -> Act:
    yield s.after(wait)
    yield from s.active()
    s.move(s.step(KIND), "revise_contract", reason=reason, **_terms(s))


def moved(s: Story, wait: int, *moves: str, every: int = 30, reason: str = "sygdom") -> Act:
    """Paused, resumed, completed or broken off: `reason` is the last move's."""
    for number, name in enumerate(moves):
        yield s.after(wait + number * every)
        yield from s.active()
        words: dict[str, Any] = {"reason": "sygdom" if name == "pause" else reason}
        s.move(s.step(KIND), name, **({} if name == "resume" else words))


def visited(s: Story, wait: int = 70, category: str = "jobparat") -> Act:
    """Visitation (INL § 17): from it the four talks count."""
    yield s.after(wait)
    reason = s.rng.choice(texts.READINESS[category])
    record_job_readiness(s.known, category, by=s.caseworker, assessed_on=s.today, reason=reason)


def _terms(s: Story, *, refused: bool = False) -> dict[str, Any]:
    declaration: dict[str, Any] = (
        {"declaration_refusal": "Vil tale med sin rådgiver først"}
        if refused
        else {"declaration_signed_on": s.today}
    )
    return {
        "job_goal": s.rng.choice(texts.JOB_GOALS),
        "contract_goals": "\n".join(s.rng.sample(texts.CONTRACT_GOALS, 3)),
        "activities": s.rng.choice(texts.ACTIVITIES),
        "signed_by_citizen_on": s.today,
        "signed_by_municipality_on": s.today,
        **declaration,
    }
