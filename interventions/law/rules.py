"""A deadline rule as a value, and the file it is written in (deadline_rules.csv)."""

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Self, TypeVar

from interventions.law.conditions import unknown_terms


class Unit(StrEnum):
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    FIRST_WHOLE_MONTH = "first_day_after_first_whole_month"
    HOURS_PER_WEEK = "hours_per_week"


class Roll(StrEnum):
    NONE = "none"
    NEXT = "next"
    NEXT_OPEN_DAY = "next_open_day"


class Authority(StrEnum):
    STATUTORY = "statutory"
    MUNICIPAL = "municipal"
    GUIDANCE = "guidance"


SHAPES = (
    "handover",
    "deadline",
    "repeating",
    "span",
    "span_from_first_day",
    "ledger_max",
    "ledger_min",
    "presumption",
)
COUNT = re.compile(r"count:[1-9]\d*")
APPLIES_TO = ("all", "in_programme", "copenhagen", "ukraine", "general")
YES_NO = {"yes": True, "no": False}
NEVER_OVERDUE = ("span", "span_from_first_day", "presumption")
LEDGERS = ("ledger_max", "ledger_min")


T = TypeVar("T")


class LawFileError(ValueError):
    """The file cannot be read as rules; the message names the line and what to do."""


@dataclass(frozen=True)
class Rule:
    """One version of a rule: valid on the days from `valid_from` to `valid_to`, both counted."""

    code: str
    applies_to: str
    subject: str
    anchor: str
    amount: int
    unit: Unit
    roll: Roll
    authority: Authority
    shape: str
    fulfilled_by: str
    condition_key: str
    applies_to_open_cases: bool
    valid_from: date
    valid_to: date | None
    legal_reference: str
    condition_note: str = ""
    mark: str = ""

    @property
    def needed_facts(self) -> int:
        """How many facts meet the deadline: 4 for the shape `count:4`, otherwise 1."""
        return int(self.shape.removeprefix("count:")) if self.shape.startswith("count:") else 1

    @property
    def has_due_date(self) -> bool:
        return self.shape not in LEDGERS

    def valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @classmethod
    def from_row(cls, row: dict[str, str]) -> Self:
        """Every column must be there. Raises ValueError that says which cell is wrong."""
        rule = cls(
            code=row["code"],
            applies_to=row["applies_to"],
            subject=row["subject"],
            anchor=row["anchor"],
            amount=_cell(row, "amount", lambda text: int(text or 0)),
            unit=_cell(row, "unit", Unit),
            roll=_cell(row, "roll", Roll),
            authority=_cell(row, "authority", Authority),
            shape=row["shape"],
            fulfilled_by=row["fulfilled_by"],
            condition_key=row["condition_key"],
            applies_to_open_cases=_cell(row, "applies_to_open_cases", YES_NO.__getitem__),
            valid_from=_cell(row, "valid_from", date.fromisoformat),
            valid_to=_cell(row, "valid_to", date.fromisoformat) if row["valid_to"] else None,
            legal_reference=row["legal_reference"],
            condition_note=row["condition_note"],
            mark=row["mark"],
        )
        rule.check()
        return rule

    def changed(self, **values: object) -> Self:
        """The same rule with other values. Raises ValueError that says what is wrong."""
        rule = replace(self, **values)  # type: ignore[arg-type]  # the form has seen to the types
        rule.check()
        return rule

    def check(self) -> None:
        """Raises ValueError that says what is wrong."""
        if not self.code:
            raise ValueError("koden mangler")
        if self.applies_to not in APPLIES_TO:
            raise ValueError(f"ukendt område: {self.applies_to}")
        if self.shape not in SHAPES and not COUNT.fullmatch(self.shape):
            raise ValueError(f"ukendt form: {self.shape}")
        if self.unit == Unit.WORKING_DAYS and self.amount < 0:
            raise ValueError("hverdage kan ikke tælles bagud")
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to ligger før valid_from")
        if unknown := unknown_terms(self.condition_key):
            raise ValueError(f"ukendt betingelse: {', '.join(unknown)}")


COLUMNS = frozenset(field.name for field in fields(Rule))


def _cell(row: dict[str, str], column: str, read: Callable[[str], T]) -> T:
    text = row[column]
    try:
        return read(text)
    except (KeyError, ValueError) as error:
        raise ValueError(f"»{text}« kan ikke stå i kolonnen {column}") from error


def read_rules(lines: Iterable[str]) -> list[Rule]:
    """The file's rules. Raises LawFileError naming the line, also for overlapping versions."""
    rules: list[Rule] = []
    reader = csv.DictReader(lines, restval="")
    if missing := COLUMNS.difference(reader.fieldnames or ()):
        raise LawFileError(f"Filen mangler kolonnerne {', '.join(sorted(missing))}.")
    for row in reader:
        try:
            if None in row:
                raise ValueError("linjen har flere felter end kolonner")  # noqa: TRY301 - told below
            rule = Rule.from_row(row)
        except ValueError as error:
            raise LawFileError(
                f"Linje {reader.line_num} ({row.get('code') or 'uden kode'}): {error}. "
                "Ret linjen og indlæs filen igen."
            ) from error
        if clash := next((r for r in rules if _overlap(r, rule)), None):
            raise LawFileError(
                f"Linje {reader.line_num}: {rule.code} fra {rule.valid_from:%d-%m-%Y} overlapper "
                f"versionen fra {clash.valid_from:%d-%m-%Y}. Afslut den gamle version først."
            )
        rules.append(rule)
    if not rules:
        raise LawFileError("Filen indeholder ingen fristregler.")
    return rules


def _overlap(one: Rule, other: Rule) -> bool:
    return (
        one.code == other.code
        and one.valid_from <= (other.valid_to or date.max)
        and other.valid_from <= (one.valid_to or date.max)
    )


def version_on(versions: Iterable[Rule], code: str, day: date) -> Rule | None:
    """The version valid on the anchor's day: never today's, never the day of entry."""
    return next((r for r in versions if r.code == code and r.valid_on(day)), None)
