"""The worker beside the pages: events each minute, time once a day."""

from __future__ import annotations

import os
from datetime import time, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.localtime import COPENHAGEN, instant
from interventions.management.commands import work
from tests.make import day

Ran = list[tuple[str, str]]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Ran:
    """What is run, and at which local minute; the clock goes on while the worker sleeps."""
    now = [instant(day("2026-06-15"), time(23, 58))]
    found: Ran = []

    def sleep(seconds: float) -> None:
        now[0] += timedelta(seconds=seconds)

    def run(command: str, **_options: object) -> None:
        found.append((command, f"{now[0].astimezone(COPENHAGEN):%H:%M}"))
        if len(found) == 1:
            raise CommandError("Kunne ikke flyttes: sag 7.")

    monkeypatch.setattr(work.Command, "sleep", staticmethod(sleep))
    monkeypatch.setattr(work, "call_command", run)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now[0])
    return found


def test_events_go_each_minute_and_time_is_run_each_day_until_it_succeeds(ran: Ran) -> None:
    told = StringIO()
    call_command("work", rounds=4, stderr=told)
    assert ran == [
        ("run_due", "23:58"), ("send_events", "23:58"),
        ("run_due", "23:59"), ("send_events", "23:59"),
        ("run_due", "00:00"), ("send_events", "00:00"),
        ("send_events", "00:01"),
    ]  # fmt: skip
    assert told.getvalue() == "run_due: Kunne ikke flyttes: sag 7.\n"


def test_it_stops_with_the_process_that_started_it(
    ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    parents = iter([10, 10, 10, 1])
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    call_command("work", with_parent=True, stderr=StringIO())
    assert [command for command, _ in ran] == ["run_due", "send_events"]
