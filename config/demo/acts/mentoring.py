"""Mentors: offered, declined, assigned; and what they write."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from accounts.models import User
from cases.models import Track
from config.demo import texts
from config.demo.character import Act
from config.demo.days import days, meeting_time, open_day_before
from config.demo.staff import MENTORS
from config.demo.story import Story
from interventions.actions.approvals import decide, propose
from interventions.actions.follow_ups import log_follow_up
from interventions.law.months import add_months

FIRST_YEAR = 12  # months
GRANT = 6  # months
MISSED_OF = 7  # every seventh meeting or so comes to nothing
MEETS_EVERY = 14


def offered(s: Story, *, declined: bool = False, again: bool = False) -> Act:
    """Offered a few days after arrival; some say no, and some are asked again later."""
    yield s.on(_arrival(s) + days(3))
    step = s.move(s.unbegun("Mentoring"), "offer")
    if declined:
        yield s.later(6)
        step = s.move(step, "decline", note="Har familie i byen, som hjælper.")
    if again:
        yield s.later(60)
        s.move(step, "offer_again")


def offered_late(s: Story) -> Act:
    """Two weeks too late."""
    yield s.on(_arrival(s) + days(21))
    s.move(s.unbegun("Mentoring"), "offer")


def assigned(s: Story) -> Act:
    """A mentor, but no meeting yet."""
    yield s.ago(9)
    _assign(s)


def mentored(
    s: Story,
    last: int = 3,
    *,
    help_wanted: bool = False,
    changed: int = 0,
    every: int = MEETS_EVERY,
) -> Act:
    """Meetings every other week, the last one `last` days before the end.

    `changed`: so many days before the end another mentor takes over.
    """
    if changed:
        s.begin(_changed(s, changed))
    yield s.on(_arrival(s) + days(3))
    _assign(s)
    stop = open_day_before(s.as_of - days(last))
    yield s.later(3)
    _log(s, texts.FIRST_MEETING)
    while s.today + days(every + 5) < stop:
        yield s.later(every + s.rng.randint(-3, 3))
        _meeting(s)
    yield s.on(stop)
    told = texts.HELP_WANTED if help_wanted else s.rng.choice(texts.LOGS)
    _log(s, told, help_wanted=help_wanted)


def ended(s: Story, ago: int, reason: str = "periode_udloebet") -> Act:
    """The first year is over, or the mentor has stopped and loses access that day."""
    yield s.ago(ago)
    step = s.step("Mentoring")
    s.move(step, "end", reason=reason, closing_note=texts.CLOSING_MENTOR)


def extended(s: Story, ago: int, *, decided: bool | None) -> Act:
    """Beyond the first year: the team lead decides; None = she has not answered yet."""
    yield s.ago(ago)
    until = add_months(_arrival(s), FIRST_YEAR + 3)
    data = {
        "effective_on": s.today.isoformat(),
        "until": until.isoformat(),
        "reason": "Skifter bolig og job samtidig",
    }
    words = "Borgeren har brug for tre måneder mere, til hverdagen er på plads."
    approval = propose(s.step("Mentoring"), "extend", data, by=s.caseworker, reason=words)
    if decided is not None:
        yield s.later(1)
        decide(approval, by=s.lead, approve=decided)


def _arrival(s: Story) -> date:
    """Who has not come from elsewhere counts from the day the case began."""
    return s.arrived_on or s.known.opened_on


def _first_mentor(s: Story) -> str:
    first, *others = MENTORS[s.unit]
    return first if s.character.told else s.rng.choice(others)


def _assign(s: Story) -> None:
    step = s.move(s.unbegun("Mentoring"), "offer")
    s.consent("mentor", "Navn og telefon", "Mentoren")
    mentor = s.staff.users[_first_mentor(s)]
    if s.known.track == Track.COPENHAGEN and s.today >= add_months(_arrival(s), FIRST_YEAR):
        _assign_late(s, step, mentor)
    else:
        s.move(step, "assign", mentor=mentor.pk, until=_granted_until(s))


def _granted_until(s: Story) -> date:
    """The first year on the Copenhagen model, half a year at a time on the general track."""
    if s.known.track == Track.COPENHAGEN:
        return add_months(_arrival(s), FIRST_YEAR)
    if s.known.track == Track.GENERAL:
        return add_months(s.today, GRANT) - days(1)
    return add_months(max(_arrival(s), s.today - days(60)), FIRST_YEAR)


def _assign_late(s: Story, step: Any, mentor: User) -> None:
    """After the first year the team lead decides."""
    until = add_months(s.today, GRANT).isoformat()
    data = {"effective_on": s.today.isoformat(), "mentor": mentor.pk, "until": until}
    words = "Borgeren sagde først ja til en mentor, da hverdagen var på plads."
    decide(propose(step, "assign", data, by=s.caseworker, reason=words), by=s.lead, approve=True)


def _changed(s: Story, ago: int) -> Act:
    yield s.ago(ago)
    step = s.step("Mentoring")
    other = "mentor2" if step.mentor.username == "mentor" else "mentor"
    mentor = s.staff.users[other].pk
    s.move(step, "change_mentor", mentor=mentor, handover_note=texts.HANDING_OVER)


def _meeting(s: Story) -> None:
    if s.rng.randrange(MISSED_OF):
        _log(s, s.rng.choice(texts.LOGS))
    else:
        outcome, words = s.rng.choice(texts.MISSED)
        _log(s, texts.Log((), "in_person", words), outcome=outcome)


def _log(
    s: Story, told: texts.Log, *, outcome: str = "completed", help_wanted: bool = False
) -> None:
    step = s.step("Mentoring")
    data = {
        "occurred_on": s.today,
        "outcome": outcome,
        "contact_form": told.contact_form,
        "topics": list(told.topics),
        "text": told.text,
        "help_wanted": help_wanted,
        "next_at": _next(s),
    }
    key = f"demo-{s.rng.getrandbits(64):016x}"
    log_follow_up(step, data, by=s.staff.at(step.mentor.username, s.now), key=key)


def _next(s: Story) -> datetime:
    return meeting_time(s.today + days(MEETS_EVERY), s.rng)
