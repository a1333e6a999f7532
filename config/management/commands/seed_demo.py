"""Fills an empty database with the demo municipality."""

import gc
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.localtime import local_date
from config.demo.seeding import EARLIEST, OccupiedError, is_there, seed
from config.demo.staff import STAFF

DAY_FORMATS = ("%Y-%m-%d", "%d-%m-%Y")


def day(text: str) -> date:
    for layout in DAY_FORMATS:
        try:
            return datetime.strptime(text, layout).date()  # noqa: DTZ007 - a date without a clock
        except ValueError:
            continue
    raise ArgumentTypeError(f"»{text}« er ingen dato. Skriv åååå-mm-dd eller dd-mm-åååå.")


class Command(BaseCommand):
    help = (
        "Lægger demokommunen i en tom database: opdigtede borgere med hele deres forløb, lavet "
        "gennem de almindelige handlinger. Samme frø og dag giver samme database."
    )

    requires_system_checks = ()  # `migrate` made them a moment ago

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--citizens", type=int, default=300, metavar="N", help="antal borgere")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="frø for tilfældet")
        parser.add_argument("--as-of", type=day, metavar="DATO", help="demoens dag (i dag)")

    def handle(self, *_args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "Demoen har en kendt adgangskode og lægges ikke i en database i drift. "
                "Sæt DEMO_MODE=1 på en maskine, der kun er til prøve."
            )
        as_of = options["as_of"] or local_date(timezone.now())
        if options["citizens"] < 1 or as_of < EARLIEST:
            raise CommandError(f"Vælg mindst én borger og en dag fra {EARLIEST:%d-%m-%Y}.")
        if is_there():
            self.stdout.write("Demoen ligger her allerede; intet er ændret.")
        else:
            self._seed(options["citizens"], options["seed"], as_of)
        self._logins()

    def _seed(self, citizens: int, number: int, as_of: date) -> None:
        gc.freeze()  # what stands now lives on: it need not be looked through again and again
        try:
            seed(citizens, number, as_of, self._progress)
        except OccupiedError as error:
            raise CommandError(str(error)) from error
        self._progress_done()
        self.stdout.write(f"{citizens} opdigtede borgere, som de står den {as_of:%d-%m-%Y}.")

    def _progress(self, moment: datetime) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{local_date(moment):%d-%m-%Y}", ending="")

    def _progress_done(self) -> None:
        if sys.stderr.isatty():
            self.stderr.write("\r          \r", ending="")

    def _logins(self) -> None:
        port = os.environ.get("PORT", "8000")
        self.stdout.write(
            f"\nLog ind på http://127.0.0.1:{port}/ (startes af »make demo«) med adgangskoden "
            f"{settings.DEMO_PASSWORD}:\n"
        )
        for employee in STAFF:
            role = str(employee.role.label)
            self.stdout.write(f"  {employee.username:20} {role:26} {employee.place}")
