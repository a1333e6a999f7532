"""The worker: what must be done again and again while the pages are served."""

import os
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone

from accounts.localtime import local_date

MINUTE = 60


class Command(BaseCommand):
    help = (
        "Kører ved siden af siderne og stopper ikke af sig selv: send_events hvert minut, og "
        "run_due ved starten og hver ny dag. Det, der går galt, skrives på fejludgangen og prøves "
        "igen. I stedet kan de to kommandoer køres af en tidsplan, for eksempel cron."
    )
    sleep: Callable[[float], None] = staticmethod(time.sleep)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rounds", type=int, metavar="N", help="stop efter N minutter")
        parser.add_argument(
            "--with-parent", action="store_true", help="stop, når den, der startede den, stopper"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        parent = os.getppid() if options["with_parent"] else None
        done: date | None = None
        left = options["rounds"]
        while left is None or left > 0:
            done = self._round(done)
            left = None if left is None else left - 1
            if not self._wait(parent):
                return

    def _round(self, done: date | None) -> date | None:
        """The day for which run_due has been run; it is tried anew until nothing stops it."""
        today = local_date(timezone.now())
        if done == today or self._run("run_due"):
            done = today
        self._run("send_events")
        if not connection.in_atomic_block:
            connection.close()  # none is held while nothing happens, nor after it broke
        return done

    def _run(self, command: str) -> bool:
        try:
            call_command(command, verbosity=0)
        except (CommandError, DatabaseError) as error:
            self.stderr.write(f"{command}: {error}")
            return False
        return True

    def _wait(self, parent: int | None) -> bool:
        """A minute in small steps; False when the process that started this one is gone."""
        for _ in range(MINUTE):
            if parent is not None and os.getppid() != parent:
                return False
            self.sleep(1)
        return True
