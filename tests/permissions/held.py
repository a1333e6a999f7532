"""What everybody holds by cases/access.py, beside what she should hold.

`access` is the module that is asked: cases.access, or one that lacks a piece.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from accounts.actor import Actor
from accounts.grants import (
    GLASS_GRANTS,
    PROTECTED_HIDES,
    PROTECTED_HIDES_FROM_ASSIGNED,
    RESTRICTED_LEAVES,
    functions_granting,
)
from accounts.roles import Permission
from cases.models import Case
from tests.permissions.standings import Here
from tools.access_pieces import Piece

P = Permission
TABLE = Path(__file__).parent.parent / "data" / "held.csv"
NO_ROLE = "Din rolle giver ikke adgang til dette."
NOT_THIS = "Du kan se sagen, men ikke gøre dette på den."
NOWHERE, NEVER = "404", 987_654_321


@cache
def table() -> dict[str, frozenset[Permission]]:
    """Column of tests/data/held.csv → the permissions marked in it."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        name: frozenset(P(row["permission"]) for row in rows if row[name] == "x")
        for name in rows[0]
        if name != "permission"
    }


def differences(here: Here, access: ModuleType, about: str = "") -> Iterator[str]:
    """Where it is otherwise; the questions that lead to the function `about` are asked first."""
    questions = [_held, _refusals, _reaches, _lists]
    questions.sort(key=lambda question: about not in LEADS_TO.get(question, ()))
    for question in questions:
        yield from question(here, access)


def _held(here: Here, access: ModuleType) -> Iterator[str]:
    for name in here.standings:
        yield from of_one(name, here, access)
    if access.held_on(here.people["anna"], Case(pk=NEVER)):
        yield "a case that never was"


def of_one(name: str, here: Here, access: ModuleType) -> Iterator[str]:
    standing = here.standings[name]
    held = access.held_on(standing.by, here.cases[standing.case])
    for permission in sorted(held ^ table()[name]):
        yield f"{name}: {permission} {'held' if permission in held else 'missing'}"


# --- refusals
# who, permission, case, the words or 404
REQUIRED = (
    ("anna", P.STEP_MOVE, "plain", ""),
    ("bodil", P.STEP_MOVE, "plain", NOT_THIS),
    ("bodil", P.CASE_ASSIGN, "plain", NOT_THIS),  # her role never may, but she sees the case
    ("carl", P.STEP_MOVE, "plain", NOWHERE),
    ("carl", P.CASE_ASSIGN, "plain", NOWHERE),
    ("eva", P.CASE_SEE, "family", NOWHERE),
    ("anna", P.CASE_SEE, "erased", NOWHERE),
    ("anna", P.STEP_MOVE, "restricted", NOT_THIS),
    ("mia", P.FOLLOW_UP_WRITE, "plain", ""),
    ("mia", P.STEP_MOVE, "plain", NOT_THIS),
    ("mona", P.STEP_MOVE, "plain", NOWHERE),
    ("mary", P.CASE_SEE, "plain", NO_ROLE),
    ("leo", P.CASE_SEE, "plain", NO_ROLE),
    ("leo", P.REPORT_FIGURES, "plain", ""),
    ("lea", P.REPORT_FIGURES, "plain", NOWHERE),
    ("adam", P.CASE_SEE, "plain", NO_ROLE),
    ("dora", P.RESTRICT, "plain", ""),
    ("dora", P.STEP_MOVE, "plain", NO_ROLE),
    ("machine", P.CASE_SEE, "far", NOWHERE),
    ("machine reports.read", P.CASE_SEE, "plain", NO_ROLE),
)
REQUIRED_OF_ROLE = (
    ("anna", P.CITIZEN_REGISTER, ""),
    ("anna", P.CASE_ASSIGN, NO_ROLE),
    ("mia", P.FOLLOW_UP_WRITE, ""),
    ("mary", P.FOLLOW_UP_WRITE, NO_ROLE),
    ("leo", P.CASE_SEE, NO_ROLE),
)


def _refusals(here: Here, access: ModuleType) -> Iterator[str]:
    for who, permission, case, words in REQUIRED:
        by, row = here.people[who], here.cases[case]
        if (said := _said(access, access.require, by, permission, row)) != words:
            yield f"{who} {permission} {case}: »{said}«"
        if access.reaches(by, permission, row) is not (words == ""):
            yield f"{who} {permission} {case}: reaches"
    for who, permission, words in REQUIRED_OF_ROLE:
        if (said := _said(access, access.require_role, here.people[who], permission)) != words:
            yield f"{who} {permission}: »{said}«"


