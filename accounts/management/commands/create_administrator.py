"""The first two administrators: from then on each new one is given by two of them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from accounts.actions.first import appoint
from accounts.actor import system
from accounts.errors import NotPossibleError


class Command(BaseCommand):
    help = (
        "Opretter en administrator, så længe der er færre end to, og skriver et link til at vælge "
        "adgangskode. Linket gælder i 24 timer og kan bruges én gang. Er brugeren der allerede som "
        "administrator, laves et nyt link. Derefter gives rollen af to administratorer på siderne."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="brugernavn")
        parser.add_argument("--name", default="", help="navn; ellers brugernavnet")
        parser.add_argument("--email", default="", help="e-mail")
        parser.add_argument(
            "--address", default="", metavar="https://…", help="systemets adresse, foran linket"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        username = options["username"]
        try:
            made = appoint(
                username, options["name"] or username, options["email"], by=system(timezone.now())
            )
        except NotPossibleError as error:
            raise CommandError("\n".join(error.messages)) from error
        path = reverse("choose-password", args=[made.secret])
        self.stdout.write(options["address"].rstrip("/") + path)
