"""Rows that somebody may not know of, for every place of a request where an id can stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from cases.access import held_on
from cases.models import (
    Assignment,
    BrokenGlass,
    Consent,
    EmploymentSpell,
    IntegrationNeed,
    Protection,
)
from config.world.cast import Told
from interventions.forms import form_for
from interventions.models import FollowUp, Goal, Record, Step
from interventions.registrations import ACTIONS
from tests.permissions.asking import Answer, Ask
from tests.permissions.calls import LIST, Call, movable, moves, registrations
from tests.permissions.operations import Operation, Schema, operations
from tests.permissions.standing import Standing

NEVER = 987_654_321
DIFFERS = {"X-Request-Id", "Date"}
# First word of an address → the row of a citizen's case that it is about.
NOUNS: dict[str, Callable[[Told], Any]] = {
    "cases": lambda told: told.case.pk,
    "citizens": lambda told: told.case.citizen_id,
    "steps": lambda told: told.steps.get("CompanyPlacement") or _first(Step, case=told.case),
    "goals": lambda told: _first(Goal, placement__case=told.case),
    "records": lambda told: told.others.get("decision") or _first(Record, case=told.case),
    "needs": lambda told: _first(IntegrationNeed, citizen=told.case.citizen_id),
    "notes": lambda told: told.notes.get("case_note"),
    "consents": lambda told: _first(Consent, citizen=told.case.citizen_id),
    "protections": lambda told: _first(Protection, citizen=told.case.citizen_id),
    "assignments": lambda told: _first(Assignment, case=told.case, to_on=None),
    "mentor-assignments": lambda told: _first(Assignment, case=told.case, function="mentor"),
    "break-glass": lambda told: _first(BrokenGlass, case=told.case),
    "follow-ups": lambda told: _first(FollowUp, mentoring__case=told.case),
}
# Kept by administrators, who see all of it, and about no citizen.
ABOUT_NOBODY = {"users", "role-grants", "role-proposals", "tokens", "webhooks"}
NAMES = {"cases": "pause", "steps": "start", "goals": "reach", "records": "send"}


def _first(model: Any, **where: Any) -> int | None:
    found: int | None = model.objects.filter(**where).values_list("pk", flat=True).first()
    return found


# --- the path
# (role, relation) of the table: each for a reason of its own why the citizen is not there.
MAIN = (("caseworker", "other_unit"), ("team_lead", "self_or_family"))
REASONS = (
    *MAIN, ("caseworker", "other_unit+protected"), ("caseworker", "erased"), ("mentor", "ended"),
    ("integrator", "other_unit"),
)  # fmt: skip
# What is meant for rows out of reach: breaking the glass, and a late log from a telephone.
MEANT = {"POST cases/{id}/break-glass/", "POST steps/{id}/follow-ups/"}


def of_one_row() -> list[Operation]:
    found = [op for op in operations("get", "post", "patch", "delete") if "{id}" in op.path]
    return [op for op in found if op.noun not in ABOUT_NOBODY and str(op) not in MEANT]


def one_of_each() -> list[Operation]:
    """An operation for each way of finding a row: by its noun, to read and to write."""
    return list({(op.noun, op.method): op for op in of_one_row()}.values())


def asking(operation: Operation, pk: int, sent: Mapping[Operation, Call]) -> Ask:
    path = operation.path.removeprefix("/api/v1/").replace("{id}", str(pk))
    name = "notat" if "/registrations/" in path else NAMES.get(operation.noun, "")
    same = sent[operation].ask if operation in sent else Ask(operation.method, path)
    return replace(same, path=path.replace("{name}", name))


def looks(answer: Answer) -> tuple[int, bytes, dict[str, str]]:
    headers = {name: value for name, value in answer.headers.items() if name not in DIFFERS}
    return answer.status, answer.body, headers


# --- the query and the body
# Parameters of a query that name no row.
NO_ROW = {
    "cursor", "page_size", "offset", "format", "state", "track", "overdue", "kind", "show", "from",
    "to", "as_of", "unit", "order", "code", "status", "purpose", "type", "organisation", "by_role",
    "occasion", "support", "level", "category", "direction", "mine", "active", "added_from",
    "added_to", "applies_to", "at_from", "at_to", "author", "authority", "by", "cause",
    "contact_form", "created_by", "email", "expires_from", "expires_to", "fate", "function",
    "happened_from", "happened_to", "help_wanted", "is_active", "journal_id", "occurred_from",
    "occurred_to", "opened_from", "opened_to", "outcome", "proposed_by", "reason", "responsible",
    "reviewed", "revoked", "role", "shared", "starts_from", "starts_to", "stopped", "test",
    "theme", "trouble", "user", "username", "valid_on",
}  # fmt: skip
# Properties that could name a row, for all that the document says, and do not.
NO_ROWS = {
    "version", "language", "confirmed", "unit", "area", "topics", "bank", "occasion", "what",
    "anchor", "kind", "minutes", "weeks", "amount", "module", "children", "ordinary_employees",
    "supported_employees", "hours_per_week", "hours",
}  # fmt: skip
# Of the city, and about nobody.
OF_THE_CITY = {"team", "production_unit"}
# Who asks in NORD → who asks the same in SYD.
COLLEAGUES = {"lead": "lead_other"}


def in_syd(w: Standing, call: Call) -> Call:
    """The same about the citizen of SYD, by somebody of SYD."""
    plain, other = w.world.cast["plain"], w.world.cast["other_unit"]
    path = call.ask.path.replace(f"cases/{plain.case.pk}/", f"cases/{other.case.pk}/", 1)
    path = path.replace(
        f"citizens/{plain.case.citizen_id}/", f"citizens/{other.case.citizen_id}/", 1
    )
    data = {name: value for name, value in (call.ask.data or {}).items() if name != "unit"}
    key = COLLEAGUES.get(call.key, "cw_other")
    return replace(call, key=key, ask=replace(call.ask, path=path, data=data))


def shaped(told: Schema, value: Any) -> Any:
    """As the document wants it: a number or a text, alone or in a list."""
    if told["type"] == "array":
        return [shaped(told["items"], value)]
    return str(value) if told["type"] == "string" else value


def without(answer: Answer, value: Any) -> tuple[int, str]:
    """Status and text, without what was sent itself."""
    return answer.status, re.sub(rf"\b{value}\b", "…", answer.text)


def values(w: Standing, told: Told) -> dict[str, tuple[Any, Any]]:
    """Property → a row about this citizen, and one that never was."""
    step, citizen = told.steps["transition_pause"], told.case.citizen_id
    found: dict[str, tuple[Any, Any]] = {
        "step": (step, NEVER), "placement": (step, NEVER), "at_placement": (step, NEVER),
        "at_job": (_first(EmploymentSpell) or 1, NEVER), "language_goal": (_goal(told), NEVER),
        "double": (told.case.pk, NEVER), "other": (citizen, NEVER), "members": (citizen, NEVER),
        "consent": (told.others["consent_doctor"], NEVER), "upload": (_upload(w), NEVER),
        "cases": (told.case.pk, NEVER),
    }  # fmt: skip
    people = ("responsible", "to_user", "user", "users", "mentor", "may_see")
    return found | dict.fromkeys(people, (w.user_id("cw_far"), NEVER))


def _goal(told: Told) -> int | None:
    return _first(Goal, placement__case=told.case)


def _upload(w: Standing) -> int:
    answer = w.ask("lead", Ask("POST", "imports/preview/", LIST))
    return int(answer.json["upload"])


def rows_about(w: Standing) -> list[int]:
    """The numbers of whatever hangs on the citizen in NORD or on her case."""
    case, found = w.world.cast["plain"].case, set()
    for row in (case, case.citizen):
        for relation in row._meta.related_objects:
            related = relation.related_model._default_manager
            found |= set(related.filter(**{relation.field.name: row}).values_list("pk", flat=True))
    return sorted(pk for pk in found if isinstance(pk, int))


def forms(w: Standing, sent: Iterable[Call]) -> Iterator[tuple[Call, Any]]:
    """The form of every move and registration in NORD, as it is made for whoever may fill it."""
    staff, case = w.world.staff, w.world.cast["plain"].case
    rows = {row.kind: row for noun in NAMES for row in movable(w, noun)}
    for call in [*moves(sent), *registrations(sent)]:
        kind, _, name = call.component.partition(".")
        by = staff.at(call.key, staff.now)
        if kind == "Register":
            yield call, ACTIONS[name].form(None, case=case, by=by, held=held_on(by, case))
        elif "/moves/" in call.operation.path:
            yield call, form_for(rows[kind], name, None, by=by)