def _said(access: ModuleType, ask: Any, *about: Any) -> str:
    try:
        ask(*about)
    except PermissionDenied as refusal:
        return str(refusal)
    except access.OutOfReachError:
        return NOWHERE
    return ""


# --- what is reached beside the grants
OF_THE_UNIT = {"plain", "protected", "restricted", "lifted", "safe", "family", "unassigned"}
MAY_BREAK = {
    "bodil": {"far"},
    "eva": {"far"},
    "lone": {"far"},  # of the family of »family«, whose unit is hers
    "gitte": {"plain", "lifted", "safe", "family", "unassigned"},  # also again
    "vera": {"lifted", "safe", "family", "unassigned"},  # sees »plain« as its consultant
    "mo": {"plain", "lifted", "safe", "family", "unassigned"},
}
MAY_LOOK_UP = {
    "anna": {*OF_THE_UNIT, "far"},
    "eva": {*OF_THE_UNIT, "far"} - {"family"},
    "carl": {*OF_THE_UNIT, "far"},
    "dora": {*OF_THE_UNIT, "far"},
    "machine": OF_THE_UNIT,
    "machine away": {"far"},
    "machine nowhere": set(),
}
MAY_BE_PLACED = {"anna": {"plain", "erased", "lifted", "safe", "family", "unassigned", "far"}}


def _reaches(here: Here, access: ModuleType) -> Iterator[str]:
    for what, wanted in (
        ("may_break", MAY_BREAK), ("may_look_up", MAY_LOOK_UP), ("may_be_placed", MAY_BE_PLACED),
    ):  # fmt: skip
        for who, cases in wanted.items():
            if (found := _named(here, getattr(access, what)(here.people[who]))) != cases:
                yield f"{what} {who}: {sorted(found ^ cases)}"


def _named(here: Here, q: Q) -> set[str]:
    names = {case.pk: name for name, case in here.cases.items()}
    found = Case.objects.filter(q, pk__in=names).values_list("pk", flat=True)
    return {names[pk] for pk in found}


# --- lists, and one that is asked for by its number
TELLING = ("gitte", "vera", "token:nowhere")  # where a missing part shows first


def _lists(here: Here, access: ModuleType) -> Iterator[str]:
    """The filter against the same table, once for each way in which a permission is held."""
    told: dict[Actor, dict[str, str]] = {}
    for name, standing in here.standings.items():
        told.setdefault(standing.by, {})[standing.case] = name
    for by, names in sorted(told.items(), key=lambda one: one[0].username not in TELLING):
        for permission in _one_of_each(by):
            for one in (False, True):
                found = _named(here, access.reach(by, permission, one=one))
                for case, name in names.items():
                    listed = one or here.standings[name].in_lists
                    wanted = listed and permission in table()[name]
                    if (case in found) != wanted:
                        yield f"{name}: {permission} {'one' if one else 'in a list'}"


def _one_of_each(by: Actor) -> list[Permission]:
    ways = {
        (
            by.grants.get(p),
            tuple(functions_granting(by.role, p)),
            *(p in some for some in (
                GLASS_GRANTS, PROTECTED_HIDES, PROTECTED_HIDES_FROM_ASSIGNED, RESTRICTED_LEAVES,
            )),
        ): p
        for p in Permission
    }  # fmt: skip
    return list(ways.values())


LEADS_TO = {
    _refusals: ("reaches", "require", "require_role"),
    _reaches: ("may_break", "may_look_up", "may_be_placed"),
    _lists: ("reach", "_assigned", "_shown"),
}


def noticed(here: Here, piece: Piece) -> str:
    """What is otherwise when the piece is missing, "" when nothing is. A crash is noticed too."""
    try:
        with transaction.atomic(), piece.without() as access:
            return next(_asked(here, piece, access), "")
    except Exception as error:  # whatever it breaks, it is missed
        return f"{type(error).__name__}: {error}"


def _asked(here: Here, piece: Piece, access: ModuleType) -> Iterator[str]:
    """A grant shows in what those in its role hold on one case."""
    if not piece.role:
        return differences(here, access, piece.about)
    mine = [name for name, standing in here.standings.items() if standing.by.role == piece.role]
    return chain.from_iterable(of_one(name, here, access) for name in mine)
