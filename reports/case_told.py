"""One case as it may be printed: bare dates and codes, with the words that people read.

A part that is None, and a fact that is not in its dictionary, is not the reader's to know of: it
is left out of every format.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class ToldEvent:
    """`recorded` is local time; `note` holds reason and note, "" for who may not read them."""

    effective_on: date
    recorded: str
    label: str
    states: str
    by: str
    note: str


@dataclass(frozen=True)
class ToldGoal:
    type: str
    text: str
    sign: str
    state: str
    evaluation: str


@dataclass(frozen=True)
class ToldStep:
    id: int
    kind: str
    label: str
    state: str
    state_label: str
    shared: bool
    added_on: date
    meets_at: datetime | None
    starts_on: date | None
    ended_on: date | None
    facts: dict[str, str]
    goals: list[ToldGoal]
    events: list[ToldEvent]


@dataclass(frozen=True)
class ToldDeadline:
    """`why` is the short explanation: how much after which date."""

    code: str
    subject: str
    authority: str
    legal_reference: str
    why: str
    anchor_on: date | None
    due_on: date | None
    status: str
    status_label: str
    met_on: date | None
    late_days: int


@dataclass(frozen=True)
class ToldNeed:
    """`opened_on` is None while nobody has assessed the need."""

    code: str
    label: str
    status: str
    opened_on: date | None
    resolved_on: date | None
    note: str


@dataclass(frozen=True)
class ToldFollowUp:
    occurred_on: date
    outcome: str
    form: str
    topics: str
    text: str
    author: str
    next_meeting: str


@dataclass(frozen=True)
class ToldConsent:
    purpose: str
    scope: str
    receiver: str
    form: str
    given_on: date
    withdrawn_on: date | None


@dataclass(frozen=True)
class ToldOutcome:
    """A job, an education, a test or a clarification, or the figures of employment."""

    title: str
    state: str
    facts: dict[str, str]


@dataclass(frozen=True)
class ToldCase:
    """`citizen` and `case`: label → value. `deadlines` also holds those that are not relevant."""

    case_id: int
    as_of: date
    track: str
    state: str
    citizen: dict[str, str]
    case: dict[str, str]
    anchors: dict[str, date | None] | None
    deadlines: list[ToldDeadline]
    steps: list[ToldStep]
    needs: list[ToldNeed] | None
    outcomes: list[ToldOutcome] | None
    follow_ups: list[ToldFollowUp] | None
    consents: list[ToldConsent] | None
    events: list[ToldEvent]
