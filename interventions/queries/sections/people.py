"""People around the case: relatives, and partners who share within a consent."""

from __future__ import annotations

from django.urls import reverse

from accounts.roles import Permission
from cases.models import Case, Collaborator
from interventions.law.wording import written
from interventions.queries.reader import Reader
from interventions.queries.relatives import Relative, relatives
from interventions.queries.sections.base import Entry, Link, Section, register_link
from interventions.queries.sharing import collaborators_known

P = Permission


def relations(case: Case, reader: Reader) -> Section | None:
    """Citizens of ours whom the reader may not see are counted, never silently missing."""
    if not reader.may(P.HOUSEHOLD_SEE):
        return None
    rows = relatives(case.citizen, reader.by)
    told = [_relation(case, row, reader) for row in rows if row.name]
    if hidden := sum(1 for row in rows if not row.name):
        told.append(
            Entry("1 person vises ikke." if hidden == 1 else f"{hidden} personer vises ikke.")
        )
    links: tuple[Link, ...] = ()
    if reader.may(P.CASE_EDIT) and not case.is_ended:
        links = (
            register_link(case, "Registrér en relation", "relation"),
            register_link(case, "Registrér indflytning", "indflytning"),
            register_link(case, "Registrér fraflytning", "fraflytning"),
        )
    return Section(
        key="relations",
        title="Relationer",
        entries=tuple(entry for entry in told if not entry.ended),
        more=tuple(entry for entry in told if entry.ended),
        empty="Ingen registreret.",
        links=links,
        side=True,
    )


def _relation(case: Case, row: Relative, reader: Reader) -> Entry:
    ended = row.to_on is not None and row.to_on <= reader.today
    links = [Link("Åbn sagen", reverse("case", args=(row.case_id,)))] if row.case_id else []
    if row.own and row.to_on is None and reader.may(P.CASE_EDIT) and not case.is_ended:
        links.append(register_link(case, "Afslut", "relation-slut", row.pk))
    until = f" til {written(row.to_on)}" if row.to_on else ""
    return Entry(
        title=row.name,
        state=reader.label("relation_type", row.type),
        under=f"fra {written(row.from_on)}{until}" + (f", {row.source}" if row.source else ""),
        links=tuple(links),
        ended=ended,
    )


def collaborators(case: Case, reader: Reader) -> Section | None:
    """Principle B of the policy: who else takes part, and what may be shared with them today."""
    if not (reader.may(P.NEEDS_SEE) or reader.may(P.HEALTH_SEE)):
        return None
    told = [_collaborator(case, row, reader) for row in collaborators_known(case, reader.held)]
    edits = reader.may(P.CASE_EDIT) and not case.is_ended
    return Section(
        key="collaborators",
        title="Samarbejdspartnere",
        entries=tuple(entry for entry in told if not entry.ended),
        more=tuple(entry for entry in told if entry.ended),
        empty="Ingen registreret.",
        links=(register_link(case, "Tilføj en samarbejdspartner", "samarbejde"),) if edits else (),
        side=True,
    )


def _collaborator(case: Case, row: Collaborator, reader: Reader) -> Entry:
    shares = row.shares_on(reader.today)
    facts = [("Funktion", row.function), ("Telefon", row.phone), ("E-mail", row.email)]
    if shares:
        facts.append(("Må deles", row.consent.scope))
    edits = reader.may(P.CASE_EDIT) and not case.is_ended and row.to_on is None
    return Entry(
        title=row.name,
        state=reader.label("collaborator_organisation", row.organisation),
        facts=tuple((name, value) for name, value in facts if value),
        text="" if shares else _stopped(row, reader),
        under=f"fra {written(row.from_on)}" + (f" til {written(row.to_on)}" if row.to_on else ""),
        links=(register_link(case, "Afslut", "samarbejde-slut", row.pk),) if edits else (),
        ended=row.to_on is not None and row.to_on <= reader.today,
    )


def _stopped(row: Collaborator, reader: Reader) -> str:
    until = row.shared_until
    if until is None or until > reader.today:
        return f"Deling begynder {written(row.from_on)}"
    return f"Deling ophørt {written(until)}"
