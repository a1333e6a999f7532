"""The many others: lives drawn by chance, shorter than those of the cast, so that lists and
reports have the size of a real house.
"""

from __future__ import annotations

from random import Random
from typing import Any

from config.demo.acts import endings, health, mentoring, outcomes, papers, placement, talks
from config.demo.cast_copenhagen import REACHED, WEAK
from config.demo.character import Acts, Character, act

OWNERS = (
    ("sagsbehandler", 6), ("sagsbehandler2", 8), ("sagsbehandler3", 9), ("sagsbehandler4", 8),
)  # fmt: skip
OLDEST = 1085  # days: three years
RECENT = 285  # days: most open cases are no older
ARRIVING = (3, 24)  # days: the letter has come, or the person

# How often, in a hundred.
NEW, OPEN, OLD_CASE, TALKED_BEFORE, WELCOMED = 28, 34, 8, 80, 88
NO_MENTOR, MENTOR_LATE, PLACED_IN_TIME, PLACED_AGAIN = 40, 50, 84, 45
NO_DOCTOR, TWO_NEEDS, NOTED, MET = 12, 50, 30, 45
REFUGEE, UKRAINIAN, OUTSIDE_BOTH = 24, 39, 71  # up to
YOUNG, OLD = 21, 58
LONG = 80  # days after the first placement began
YEAR = 365  # days
LONG_AGO = 98  # days between what is told of lives that have ended: the outlines are enough
REFUGEES = (("konvention", 8), ("b_status", 5), ("midlertidig", 4), ("kvote", 2),
            ("familie_flygtning", 2))  # fmt: skip
COUNTRIES = {
    "konvention": ("SY", "AF", "ER", "IR"), "b_status": ("SY", "SO", "AF"),
    "midlertidig": ("SY", "SO"), "kvote": ("CD", "SY"), "familie_flygtning": ("SY", "ER"),
    "eu": ("PL", "RO"), "arbejde_studie": ("IN", "PL"), "dansk_statsborger": ("DK",),
    "familie_anden": ("TH", "TR"), "ukraine_saerlov": ("UA",),
}  # fmt: skip
OUTSIDE = (("eu", 3), ("arbejde_studie", 2), ("dansk_statsborger", 3), ("familie_anden", 3))
ENDINGS = (
    ("job", 9, "Fast job; fortsætter på danskuddannelse om aftenen."),
    ("uddannelse", 4, "Begyndt på uddannelse og modtager SU."),
    ("selvforsoergende_andet", 3, "Forsørges af ægtefællen."),
    ("flyttet", 3, "Roskilde"),
    ("udrejst", 2, "Rejst til familie i et andet land."),
    ("repatrieret", 2, "Rejst hjem med støtte til repatriering."),
    ("opholdstilladelse_ophoert", 2, "Tilladelsen er ikke forlænget."),
    ("fleksjob", 1, "Bevilget fleksjob af rehabiliteringsteamet."),
    ("foertidspension", 1, "Tilkendt førtidspension."),
    ("doed", 1, ""),
)


def ordinary(rng: Random) -> Character:
    """One more citizen; what is drawn here is the same for the same generator."""
    kind = rng.randrange(100)
    if kind < REFUGEE:
        return _refugee(rng)
    if kind < UKRAINIAN:
        return _ukrainian(rng)
    if kind < OUTSIDE_BOTH:
        return _outside(rng)
    return _child(rng)


def _refugee(rng: Random) -> Character:
    basis = _drawn(rng, REFUGEES)
    opened, closed = _span(rng, 60)
    arrived = opened - rng.randint(40, 55)
    by_cpr = basis in ("kvote", "familie_flygtning")
    before: Acts = ()
    if not by_cpr and _happens(rng, TALKED_BEFORE):
        before = (talks.asylum_held_straight,)
    acts = (_offered_mentor(rng, closed), *_work(rng, opened - 48, closed), *_well(rng, opened))
    return Character(
        basis, **_who(rng, basis), opened=opened, arrived=arrived,
        cpr=arrived - 3 if by_cpr else None, early=before,
        acts=(*acts, *_end(rng, closed)), age=(YOUNG, OLD), needs=_needs(rng),
        unmeasured=opened - LONG_AGO if closed else 0,
    )  # fmt: skip


def _ukrainian(rng: Random) -> Character:
    opened, closed = _span(rng, 30)
    welcome = (act(talks.welcome, rng.randint(1, 3)),) if _happens(rng, WELCOMED) else ()
    return Character(
        "ukraine_saerlov", **_who(rng, "ukraine_saerlov"), opened=opened,
        arrived=opened + rng.randint(5, 15), age=(YOUNG, OLD), needs=("dansk",),
        acts=(*welcome, *_work(rng, opened - 22, closed), *_end(rng, closed)),
        unmeasured=opened - LONG_AGO if closed else 0,
    )  # fmt: skip


