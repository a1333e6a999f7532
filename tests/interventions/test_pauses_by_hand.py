"""Pauses and exemptions against tests/data/pauses_by_hand.csv, worked out by hand on a calendar.

`what`: an exemption from KM-PRAK-1M (`start` is the arrival), a pause of the case with the same
deadline, a pause of a placement (`start` to `end`), or the gap after one. `spans` are first and
last days; »flyt:« is made by the moves, »ret:« corrects the one before. Both days count.
"""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from accounts.actor import Actor
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.pauses import correct_pause, record_pause, record_placement_pause
from interventions.actions.steps import exempt_deadline
from interventions.models import CompanyPlacement, Deadline, Pause
from tests.make import actor, day, make_case, make_user
from tests.scenarios.acts import act, ended, started, status_on

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parents[1] / "data" / "pauses_by_hand.csv"
FIRST_PLACEMENT, GAP = "KM-PRAK-1M", "INL-VRT-GAP"

with TABLE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter=";"))


def spans_of(row: dict[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """(how, the two days) of each."""
    found = []
    for text in row["spans"].split():
        how, _, dates = text.rpartition(":")
        first, last = dates.split("/")
        found.append((how, {"from_on": day(first), "to_on": day(last)}))
    return found


def told(row: dict[str, str]) -> dict[str, str]:
    return {"reason": "sygdom", "note": "Hun ringede først nu" if row["words"] else ""}


def by_anna(row: dict[str, str]) -> Actor:
    return actor(make_user("anna"), row["entered"])


def exempt(case: Case, code: str, row: dict[str, str]) -> None:
    for _, days in spans_of(row):
        deadline = Deadline.objects.get(case=case, rule__code=code)
        exempt_deadline(deadline, by=by_anna(row), reason="sygdom", **days)


def pause_case(case: Case, row: dict[str, str]) -> None:
    for _, days in spans_of(row):
        record_pause(case, by=by_anna(row), **days, **told(row))


def pause_placement(placement: Any, row: dict[str, str]) -> None:
    for how, days in spans_of(row):
        if how == "flyt":
            placement = act(placement, "pause", days["from_on"])
            placement = act(placement, "resume", days["to_on"] + timedelta(days=1))
        elif how == "ret":
            latest = Pause.objects.get()
            correct_pause(latest, by=by_anna(row), **days, **told(row), why="Forkerte dage")
        else:
            record_placement_pause(placement, by=by_anna(row), **days, **told(row))


def carried_out(row: dict[str, str], case: Case) -> Deadline | CompanyPlacement:
    """What the row says, through the real actions; answers with the row that has the date."""
    if row["what"] == "praktik":
        placement = started(case, row["start"], planned_from=row["start"], planned_to=row["end"])
        expecting_refusal(row, lambda: pause_placement(placement, row))
        return CompanyPlacement.objects.get(pk=placement.pk)
    code = FIRST_PLACEMENT
    if row["what"].startswith("gab"):
        code = GAP
        ended(started(case, row["start"]), row["end"])
    if row["what"] in ("gab", "fritagelse"):
        expecting_refusal(row, lambda: exempt(case, code, row))
    else:
        expecting_refusal(row, lambda: pause_case(case, row))
    return Deadline.objects.get(case=case, rule__code=code)


def expecting_refusal(row: dict[str, str], do: Any) -> None:
    if not row["refused"]:
        do()
        return
    with pytest.raises(NotPossibleError, match=row["refused"]):
        do()


def case_of(row: dict[str, str]) -> Case:
    arrived = {"arrived_on": row["start"]} if row["what"] in ("fritagelse", "sag") else {}
    return make_case(row["allocated"], active=True, **arrived)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['nr']} {row['what']}")
def test_every_line_comes_out_as_it_was_counted_by_hand(row: dict[str, str]) -> None:
    case = case_of(row)
    found = carried_out(row, case)
    if isinstance(found, CompanyPlacement):
        assert found.planned_to == day(row["due"])
        moved = (day(row["due"]) - day(row["end"])).days
        assert moved == int(row["extended"])
        return
    assert (found.due_on, found.extended_days) == (day(row["due"]), int(row["extended"]))
    assert status_on(case, found.rule.code, row["on"]) == row["status"]


def test_the_table_holds_what_it_must() -> None:
    assert len(ROWS) == 52
    assert {row["what"] for row in ROWS} == {"fritagelse", "sag", "praktik", "gab", "gab-sag"}
    assert all(row["why"] for row in ROWS)
