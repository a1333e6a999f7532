"""Makes the moves that time makes: to be run each day, may be missed for days."""

from argparse import ArgumentParser
from datetime import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.actor import system
from accounts.localtime import instant, local_date, read_date
from interventions.actions.run_due import Ran, run_due


class Command(BaseCommand):
    help = (
        "Foretager det, som tiden selv gør: samtaler, der bortfalder ved ankomst, rettigheder og "
        "perioder, der udløber, og forslag, der ikke blev afgjort. Kan køres igen uden virkning, "
        "og dage, der er sprunget over, indhentes med de rigtige datoer. Skriver kun antal. "
        "Slutter med 1, når en sag ikke kunne flyttes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", help="kør som på denne dag (åååå-mm-dd eller dd-mm-åååå)")
        parser.add_argument("--dry-run", action="store_true", help="tæl kun; ændr intet")

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["today"]:
            try:
                day = read_date(options["today"])
            except ValueError as error:
                raise CommandError(str(error), returncode=2) from error
            if day != local_date(now):
                now = instant(day, time(12))
        ran = run_due(by=system(now), dry_run=options["dry_run"])
        if options["verbosity"]:
            self._tell(ran, dry_run=options["dry_run"])
        if ran.failed:
            numbers = ", ".join(str(pk) for pk in ran.failed)
            raise CommandError(f"Kunne ikke flyttes: sag {numbers}.")

    def _tell(self, ran: Ran, *, dry_run: bool) -> None:
        for name, number in sorted(ran.made.items()):
            self.stdout.write(f"{name}: {number}")
        would = "Ville være flyttet" if dry_run else "Flyttet"
        self.stdout.write(f"{would}: {ran.made.total()}")
