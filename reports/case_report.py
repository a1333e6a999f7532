"""One citizen's progression report, as the one who asks may see it, with its row in the trail."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.actor import Actor
from accounts.audit import record
from accounts.localtime import COPENHAGEN
from reports.case_paper import paper
from reports.case_reading import read_case
from reports.case_told import ToldCase
from reports.report import Report


@dataclass(frozen=True)
class CaseReport:
    """The same content twice: for machines, and for people."""

    told: ToldCase
    report: Report


def case_report(by: Actor, pk: int) -> CaseReport:
    """Raises PermissionDenied before any look-up, OutOfReachError as for a case that never was."""
    reading = read_case(by, pk)
    record(by, "case.report", "case", pk, subjects=[reading.citizen_id], fields=reading.fieldsets)
    return CaseReport(reading.told, paper(reading.told, by.now.astimezone(COPENHAGEN)))
