"""Loads the code tables (residence basis, needs, reasons …), languages and countries."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.actions.codes import FOLDER, load_codes


class Command(BaseCommand):
    help = "Indlæser kodetabeller, sprog og lande fra en mappe. Samme filer igen ændrer intet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            count = load_codes(options["folder"])
        except (OSError, KeyError, ValueError) as error:
            raise CommandError(f"Mappen kan ikke læses: {error}", returncode=2) from error
        if options["verbosity"]:
            self.stdout.write(f"Kodetabeller: {count} koder, sprog og lande indlæst.")
