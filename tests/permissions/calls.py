"""A request with a valid body for every writing operation of the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from accounts.models import RoleGrant
from cases.access import held_on
from interventions.api.case_parts_table import PARTS
from interventions.models import KINDS, RECORDS, Goal
from interventions.registrations import ACTIONS
from tests.permissions.adapter import asks_of, bulk, citizens
from tests.permissions.adapter.more import GOAL
from tests.permissions.asking import Answer, Ask
from tests.permissions.operations import WRITING, Operation, Schema, bodies, operations
from tests.permissions.standing import Standing
from tests.permissions.table import ASKED, MORE, Row

NEW = {name: value for name, value in citizens.NEW.items() if name != "unit"}
WEBHOOK = {"name": "ESDH", "url": "https://esdh.example.dk/ind", "unit": "NORD",
           "kinds": ["case.opened"]}  # fmt: skip

LIST = {"name": "l.csv", "text": f"{bulk.HEADING}\r\n{bulk.NEW}\r\n"}
USER_ACTS = ("disable", "enable", "end-sessions", "password-link", "password-link/agree",
             "reset-second-factor")  # fmt: skip
NOTE = {"theme": "myndighed", "happened_on": "2026-06-15", "text": "Kort", "direction": "internal"}
RECORDS_MADE = {
    "appointments": {
        "starts_at": "2026-06-18T10:00:00+02:00", "weeks": 1, "meeting_form": "in_person",
    },
    "access-requests": {"received_on": "2026-06-15", "asked_by": "Avisen", "wanted": "Alt"},
}  # fmt: skip


@dataclass(frozen=True)
class Call:
    """`body` is what the document says of this request's body; {} where it takes none."""

    operation: Operation
    key: str
    ask: Ask
    component: str
    body: Schema

    @property
    def declared(self) -> frozenset[str]:
        return frozenset(self.body.get("properties", ()))

    def __str__(self) -> str:
        return f"{self.operation} {self.component} {self.key}"

    def sent(self, w: Standing, data: Any = None, **more: Any) -> Answer:
        """The answer to its own body with these keys beside, or to another body altogether."""
        body = {**(self.ask.data or {}), **more} if data is None else data
        return w.ask(self.key, replace(self.ask, data=body))


def calls(w: Standing) -> list[Call]:
    """One for each operation, and one for each move and registration."""
    add_what_is_missing(w)
    return [*_plain(w), *_moves(w), *_registrations(w)]


def plain(found: Iterable[Call]) -> list[Call]:
    """Those whose address does not name what is done."""
    return [call for call in found if "{name}" not in call.operation.path]


def registrations(found: Iterable[Call]) -> list[Call]:
    return [call for call in found if "/registrations/" in call.operation.path]


def moves(found: Iterable[Call]) -> list[Call]:
    return [call for call in found if "/moves/" in call.operation.path]


def _plain(w: Standing) -> Iterator[Call]:
    """Those of the table that are allowed, and below them those that no row of the table asks."""
    named = [op for op in operations(*WRITING) if "{name}" not in op.path]
    asked = [*_of_the_table(w), *_beside(w), *_around_a_case(w)]
    for operation in named:
        fitting = [told for told in asked if operation.fits(told[1].method, told[1].url)]
        assert fitting, f"Hvem sender hvad til {operation}?"
        key, ask = fitting[0]
        component, body = _fitting(operation, ask)
        yield Call(operation, key, ask, component, body)


def _fitting(operation: Operation, ask: Ask) -> tuple[str, Schema]:
    """The body whose required keys are all sent; the only one, for a change of part of it."""
    found = bodies(operation)
    sent = set(ask.data or ())
    fitting = [one for one in found.items() if set(one[1].get("required", ())) <= sent]
    return (fitting or [*found.items(), ("", {})])[0]


def _of_the_table(w: Standing) -> Iterator[tuple[str, Ask]]:
    firsts: dict[tuple[str, str, str], Row] = {}  # the others ask the same of somebody else
    for row in (*MORE, *ASKED):
        if not row.denied:
            firsts.setdefault((row.resource, row.action, row.fieldset), row)
    for row in firsts.values():
        ask = asks_of(w, row)[0]
        if not ask.reads and not ask.path.startswith("/"):
            yield w.who(row), ask


