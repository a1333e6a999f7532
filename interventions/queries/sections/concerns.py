"""Concerns about social control: the part is the same for who raised none and may know of none."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse

from accounts.roles import Permission
from cases.models import Case
from interventions.law.wording import written
from interventions.models import SocialControlConcern
from interventions.queries.concerns import known_in
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Link, Section, register_link

P = Permission


def concerns(case: Case, reader: Reader) -> Section | None:
    """What the reader may know of, and a receipt for what she raised herself. One query."""
    if not reader.may(P.CONCERN_RAISE):
        return None
    known = ExpressionWrapper(known_in(case, reader.by), BooleanField())
    rows = SocialControlConcern.objects.filter(case=case).annotate(known=known)
    mine = rows.filter(Q(known=True) | Q(raised_by=reader.by.user_id))
    return Section(
        key="concerns",
        title="Bekymringer",
        entries=tuple(_entry(row) for row in mine.order_by("added_on", "pk")),
        empty="Du har ikke noteret nogen bekymring.",
        links=tuple(_links(case, reader)),
        side=True,
    )


def _links(case: Case, reader: Reader) -> list[Link]:
    if case.is_ended:
        return []
    links = [register_link(case, "Notér en bekymring", "henvendelse")]
    if reader.may(P.CASE_ASSIGN):
        links.append(register_link(case, "Tilknyt en social kontrol-vejleder", "vejleder"))
    return links


def _entry(row: Any) -> Entry:
    if not row.known:
        return Entry(f"Din henvendelse {written(row.added_on)}", "Modtaget")
    return Entry(
        f"Bekymring {written(row.added_on)}",
        row.state_label,
        links=(Link("Åbn", reverse("concern", args=(row.pk,))),),
        ended=row.is_ended,
    )