def _outside(rng: Random) -> Character:
    basis = _drawn(rng, OUTSIDE)
    opened, closed = _span(rng, 20)
    joined = basis == "familie_anden"
    talk = (act(talks.follow_ups, rng.choice((10, 12, 14, 30)), 60, "hold"),)
    income = rng.choice(("kontanthjaelp", "selvforsoergende_job", "selvforsoergende_aegtefaelle"))
    return Character(
        basis, **_who(rng, basis), opened=opened, arrived=opened - 6 if joined else None,
        cpr=opened - 8 if joined else None, age=(YOUNG, OLD),
        needs=("dansk",) if joined else (), acts=(*talk, *_end(rng, closed)),
        income="selvforsoergende_aegtefaelle" if joined else income,
    )  # fmt: skip


def _child(rng: Random) -> Character:
    basis = rng.choice(("konvention", "b_status", "ukraine_saerlov"))
    opened, closed = _span(rng, 60)
    ukraine = basis == "ukraine_saerlov"
    offered = () if ukraine else (act(health.health, "offer", start=rng.randint(30, 170)),)
    reason = rng.choice(("udrejst", "repatrieret", "opholdstilladelse_ophoert"))
    return Character(
        basis, **_who(rng, basis), opened=opened,
        arrived=opened + 10 if ukraine else opened - 48,
        age=(opened // YEAR + 1, 15),  # born before the case was opened
        acts=(*offered, *(_leaves(rng, closed, reason) if closed else ())),
    )  # fmt: skip


# --- parts of a life
def _who(rng: Random, basis: str) -> dict[str, Any]:
    country = rng.choice(COUNTRIES[basis])
    return {"owner": _drawn(rng, OWNERS), "country": country, "told": False}


def _span(rng: Random, youngest: int) -> tuple[int, int | None]:
    """How long ago it was opened, and closed; None while it is open. Some have come just now, and
    what lies ahead of them is still to happen.
    """
    if _happens(rng, NEW):
        return rng.randint(*ARRIVING), None
    if _happens(rng, OPEN):
        old = _happens(rng, OLD_CASE)
        return rng.randint(RECENT, 700) if old else rng.randint(youngest, RECENT), None
    opened = rng.randint(260, OLDEST)
    return opened, max(rng.randint(opened - 330, opened - 120), 12)


def _offered_mentor(rng: Random, closed: int | None) -> Any:
    luck = rng.randrange(100)
    if luck < NO_MENTOR:
        return act(mentoring.offered, declined=True)
    if luck < MENTOR_LATE:
        return act(mentoring.offered_late)
    last = (closed or 0) + rng.randint(4, 12)
    return act(mentoring.mentored, last, every=rng.choice((42, 56)) if closed is None else LONG_AGO)


def _work(rng: Random, since: int, closed: int | None) -> Acts:
    """A first placement in time for most, and a second one for those who are there long enough."""
    left = since - (closed or 0)
    first = rng.randint(14, 25) if _happens(rng, PLACED_IN_TIME) else rng.randint(40, 70)
    if left < first + LONG:
        return (act(placement.placed, first, placement.stays, weeks=12, goals=1),)
    end = rng.choice((REACHED, REACHED, WEAK))
    found = (act(placement.placed, first, end, weeks=8, goals=1),)
    if not _happens(rng, PLACED_AGAIN if closed is None else PLACED_AGAIN // 2):
        return found
    again = first + 60 + rng.randint(6, 30)
    return (*found, act(placement.placed, again, placement.stays, weeks=13, goals=1))


def _well(rng: Random, opened: int) -> Acts:
    if _happens(rng, NO_DOCTOR):
        return ()
    start = rng.randint(20, 150) if opened > RECENT else rng.randint(12, 60)
    ends = rng.choice((("offer", "decline"), ("offer",), ("offer",)))
    return (act(health.health, *ends, start=start),)


def _end(rng: Random, closed: int | None) -> Acts:
    if closed is None:
        return (act(talks.follow_ups, 112, 40, "hold", "hold"),) if _happens(rng, MET) else ()
    reason = rng.choices([e[0] for e in ENDINGS], [e[1] for e in ENDINGS])[0]
    return _leaves(rng, closed, reason)


def _leaves(rng: Random, closed: int, reason: str) -> Acts:
    note = next(words for code, _, words in ENDINGS if code == reason)
    before: Acts = ()
    if reason == "flyttet":
        return (act(endings.moved_away, closed + 20, note, waits=18),)
    if reason == "job":
        before = (act(outcomes.employed_before, closed + 7),)
    if reason == "uddannelse":
        before = (act(outcomes.studying_before, closed + 5),)
    if reason in ("fleksjob", "foertidspension"):
        before = (act(outcomes.clarified_before, closed + 4, reason),)
    if _happens(rng, NOTED):
        before = (*before, act(papers.noted_before, closed + 9))
    return (*before, act(endings.closed, closed, reason, note))


def _needs(rng: Random) -> tuple[str, ...]:
    more = rng.choice(("faglig", "arbejdsidentitet"))
    return ("dansk", more) if _happens(rng, TWO_NEEDS) else ("dansk",)


def _happens(rng: Random, in_a_hundred: int) -> bool:
    return rng.randrange(100) < in_a_hundred


def _drawn(rng: Random, weighted: tuple[tuple[str, int], ...]) -> str:
    return rng.choices([w[0] for w in weighted], [w[1] for w in weighted])[0]
