"""Fills an empty database with the small world that tests of access ask."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.world.building import OccupiedError, build, described


class Command(BaseCommand):
    help = (
        "Lægger en lille opdigtet verden i en tom database: en bruger for hver rolle og relation, "
        "en borger for hver variant, og en mærket tekst i hver gruppe af felter. Samme frø giver "
        "samme mærker. Skriver id'er, brugernavne, adgangskode og nøgler."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=1, metavar="N", help="frø for tilfældet")
        parser.add_argument("--json", action="store_true", help="skriv alt som JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "Verdenen har kendte adgangskoder og lægges ikke i en database i drift. "
                "Sæt DEMO_MODE=1 på en maskine, der kun er til prøve."
            )
        try:
            told = described(build(options["seed"], timezone.now()))
        except OccupiedError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        users, citizens = told["users"], told["citizens"]
        self.stdout.write(f"{len(citizens)} borgere, {len(users)} brugere. Adgangskode for alle:")
        self.stdout.write(users[0]["password"])
        for user in users:
            self.stdout.write(f"  {user['username']:28} {user['role']:12} {user['unit']}")
