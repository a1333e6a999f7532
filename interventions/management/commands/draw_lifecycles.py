"""Writes docs/lifecycles.md from the code, or checks that it is what the code says."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from interventions.diagrams import draw


class Command(BaseCommand):
    help = "Tegner livsforløbene i docs/lifecycles.md ud fra koden."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="skriv intet; slut med 1, hvis filen er forældet"
        )

    def handle(self, *_args: Any, check: bool, **options: Any) -> None:
        path, drawn = settings.BASE_DIR / "docs" / "lifecycles.md", draw()
        current = path.is_file() and path.read_text(encoding="utf-8") == drawn
        if check and not current:
            raise CommandError(
                "docs/lifecycles.md passer ikke til koden. Kør »manage.py draw_lifecycles«."
            )
        if not current:
            path.write_text(drawn, encoding="utf-8")
        if options["verbosity"]:
            word = "er aktuel" if current else "er tegnet på ny"
            self.stdout.write(f"docs/lifecycles.md {word}.")
