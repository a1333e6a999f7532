"""The mentor's log and who is made a mentor, by the pages."""

from __future__ import annotations

from typing import Any

from interventions.models import Step
from tests.permissions.adapter.mentors import DAYS, SINCE, SMUGGLED, entry, log
from tests.permissions.asking import Ask
from tests.permissions.pages.base import Asks, form
from tests.permissions.standing import Standing
from tests.permissions.table import Row

LOG, EVENT = "interventions_followup", "cases_event"


def typed(text: str = "Vi gik en tur", day: str = SINCE) -> dict[str, Any]:
    """As a form sends it: what is not ticked is left out."""
    return {name: value for name, value in entry(text, day).items() if value is not False}


def log_page(w: Standing, row: Row) -> str:
    return f"/mentorforloeb/{w.told(row).steps['Mentoring']}/opfoelgning/"


def write(w: Standing, row: Row) -> list[Ask]:
    text = "Noget andet" if row.fieldset.endswith("other_body") else "Vi gik en tur"
    data = {**typed(text, DAYS.get(row.fieldset, SINCE)), "key": "k-1"}
    if row.fieldset == "as_other_mentor":
        data["author"] = w.user_id("mentor_ended")
    return form(log_page(w, row), data, LOG)


def first_write(w: Standing, row: Row) -> Ask:
    return Ask("POST", log_page(w, row), {**typed(), "key": "k-1"})


def own(w: Standing, row: Row) -> str:
    return f"/opfoelgninger/{log(w, row)}/"


def read(w: Standing, row: Row) -> list[Ask]:
    """Her own has a page; those of others stand on the case's."""
    case = Ask("GET", f"/sager/{w.told(row).case.pk}/")
    return [case] if row.role != "mentor" else [Ask("GET", own(w, row)), case]


def update(w: Standing, row: Row) -> list[Ask]:
    return form(own(w, row), typed("Rettet"), LOG)


def amend(w: Standing, row: Row) -> list[Ask]:
    return form(own(w, row), {"text": "Tilføjet bagefter"}, "interventions_amendment")


def delete(w: Standing, row: Row) -> list[Ask]:
    return [Ask("DELETE", own(w, row))]


def smuggle(w: Standing, row: Row) -> list[Ask]:
    data = {**typed(), row.fieldset: SMUGGLED[row.fieldset]}
    return form(own(w, row), data, LOG)


def assign(w: Standing, row: Row) -> list[Ask]:
    key = "mentor_family" if row.fieldset == "mentor_is_family" else "mentor_never"
    data = {"mentor": w.user_id(key), "handover_note": "Goddag"}
    return _move(w, row, "change_mentor", data)


def relieve(w: Standing, row: Row) -> list[Ask]:
    return _move(w, row, "end", {"reason": "job", "closing_note": "Tak"})


def _move(w: Standing, row: Row, name: str, data: dict[str, Any]) -> list[Ask]:
    pk = w.told(row).steps["Mentoring"]
    version = Step._base_manager.get(pk=pk).version
    return form(f"/skridt/{pk}/flyt/{name}/", {**data, "version": version}, EVENT)


PAGES: dict[tuple[str, str], Asks] = {
    ("mentor_log", "create"): write,
    ("mentor_log", "read"): read,
    ("mentor_log", "update"): update,
    ("mentor_log", "amend"): amend,
    ("mentor_log", "delete"): delete,
    ("mentor_log", "patch_field"): smuggle,
    ("mentor_assignment", "create"): assign,
    ("mentor_assignment", "end"): relieve,
}
