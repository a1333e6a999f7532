"""One walk: its dice, its people, the day it has come to, what was seen last, and what was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from accounts.actor import Actor
from cases.models import Case, Code
from tests.lifecycles.table import LIVES
from tests.lifecycles.walks.dice import Dice
from tests.lifecycles.walks.seen import Seen, see
from tests.lifecycles.walks.start import People, Start

LEAPS = (0, 1, 3, 7, 7, 14, 30, 60, 200)  # days from one deed to the next
BACK = (0, 0, 0, 0, 0, 0, 1, 8, 30)  # how long ago it happened when it is written down


@dataclass
class Walk:
    dice: Dice
    people: People
    citizen_id: int
    today: date
    seen: Seen
    told: list[str] = field(default_factory=list)

    @classmethod
    def begin(cls, throws: bytes, people: People, start: Start) -> Walk:
        seen = see(start.citizen_id, start.today)
        return cls(Dice(throws), people, start.citizen_id, start.today, seen)

    @property
    def case(self) -> Case:
        return self.seen.case

    def detail(self, what: str) -> None:
        """For whoever reads of a walk that failed."""
        self.told[-1] += f": {what}"

    def later(self) -> None:
        self.today += timedelta(days=self.dice.one_of(LEAPS))

    def by(self, *names: str) -> Actor:
        return self.people.at(self.dice.one_of(names), self.today)

    def ago(self) -> date:
        return self.today - timedelta(days=self.dice.one_of(BACK))

    def open_rows(self, kind: str) -> list[Any]:
        return [row for row in self.seen.of(kind) if row.state not in LIVES[kind].ended]


@cache
def codes(table: str) -> tuple[str, ...]:
    """In the order of the table; it is loaded once for all tests."""
    rows = Code.objects.filter(table=table).order_by("position", "code")
    return tuple(rows.values_list("code", flat=True))


@cache
def reasons_of(kind: type[Any], name: str) -> tuple[str, ...]:
    """The codes that the move's reason may have; none where it is told in words, or not at all."""
    table = kind.moves()[name].reasons
    return codes(table) if table not in ("", "*") else ()
