"""Who answers for the case in the responsible caseworker's place, now or soon."""

from __future__ import annotations

from django.urls import reverse

from accounts.localtime import local_clock
from accounts.roles import Permission
from cases.models import Case, StandIn
from interventions.queries.openings import standing_in
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Link, Section, register_link

P = Permission


def stand_ins(case: Case, reader: Reader) -> Section | None:
    """One query."""
    if not reader.may(P.CITIZEN_FACTS_SEE) or case.unit_id != reader.by.unit_id:
        return None
    rows = standing_in(case, reader.by)
    return Section(
        key="stand-ins",
        title="Vikar",
        entries=tuple(_entry(row, reader) for row in rows),
        empty="Ingen vikar lige nu.",
        links=_links(case, rows, reader),
        side=True,
        first=True,
    )


def _entry(row: StandIn, reader: Reader) -> Entry:
    running = row.from_at <= reader.by.now
    until = f"til {local_clock(row.until_at)}"
    ends = reverse("deputy-end", args=(row.pk,))
    return Entry(
        title=str(row.user),
        state="Vikar nu" if running else "Kommende",
        badge="info" if running else "quiet",
        text=row.reason if reader.may(P.FOLLOW_UP_SEE) else "",
        under=until if running else f"fra {local_clock(row.from_at)} {until}",
        links=(Link("Afslut", ends),) if reader.may(P.CASE_ASSIGN) else (),
    )


def _links(case: Case, rows: list[StandIn], reader: Reader) -> tuple[Link, ...]:
    if case.is_ended:
        return ()
    if reader.may(P.CASE_ASSIGN):
        return (register_link(case, "Udpeg en vikar", "udpeg-vikar"),)
    if not reader.may(P.STAND_IN_TAKE) or case.responsible_id == reader.by.user_id:
        return ()
    mine = any(row.user_id == reader.by.user_id for row in rows)
    label = "Bliv vikar i 24 timer til" if mine else "Tag over som vikar i 24 timer"
    return (register_link(case, label, "vikar"),)
