"""R8–R13 of the domain's cross-cutting rules (reference §5.3), and what follows from the days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accounts.localtime import local_date
from interventions.law.conditions import adult
from interventions.models import KINDS, Step
from interventions.queries.deadlines import own_facts
from tests.lifecycles.walks.seen import Seen
from tests.lifecycles.walks.start import People

HELD_BY = ("agreed", "running", "paused")
INVITES = ("invite", "invite_again")
SENT = ("step_id", "starts_at", "channel", "letter", "sent_at", "language_aid")
# The move that shares something, and the consent's purpose. A company learns what the citizen
# has signed in the agreement (`signed`): the move asks for no consent of its own.
SHARES = {
    ("HealthAssessment", "accept"): "doctor",
    ("HealthAssessment", "receive_result"): "health_result",
    ("Mentoring", "assign"): "mentor",
    ("Mentoring", "change_mentor"): "mentor",
    ("VolunteerActivity", "join"): "volunteer",
}
BESIDE = ("Mentoring", "DanishEducation", "JobDanish", "WorkplaceDanish")


def r8_a_child_gets_no_programme(before: Seen, after: Seen) -> None:
    """Who is under 18 at the handover gets the health assessment only; beside it, what a person
    writes down whatever the age: a concern.
    """
    known = {step.pk for step in before.steps}
    for step in after.steps:
        if step.pk not in known and KINDS[step.kind].needs_adult:
            assert adult(own_facts(step.case), after.today), step


def r10_what_was_sent_stays(before: Seen, after: Seen) -> None:
    """Every invitation to a talk has its text, its channel and its time, and stays as it was sent
    whatever comes after it. A letter in draft does not exist here: it is sent when it is stored.
    """
    letters = {row.pk: row for row in after.of("Appointment") if row.letter}
    for row in letters.values():
        assert row.channel, row
        assert row.sent_at, row
    for old in before.of("Appointment"):
        now = after.by_key["Appointment", old.pk]
        assert [getattr(now, name) for name in SENT] == [getattr(old, name) for name in SENT], old
    for event in after.since(before):
        if event.move in INVITES:
            mine = [row for row in letters.values() if row.step_id == event.object_id]
            assert any(local_date(row.sent_at) == event.effective_on for row in mine), event
    for talk in after.steps:
        if talk.state == "invited":
            booked = [r for r in letters.values() if (r.step_id, r.state) == (talk.pk, "booked")]
            assert [row.starts_at for row in booked] == [talk.meets_at], talk


def r11_nothing_is_shared_without_consent(before: Seen, after: Seen) -> None:
    """What needs a doctor, a mentor or a volunteer is begun with a consent in force that day and
    on the day it is written down; after its withdrawal a collaborator is told nothing more.
    """
    for event in after.since(before):
        purpose = SHARES.get((event.kind, event.move))
        if purpose:
            for day in (event.effective_on, local_date(event.recorded_at)):
                assert _consented(after, purpose, day), (event, day)
    for row in after.collaborators:
        withdrawn = row.consent.withdrawn_on
        if withdrawn and withdrawn <= after.today:
            assert not row.shares_on(after.today), row


def _consented(seen: Seen, purpose: str, day: date) -> bool:
    return any(
        consent.given_on <= day and (consent.withdrawn_on is None or day < consent.withdrawn_on)
        for consent in seen.consents
        if consent.purpose == purpose
    )


def r12_no_placement_stands_alone(_before: Seen, after: Seen) -> None:
    """A company effort that is agreed or under way has a goal in force, each with a text and a
    sign; none is in force when it has ended.
    """
    for placement in after.of("CompanyPlacement"):
        mine = [goal for goal in after.goals if goal.placement_id == placement.pk]
        active = [goal for goal in mine if goal.state == "active"]
        assert active or placement.state not in HELD_BY, placement
        assert not active or not placement.is_ended, placement
        assert all(goal.text and goal.sign for goal in mine), placement


def r13_mentor_and_danish_block_no_placement(after: Seen, people: People) -> None:
    """They may stand beside a placement and none of its moves asks about them: what keeps it from
    a move is the same when they have ended.
    """
    placements = [row for row in after.of("CompanyPlacement") if not row.is_ended]
    beside = [row.pk for row in after.steps if row.kind in BESIDE and not row.is_ended]
    if not placements or not beside:
        return
    told = [_missing(row, people, after.today) for row in placements]
    with transaction.atomic():
        Step.objects.filter(pk__in=beside).update(state="lapsed", ended_on=after.today)
        alone = [_missing(row, people, after.today) for row in placements]
        transaction.set_rollback(True)
    assert told == alone


def _missing(row: Any, people: People, day: date) -> dict[str, list[str]]:
    """Of each move: what its guards ask for."""
    fresh, by = type(row)._default_manager.get(pk=row.pk), people.at("leth", day)
    return {name: move.missing(fresh, by) for name, move in row.moves().items()}
