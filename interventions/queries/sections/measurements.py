"""Progression: each indicator with the latest score of each view side by side, and what has
changed. No average, no ranking: missing is told as missing.
"""

from __future__ import annotations

from collections.abc import Iterable

from accounts.roles import Permission
from cases.models import Case
from interventions.law.wording import written
from interventions.models import CompanyPlacement, Measurement, Score
from interventions.queries.measurements import (
    Trend,
    missing_at,
    permission_for,
    placements_of,
    scores_of,
    trend,
)
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Link, Section, register_link

Role, Occasion = Measurement.ByRole, Measurement.Occasion
ACTION_OF = {
    Role.CITIZEN: "maaling-borger",
    Role.CASEWORKER: "maaling-sagsbehandler",
    Role.MENTOR: "maaling-mentor",
}
MEASURE = {
    Role.CITIZEN: "Registrér borgerens svar",
    Role.CASEWORKER: "Vurdér progressionen",
    Role.MENTOR: "Vurdér progressionen",
}
KEY, TITLE, NOTHING = "measurements", "Progression", "Der er ikke målt endnu."
MISSING = {
    Occasion.PLACEMENT_START: "Mål ved praktikkens start mangler",
    Occasion.PLACEMENT_END: "Mål ved praktikkens slutning mangler",
}


def measurements(case: Case, reader: Reader) -> Section | None:
    """Two queries for who may read scores, one for a mentor."""
    if not reader.may(Permission.NEEDS_SEE) and not reader.may(Permission.HEALTH_SEE):
        return _of_mentor(case, reader)
    every = scores_of(case)
    scores = [row for row in every if reader.may(permission_for(row))]
    done = list({row.measurement_id: row.measurement for row in every}.values())
    due = [] if case.is_ended else missing_at(placements_of(case), done)
    return Section(
        key=KEY,
        title=TITLE,
        entries=(
            *(_due(placement, occasion) for placement, occasion in due),
            *(_entry(rows, reader) for rows in _by_indicator(scores)),
        ),
        folded="Målingerne hver for sig",
        more=tuple(_measured(row, case, reader) for row in reversed(done)),
        empty=NOTHING,
        compact=True,
        links=_links(case, reader, (Role.CITIZEN, Role.CASEWORKER), Permission.CASE_EDIT),
    )


def _of_mentor(case: Case, reader: Reader) -> Section | None:
    """She reads no scores: when she measured last, and the way to measure again."""
    links = _links(case, reader, (Role.MENTOR,), Permission.FOLLOW_UP_WRITE)
    if not links or reader.may(Permission.PLAN_SEE):
        return None
    mine = case.measurements.filter(by_role=Role.MENTOR, recorded_by=reader.by.user_id)
    latest = mine.order_by("-measured_on").first()
    told = (_own(latest, case),) if latest else ()
    return Section(KEY, TITLE, told, "Du har ikke målt endnu.", links)


def _own(latest: Measurement, case: Case) -> Entry:
    link = register_link(case, "Annullér", "maaling-mentor-annuller", latest.pk)
    return Entry(f"Din seneste vurdering er fra {written(latest.measured_on)}", links=(link,))


def _links(
    case: Case, reader: Reader, roles: Iterable[Measurement.ByRole], permission: Permission
) -> tuple[Link, ...]:
    if case.is_ended or not reader.may(permission):
        return ()
    return tuple(register_link(case, MEASURE[r], ACTION_OF[r]) for r in roles)


def _measured(row: Measurement, case: Case, reader: Reader) -> Entry:
    """One measurement, so that a wrong one can be taken back; a mentor's is hers to take back."""
    may = reader.may(Permission.CASE_EDIT) and not case.is_ended and row.by_role != Role.MENTOR
    link = register_link(case, "Annullér", "maaling-annuller", row.pk)
    return Entry(
        title=f"Måling {written(row.measured_on)}: {row.get_by_role_display().lower()}",
        facts=(("Anledning", row.get_occasion_display()),),
        links=(link,) if may else (),
        ended=True,
    )


def _due(placement: CompanyPlacement, occasion: str) -> Entry:
    day = placement.ended_on or placement.starts_on
    return Entry(
        title=MISSING[Occasion(occasion)],
        state="Mangler",
        badge="warning",
        under=f"{placement.company or placement.label}, {written(day)}",
    )


def _by_indicator(scores: list[Score]) -> list[list[Score]]:
    """In the order of the questions; one code is one indicator, whatever its version."""
    found: dict[str, list[Score]] = {}
    for row in sorted(scores, key=lambda row: row.indicator.position):
        found.setdefault(row.indicator.code, []).append(row)
    return [sorted(rows, key=_when) for rows in found.values()]


def _when(row: Score) -> tuple[object, int]:
    return row.measurement.measured_on, row.measurement_id


def _entry(rows: list[Score], reader: Reader) -> Entry:
    views = {role: trend(r for r in rows if r.measurement.by_role == role) for role in Role}
    found = {role: view for role, view in views.items() if view}
    remarks = [f"{r.label}: {v.latest.comment}" for r, v in found.items() if v.latest.comment]
    return Entry(
        title=rows[-1].indicator.label,
        facts=tuple((str(role.label), _told(view, reader)) for role, view in found.items()),
        text="\n".join(remarks) if reader.reads_notes else "",
    )


def _told(view: Trend, reader: Reader) -> str:
    latest = view.latest
    day = written(latest.measurement.measured_on)
    if latest.value is None:
        why = reader.label("not_measured_reason", latest.reason).lower()
        told = f"Ikke målt {day}: {why}"
        before = view.previous
        return f"{told}. Senest {_score(before)}" if before else told
    changes = [
        f"{_change(latest, other)} siden {word}"
        for other, word in ((view.first, "første måling"), (view.previous, "sidst"))
        if other
    ]
    return "; ".join([f"{latest.value} den {day}", *changes])


def _score(row: Score) -> str:
    return f"{row.value} den {written(row.measurement.measured_on)}"


def _change(now: Score, then: Score) -> str:
    """Two wordings of a question are not quite the same scale, and it says so."""
    difference = (now.value or 0) - (then.value or 0)
    told = "uændret" if difference == 0 else f"{difference:+d}"
    same = now.indicator.version_id == then.indicator.version_id
    return told if same else f"{told} (anden ordlyd)"
