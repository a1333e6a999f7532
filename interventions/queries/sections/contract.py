"""Integrationskontrakt: the one in force with its goals, and those before it, folded."""

from __future__ import annotations

from django.urls import reverse

from accounts.roles import Permission
from cases.models import Case
from interventions.law.wording import written
from interventions.models import ContractVersion, IntegrationProgramme
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Link, Section

REVISABLE = (IntegrationProgramme.State.CONTRACTED, IntegrationProgramme.State.RUNNING)


def contract_section(case: Case, reader: Reader) -> Section | None:
    """For those who read goals; the whole of it with the notes' permission. One query."""
    if not case.in_programme or not reader.may(Permission.NEEDS_SEE):
        return None
    found = ContractVersion.objects.filter(programme__case=case).select_related("programme", "by")
    versions = list(found.order_by("-valid_from", "-pk"))
    latest = versions[0].programme if versions else None
    entries = [
        _entry(version, reader, in_force=n == 0 and latest is not None and not latest.is_ended)
        for n, version in enumerate(versions)
    ]
    return Section(
        key="contract",
        title="Integrationskontrakt",
        entries=tuple(entries[:1]),
        empty="Der er ikke indgået en kontrakt endnu.",
        links=_revise(latest, reader),
        more=tuple(entries[1:]),
    )


def _revise(programme: IntegrationProgramme | None, reader: Reader) -> tuple[Link, ...]:
    may = reader.may(Permission.STEP_MOVE)
    if programme is None or programme.state not in REVISABLE or not may:
        return ()
    url = reverse("step-move", args=(programme.pk, "revise_contract"))
    return (Link("Revidér kontrakten", url),)


def _entry(version: ContractVersion, reader: Reader, *, in_force: bool) -> Entry:
    notes = reader.reads_notes
    terms = (("Mål på vejen", version.contract_goals), ("Aktiviteter", version.activities))
    why = version.reason if notes else ""
    return Entry(
        title=f"Kontrakt {version.number}, fra {written(version.valid_from)}",
        state="Gældende" if in_force else "",
        badge="success" if in_force else "quiet",
        facts=(
            ("Beskæftigelses- eller uddannelsesmål", version.job_goal),
            *(terms if notes else ()),
            ("Underskrevet af borgeren", written(version.signed_by_citizen_on)),
            ("Underskrevet af kommunen", written(version.signed_by_municipality_on)),
            ("Opholds- og selvforsørgelseserklæring", _declaration(version, reader)),
        ),
        text=f"Ændret: {why}" if why else "",
        under=f"Registreret af {version.by or 'systemet'}",
        ended=not in_force,
    )


def _declaration(version: ContractVersion, reader: Reader) -> str:
    if version.declaration_signed_on:
        return f"Underskrevet {written(version.declaration_signed_on)}"
    why = f": {version.declaration_refusal}" if reader.reads_notes else ""
    return f"Ikke underskrevet{why}"
