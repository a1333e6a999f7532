"""Days away from placements, for those who arrange them: history, never a ground for sanctions."""

from __future__ import annotations

from accounts.roles import Permission
from cases.models import Case
from interventions.law.absences import IN_A_ROW, latest_no_shows
from interventions.law.wording import written
from interventions.models import Absence, CompanyPlacement
from interventions.queries.placements import away
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Section, register_link

RUNNING = CompanyPlacement.State.RUNNING
BADGES = {Absence.Type.STAYED_AWAY.value: "warning"}


def absences(case: Case, reader: Reader) -> Section | None:
    """Two queries; nothing while nobody has been away."""
    if not reader.may(Permission.PLACEMENT_MOVE):
        return None
    away_from = Absence.objects.filter(placement__case=case).values("placement")
    found = CompanyPlacement.objects.filter(pk__in=away_from).order_by("-pk")
    placements = list(found.prefetch_related("absences"))
    if not placements:
        return None
    rows = [
        _row(absence, row, case) for row in placements for absence in [*row.absences.all()][::-1]
    ]
    return Section(
        key="absences",
        title="Fravær fra praktik",
        entries=(*_no_shows(placements, reader), *(row for row in rows if not row.ended)),
        empty="",
        more=tuple(row for row in rows if row.ended),
    )


def _no_shows(placements: list[CompanyPlacement], reader: Reader) -> list[Entry]:
    found = [latest_no_shows(away(row), reader.today) for row in placements if row.state == RUNNING]
    return [
        Entry(
            title=f"Udeblevet {seen.days} dage i træk",
            state="Kontakt borgeren",
            badge="warning",
            text=f"Fra {written(seen.first)} til {written(seen.last)}. {IN_A_ROW} udeblivelser "
            "i træk er en opgave. Fravær flytter ingen frist, og systemet sanktionerer ikke.",
        )
        for seen in found
        if seen
    ]


def _row(absence: Absence, placement: CompanyPlacement, case: Case) -> Entry:
    one_day = absence.from_on == absence.to_on
    days = written(absence.from_on) if one_day else (
        f"{written(absence.from_on)} til {written(absence.to_on)}"
    )  # fmt: skip
    return Entry(
        title=absence.get_type_display(),
        state=days,
        badge=BADGES.get(absence.type, "quiet"),
        text=absence.note,
        under=placement.company,
        links=()
        if case.is_ended
        else (
            register_link(case, "Ret", "fravaer-ret", absence.pk),
            register_link(case, "Annullér", "fravaer-annuller", absence.pk),
        ),
        ended=placement.state != RUNNING,
    )
