"""Makes the whole demo in an empty database: the same seed and day give the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from django.db import connection, transaction

from accounts.actor import system
from accounts.audit import record
from accounts.localtime import day_bounds
from accounts.models import AuditEvent, User
from cases.models import Citizen
from config.demo.acts.opening import opening
from config.demo.cast import cast
from config.demo.house import House, bankruptcy, teams, time_passes
from config.demo.people import People
from config.demo.staff import EVERYBODY, Staff, hire
from config.demo.stage import Stage
from config.demo.story import Story
from interventions.queries.rules import one_rule_book

EARLIEST = date(2025, 6, 1)  # three years before it the special law was in force
STAFF_SINCE = timedelta(days=4 * 365)
MADE = "demo.seed"
FIRST_ANALYZE = 256


class OccupiedError(Exception):
    """The database holds other people already; the message can be shown."""


def is_there() -> bool:
    return AuditEvent.objects.filter(action=MADE).exists()


def refuse_occupied() -> None:
    """Raises OccupiedError."""
    names = [employee.username for employee in EVERYBODY]
    if Citizen.objects.exists() or User.objects.filter(username__in=names).exists():
        raise OccupiedError(
            "Databasen indeholder allerede borgere eller brugere, som ikke er demoens. "
            "Demoen kan kun lægges i en tom database."
        )


@transaction.atomic
def seed(citizens: int, number: int, as_of: date, told: Callable[[datetime], None]) -> None:
    """All or nothing. `told` hears each moment that is reached. Raises OccupiedError."""
    refuse_occupied()
    hire(as_of - STAFF_SINCE)
    end, _ = day_bounds(as_of)
    stage = Stage(end)
    with one_rule_book(), _no_way_back():
        rng = Random(number)  # noqa: S311 - no secret
        stories = _stories(citizens, rng, as_of, stage)
        for story in stories:
            stage.go_on(story, opening(story))
        house = _house(stories, rng, as_of)
        for act in (time_passes, teams, bankruptcy):
            stage.go_on(house, act(house))
        stage.run(_with_statistics(told))
    record(system(end), MADE, "demo", hits=citizens)


@contextmanager
def _no_way_back() -> Iterator[None]:
    """Nothing in the demo is tried and given up: an error ends it all. So no action needs a
    savepoint of its own, which are an eighth of all statements.
    """
    features = connection.features
    before, features.uses_savepoints = features.uses_savepoints, False
    try:
        yield
    finally:
        features.uses_savepoints = before


def _with_statistics(told: Callable[[datetime], None]) -> Callable[[datetime], None]:
    """Inside one transaction nobody else counts the growing tables, and the planner would scan
    them: ANALYZE each time the number of moments has doubled.
    """
    moments = count(1)

    def tell(moment: datetime) -> None:
        told(moment)
        number = next(moments)
        if number >= FIRST_ANALYZE and number.bit_count() == 1:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

    return tell


def _house(stories: list[Story], rng: Random, as_of: date) -> House:
    oldest = max(story.character.opened for story in stories)
    since = as_of - timedelta(days=oldest + 7)
    return House(stories[0].staff, since, as_of, rng, day_bounds(since)[0])


def _stories(citizens: int, rng: Random, as_of: date, stage: Stage) -> list[Story]:
    people, (start, _) = People(rng, as_of), day_bounds(as_of - STAFF_SINCE)
    staff = Staff(start)
    families: dict[str, list[Story]] = {}
    stories = []
    for character in cast(citizens, rng):
        kin = families.setdefault(character.family, []) if character.family else []
        person = people.make(character)
        story = Story(
            character=character,
            person=person.as_double_of(kin[-1].person) if character.double else person,
            staff=staff,
            stage=stage,
            as_of=as_of,
            rng=Random(rng.getrandbits(64)),  # noqa: S311 - no secret
            now=start,
        )
        story.others = kin
        kin.append(story)
        stories.append(story)
    return stories
