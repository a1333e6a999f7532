"""One citizen's progression report as a file."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts.actor import Actor
from accounts.audit import record
from accounts.models import AuditEvent
from cases.access import OutOfReachError
from reports.case_report import CaseReport, case_report
from reports.formats import CASE
from reports.management.handing_out import asked_by, hand_out, refusal, refuse_on_screen, tell

NOT_YOURS = "Sagen findes ikke, eller du har ikke adgang til den."
LONGEST_NUMBER = 18  # digits
JSON_SHAPE = """\
JSON: case_id, as_of, track, state (koder), citizen og case (navn på dansk: værdi), anchors
(åååå-mm-dd eller null), deadlines [code, subject, authority, legal_reference, why, anchor_on,
due_on, status, status_label, met_on, late_days], steps [id, kind, label, state, state_label,
shared, added_on, meets_at, starts_on, ended_on, facts, goals [type, text, sign, state,
evaluation], events], needs [code, label, status, opened_on, resolved_on, note], follow_ups
[occurred_on, outcome, form, topics, text, author, next_meeting], consents [purpose, scope,
receiver, form, given_on, withdrawn_on], events [effective_on, recorded (dansk tid), label,
states, by, note], fingerprint. En del, som brugeren ikke må se, har ingen nøgle.
"""


class Command(BaseCommand):
    help = (
        "Skriver én borgers forløbsrapport, som brugeren må se den på sagens side.\n"
        "Slutter med 2 og en sætning, når brugeren ikke har adgang."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = JSON_SHAPE
        parser.add_argument("case_id", metavar="CASE_ID", help="sagens nummer")
        parser.add_argument("--by", metavar="BRUGERNAVN", help="den bruger, der beder om den")
        parser.add_argument("--format", choices=list(CASE), default="json")
        parser.add_argument(
            "-o", "--output", metavar="FIL", help="fil, eller - for skærmen (ikke til pdf)"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        format_ = CASE[options["format"]]
        if not options["by"]:
            raise refusal(
                "Angiv, hvem der beder om rapporten, med --by: den viser oplysninger om en person."
            )
        refuse_on_screen(format_, options["output"])
        by = asked_by(options["by"], timezone.now())
        made = self._made(by, _case_id(str(options["case_id"])))
        tell(self, "Skriver rapporten …")
        hand_out(self, format_, made, options["output"])

    def _made(self, by: Actor, pk: int) -> CaseReport:
        try:
            with transaction.atomic():
                return case_report(by, pk)
        except (PermissionDenied, OutOfReachError) as error:
            record(by, "case.report", "case", pk, outcome=AuditEvent.Outcome.DENY)
            raise refusal(str(error) or NOT_YOURS) from error


def _case_id(number: str) -> int:
    """0, which no case has, for what is no number."""
    return int(number) if number.isdecimal() and len(number) <= LONGEST_NUMBER else 0
