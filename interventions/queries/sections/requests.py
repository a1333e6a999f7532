"""Requests from one person to another: those that wait first. A mentor sees her own."""

from __future__ import annotations

from accounts.roles import Permission
from cases.models import Case
from interventions.law.wording import written
from interventions.models import Request
from interventions.queries.reader import Reader
from interventions.queries.requests import requests_in, title, words
from interventions.queries.sections.base import Entry, Link, Section, register_link
from interventions.queries.sections.papers import moves_of
from interventions.queries.steps import steps_of

P = Permission


def requests(case: Case, reader: Reader) -> Section | None:
    """One query, and one more for who may only propose."""
    if not reader.may(P.REQUEST_SEE) and not reader.may(P.REQUEST_MAKE):
        return None
    rows = list(requests_in(case, reader.held, reader.by))
    for row in rows:
        row.case = case
    entries = [_entry(row, reader) for row in rows]
    links = _links(case, reader)
    if not entries and not links:
        return None
    return Section(
        key="requests",
        title="Anmodninger",
        entries=tuple(entry for entry in entries if not entry.ended),
        more=tuple(entry for entry in entries if entry.ended),
        empty="Ingen anmodninger venter på svar.",
        links=links,
        side=True,
        first=True,
    )


def _entry(row: Request, reader: Reader) -> Entry:
    answered = [("Svar", row.answer), ("Besvaret", written(row.ended_on))]
    return Entry(
        title=title(row),
        state=row.state_label,
        badge="quiet" if row.is_ended else "warning",
        facts=tuple((name, value) for name, value in answered if value),
        text=words(row),
        under=f"{row.asked_by}, {written(row.added_on)}",
        links=moves_of(row, reader),
        ended=row.is_ended,
    )


def _links(case: Case, reader: Reader) -> tuple[Link, ...]:
    if case.is_ended or not reader.may(P.REQUEST_MAKE):
        return ()
    if reader.may(P.STEP_MOVE):
        own = case.responsible_id == reader.by.user_id
        return (register_link(case, "Bed om at overdrage sagen", "overdrag"),) if own else ()
    shared = (step for step in steps_of(case, reader.held) if step.shared and not step.is_ended)
    return tuple(
        register_link(case, f"Foreslå, at »{step.told_as}« afsluttes", "forslag", step.pk)
        for step in shared
    )
