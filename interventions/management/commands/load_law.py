"""Loads the deadline rules, from the file given or the one that ships with this version."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from interventions.actions.law import load_rules
from interventions.law.rules import LawFileError, read_rules

SHIPPED = Path(__file__).parents[2] / "law" / "deadline_rules.csv"


class Command(BaseCommand):
    help = "Indlæser fristregler fra en csv-fil. Samme fil igen ændrer intet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED)
        parser.add_argument("--json", action="store_true", help="skriv optællingen som JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            text = options["file"].read_text(encoding="utf-8-sig")
            loaded = load_rules(read_rules(text.splitlines()))
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"Filen kan ikke læses: {error}", returncode=2) from error
        except LawFileError as error:
            raise CommandError(str(error), returncode=2) from error
        except IntegrityError as error:
            raise CommandError(
                "En version overlapper en, der er indlæst. Afslut den gamle version i filen.",
                returncode=1,
            ) from error
        if options["json"]:
            self.stdout.write(json.dumps(vars(loaded)))
        elif options["verbosity"]:
            self.stdout.write(
                f"Fristregler: {loaded.created} nye, {loaded.updated} ændrede, "
                f"{loaded.unchanged} uændrede."
            )
