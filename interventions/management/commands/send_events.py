"""Sends the events that wait in the outbox: to be run each minute, may be missed for days."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from interventions.actions.delivery import send_due
from interventions.management.posting import post


class Command(BaseCommand):
    help = (
        "Sender de udgående hændelser, der venter, til deres modtagere, underskrevet. Det, der "
        "ikke lykkes, prøves igen med voksende mellemrum i en uge. Skriver kun antal."
    )

    def handle(self, *_args: Any, **options: Any) -> None:
        counted = send_due(post, timezone.now)
        if options["verbosity"]:
            self.stdout.write(
                f"Leveret: {counted['delivered']}, venter: {counted['waiting']}, "
                f"opgivet: {counted['given_up']}."
            )
