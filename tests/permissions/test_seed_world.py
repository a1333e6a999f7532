"""The world of seed_world: whole, marked, and the same for the same seed."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from config.world.markers import marker
from tests.permissions.table import LATER, rows

pytestmark = pytest.mark.django_db


def test_it_tells_of_every_relation_that_the_table_asks_for_and_does_it_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("seed_world", seed=7, json=True)
    told = json.loads(capsys.readouterr().out)
    known = {(row["role"], row["relation"]) for row in told["relations"]}
    asked = {(row.role, row.relation) for row in rows() if row.resource not in LATER}
    assert asked - known == set()
    assert len(told["areas"]) == 2
    assert len(told["units"]) == 4
    users = {user["key"] for user in told["users"]}
    tokens = {f"token:{token['key']}" for token in told["tokens"]}
    citizens = {citizen["key"] for citizen in told["citizens"]}
    assert {row["user"] for row in told["relations"]} - users - tokens == {""}
    assert {row["citizen"] for row in told["relations"]} - citizens == {""}
    with pytest.raises(CommandError, match="ikke tom"):  # it never mixes with people of ours
        call_command("seed_world", seed=7)


def test_a_marker_is_the_same_for_the_same_seed_and_differs_from_citizen_to_citizen() -> None:
    assert marker(7, "plain", "health") == marker(7, "plain", "health")
    assert marker(7, "plain", "health").startswith("KANARI-health-")
    assert marker(7, "plain", "health") != marker(7, "protected", "health")
    assert marker(7, "plain", "health") != marker(8, "plain", "health")
