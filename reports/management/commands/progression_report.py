"""The manager's progression report as a file."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts.actor import Actor
from accounts.audit import record
from accounts.localtime import read_date
from accounts.models import AuditEvent
from cases.models import Track
from reports.formats import PROGRESSION
from reports.management.handing_out import asked_by, hand_out, refusal, refuse_on_screen, tell
from reports.period import Period, PeriodError
from reports.progression import Progression, Question, progression


class Command(BaseCommand):
    help = (
        "Tæller forløb (åbnet, i gang, afsluttet) og frister (til tiden, for sent, overskredet, "
        "undtaget) for hele måneder, efter enhed, spor og kvartal. Små tal er skjult. "
        "Slutter med 2 og en sætning, når perioden ikke er hele måneder, eller enheden ikke er "
        "brugerens."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        day = "åååå-mm-dd eller dd-mm-åååå"
        parser.add_argument("--from", metavar="DATO", help=f"første dag i en måned, {day}")
        parser.add_argument("--to", metavar="DATO", help="sidste dag i en måned")
        parser.add_argument("--unit", metavar="KODE", default="", help="kun denne enhed")
        parser.add_argument(
            "--track", metavar="SPOR", default="", help=f"kun dette spor: {', '.join(Track.values)}"
        )
        parser.add_argument(
            "--as-of", metavar="DATO", help="opgjort pr. en måneds sidste dag (ellers i dag)"
        )
        parser.add_argument("--by", metavar="BRUGERNAVN", help="som denne bruger må se tallene")
        parser.add_argument("--format", choices=list(PROGRESSION), default="json")
        parser.add_argument(
            "-o", "--output", metavar="FIL", help="fil, eller - for skærmen (ikke til pdf)"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        format_ = PROGRESSION[options["format"]]
        refuse_on_screen(format_, options["output"])
        by = asked_by(options["by"], timezone.now())
        question = self._question(options, by.today)
        tell(self, "Tæller forløb og frister …")
        made = self._made(by, question)
        tell(self, "Skriver rapporten …")
        hand_out(self, format_, made, options["output"])

    def _made(self, by: Actor, question: Question) -> Progression:
        try:
            with transaction.atomic():
                return progression(by, question)
        except PermissionDenied as error:
            record(by, "report.progression", "report", outcome=AuditEvent.Outcome.DENY)
            raise refusal(str(error)) from error

    def _question(self, options: dict[str, Any], today: date) -> Question:
        if options["track"] and options["track"] not in Track.values:
            raise refusal(f"Sporet skal være et af disse: {', '.join(Track.values)}.")
        try:
            period = Period.of(
                _day(options["from"], "--from"),
                _day(options["to"], "--to"),
                read_date(options["as_of"]) if options["as_of"] else None,
                today,
            )
        except (PeriodError, ValueError) as error:
            raise refusal(str(error)) from error
        return Question(period, unit=options["unit"] or "", track=options["track"] or "")


def _day(text: str | None, option: str) -> date:
    if not text:
        raise ValueError(f"Angiv periodens måneder med --from og --to; {option} mangler.")
    return read_date(text)
