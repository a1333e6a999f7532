"""A decision, or the letter by which the party was heard, as it was sent."""

from __future__ import annotations

from collections.abc import Iterator

from accounts.actor import Actor
from accounts.audit import record
from accounts.localtime import COPENHAGEN
from cases.access import OutOfReachError
from interventions.actions.papers import COMPLAINT_TIME
from interventions.models import Deadline, Decision
from interventions.queries.records import get_record
from reports.letters import Letter, made_by, not_to_be_sent, sender
from reports.report import Cell, Facts, Report, Section, Texts

NO_ANSWER = "Der er ikke registreret noget svar."
AS_SENT = "Brevet, som det blev sendt"
FIELDS = {
    Decision.RULING: (
        "subject", "legal_basis", "facts", "hearing_answer", "no_hearing_reason", "reasons",
        "guidance",
    ),
    Decision.HEARING: ("subject", "hearing_basis", "hearing_facts", "hearing_answer"),
}  # fmt: skip


def decision_letter(by: Actor, pk: int, name: str) -> Letter:
    """`name` is one of Decision.letters. Raises PermissionDenied, or OutOfReachError as for a
    decision that never was, also for a letter that has not been sent.
    """
    row = get_record(by, pk)
    if not isinstance(row, Decision) or name not in row.letters:
        raise OutOfReachError
    told = ["citizen.name", *FIELDS[name]]
    record(by, "Decision.letter", row.kind, row.pk, subjects=[row.case.citizen_id], fields=told)
    ruling = name == Decision.RULING
    what = "Afgørelse" if ruling else "Partshøring"
    report = Report(
        title=f"{what}: {row.subject}",
        as_of=(row.sent_on if ruling else row.hearing_sent_on) or by.today,
        sections=tuple(_ruling(row) if ruling else _hearing(row)),
        question=AS_SENT,
        answer=not_to_be_sent(row.case),
        made_at=by.now.astimezone(COPENHAGEN),
        dated="Sendt",
    )
    return Letter(report, row.case, what)


def _ruling(row: Decision) -> Iterator[Section]:
    pairs: list[tuple[str, Cell]] = [
        *_parties(row, "send"),
        ("Sendt", row.sent_on),
        ("Hjemmel", row.legal_basis),
    ]
    if row.favourable:
        pairs.append(("Udfald", "Borgeren får fuldt medhold"))
    yield Facts("Om brevet", tuple(pairs))
    yield Texts("Sagens faktiske oplysninger", (row.facts,))
    yield Texts("Partshøring", tuple(_heard(row)))
    yield Texts("Begrundelse", (row.reasons,))
    yield Texts("Klagevejledning", (row.guidance,))
    yield Facts("Modtagelse og klagefrist", tuple(_complaint_time(row)))


def _hearing(row: Decision) -> Iterator[Section]:
    pairs: list[tuple[str, Cell]] = [
        *_parties(row, "hear"),
        ("Sendt", row.hearing_sent_on),
        ("Svarfrist", row.hearing_answer_by),
        ("Hjemmel", row.hearing_basis),
    ]
    yield Facts("Om brevet", tuple(pairs))
    yield Texts("Oplysninger, der høres om", (row.hearing_facts,))
    yield Texts("Borgerens svar", (row.hearing_answer or NO_ANSWER,))


def _parties(row: Decision, move: str) -> list[tuple[str, Cell]]:
    by = made_by(row, move)
    told = [("Til", str(row.case.citizen)), ("Fra", sender(row.case)), ("Sendt af", by)]
    return [(name, value) for name, value in [*told, ("Sagsnummer", str(row.case_id))] if value]


def _heard(row: Decision) -> Iterator[str]:
    """FVL § 19: what was heard and answered, or why nothing was."""
    if row.hearing_sent_on is None:
        yield row.no_hearing_reason or "Ikke nødvendig: borgeren får fuldt medhold."
        return
    sent, answer_by = row.hearing_sent_on, row.hearing_answer_by
    yield f"Sendt den {sent:%d-%m-%Y} med svarfrist {answer_by:%d-%m-%Y}."
    yield f"Borgerens svar: {row.hearing_answer}" if row.hearing_answer else NO_ANSWER


def _complaint_time(row: Decision) -> Iterator[tuple[str, Cell]]:
    """Computed from the day of receipt, and so no part of the letter."""
    its = Deadline.objects.filter(case=row.case_id, about=row.pk, rule__code=COMPLAINT_TIME)
    due_on = its.values_list("due_on", flat=True).first()
    received_on = row.ended_on if row.state == Decision.State.DELIVERED else None
    yield "Modtaget af borgeren", received_on or "Ikke registreret endnu"
    yield "Klagefrist", due_on or "Fire uger fra den dag, borgeren modtager afgørelsen"
