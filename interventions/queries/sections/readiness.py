"""Visitation (INL § 17) and barsel: from what day the citizen counts as what."""

from __future__ import annotations

from accounts.roles import Permission
from cases.models import Case
from interventions.law.wording import written
from interventions.models import JobReadiness, ParentalLeave
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Link, Section, register_link


def readiness_section(case: Case, reader: Reader) -> Section | None:
    """Reads what the page has prefetched: no query of its own."""
    leaves = list(case.leaves.all())
    assessed = list(case.job_readiness.all())
    if not reader.may(Permission.PLAN_SEE) or not (case.in_programme or leaves):
        return None
    rows = [_assessed(row, reader, latest=row is assessed[-1]) for row in assessed[::-1]]
    absent = [_leave(leave, case, reader) for leave in leaves[::-1]]
    return Section(
        key="readiness",
        title=str(JobReadiness.label),
        entries=(*rows[:1], *(entry for entry in absent if not entry.ended)),
        empty="Borgeren er ikke visiteret endnu og anses for jobparat i tre måneder fra "
        "overgivelsen.",
        links=_links(case, reader),
        more=(*rows[1:], *(entry for entry in absent if entry.ended)),
    )


def _links(case: Case, reader: Reader) -> tuple[Link, ...]:
    if not reader.may(Permission.CASE_EDIT) or case.is_ended:
        return ()
    return (
        register_link(case, "Registrér visitation", "visitation"),
        register_link(case, "Registrér barsel", "barsel"),
    )


def _assessed(row: JobReadiness, reader: Reader, *, latest: bool) -> Entry:
    return Entry(
        title=f"{reader.label('visitation_category', row.category)} fra {written(row.assessed_on)}",
        state="Gældende" if latest else "",
        badge="info" if latest else "quiet",
        text=row.reason if reader.reads_notes else "",
        ended=not latest,
    )


def _leave(leave: ParentalLeave, case: Case, reader: Reader) -> Entry:
    over = leave.ended_on is not None and leave.ended_on < reader.today
    label = "Ret den sidste dag" if leave.ended_on else "Registrér den sidste dag"
    may = reader.may(Permission.CASE_EDIT) and not case.is_ended
    links = (
        register_link(case, label, "barsel-slut", leave.pk),
        register_link(case, "Annullér", "barsel-annuller", leave.pk),
    )  # fmt: skip
    until = f" til og med {written(leave.ended_on)}" if leave.ended_on else ""
    return Entry(
        title=f"Barsel fra {written(leave.from_on)}{until}",
        state="Slut" if over else "På barsel" if leave.from_on <= reader.today else "Kommende",
        facts=(("Barnet født", written(leave.child_born_on)),),
        links=links if may else (),
        ended=over,
    )
