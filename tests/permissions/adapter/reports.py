"""The progression report, in every format that it is handed out in."""

from __future__ import annotations

from collections.abc import Callable

from tests.permissions.asking import Ask
from tests.permissions.standing import Standing
from tests.permissions.table import Row

PERIOD = "from=2025-10-01&to=2026-05-31"
FREE = "from=2025-10-03&to=2026-05-14"
FORMATS = {"view": "html", "export_csv": "csv", "export_pdf": "pdf", "api": "json"}


def asking(action: str) -> Callable[[Standing, Row], list[Ask]]:
    def asks(_w: Standing, row: Row) -> list[Ask]:
        asked = FREE if row.fieldset == "arbitrary_date_range" else PERIOD
        unit = "&unit=NORD" if row.relation == "other_area" else ""
        name = FORMATS[action]
        return [Ask("GET", f"reports/progression/?{asked}{unit}&format={name}")]

    return asks


ASKS = {("report", action): asking(action) for action in FORMATS}
