"""The rules as they ship, read without a database."""

from datetime import date
from pathlib import Path

from interventions.law.rules import Rule, read_rules, version_on

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
FILE = ROOT / "interventions" / "law" / "deadline_rules.csv"
RULES = read_rules(FILE.read_text(encoding="utf-8").splitlines())


def rule(code: str, day: str = "2025-06-02") -> Rule:
    """The version valid on the day, which must be there."""
    found = version_on(RULES, code, date.fromisoformat(day))
    assert found is not None, f"{code} har ingen version den {day}"
    return found


def dates(text: str) -> list[date]:
    """Dates written with blanks between them."""
    return [date.fromisoformat(word) for word in text.split()]
