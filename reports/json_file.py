"""Reports as JSON: the codes and dates of the database, the words of the paper."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from reports.case_report import CaseReport
from reports.progression import Progression
from reports.suppression import Choice

CELLS = ("unit", "track", "quarter", "opened", "active", "closed")
RULE_CELLS = (
    "unit",
    "track",
    "quarter",
    "met_on_time",
    "met_late",
    "late_days",
    "overdue",
    "exempt",
)


def progression_json(made: Progression) -> str:
    """The keys of the contract, and the report's own words. A hidden cell is "–".

    Statutory deadlines and standards are never added up: `totals` has one entry for each.
    """
    report, period = made.report, made.period
    return written(
        {
            "as_of": period.as_of,
            "period": {"from": period.first, "to": period.last},
            "rows": [{name: row[name] for name in CELLS} for row in made.cases.rows],
            "rules": [
                {"code": row["code"], "authority": authority, **{n: row[n] for n in RULE_CELLS}}
                for authority, choice in made.rules.items()
                for row in choice.rows
            ],
            "totals": made.cases.totals
            | {str(authority): _totals(choice) for authority, choice in made.rules.items()},
            "question": report.question,
            "answer": report.answer,
            "caveats": report.caveats,
            "definition": report.definition,
            "fingerprint": report.fingerprint,
        }
    )


def case_json(made: CaseReport) -> str:
    """One case. A part that the reader may not know of has no key at all."""
    known = {name: value for name, value in asdict(made.told).items() if value is not None}
    return written({**known, "fingerprint": made.report.fingerprint})


def written(content: dict[str, Any]) -> str:
    """Dates as yyyy-mm-dd, letters of every script as they are."""
    return json.dumps(content, ensure_ascii=False, indent=2, default=_date) + "\n"


def _totals(choice: Choice) -> dict[str, Any]:
    return {name: choice.totals[name] for name in RULE_CELLS[3:]}


def _date(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written")
