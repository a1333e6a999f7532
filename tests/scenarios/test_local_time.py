"""Scenarios 49–51 of domain.md §7: what people type is local time, what is stored is UTC."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.localtime import (
    NoSuchTimeError,
    day_bounds,
    instant,
    local_clock,
    local_date,
)
from cases.errors import InvalidDataError
from interventions.actions.appointments import book_appointments
from interventions.actions.steps import add_step
from interventions.forms.appointments import AppointmentForm
from interventions.forms.fields import LocalDateTimeField
from interventions.models import Appointment
from tests.make import actor, make_case, make_user
from tests.scenarios.acts import act

field = LocalDateTimeField()

WEEKLY = [
    ("24-03-2025 09:00", "2025-03-24T08:00:00+00:00"),
    ("31-03-2025 09:00", "2025-03-31T07:00:00+00:00"),
]


@pytest.mark.parametrize(("typed", "stored"), WEEKLY)
def test_scenario_49_nine_oclock_is_nine_oclock_before_and_after_the_change(
    typed: str, stored: str
) -> None:
    found = field.clean(typed)
    assert found == datetime.fromisoformat(stored)
    assert local_clock(found) == typed
    assert field.prepare_value(found) == typed


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "stored"), WEEKLY)
def test_scenario_49_a_talk_is_stored_in_utc_and_shown_in_local_time(
    typed: str, stored: str
) -> None:
    case = make_case("2025-01-06")
    talk = add_step(case, "FollowUpTalk", by=actor(make_user("anna"), "2025-03-03"))
    talk = act(talk, "invite", "2025-03-03", meets_at=typed)
    assert talk.meets_at.astimezone(UTC).isoformat() == stored
    assert timezone.localtime(talk.meets_at).strftime("%d-%m-%Y %H:%M") == typed


@pytest.mark.django_db
def test_scenario_49_a_weekly_appointment_is_at_nine_before_and_after_the_change() -> None:
    case = make_case("2025-01-06")
    by = actor(make_user("anna"), "2025-03-03")
    typed = {"starts_at": "24-03-2025 09:00", "weeks": "2", "meeting_form": "in_person"}
    form = AppointmentForm(typed, case=case, by=by)
    assert form.is_valid(), form.errors
    rows = book_appointments(case, form.times, by=by, **form.columns())
    stored = [Appointment.objects.get(pk=row.pk).starts_at for row in rows]
    assert [row.astimezone(UTC).isoformat() for row in stored] == [at for _, at in WEEKLY]
    assert [local_clock(row) for row in stored] == [typed for typed, _ in WEEKLY]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts_at", "weeks"), [("30-03-2025 02:30", "1"), ("23-03-2025 02:30", "2")]
)
def test_scenario_50_an_appointment_in_the_hour_that_is_skipped_is_refused(
    starts_at: str, weeks: str
) -> None:
    by = actor(make_user("anna"), "2025-03-03")
    typed = {"starts_at": starts_at, "weeks": weeks, "meeting_form": "in_person"}
    form = AppointmentForm(typed, case=make_case("2025-01-06"), by=by)
    assert not form.is_valid()
    assert "Klokken 02:30 findes ikke den 30-03-2025" in form.errors["starts_at"][0]


@pytest.mark.django_db
def test_scenario_50_an_appointment_in_the_hour_that_comes_twice_is_in_its_first() -> None:
    by = actor(make_user("anna"), "2025-03-03")
    typed = {"starts_at": "26-10-2025 02:30", "weeks": "1", "meeting_form": "in_person"}
    form = AppointmentForm(typed, case=make_case("2025-01-06"), by=by)
    assert form.is_valid(), form.errors
    assert form.times == [datetime(2025, 10, 26, 0, 30, tzinfo=UTC)]


@pytest.mark.django_db
def test_scenario_50_a_booking_in_the_hour_that_is_skipped_is_refused() -> None:
    case = make_case("2025-01-06")
    talk = add_step(case, "FollowUpTalk", by=actor(make_user("anna"), "2025-03-03"))
    with pytest.raises(InvalidDataError, match="Klokken 02:30 findes ikke den 30-03-2025"):
        act(talk, "invite", "2025-03-03", meets_at="30-03-2025 02:30")


@pytest.mark.parametrize(
    "typed",
    [
        "30-03-2025 02:00",
        "30-03-2025 02:30",
        "30-03-2025 kl. 02:59",
        "2025-03-30 02:30",
        "2025-03-30T02:30",
        datetime(2025, 3, 30, 2, 30),  # noqa: DTZ001 - a naive one from a date picker
    ],
)
def test_scenario_50_the_skipped_hour_is_refused_however_it_is_typed(typed: object) -> None:
    with pytest.raises(ValidationError, match="uret stilles frem den nat"):
        field.clean(typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("30-03-2025 01:59", "2025-03-30T00:59:00+00:00"),
        ("30-03-2025 03:00", "2025-03-30T01:00:00+00:00"),
        ("26-10-2025 01:59", "2025-10-25T23:59:00+00:00"),
        ("26-10-2025 02:30", "2025-10-26T00:30:00+00:00"),  # comes twice: the first one
        ("26-10-2025 03:00", "2025-10-26T02:00:00+00:00"),
        # A machine says which one it means, and is converted.
        ("2025-10-26T02:30:00+01:00", "2025-10-26T01:30:00+00:00"),
        ("2025-03-30T01:30:00Z", "2025-03-30T01:30:00+00:00"),
    ],
)
def test_scenario_50_the_hour_that_comes_twice_never_crashes(typed: str, stored: str) -> None:
    assert field.clean(typed).astimezone(UTC).isoformat() == stored


@pytest.mark.parametrize(
    "typed", ["i morgen", "32-01-2025 09:00", "24-03-2025", "2025-13-01T10:00"]
)
def test_what_is_no_time_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValidationError, match="Skriv dato og klokkeslæt, fx 24-03-2025 09:00"):
        field.clean(typed)


@pytest.mark.parametrize(
    "typed",
    ["01-01-0001 00:30", "24-03-0025 09:00", "31-12-9999 23:59", "0001-01-01T00:00:00+14:00"],
)
def test_a_year_that_no_calendar_holds_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="Kontrollér årstallet"):
        field.clean(typed)


def test_scenario_50_the_function_refuses_as_the_field_does() -> None:
    with pytest.raises(NoSuchTimeError, match="findes ikke den 30-03-2025"):
        instant(date(2025, 3, 30), time(2, 30))
    assert instant(date(2025, 10, 26), time(2, 30)) == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ("2025-10-26", 25),
        ("2025-03-30", 23),
        ("2025-03-29", 24),
        ("2025-03-31", 24),
        ("2024-02-29", 24),
    ],
)
def test_scenario_51_a_day_has_23_24_or_25_hours(day: str, hours: int) -> None:
    start, end = day_bounds(date.fromisoformat(day))
    assert end - start == timedelta(hours=hours)
    assert local_date(start) == local_date(end - timedelta(seconds=1)) == date.fromisoformat(day)
    assert local_date(end) == date.fromisoformat(day) + timedelta(days=1)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2024-02-29T22:59:59+00:00", "2024-02-29"),
        ("2024-02-29T23:00:00+00:00", "2024-03-01"),
        ("2024-06-30T21:59:59+00:00", "2024-06-30"),
        ("2024-06-30T22:00:00+00:00", "2024-07-01"),
        ("2024-07-01T00:30:00+05:00", "2024-06-30"),
    ],
)
def test_an_instant_has_the_date_of_copenhagen(moment: str, day: str) -> None:
    assert local_date(datetime.fromisoformat(moment)).isoformat() == day
