from __future__ import annotations

from datetime import date
from typing import Any

from cases.models import Assignment
from tests.lifecycles.guarded.base import CLOSED, Guarded, case_closed

ALONE = (
    "Ingen anden må kende bekymringen og kan godkende. Udvid kredsen med en kollega på sagen, "
    "eller få endnu en social kontrol-vejleder tilknyttet."
)
APPROVAL = "»Luk uden handling« skal godkendes af en anden. Send det til godkendelse."


def second_adviser_gone(row: Any) -> None:
    mine = Assignment.objects.filter(case=row.case, user__username="sanne")
    mine.update(to_on=date(2024, 2, 2))


GUARDED: list[Guarded] = [
    ("SocialControlConcern", "raised", "screen", "case_runs", case_closed, CLOSED),
    ("SocialControlConcern", "clarifying", "act", "case_runs", case_closed, CLOSED),
    ("SocialControlConcern", "clarifying", "find_unfounded", "has_named_somebody_else",
     second_adviser_gone, ALONE),
]  # fmt: skip
