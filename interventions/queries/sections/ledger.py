"""Timer om ugen: the 37-hour duty week by week (INL § 20 d), and lowered targets."""

from __future__ import annotations

from accounts.roles import Permission
from cases.models import Case
from interventions.law.hours import hours_text, number
from interventions.law.ledger import Verdict
from interventions.law.wording import written
from interventions.models import HoursReduction, WeekHours
from interventions.queries.ledger import WeekRow, ledger
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Link, Section, register_link

SHOWN, READ = 4, 26  # weeks in sight, and weeks in all
STATES = {
    Verdict.REACHED: ("Opfyldt", "success"),
    Verdict.SHORT: ("Timer mangler", "warning"),
    Verdict.AWAY: ("Ikke målt", "quiet"),
    Verdict.NOT_CHECKED: ("Ikke arbejdspligt", "quiet"),
}


def ledger_section(case: Case, reader: Reader) -> Section | None:
    """Only in the programme, where the duty can hold."""
    if not case.in_programme or not reader.may(Permission.NEEDS_SEE):
        return None
    reductions = list(HoursReduction.objects.filter(case=case))
    weeks = ledger(case, reductions, reader.facts, READ)
    entries = [_week(row, case, reader) for row in weeks]
    lowered = tuple(_reduction(row, case, reader) for row in reductions[::-1])
    return Section(
        key="ledger",
        title="Timer om ugen",
        entries=(*entries[:SHOWN], *(e for e in lowered if not e.ended)),
        empty="Ingen uger er registreret.",
        links=_links(
            case,
            reader,
            register_link(case, "Registrér timer i en uge", "uge"),
            register_link(case, "Nedsæt timetallet", "nedsat-timetal"),
        ),
        more=(*entries[SHOWN:], *(e for e in lowered if e.ended)),
    )


def _links(case: Case, reader: Reader, *links: Link) -> tuple[Link, ...]:
    return links if reader.may(Permission.CASE_EDIT) and not case.is_ended else ()


def _week(row: WeekRow, case: Case, reader: Reader) -> Entry:
    state, badge = STATES[row.checked.verdict]
    types = WeekHours.Type
    facts = [(str(types(t).label), hours_text(h)) for t, h in row.hours.items() if h]
    return Entry(
        title=str(row.week),
        state=state,
        badge="warning" if row.danish else badge,
        facts=tuple(facts),
        text="\n".join(line for line in (row.checked.text, row.danish) if line),
        under=row.assumed,
        links=_links(case, reader, register_link(case, "Ret", "uge-ret", row.pk)),
    )


def _reduction(row: HoursReduction, case: Case, reader: Reader) -> Entry:
    """The reason tells of health; that the target is lower does not."""
    knows = reader.may(Permission.HEALTH_SEE)
    until = f" til og med {written(row.to_on)}" if row.to_on else ", indtil videre"
    facts = [("Periode", f"fra {written(row.from_on)}{until}")]
    if knows:
        facts.append(("Årsag", reader.label("hours_reduction_reason", row.reason)))
    link = register_link(case, "Ret", "nedsat-timetal-ret", row.pk)
    return Entry(
        title=f"Nedsat timetal: {number(row.hours)} timer om ugen",
        facts=tuple(facts),
        text=row.note if knows else "",
        links=_links(case, reader, link) if knows else (),
        ended=row.to_on is not None and row.to_on < reader.today,
    )
