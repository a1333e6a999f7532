"""Appointments: booked by the moves of talks or by hand, and settled once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.localtime import local_clock
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Citizen
from interventions.actions.appointments import book_appointments
from interventions.actions.perform import perform
from interventions.models import Appointment
from interventions.queries.appointments import booked_on, overlapping, steadiness
from tests.lifecycles.booked import booked
from tests.lifecycles.driver import again, go, new_row, row_in
from tests.lifecycles.typed import morning
from tests.make import actor, assign, at, make_case, make_user

pytestmark = pytest.mark.django_db


# kind, the moves it makes from its first state, and the states of the appointments that it got
TALK_MOVES = [
    ("WelcomeTalk", "invite", "booked"),
    ("WelcomeTalk", "invite hold", "attended"),
    ("WelcomeTalk", "invite miss invite_again hold", "no_show attended"),
    ("WelcomeTalk", "invite exempt", "cancelled"),
    ("WelcomeTalk", "invite miss exempt", "no_show"),
    ("WelcomeTalk", "invite lapse", "lapsed"),
    ("FollowUpTalk", "invite hold", "attended"),
    ("FollowUpTalk", "invite send_regrets replan invite", "regrets booked"),
    ("FollowUpTalk", "invite miss invite_again", "no_show booked"),
    ("FollowUpTalk", "invite cancel", "cancelled"),
    ("FollowUpTalk", "cancel", ""),
    ("FollowUpTalk", "invite lapse", "lapsed"),
    ("AsylumCentreTalk", "hold", ""),
    ("AsylumCentreTalk", "reschedule reschedule hold", "lapsed attended"),
    ("AsylumCentreTalk", "reschedule miss plan_again", "no_show"),
    ("AsylumCentreTalk", "reschedule cancel", "cancelled"),
    ("AsylumCentreTalk", "reschedule lapse", "lapsed"),
]


def states_of(step: Any) -> list[str]:
    rows = Appointment.objects.filter(step=step.pk).order_by("pk")
    return [row.state for row in rows]


@pytest.mark.parametrize(("kind", "moves", "states"), TALK_MOVES)
def test_the_moves_of_a_talk_book_and_settle_its_appointments(kind, moves, states):
    talk = new_row(kind)
    for name in moves.split():
        talk = go(talk, name)
    assert states_of(talk) == states.split()


def test_each_invitation_stays_as_it_was_sent():
    talk = row_in("FollowUpTalk", "planned")
    talk = go(talk, "invite", letter="Kom til samtale.", channel="digital_post", place="Lokale 2",
              language_aid="oversat til arabisk")  # fmt: skip
    talk = go(talk, "miss")
    talk = go(talk, "invite_again", letter="Vi savnede dig. Kom igen.", channel="sms")
    first, second = Appointment.objects.filter(step=talk.pk).order_by("pk")
    assert (first.letter, first.channel, first.language_aid, first.place) == (
        "Kom til samtale.", "digital_post", "oversat til arabisk", "Lokale 2"
    )  # fmt: skip
    assert (first.state, first.contact_attempts, first.reasonable_cause) == (
        "no_show", "Ringet", "unknown"
    )  # fmt: skip
    assert (second.letter, second.channel) == ("Vi savnede dig. Kom igen.", "sms")
    assert second.sent_at == at("2024-03-22")
    assert second.starts_at == talk.meets_at


def test_an_invitation_written_down_later_was_sent_on_its_day():
    talk = row_in("WelcomeTalk", "planned")
    by = actor(make_user("anna"), "2024-03-08")
    act_on(talk, "invite", "2024-03-05", by)
    (row,) = Appointment.objects.filter(step=talk.pk)
    assert local_clock(row.sent_at) == "05-03-2024 12:00"


def act_on(talk: Any, name: str, on: str, by: Any) -> None:
    from_go = {"meets_at": "2024-03-12 09:00", "channel": "letter", "letter": "Kom."}
    perform(talk, name, {"effective_on": on, **from_go}, by=by)


def test_no_move_asks_for_what_was_sent():
    asked = {p.name for name in Appointment.moves() for p in Appointment.asks(name)}
    assert asked.isdisjoint({"letter", "sent_at", "channel", "language_aid", "starts_at"})


def test_nothing_in_an_appointment_threatens():
    words = [str(s.label) for s in Appointment.State]
    words += [str(m.label) for m in Appointment.moves().values()]
    words += [str(f.verbose_name) for f in Appointment._meta.concrete_fields]
    assert not [w for w in words if any(x in w.lower() for x in ("sankt", "straf", "fratræk"))]


def test_a_talk_held_before_its_day_was_not_held_at_the_appointment():
    talk = go(row_in("FollowUpTalk", "planned"), "invite", date(2024, 3, 8),
              meets_at="2024-03-20 09:00")  # fmt: skip
    go(talk, "hold", date(2024, 3, 11))
    (row,) = Appointment.objects.filter(step=talk.pk)
    assert (row.state, row.end_reason) == ("cancelled", "Samtalen blev holdt den 11-03-2024")


# --- interpreters


def needs_interpreter(talk: Any, **said: Any) -> Any:
    Citizen.objects.filter(pk=talk.case.citizen_id).update(interpreter="yes", language="ara")
    return go(again(talk), "invite", date(2024, 3, 8), meets_at="2024-03-15 09:00", **said)


def test_a_talk_without_the_interpreter_it_needed_says_why():
    talk = needs_interpreter(row_in("FollowUpTalk", "planned"))
    (row,) = Appointment.objects.filter(step=talk.pk)
    assert (row.interpreter_needed, row.interpreter_booked) == (True, False)
    assert (row.interpreter_language, row.interpreter_family_ok) == ("ara", False)
    with pytest.raises(InvalidDataError, match="Borgeren har behov for tolk"):
        go(talk, "hold", date(2024, 3, 15))
    assert again(talk).state == "invited"
    go(talk, "hold", date(2024, 3, 15), no_interpreter_reason="Tolken blev syg")
    (row,) = Appointment.objects.filter(step=talk.pk)
    assert (row.state, row.interpreter_present) == ("attended", "no")
    assert row.no_interpreter_reason == "Tolken blev syg"


@pytest.mark.parametrize(
    ("invited", "held", "present"),
    [
        ({"interpreter": "booked"}, {}, "yes"),
        ({"interpreter": "to_book"}, {"interpreter_present": "yes"}, "yes"),
        ({"interpreter": "none"}, {}, ""),
    ],
)
def test_an_interpreter_that_was_booked_was_there_unless_something_else_is_said(
    invited, held, present
):
    talk = needs_interpreter(row_in("FollowUpTalk", "planned"), **invited)
    go(talk, "hold", date(2024, 3, 15), **held)
    (row,) = Appointment.objects.filter(step=talk.pk)
    assert (row.state, row.interpreter_present) == ("attended", present)


def test_an_appointment_by_hand_asks_for_the_interpreter_too():
    row = row_in("Appointment", "booked")
    Appointment.objects.filter(pk=row.pk).update(interpreter_needed=True)
    with pytest.raises(InvalidDataError, match="Borgeren har behov for tolk"):
        go(again(row), "attend")
    row = go(again(row), "book_interpreter", date(2024, 3, 1))
    assert row.interpreter_booked
    assert go(row, "attend", date(2024, 3, 8)).interpreter_present == "yes"


# --- by hand


def test_nobody_came_or_stayed_away_before_the_day():
    case = make_case("2024-01-02", active=True)
    row = booked(case, morning(date(2024, 3, 20)))
    for name in ("attend", "miss"):
        with pytest.raises(InvalidDataError, match="først den 20-03-2024 09:00"):
            go(row, name, date(2024, 3, 19))
    assert go(row, "miss", date(2024, 3, 20)).state == "no_show"


def test_only_who_moves_steps_books_and_only_on_a_case_that_runs():
    case = make_case("2024-01-02", active=True)
    mentor = make_user("mia", "mentor")
    assign(case, mentor, "mentor", "2024-01-02")
    for user in (mentor, make_user("berit")):
        with pytest.raises(PermissionDenied):
            book(case, "2024-03-20", actor(user, "2024-03-04"))
    go(case, "close", date(2024, 3, 4), reason="job")
    with pytest.raises(NotPossibleError, match="Sagen er afsluttet"):
        book(case, "2024-03-20", actor(make_user("anna"), "2024-03-05"))


def book(case: Any, day: str, by: Any, **columns: Any) -> Appointment:
    times = [morning(date.fromisoformat(day))]
    (row,) = book_appointments(case, times, by=by, meeting_form="phone", **columns)
    return row


def test_an_appointment_ends_with_its_case():
    row = row_in("Appointment", "booked")
    go(row.case, "close", date(2024, 3, 4), reason="udrejst")
    row = again(row)
    assert (row.state, row.ended_on) == ("lapsed", date(2024, 3, 4))
    assert row.end_reason.startswith("Sagen er afsluttet")


def test_appointments_of_one_citizen_that_share_time_are_found():
    case = make_case("2024-01-02", active=True)
    first = booked(case, morning(date(2024, 3, 20)), minutes=60)
    after = booked(case, first.ends_at)
    assert overlapping(case, [first]) == []
    inside = booked(case, at("2024-03-20T08:59:00+00:00"), minutes=5)
    assert overlapping(case, [inside]) == [first, after]
    go(first, "cancel", date(2024, 3, 4))
    assert overlapping(case, [inside]) == [after]


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        # The local day has 25 hours, 23 hours, and 24.
        ("2025-10-26", "2025-10-25T22:00:00+00:00", "2025-10-26T22:59:00+00:00"),
        ("2025-03-30", "2025-03-29T23:00:00+00:00", "2025-03-30T21:59:00+00:00"),
        ("2025-06-05", "2025-06-04T22:00:00+00:00", "2025-06-05T21:59:00+00:00"),
    ],
)
def test_the_meetings_of_a_day_are_those_of_its_local_hours(day, first, last):
    case = make_case("2025-01-06", active=True)
    minute = timedelta(minutes=1)
    times = [at(first) - minute, at(first), at(last), at(last) + minute]
    rows = [booked(case, moment) for moment in times]
    go(rows[2], "cancel", date(2025, 3, 3))
    by = actor(make_user("anna"), "2025-03-03")
    assert booked_on(by, date.fromisoformat(day)) == [rows[1]]
    assert booked_on(actor(make_user("berit"), "2025-03-03"), date.fromisoformat(day)) == []
    Appointment.objects.filter(pk=rows[0].pk).update(starts_at=at(last))
    assert booked_on(by, date.fromisoformat(day)) == [rows[1], rows[0]]


# --- steadiness


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], (0, 0, 0)),
        ([("2024-06-30", "booked"), ("2024-06-29", "cancelled")], (0, 0, 0)),
        ([("2024-06-30", "lapsed"), ("2024-06-29", "attended")], (1, 1, 0)),
        ([("2024-06-30", "attended"), ("2024-06-29", "no_show")], (1, 2, 0)),
        ([("2024-06-30", "attended"), ("2024-06-01", "regrets")], (1, 2, 1)),
        # 90 days with today: 2 April is the first of them.
        ([("2024-04-02", "attended"), ("2024-04-01", "no_show")], (1, 1, 0)),
        ([("2024-07-01", "no_show")], (0, 0, 0)),
    ],
)  # fmt: skip
def test_steadiness_is_the_share_attended_of_the_last_ninety_days(rows, told):
    made = [
        Appointment(starts_at=morning(date.fromisoformat(day)), state=state) for day, state in rows
    ]
    found = steadiness(made, date(2024, 6, 30))
    assert (found.attended, found.scheduled, found.regrets) == told


# --- what the database holds


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"minutes": 0}, "has_a_length"),
        ({"letter": "Kom.", "channel": "sms"}, "says_when_and_how"),
        ({"letter": "Kom.", "sent_at": at("2024-03-01")}, "says_when_and_how"),
        ({"sent_at": at("2024-03-01")}, "says_when_and_how"),
        ({"interpreter_booked": True}, "only_when_needed"),
        ({"interpreter_present": "no"}, "without_interpreter_says_why"),
    ],
)
def test_the_database_refuses_half_an_appointment(values, constraint):
    row = row_in("Appointment", "booked")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Appointment.objects.filter(pk=row.pk).update(**values)
