"""The rows of permissions.csv, as they stand in the file."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"
# What the project has no words for yet: erasing and insight, reading the trail, files, sessions,
# and the channels that text could leak through.
LATER = frozenset(
    {
        "gdpr", "audit_event", "attachment", "session",
        "url_path_or_query", "html_title", "referer_header", "browser_cache",
        "local_storage_plain", "service_worker_cache", "push_text", "email_body",
        "application_log", "access_log", "error_page", "exception_report", "prometheus_metrics",
        "pdf_metadata", "csv_formula_cell", "openapi_examples", "fixtures_and_demo_data",
        "celery_or_job_args",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    number: int  # line in the file, the heading being 1
    role: str
    relation: str
    resource: str
    action: str
    fieldset: str
    expected: str
    http: str
    audit: str
    note: str

    @property
    def key(self) -> str:
        """How exceptions name it."""
        return "/".join((self.role, self.relation, self.resource, self.action, self.fieldset))

    @property
    def statuses(self) -> set[int]:
        return {int(part) for part in self.http.split("|") if part.isdigit()}

    @property
    def denied(self) -> bool:
        return self.expected == "deny"


@cache
def rows(name: str = "permissions.csv") -> tuple[Row, ...]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return tuple(Row(number, **row) for number, row in enumerate(csv.DictReader(file), 2))


@cache
def exceptions() -> dict[str, str]:
    """Row → why the project does otherwise."""
    text = Path(__file__).with_name("exceptions.toml").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for group in tomllib.loads(text)["exception"]:
        found |= dict.fromkeys(group["rows"], group["reason"])
    return found


ASKED = [row for row in rows() if row.resource not in LATER and row.key not in exceptions()]
MORE = rows("permissions_more.csv")
ALONE = rows("permissions_pages.csv")  # what only pages do


def groups(*tables: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """(role, relation) → its rows."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in chain(*tables):
        found.setdefault((row.role, row.relation), []).append(row)
    return found


GROUPS = groups(ASKED, MORE)
