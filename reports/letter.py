"""A progression report as a letter: the question, the answer in sentences, tables, definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from interventions.queries.rules import RuleBook
from reports.letter_tables import TITLES, Chosen, Place, tables
from reports.period import Period
from reports.report import Report, hidden_cells, shown
from reports.suppression import MARK, Shown

TITLE = "Progressionsrapport"
QUESTION = "Hvor mange forløb er åbnet, i gang og afsluttet, og holdes fristerne?"
DEFINITION = (
    "Åbnet er forløb med oprettelsesdato i perioden. Afsluttet er forløb, der blev afsluttet i "
    "perioden og stadig var afsluttet på opgørelsesdagen. I gang er forløb, der på opgørelsesdagen "
    "var planlagt, aktive eller sat i bero. Fejloprettede (annullerede) forløb tæller ingen "
    "steder.\n\n"
    "Fristerne er dem, hvis forfaldsdato ligger i perioden. Deres status er den, de havde på "
    "opgørelsesdagen, efter det, der var sket senest den dag. Til tiden: opfyldt senest på "
    "forfaldsdatoen. For sent: opfyldt senere; dagene er kalenderdage fra forfald til opfyldelse, "
    "lagt sammen. Overskredet: forfaldet og ikke opfyldt. Undtaget: en fritagelse dækker "
    "forfaldsdatoen. Lovfrister, kommunale standarder og vejledende frister lægges aldrig "
    "sammen.\n\n"
    "Kvartalet er det, hvor forløbet blev åbnet (også for forløb i gang) eller afsluttet, eller "
    "hvor fristen forfalder. Enhed og spor er dem, som forløbet har, når rapporten dannes."
)


def letter(
    period: Period, place: Place, chosen: Chosen, book: RuleBook, made_at: datetime
) -> Report:
    report = Report(
        title=f"{TITLE}: {place.name}, {place.tracks}",
        as_of=period.as_of,
        sections=tuple(tables(place, chosen, book)),
        question=QUESTION,
        answer=tuple(_answer(period, chosen)),
        period=(period.first, period.last),
        definition=DEFINITION,
        made_at=made_at,
    )
    hidden = _hidden(hidden_cells(report))
    return replace(report, caveats=(hidden, *_caveats(period, place, made_at.date())))


def _answer(period: Period, chosen: Chosen) -> Iterator[str]:
    cases = chosen.cases.totals
    yield (
        f"Fra {shown(period.first)} til {shown(period.last)} blev "
        f"{_number(cases['opened'])} åbnet og {_number(cases['closed'])} afsluttet. "
        f"Den {shown(period.as_of)} var {_number(cases['active'])} i gang."
    )
    for authority, choice in chosen.rules.items():
        yield _kept(TITLES[authority].lower(), choice.totals, period)


def _number(count: Shown) -> str:
    if count == MARK:
        return "et antal forløb, som ikke vises,"
    return f"{shown(count)} forløb" if count else "ingen forløb"


def _kept(name: str, totals: Mapping[str, Shown], period: Period) -> str:
    """How many were kept; no share when a part of it is hidden, because it could be found then."""
    due = "forfaldne" if period.as_of >= period.last else "forfaldne eller opfyldte"
    parts = [totals[measure] for measure in ("met_on_time", "met_late", "overdue")]
    if MARK in parts:
        return (
            f"Hvor stor en del af de {due} {name} der blev holdt, vises ikke, fordi et af tallene "
            "er skjult."
        )
    on_time, late, overdue = map(int, parts)
    if not any(parts):
        return f"Der var ingen {due} {name}."
    total = on_time + late + overdue
    told = f"Af {shown(total)} {due} {name} blev {_share(on_time, total)} holdt til tiden"
    if late:
        average = _rounded(int(totals["late_days"]), late)
        told += f", {_share(late, total)} opfyldt for sent, i gennemsnit {shown(average)} dage"
    return f"{told}, og {_share(overdue, total)} er overskredet.{_exempted(totals['exempt'])}"


def _share(part: int, whole: int) -> str:
    return f"{shown(part)} ({_rounded(100 * part, whole)}\u00a0%)" if part else "ingen"


def _rounded(number: int, by: int) -> int:
    """To the nearest whole, halves up."""
    return (2 * number + by) // (2 * by)


def _exempted(count: Shown) -> str:
    return f" Desuden var {shown(count)} undtaget." if isinstance(count, int) and count else ""


def _hidden(cells: int) -> str:
    if not cells:
        return "Ingen tal er skjult."
    one = "1 tal er skjult" if cells == 1 else f"{cells} tal er skjult"
    return f"{one} og vist som {MARK}: det er på 1-4, eller det ville røbe et andet, der er."


def _caveats(period: Period, place: Place, made_on: date) -> Iterator[str]:
    yield "Tallene siger ikke, hvorfor en frist ikke blev holdt, eller om indsatsen virkede."
    yield "Frister, der venter på en dato (fx ankomst), er ikke med, før datoen er kendt."
    if period.as_of < period.last:
        yield (
            "Perioden løber ud over opgørelsesdagen. En frist, der ikke er forfaldet endnu, er kun "
            "med, hvis den allerede er opfyldt; andelene kan derfor falde."
        )
    if made_on < period.as_of:
        yield "Opgørelsesdagen ligger i fremtiden. Tallene forudsætter, at der ikke sker mere."
    if not place.whole_area:
        yield (
            "Frister, der kun gælder ved et helbredsbehov eller for kvoteflygtninge (INL-HELBRED), "
            "opgøres for hele området og er ikke med her."
        )
