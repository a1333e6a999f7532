"""Taking any part out of cases/access.py, or any grant out of its tables, is noticed.

What is missed is told by the table of who holds what (test_held.py), asked again without it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from accounts.grants import GRANTS
from accounts.roles import Permission, Role
from cases import access
from tests.permissions.held import noticed
from tests.permissions.standings import Here, world
from tools.access_pieces import SOURCE, Piece, given, parts

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def here(django_db_setup: None, django_db_blocker: Any) -> Iterator[Here]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield world()
        transaction.set_rollback(True)


def piece(pieces: list[Piece], name: str) -> Piece:
    (found,) = [one for one in pieces if one.name.endswith(name)]
    return found


def test_no_part_of_access_can_be_missing(here: Here) -> None:
    assert [part.name for part in parts() if not noticed(here, part)] == []


def test_no_grant_can_be_missing(here: Here) -> None:
    assert [grant.name for grant in given() if not noticed(here, grant)] == []


def test_every_statement_of_access_is_tried() -> None:
    functions = [n for n in ast.parse(SOURCE.read_text()).body if isinstance(n, ast.FunctionDef)]
    statements = {
        f"{function.name}:{node.lineno}"
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.stmt) and node is not function
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    }  # fmt: skip
    tried = {part.name.split()[1].rstrip(":") for part in parts() if ": without »" in part.name}
    assert tried == statements


def test_every_table_of_grants_is_tried() -> None:
    kinds = {grant.name.split()[1].rstrip(":") for grant in given()}
    assert kinds == {
        "caseworker", "team_lead", "manager", "admin", "dpo", "system",
        "mentor", "company_consultant", "health_coordinator", "family_caseworker",
        "social_control_adviser", "citizens.read", "citizens.create", "reports.read",
        "events.receive", "GLASS_GRANTS", "PROTECTED_HIDES", "PROTECTED_HIDES_FROM_ASSIGNED",
        "RESTRICTED_LEAVES",
    }  # fmt: skip


def test_a_grant_is_gone_for_as_long_as_it_takes() -> None:
    before = list(GRANTS[Role.CASEWORKER].items())
    with piece(given(), "caseworker: step_move").without():
        gone = [one for one in before if one not in GRANTS[Role.CASEWORKER].items()]
        assert [permission for permission, _ in gone] == [Permission.STEP_MOVE]
    assert list(GRANTS[Role.CASEWORKER].items()) == before


def test_a_part_is_gone_from_a_copy_of_the_module_alone(here: Here) -> None:
    asked = here.people["anna"], here.cases["erased"]
    family = "without in Q citizen__in=relatives.values('citizen_id')"
    erased = "without in Q citizen__erased_at__isnull=False"
    with piece(parts(), family).without() as lacking:
        assert lacking.held_on(*asked) == frozenset()
    with piece(parts(), erased).without() as lacking:
        assert Permission.CASE_EDIT in lacking.held_on(*asked)
    assert access.held_on(*asked) == frozenset()
