"""Dates as they are shown and typed."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template


def test_dates_and_times_are_shown_in_danish_in_copenhagen() -> None:
    shown = Template("{{ day }} {{ moment }}").render(
        Context({"day": date(2026, 3, 9), "moment": datetime(2026, 7, 1, 10, 5, tzinfo=UTC)})
    )
    assert shown == "09-03-2026 01-07-2026 12:05"


@pytest.mark.parametrize(
    "typed", ["09-03-2026", "2026-03-09", "9.3.2026", "09/03/2026", "09032026", "9-3-2026"]
)
def test_a_date_is_read_as_people_write_it(typed: str) -> None:
    assert forms.DateField().clean(typed) == date(2026, 3, 9)


@pytest.mark.parametrize("typed", ["09-03-26", "31-02-2026", "i morgen"])
def test_a_date_that_could_be_misread_is_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean(typed)
