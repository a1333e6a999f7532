from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate

LOADERS = ("load_codes", "load_law", "load_instruments")


class Command(migrate.Command):
    help = (
        "Opdaterer databasens skema og lægger derefter denne versions kodetabeller og "
        "fristregler ind (også i testdatabaser)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        looks_only = options["plan"] or options["check_unapplied"]
        if not options["app_label"] and not looks_only:
            for loader in LOADERS:
                call_command(loader, verbosity=options["verbosity"])
