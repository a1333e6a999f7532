"""Talks at the asylum centre, welcome talks and follow-up talks."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime
from typing import Any

from accounts.localtime import local_clock, local_date
from config.demo import texts
from config.demo.character import Act
from config.demo.days import days, meeting_time
from config.demo.story import Story

ON_THE_WAY = 8  # days between an invitation and the meeting


# --- at the asylum centre
def asylum_held(s: Story) -> Act:
    talk = yield from _asylum_agreed(s)
    yield from _hold_asylum(s, talk)


def asylum_held_straight(s: Story) -> Act:
    """On a day when the consultant was at the centre anyway."""
    yield s.later(s.rng.randint(5, 16))
    yield from _held(s, s.step("AsylumCentreTalk"))


def _hold_asylum(s: Story, talk: Any) -> Act:
    yield s.on(local_date(talk.meets_at))
    yield from _held(s, talk)


def _held(s: Story, talk: Any) -> Act:
    s.move(
        talk,
        "hold",
        by=s.consultant,
        competences=s.rng.choice(texts.COMPETENCES),
        job_goal=s.rng.choice(texts.JOB_GOALS),
        languages="Modersmål og lidt engelsk",
        next_step=s.rng.choice(texts.NEXT_STEPS),
    )
    yield from ()


def asylum_missed(s: Story, *, again: bool = False) -> Act:
    talk = yield from _asylum_agreed(s)
    yield s.on(local_date(talk.meets_at) + days(1))
    talk = s.move(talk, "miss", by=s.consultant)
    if again:
        yield s.later(2)
        meets_at = meeting_time(s.today + days(5), s.rng)
        talk = s.move(talk, "plan_again", by=s.consultant, meets_at=meets_at, **_interpreter(s))
        yield from _hold_asylum(s, talk)


def asylum_cancelled(s: Story) -> Act:
    talk = yield from _asylum_agreed(s)
    yield s.later(2)
    s.move(talk, "cancel", by=s.consultant, reason="Centret lukkede den uge; nås ikke før ankomst")


def asylum_soon(s: Story, ahead: int) -> Act:
    """The time of the talk has been agreed and lies `ahead` days after the end."""
    yield s.ago(6)
    meets_at = meeting_time(s.as_of + days(ahead), s.rng)
    talk = s.unbegun("AsylumCentreTalk")
    s.move(talk, "reschedule", by=s.consultant, meets_at=meets_at, **_interpreter(s))


def _asylum_agreed(s: Story) -> Generator[datetime, None, Any]:
    yield s.later(3)
    meets_at = meeting_time(s.today + days(9), s.rng)
    talk = s.unbegun("AsylumCentreTalk")
    return s.move(talk, "reschedule", by=s.consultant, meets_at=meets_at, **_interpreter(s))


# --- welcome
def welcome(
    s: Story, invite: int = 1, *, missed: int = 0, health: str = "no", held: bool = True
) -> Act:
    """Invited some days after the handover; each time missed costs ten days more."""
    yield s.after(invite)
    talk = s.unbegun("WelcomeTalk")
    talk = s.move(talk, "invite", **_invitation(s, "velkomstsamtale"))
    for _ in range(missed):
        yield s.on(local_date(talk.meets_at) + days(1))
        attempts = s.rng.choice(texts.CONTACT_ATTEMPTS)
        talk = s.move(talk, "miss", contact_attempts=attempts)
        if not held:
            return
        yield s.later(1)
        talk = s.move(talk, "invite_again", **_invitation(s, "velkomstsamtale"))
    if held:
        yield s.on(local_date(talk.meets_at))
        s.move(talk, "hold", **_welcome_answers(s, health))


def welcome_exempt(s: Story) -> Act:
    yield s.after(2)
    talk = s.unbegun("WelcomeTalk")
    talk = s.move(talk, "invite", **_invitation(s, "velkomstsamtale"))
    yield s.later(3)
    s.move(talk, "exempt", reason="Begyndte i job ugen efter ankomst")


def welcome_invited(s: Story, wait: int) -> Act:
    yield s.after(wait)
    s.move(s.unbegun("WelcomeTalk"), "invite", **_invitation(s, "velkomstsamtale"))


def welcome_soon(s: Story, ahead: int) -> Act:
    """Invited; the meeting lies `ahead` days after the end (0: on the day itself)."""
    yield s.ago(5)
    meets_at = meeting_time(s.as_of + days(ahead), s.rng)
    s.move(s.unbegun("WelcomeTalk"), "invite", **_invitation(s, "velkomstsamtale", meets_at))


def _welcome_answers(s: Story, health: str) -> dict[str, Any]:
    return {
        "bank_account": s.rng.choice(("yes", "no")),
        "mitid": s.rng.choice(("yes", "no")),
        "job_help": s.rng.choice(("yes", "yes", "no")),
        "health_need": health,
        "job_goal": s.rng.choice(texts.JOB_GOALS),
    }


# --- follow-up
def follow_ups(s: Story, start: int, every: int, *ends: str) -> Act:
    """One talk after another; each ends as `ends` says, by the name of the move."""
    for number, end in enumerate(ends):
        yield s.after(start + number * every)
        talk = s.unbegun("FollowUpTalk")
        talk = s.move(talk, "invite", **_talk_invitation(s))
        if end in ("cancel", "send_regrets"):
            yield s.later(3)
        else:
            yield s.on(local_date(talk.meets_at) + days(end == "miss"))
        talk = s.move(talk, end, **_ending(s, end))
        if end in ("miss", "send_regrets") and number < len(ends) - 1:
            yield s.later(2)
            yield from _once_more(s, talk)


def follow_up_soon(s: Story, ahead: int) -> Act:
    yield s.ago(6)
    meets_at = meeting_time(s.as_of + days(ahead), s.rng)
    s.move(s.unbegun("FollowUpTalk"), "invite", **_talk_invitation(s, meets_at))


def follow_up_off(s: Story, ago: int) -> Act:
    """The citizen sent regrets some days before the end; no new time has been found."""
    yield s.ago(ago + 6)
    talk = s.move(s.unbegun("FollowUpTalk"), "invite", **_talk_invitation(s))
    yield s.ago(ago)
    s.move(talk, "send_regrets", reason=s.rng.choice(texts.REGRETS))


def follow_up_planned(s: Story, ago: int = 4) -> Act:
    """Added and not yet invited to."""
    yield s.ago(ago)
    s.unbegun("FollowUpTalk")


def follow_up_noted_late(s: Story, wait: int) -> Act:
    """Held, but written down three weeks later, with a word about why."""
    yield s.after(wait)
    talk = s.move(s.unbegun("FollowUpTalk"), "invite", **_talk_invitation(s))
    held_on = local_date(talk.meets_at)
    yield s.on(held_on + days(21))
    s.move(talk, "hold", **_answers(s), effective_on=held_on, note=texts.BACKDATED)


def _once_more(s: Story, talk: Any) -> Act:
    if talk.state == "no_show":
        talk = s.move(talk, "invite_again", **_talk_invitation(s))
    else:
        talk = s.move(talk, "replan")
        yield s.later(1)
        talk = s.move(talk, "invite", **_talk_invitation(s))
    yield s.on(local_date(talk.meets_at))
    s.move(talk, "hold", **_answers(s))


def _ending(s: Story, end: str) -> dict[str, Any]:
    if end == "miss":
        attempts = s.rng.choice(texts.CONTACT_ATTEMPTS)
        return {"contact_attempts": attempts, "reasonable_cause": s.rng.choice(("yes", "unknown"))}
    if end in ("cancel", "send_regrets"):
        return {"reason": s.rng.choice(texts.REGRETS)}
    return _answers(s)


def _answers(s: Story) -> dict[str, Any]:
    names = ("changes", "course_followed", "outcome", "need_for_change")
    return dict(zip(names, s.rng.choice(texts.TALKS), strict=True))


def _talk_invitation(s: Story, meets_at: datetime | None = None) -> dict[str, Any]:
    form = s.rng.choice(("in_person", "in_person", "phone", "digital"))
    return {"talk_form": form, **_invitation(s, "opfølgningssamtale", meets_at)}


def _invitation(s: Story, what: str, meets_at: datetime | None = None) -> dict[str, Any]:
    meets_at = meets_at or meeting_time(s.today + days(ON_THE_WAY), s.rng)
    return {
        "meets_at": meets_at,
        "channel": s.rng.choice(("digital_post", "digital_post", "letter", "sms")),
        "letter": texts.letter(s.person.first_name, what, local_clock(meets_at)),
        **_interpreter(s),
    }


def _interpreter(s: Story) -> dict[str, str]:
    """Whoever needs an interpreter has one booked."""
    needed = s.known.citizen.interpreter in ("yes", "partly")
    return {"interpreter": "booked" if needed else "none"}
