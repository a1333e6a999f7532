"""What a report must not tell: small numbers, what gives them back, and persons."""

from __future__ import annotations

import re
from typing import Any

from reports.suppression import MARK
from tests.permissions.adapter.reports import PERIOD
from tests.permissions.asking import Answer, Ask
from tests.permissions.standing import Standing
from tests.permissions.table import Row

CELLS = ("opened", "active", "closed")
SMALL = {1, 2, 3, 4}
SENSITIVE = ("sundhed", "social_kontrol")
RATES = ("rate", "pct", "percent", "andel")
LINKS = re.compile(r"(?:sager|borgere|citizens|cases)/\d")


def too_much(w: Standing, row: Row, answer: Answer) -> list[str]:
    """Everything in the answer that the row says is not told."""
    if row.fieldset == "arbitrary_date_range":
        return [] if answer.status == 400 else ["frie datoer blev besvaret"]
    if answer.status != 200:
        return []
    if row.fieldset in ("name", "cpr_full", "drill_down_to_list"):
        return _persons(w, answer)
    table = w.ask(w.who(row), Ask("GET", f"reports/progression/?{PERIOD}&format=json")).json
    found = _cells(table)
    if row.fieldset.startswith("rate"):
        found += [f"nøglen {key}" for key in _keys(table) if any(word in key for word in RATES)]
    if row.fieldset.startswith("sensitive"):
        found += [word for word in SENSITIVE if word in answer.text]
    if row.action in ("export_csv", "view") and table["fingerprint"][:16] not in answer.text:
        found.append("det er en anden rapport end den, der er set efter")
    return found


def _cells(table: dict[str, Any]) -> list[str]:
    """No small number, and never one hidden cell alone in a column whose total is known."""
    found = []
    for name in CELLS:
        column = [line[name] for line in table["rows"]]
        found += [f"{name}: {cell}" for cell in column if cell in SMALL]
        if column.count(MARK) == 1:
            found.append(f"{name}: én skjult celle kan regnes ud")
    if not any(line[name] == MARK for line in table["rows"] for name in CELLS):
        found.append("verdenen har ingen celle, der skulle skjules")
    return found


def _persons(w: Standing, answer: Answer) -> list[str]:
    words = [word for one in w.world.cast.values() for word in (one.markers["name"], one.cpr)]
    return [word for word in words if word in answer.text] + LINKS.findall(answer.text)


def _keys(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(key for part in value.values() for key in _keys(part))]
    return [key for part in value for key in _keys(part)] if isinstance(value, list) else []
