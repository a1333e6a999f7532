"""The LAB target group: which one now, and which before."""

from __future__ import annotations

from accounts.roles import Permission
from cases.models import Case, TargetGroupPeriod
from interventions.law.wording import written
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Section, register_link

PROGRAMME = "INL-program"


def target_groups(case: Case, reader: Reader) -> Section | None:
    """No query: the page has prefetched the periods."""
    if not reader.may(Permission.PLAN_SEE):
        return None
    periods = list(case.citizen.target_group_periods.all())[::-1]
    rows = [_entry(period, reader) for period in periods]
    if case.in_programme and not any(row.state for row in rows):
        rows.insert(0, Entry(reader.label("lab_group", PROGRAMME), state="Nu", badge="info"))
    link = register_link(case, "Registrér målgruppe", "maalgruppe")
    return Section(
        key="target-groups",
        title="Målgruppe",
        entries=tuple(row for row in rows if not row.ended),
        empty="Ingen målgruppe er registreret. Praktik kan da vare op til 13 uger.",
        links=(link,) if reader.may(Permission.CASE_EDIT) and not case.is_ended else (),
        more=tuple(row for row in rows if row.ended),
        side=True,
    )


def _entry(period: TargetGroupPeriod, reader: Reader) -> Entry:
    until = f" til {written(period.to_on)}" if period.to_on else ""
    first, ended = period.from_on, period.to_on is not None and period.to_on <= reader.today
    return Entry(
        title=reader.label("lab_group", period.code),
        state="Nu" if first <= reader.today and not ended else "",
        badge="info",
        under=f"fra {written(first)}{until}",
        ended=ended,
    )
