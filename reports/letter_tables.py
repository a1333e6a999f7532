"""The tables of a progression report, and the words in which its counts are headed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cases.models import Track
from interventions.law.rules import Authority
from interventions.law.wording import subject
from interventions.queries.rules import RuleBook
from reports.figures import CASES, RULES
from reports.period import quarter_label
from reports.report import Cell, Column, Kind, Table
from reports.suppression import Choice

TITLES = {
    Authority.STATUTORY: "Lovfrister",
    Authority.MUNICIPAL: "Kommunale standarder",
    Authority.GUIDANCE: "Vejledende frister",
}
COUNTED = {
    "opened": "Åbnet",
    "active": "I gang",
    "closed": "Afsluttet",
    "met_on_time": "Til tiden",
    "met_late": "For sent",
    "late_days": "Dage for sent",
    "overdue": "Overskredet",
    "exempt": "Undtaget",
}
RULE_COLUMNS = ("met_on_time", "met_late", "late_days", "overdue", "exempt")
DIMENSIONS = {"code": "Frist", "unit": "Enhed", "track": "Spor", "quarter": "Kvartal"}


@dataclass(frozen=True)
class Chosen:
    """What the reader asked for: the finest rows, and the same summed for an overview."""

    cases: Choice
    places: Choice
    rules: Mapping[Authority, Choice]
    codes: Mapping[Authority, Choice]


@dataclass(frozen=True)
class Place:
    """`name` in words; `units` code → name; `whole_area` is False where one unit was chosen."""

    name: str
    track: str
    units: Mapping[str, str]
    whole_area: bool

    @property
    def tracks(self) -> str:
        return track_label(self.track) if self.track else "alle spor"


def tables(place: Place, chosen: Chosen, book: RuleBook) -> Iterator[Table]:
    """First what can be read at a glance, then every row, by quarter."""
    yield from _table("Forløb efter enhed og spor", ("unit", "track"), CASES, chosen.places, place)
    for authority, choice in chosen.codes.items():
        yield from _rule_table(TITLES[authority], choice, book)
    by_quarter = "efter enhed, spor og kvartal"
    finest = ("unit", "track", "quarter")
    yield from _table(f"Forløb {by_quarter}", finest, CASES, chosen.cases, place)
    for authority, choice in chosen.rules.items():
        title = f"{TITLES[authority]} {by_quarter}"
        yield from _table(title, ("code", *finest), RULE_COLUMNS, choice, place)


def _table(
    title: str, dimensions: tuple[str, ...], measures: tuple[str, ...], choice: Choice, place: Place
) -> Iterator[Table]:
    """Nothing where nothing was counted."""
    if not choice.rows:
        return
    spoken = {
        "unit": lambda code: place.units.get(code, "Hele området"),
        "track": track_label,
        "quarter": quarter_label,
    }
    rows = tuple(
        (
            *(spoken.get(name, str)(str(row[name])) for name in dimensions),
            *(row[measure] for measure in measures),
        )
        for row in choice.rows
    )
    columns = (*(Column(DIMENSIONS[name]) for name in dimensions), *_counts(measures))
    totals: tuple[Cell, ...] = (
        "I alt",
        *([""] * (len(dimensions) - 1)),
        *(choice.totals[measure] for measure in measures),
    )
    yield Table(title, columns, rows, totals)


def _rule_table(title: str, choice: Choice, book: RuleBook) -> Iterator[Table]:
    if not choice.rows:
        return
    rows = tuple(
        (
            subject(book.latest(str(row["code"]))),
            row["code"],
            *(row[measure] for measure in RULE_COLUMNS),
        )
        for row in choice.rows
    )
    columns = (Column("Frist"), Column("Kode"), *_counts(RULE_COLUMNS))
    totals = ("I alt", "", *(choice.totals[measure] for measure in RULE_COLUMNS))
    yield Table(title, columns, rows, totals)


def _counts(measures: Iterable[str]) -> tuple[Column, ...]:
    """Days follow their count, which is hidden where it is small; they may be few themselves."""
    return tuple(
        Column(COUNTED[name], Kind.COUNT if name in (*CASES, *RULES) else Kind.DAYS)
        for name in measures
    )


def track_label(code: str) -> str:
    return str(Track(code).label)
