"""The second wall stands by itself: what it shows, what it refuses, and what goes past it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.actor import Actor
from accounts.models import Kin, User
from accounts.roles import Function
from accounts.wall import beyond, raise_wall
from cases.actions.openings import stand_in
from cases.models import BrokenGlass, Case, Citizen, IntegrationNeed, PersonIdentifier
from interventions.models import Step
from tests.make import actor, assign, at, make_case, make_citizen, make_unit, make_user
from tests.walled import WALLED, full_case, need_the_wall, rows_of

pytestmark = pytest.mark.django_db

DAY = "2024-05-15"
FORCED = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"


@pytest.fixture(autouse=True)
def _a_role_as_in_production(db: None) -> None:
    need_the_wall()


@pytest.fixture
def north() -> Case:
    return make_case("2024-01-10", caseworker=make_user("anna"))


@pytest.fixture
def south() -> Case:
    south = make_unit("SYD")
    return make_case("2024-01-10", caseworker=make_user("carl", unit=south), unit=south)


@contextmanager
def asking(by: Actor | None) -> Iterator[None]:
    """As in a request of hers; with None in one of which nobody has said who asks."""
    with transaction.atomic():
        if by:
            raise_wall(by)
        else:
            connection.cursor().execute("SET LOCAL app.wall = 'closed'")
        yield
        transaction.set_rollback(True)


def seen(by: Actor | None, model: Any = Case) -> set[int]:
    """The rows that a query without any filter answers with."""
    with asking(by):
        return set(model.objects.values_list("pk", flat=True))


def test_every_table_behind_it_shows_a_unit_its_own_rows_and_nobody_else_any() -> None:
    own, other = full_case("anna", "NORD"), full_case("carl", "SYD")
    anna = actor(make_user("anna"), DAY)
    admin = actor(make_user("ada", "admin"), DAY)
    with connection.cursor() as cursor:
        cursor.execute(FORCED)
        assert {name for (name,) in cursor.fetchall()} == {m._meta.db_table for m in WALLED}
    for model in WALLED:
        mine, theirs = rows_of(own, model), rows_of(other, model)
        assert mine, model
        assert theirs, model
        assert set(model.objects.values_list("pk", flat=True)) >= mine | theirs, model
        assert seen(anna, model) == mine, model
        assert seen(admin, model) == set(), model
        assert seen(None, model) == set(), model


@pytest.mark.parametrize(
    ("role", "own_unit"),
    [
        ("caseworker", True),
        ("team_lead", True),
        ("mentor", False),
        ("manager", False),
        ("admin", False),
        ("dpo", False),
    ],
)
def test_only_who_works_in_a_unit_sees_what_is_the_units(
    north: Case, south: Case, role: str, own_unit: bool
) -> None:
    by = actor(make_user("ida", role, make_unit("NORD")), DAY)
    assert seen(by) == ({north.pk} if own_unit else set())


def test_a_function_opens_one_case_to_who_may_hold_it_while_it_lasts(
    north: Case, south: Case
) -> None:
    mona = make_user("mona", "mentor", make_unit("SYD"))
    assign(north, mona, Function.MENTOR, "2024-05-01")
    north.assignments.filter(user=mona).update(to_on="2024-06-01")
    days = ("2024-04-30", "2024-05-01", "2024-05-31", "2024-06-01")
    assert [seen(actor(mona, day)) for day in days] == [set(), {north.pk}, {north.pk}, set()]
    assert seen(actor(mona, DAY), Step) == set(north.steps.values_list("pk", flat=True))
    mona.promises.all().delete()
    assert seen(actor(mona, DAY)) == set()
    mona.grants.update(role="caseworker")  # the same person at another desk is no mentor there
    assert seen(actor(mona, DAY)) == {south.pk}


def test_a_stand_in_and_broken_glass_open_one_case_for_their_time(north: Case, south: Case) -> None:
    carla = make_user("carla", unit=make_unit("SYD"))
    hour = {"from_at": at("2024-05-15T11:00+00:00"), "until_at": at("2024-05-15T12:00+00:00")}
    BrokenGlass.objects.create(case=north, user=carla, cause="other", reason="x", **hour)
    moments = ("10:59", "11:00", "11:59", "12:00")
    then = [seen(actor(carla, f"2024-05-15T{moment}+00:00")) for moment in moments]
    assert then == [{south.pk}, {north.pk, south.pk}, {north.pk, south.pk}, {south.pk}]
    bente = make_user("bente")
    stand_in(north, by=actor(bente, DAY), reason="Anna er syg")
    bente.grants.update(unit=make_unit("SYD"))
    assert seen(actor(bente, DAY)) == {north.pk, south.pk}
    assert seen(actor(bente, "2024-05-17")) == {south.pk}


def test_family_is_behind_it_whatever_else_opens_the_case(north: Case) -> None:
    number = PersonIdentifier.objects.get(citizen=north.citizen)
    anna = make_user("anna")
    kin = Kin.objects.create(user=anna, index=number.index, relation="x", declared_at=at(DAY))
    assert seen(actor(anna, DAY)) == set()
    assert seen(actor(anna, DAY), Citizen) == set()
    kin.delete()
    assert seen(actor(anna, DAY)) == {north.pk}


def test_a_row_out_of_reach_can_be_neither_changed_nor_made_nor_given_away(
    north: Case, south: Case
) -> None:
    need = {"code": "dansk", "opened_on": DAY}
    IntegrationNeed.objects.create(citizen=south.citizen, **need)
    with asking(actor(make_user("leif", "team_lead"), DAY)):
        assert Case.objects.filter(pk=south.pk).update(version=99) == 0
        assert IntegrationNeed.objects.filter(citizen=south.citizen_id).delete()[0] == 0
        for act in (
            lambda: IntegrationNeed.objects.create(citizen_id=south.citizen_id, **need),
            lambda: Case.objects.filter(pk=north.pk).update(unit=south.unit_id),
        ):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                act()
    assert IntegrationNeed.objects.count() == 1


def test_looking_beyond_ends_where_it_began_also_when_it_fails(north: Case, south: Case) -> None:
    with asking(actor(make_user("anna"), DAY)):
        with beyond():
            assert Case.objects.count() == 2
            with beyond():
                assert Case.objects.count() == 2
            assert Case.objects.count() == 2
        assert Case.objects.count() == 1
        with pytest.raises(IntegrityError), transaction.atomic(), beyond():
            User.objects.create(username="anna")
        assert Case.objects.count() == 1
    with asking(None):
        with beyond():
            assert Case.objects.count() == 2
        assert Case.objects.count() == 0


def test_somebody_who_is_being_registered_is_seen_only_beyond_it_until_she_has_a_case() -> None:
    citizen = make_citizen("2024-05-15")
    anna = actor(make_user("anna"), DAY)
    assert seen(anna, Citizen) == set()
    with asking(anna), beyond():
        assert Citizen.objects.get() == citizen
