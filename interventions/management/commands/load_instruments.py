"""Loads the instruments of measurement, from the file given or the one that ships."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from interventions.actions.instruments import SHIPPED, load_instruments


class Command(BaseCommand):
    help = "Indlæser progressionsinstrumenter fra en csv-fil. Samme fil igen ændrer intet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED)

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            text = options["file"].read_text(encoding="utf-8-sig")
            created = load_instruments(text.splitlines())
        except (OSError, ValueError) as error:
            raise CommandError(f"Filen kan ikke indlæses: {error}", returncode=2) from error
        except IntegrityError as error:
            raise CommandError(
                "En version har samme nummer eller dato som en, der er indlæst, eller et "
                "spørgsmål mangler.",
                returncode=1,
            ) from error
        if options["verbosity"]:
            self.stdout.write(f"Progressionsinstrumenter: {created} nye versioner.")
