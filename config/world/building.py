"""Builds the whole world in an empty database, and tells of it (shared decisions §10)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from random import Random
from typing import Any

from django.db import transaction

from accounts.models import User
from cases.models import Citizen
from config.demo.numbers import Numbers
from config.world import facts, machines, relations, steps
from config.world.cast import VARIANTS, Told, hand_over, open_crowds, open_one
from config.world.staff import PEOPLE, UNITS, Staff, disable, hire
from interventions.queries.rules import one_rule_book

ONE_MENTOR = (("mentor", 40),)
WHOLE = ("plain", "protected", "restricted", "closed")  # the others have notes and papers alone


class OccupiedError(Exception):
    """The database holds people already; the message can be shown."""


@dataclass
class World:
    seed: int
    password: str
    staff: Staff
    cast: dict[str, Told] = field(default_factory=dict)
    tokens: list[dict[str, Any]] = field(default_factory=list)


@transaction.atomic
def build(seed: int, now: datetime) -> World:
    """All or nothing. The same seed and moment give the same world. Raises OccupiedError."""
    if Citizen.objects.exists() or User.objects.exists():
        raise OccupiedError("Databasen er ikke tom. Verdenen kan kun lægges i en tom database.")
    password = f"Verden-{sha256(str(seed).encode()).hexdigest()[:12]}"
    world = World(seed, password, hire(password, now))
    rng = Random(seed)  # noqa: S311 - no secret
    numbers = Numbers(rng)
    with one_rule_book():
        for variant in VARIANTS:
            world.cast[variant] = open_one(world.staff, seed, variant, numbers)
            _fill(world.staff, world.cast[variant])
        open_crowds(world.staff, rng, numbers)
        relations.relate(world.staff, world.cast)
        steps.close(world.staff, world.cast["closed"])
    world.tokens = machines.make(world.staff)
    relations.cancel(world.staff, world.cast["twin"])
    relations.restrict(world.staff, world.cast["restricted"])
    relations.erase(world.staff, world.cast["erased"])
    disable(world.staff)
    return world


def _fill(staff: Staff, told: Told) -> None:
    steps.take_over(staff, told)
    for act in (facts.needs, facts.consents, facts.notes, facts.concern, facts.papers):
        act(staff, told)
    if told.variant not in WHOLE:
        hand_over(staff, told)
        return
    for step in (steps.programme, steps.danish, steps.health):
        step(staff, told)
    hand_over(staff, told)
    steps.placements(staff, told)
    steps.mentoring(staff, told, steps.MENTORS if told.variant == "plain" else ONE_MENTOR)


def described(world: World) -> dict[str, Any]:
    """The JSON of the command."""
    return {
        "areas": [{"code": code} for code in sorted(set(UNITS.values()))],
        "units": [{"code": code, "area": area} for code, area in UNITS.items()],
        "users": [
            {
                "key": person.key, "username": person.username, "password": world.password,
                "totp_secret": "", "role": str(person.role), "unit": person.unit,
                "functions": list(person.functions),
            }
            for person in PEOPLE
        ],
        "tokens": world.tokens,
        "citizens": [_citizen(told) for told in world.cast.values()],
        "relations": [
            {"role": role, "relation": relation, "user": user, "citizen": citizen}
            for (role, relation), (user, citizen) in relations.RELATIONS.items()
        ],
    }  # fmt: skip


def _citizen(told: Told) -> dict[str, Any]:
    return {
        "key": told.variant, "id": told.case.citizen_id, "case_id": told.case.pk,
        "unit": told.unit, "variant": told.variant, "cpr": told.cpr, "markers": told.markers,
        "steps": told.steps, "notes": told.notes, "attachments": {},
        "follow_ups": told.follow_ups, "others": told.others,
    }  # fmt: skip
