"""Deeds that add a row with a life of its own, or write beside one: steps, goals, papers, logs."""

from __future__ import annotations

from datetime import timedelta

from accounts.models import User
from interventions.actions.appointments import book_appointments
from interventions.actions.concerns import assign_adviser, raise_concern
from interventions.actions.follow_ups import log_follow_up
from interventions.actions.journal import write_note
from interventions.actions.papers import draft_decision, receive_access_request, receive_complaint
from interventions.actions.pauses import record_pause, record_placement_pause
from interventions.actions.requests import ask_to_hand_over, propose_completion
from interventions.actions.steps import add_goal, add_step
from interventions.models import KINDS
from tests.lifecycles.papers import DRAFT
from tests.lifecycles.typed import morning
from tests.lifecycles.walks.registering import STAFF
from tests.lifecycles.walks.walk import Walk, codes

MENTORS = ("mia", "mads")


def a_step(walk: Walk) -> None:
    add_step(walk.case, walk.dice.one_of(list(KINDS)), by=walk.by(*STAFF))


def a_goal(walk: Walk) -> None:
    placements = walk.seen.of("CompanyPlacement")
    if placements:
        type_ = walk.dice.one_of(("social", "language", "professional"))
        add_goal(walk.dice.one_of(placements), by=walk.by(*STAFF), type=type_, text="Hilse",
                 sign="Siger hej")  # fmt: skip


def an_appointment(walk: Walk) -> None:
    day = walk.today + timedelta(days=walk.dice.number(0, 30))
    letter = walk.dice.one_of(({}, {"channel": "letter", "letter": "Kom til samtale."}))
    if letter:
        letter = {**letter, "sent_at": morning(walk.today)}
    book_appointments(walk.case, [morning(day)], by=walk.by(*STAFF), meeting_form="in_person",
                      **letter)  # fmt: skip


def a_pause_told_afterwards(walk: Walk) -> None:
    first = walk.today - timedelta(days=walk.dice.number(1, 40))
    days = {"from_on": first, "to_on": first + timedelta(days=walk.dice.number(0, 10))}
    told = {"reason": "sygdom", "note": walk.dice.one_of(("Først oplyst nu", ""))}
    placements = walk.open_rows("CompanyPlacement")
    if placements and walk.dice.once_in(2):
        record_placement_pause(placements[0], by=walk.by(*STAFF), **days, **told)
    else:
        record_pause(walk.case, by=walk.by(*STAFF), **days, **told)


def a_follow_up(walk: Walk) -> None:
    """The log of a mentor, who may want help."""
    mentorings = walk.seen.of("Mentoring")
    if mentorings:
        data = {
            "occurred_on": walk.ago().isoformat(), "contact_form": "phone",
            "outcome": walk.dice.one_of(("completed", "no_show")),
            "help_wanted": walk.dice.once_in(4),
        }  # fmt: skip
        row, key = walk.dice.one_of(mentorings), str(len(walk.seen.events))
        log_follow_up(row, data, by=walk.by(*MENTORS), key=key)


def a_wish(walk: Walk) -> None:
    """A mentor thinks that a step may be ended; the caseworker would like to hand the case over."""
    if walk.dice.once_in(3):
        sanne = User.objects.get(username="sanne")
        ask_to_hand_over(walk.case, sanne, by=walk.by("anna"), text="Jeg går på barsel.")
    elif walk.seen.steps:
        step = walk.dice.one_of(walk.seen.steps)
        propose_completion(step, by=walk.by(*MENTORS), text="Hun har fået et job.")


def a_concern(walk: Walk) -> None:
    if walk.dice.once_in(2):
        adviser = User.objects.get(username=walk.dice.one_of(("sofus", "sanne")))
        assign_adviser(walk.case, adviser, by=walk.by("leth"))
    else:
        raise_concern(walk.case, by=walk.by("anna", "naboen", "mia"), signs="Hentes hver dag")


def a_paper(walk: Walk) -> None:
    """A decision is begun, somebody complains of one, or asks to see the case."""
    sent = [row for row in walk.seen.of("Decision") if row.state in ("sent", "delivered")]
    by, day = walk.by(*STAFF), walk.ago()
    if sent and not walk.dice.once_in(3):
        receive_complaint(walk.dice.one_of(sent), by=by, received_on=day, text="Jeg er uenig.")
    elif walk.dice.once_in(3):
        receive_access_request(walk.case, by=by, received_on=day, asked_by="Borgeren",
                               wanted="Hele sagen")  # fmt: skip
    else:
        draft_decision(walk.case, by=by, **DRAFT)


def a_note(walk: Walk) -> None:
    theme = walk.dice.one_of(codes("journal_theme"))
    write_note(walk.case, by=walk.by("anna", "leth", "mia"), theme=theme,
               happened_on=walk.ago(), text="Talt i telefon")  # fmt: skip
