"""Volunteer activities, and concerns about social control with their adviser."""

from __future__ import annotations

from accounts.actor import Actor
from config.demo.acts import chain as chains
from config.demo.acts.chain import chain, fixed
from config.demo.character import Act
from config.demo.story import Story
from interventions.actions.approvals import decide, propose
from interventions.actions.concerns import assign_adviser, raise_concern

ADVISER, SECOND = "vejleder", "vejleder2"
SIGNS = (
    "Bliver hentet efter hver samtale og svarer først, når ægtefællen har talt.",
    "Har sagt nej til to job, fordi familien ikke vil have, at hun arbejder om aftenen.",
)


def suggested(s: Story, start: int) -> Act:
    return chains.suggested(s, "VolunteerActivity", start)


def volunteering(s: Story, *moves: str, start: int = 60, every: int = 21) -> Act:
    if "join" in moves:
        yield s.after(start)
        s.consent("volunteer", "Navn", "Welcome House")
    yield from chain(s, "VolunteerActivity", _OFFERS, *moves, start=start, every=every)


_OFFERS = {
    "show_interest": lambda s: {
        "activity": s.rng.choice(("syvaerksted", "dansk", "raadgivning", "boern")),
        "place": s.rng.choice(("dortheagaarden", "ottiliavej")),
        "organisation": "Welcome House",
    },
    "join": fixed(children=2),
    "end": fixed(benefit="Har fået to veninder og taler dansk uden at tænke over det."),
}


def concern(s: Story, *moves: str, start: int = 30, every: int = 10) -> Act:
    """Raised by the caseworker, taken over by the adviser; »find_unfounded« takes two people."""
    yield s.after(start)
    raise_concern(s.known, by=s.caseworker, signs=s.rng.choice(SIGNS), source="iagttaget")
    if not moves:
        return
    yield s.later(1)
    for name in (ADVISER, SECOND):
        assign_adviser(s.known, s.staff.users[name], by=s.lead)
    for number, name in enumerate(moves):
        yield s.after(start + (number + 1) * every)
        step = s.step("SocialControlConcern")
        if name == "find_unfounded":
            yield from _unfounded(s, step)
        else:
            s.move(step, name, by=_adviser(s), **_CONCERN[name])


def _unfounded(s: Story, step: object) -> Act:
    data = {"effective_on": s.today.isoformat(), "reason": "misforstaaelse"}
    told = "Søsteren hentede hende; de var på vej til fødselsdag."
    approval = propose(step, "find_unfounded", data, by=_adviser(s), reason=told)
    yield s.later(1)
    decide(approval, by=s.staff.at(SECOND, s.now), approve=True)


def _adviser(s: Story) -> Actor:
    return s.staff.at(ADVISER, s.now)


_CONCERN: dict[str, dict[str, object]] = {
    "screen": {"may_see": [], "safe_contact": "Kun på sprogskolen, tirsdag mellem 10 og 11."},
    "act": {"alone": True, "interpreter": "professional", "plan": "Rettigheder, RED-rådgivning."},
    "notify": {"notified_to": "Borgercenter Børn og Unge"},
    "close": {"barrier_removed": "partly", "conclusion": "Er begyndt i job om formiddagen."},
}
