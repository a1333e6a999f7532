"""A machine's token without the pages: made by the same action, told once."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.actions.tokens import create_token
from accounts.errors import NotPossibleError
from accounts.grants import TOKEN_SCOPES
from accounts.models import Unit
from accounts.queries import NoRoleError, actor_named


class Command(BaseCommand):
    help = (
        "Laver en nøgle til en maskine og skriver den, denne ene gang. Den gælder i én enhed og "
        "til det, den gives til (--scope, flere gange). Kræver en administrator (--by)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="hvem der bruger den")
        parser.add_argument("--by", required=True, metavar="BRUGERNAVN", help="administratoren")
        parser.add_argument("--unit", required=True, metavar="KODE", help="enhedens kode")
        parser.add_argument("--scope", action="append", required=True, choices=sorted(TOKEN_SCOPES))
        parser.add_argument("--days", type=int, default=30, help="hvor længe den gælder (30)")

    def handle(self, *_args: Any, **options: Any) -> None:
        unit = Unit.objects.filter(code=options["unit"]).first()
        if unit is None:
            raise CommandError(f"Der er ingen enhed med koden {options['unit']}.")
        try:
            by = actor_named(options["by"], timezone.now())
            made = create_token(
                by=by, name=options["name"], unit=unit, scopes=options["scope"],
                expires_on=by.today + timedelta(days=options["days"]),
            )  # fmt: skip
        except (NoRoleError, NotPossibleError, PermissionDenied) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(made.secret)