def _beside(w: Standing) -> Iterator[tuple[str, Ask]]:
    told, user = w.world.cast["plain"], w.user_id("cw_glass_expired")
    note, log = _note(w), told.follow_ups["own_new"]
    token = w.tokens["token:full"]["id"]
    grant = RoleGrant.objects.get(user=user).pk
    yield "cw", Ask("POST", "cases/", NEW)
    yield "lead", Ask("POST", "allocations/", LIST)
    data = {"step": told.steps["transition_start"], **GOAL}
    yield "cw", Ask("POST", f"cases/{told.case.pk}/goals/", data)
    data = {"kind": "name_and_address", "from_on": "2026-06-12", "source": "Borgeren"}
    yield "cw", Ask("POST", f"citizens/{told.case.citizen_id}/protections/", data)
    yield _edit(w, "cw", f"notes/{note}/", {"text": "Skrevet om"})
    yield "cw", Ask("DELETE", f"notes/{note}/")
    yield "mentor", Ask("DELETE", f"follow-ups/{log}/")
    yield _edit(w, "cw", "me/", {"email": "ny@example.com"})
    yield _edit(w, "admin", f"users/{user}/", {"name": "Nyt Navn"})
    for act in USER_ACTS:
        yield "admin", Ask("POST", f"users/{user}/{act}/")
    data = {"role": "dpo", "reason": "Afløser i barselsorloven"}
    yield "admin", Ask("POST", f"users/{user}/role-proposals/", data)
    yield "admin", Ask("POST", f"role-grants/{grant}/end/")
    yield "admin_second", Ask("POST", f"role-proposals/{_proposal(w)}/decide/", {"approve": "yes"})
    yield "admin", Ask("POST", f"tokens/{token}/revoke/")
    yield "admin", Ask("POST", "webhooks/", WEBHOOK)
    yield "admin", Ask("POST", f"webhooks/{_webhook(w)}/stop/")


def _around_a_case(w: Standing) -> Iterator[tuple[str, Ask]]:
    """The lists that add to themselves; what they ask for is what their registrations do."""
    case, who = w.world.cast["plain"].case, _who_may(w)
    for name, part in PARTS.items():
        if part.adds:
            (value, registration), *_ = part.adds.items()
            data = {part.chosen: value} if part.chosen else {}
            yield who[registration], Ask("POST", f"cases/{case.pk}/{name}/", data)


def _edit(w: Standing, key: str, path: str, data: Schema) -> tuple[str, Ask]:
    """As it was seen just before."""
    seen = w.ask(key, Ask("GET", path)).headers["ETag"]
    return key, Ask("PATCH", path, data, {"If-Match": seen})


def _note(w: Standing) -> int:
    path = f"cases/{w.world.cast['plain'].case.pk}/notes/"
    return int(w.ask("cw", Ask("POST", path, NOTE)).json["id"])


def _proposal(w: Standing) -> int:
    path = f"users/{w.user_id('cw_far')}/role-proposals/"
    data = {"role": "dpo", "reason": "Afløser i barselsorloven"}
    return int(w.ask("admin", Ask("POST", path, data)).json["id"])


def _webhook(w: Standing) -> int:
    return int(w.ask("admin", Ask("POST", "webhooks/", {**WEBHOOK, "name": "BI"})).json["id"])


def add_what_is_missing(w: Standing) -> None:
    """A row of every kind that the world has none of."""
    case = f"cases/{w.world.cast['plain'].case.pk}/"
    had = {row.kind for row in movable(w, "steps")}
    for kind in sorted(KINDS.keys() - had):
        w.ask("lead", Ask("POST", f"{case}steps/", {"kind": kind}))
    shared = w.world.cast["plain"].steps["transition_complete"]
    w.ask("mentor", Ask("POST", f"steps/{shared}/propose-complete/", {"text": "Hun kan det nu"}))
    for path, data in RECORDS_MADE.items():
        w.ask("lead", Ask("POST", f"{case}{path}/", data))


def _moves(w: Standing) -> Iterator[Call]:
    """Every move of a row of each kind; what it asks for is checked before whether it can be."""
    for operation in operations("post"):
        if not operation.path.endswith("/moves/{name}/"):
            continue
        found = {row.kind: row for row in movable(w, operation.noun)}
        for component, body in bodies(operation).items():
            kind, name = component.split(".")
            if kind in found:
                ask = Ask("POST", f"{operation.noun}/{found[kind].pk}/moves/{name}/", {})
                key = "fn_adviser" if kind == "SocialControlConcern" else "lead"
                yield Call(operation, key, ask, component, body)


def movable(w: Standing, noun: str) -> list[Any]:
    case = w.world.cast["plain"].case
    if noun == "cases":
        return [case]
    if noun == "goals":
        return list(Goal.objects.filter(placement__case=case))
    kinds: Any = {"steps": KINDS, "records": RECORDS}[noun]
    found = (kind.objects.filter(case=case).first() for kind in kinds.values())
    return [row for row in found if row]


def _registrations(w: Standing) -> Iterator[Call]:
    """Those about the case itself; one that is about a row reads its body in the same line."""
    operation = next(op for op in operations("post") if "/registrations/" in op.path)
    case, who = w.world.cast["plain"].case, _who_may(w)
    for component, body in bodies(operation).items():
        name = component.partition(".")[2]
        if name in who and ACTIONS[name].find is None:
            ask = Ask("POST", f"cases/{case.pk}/registrations/{name}/", {})
            yield Call(operation, who[name], ask, component, body)


def _who_may(w: Standing) -> dict[str, str]:
    """Registration → somebody who may make it on the case in NORD."""
    case, staff, found = w.world.cast["plain"].case, w.world.staff, {}
    for key in ("cw_glass", "lead", "cw"):
        held = held_on(staff.at(key, staff.now), case)
        found |= {name: key for name, one in ACTIONS.items() if one.permission in held}
    return found
