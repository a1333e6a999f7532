"""The files that a report is handed out as: what they are called, and who writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reports import html
from reports.csv_file import to_csv
from reports.json_file import case_json, progression_json
from reports.pdf.render import render


@dataclass(frozen=True)
class Format:
    """`write` takes what has a `report`; `on_screen` says that a terminal can show it."""

    content_type: str
    write: Callable[[Any], bytes]
    on_screen: bool = True


_PDF = Format("application/pdf", lambda made: render(made.report), on_screen=False)
_HTML = Format("text/html; charset=utf-8", lambda made: html.document(made.report).encode())

PROGRESSION: Mapping[str, Format] = {
    "json": Format("application/json", lambda made: progression_json(made).encode()),
    "pdf": _PDF,
    "csv": Format("text/csv; charset=utf-8", lambda made: to_csv(made.report)),
    "html": _HTML,
}
LETTER: Mapping[str, Format] = {"pdf": _PDF, "html": _HTML}
CASE: Mapping[str, Format] = {
    "pdf": _PDF,
    "json": Format("application/json", lambda made: case_json(made).encode()),
    "html": _HTML,
}
