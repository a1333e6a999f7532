"""What the database itself refuses: unknown states, ends without a date, rewritten history."""

import re

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.models import AuditEvent
from cases.models import Case, Event
from interventions.models import KINDS, RECORDS, Goal, Step
from tests.lifecycles.driver import row_in
from tests.lifecycles.table import LIVES

pytestmark = pytest.mark.django_db


def definition(constraint: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [constraint]
        )
        return str(cursor.fetchone()[0])


def words(constraint: str) -> list[str]:
    """The quoted words of the constraint, in their order."""
    return re.findall(r"'(\w+)'::", definition(constraint))


@pytest.mark.parametrize(("table", "kinds"), [("step", KINDS), ("record", RECORDS)])
def test_the_database_knows_exactly_the_states_of_each_kind_of_step_and_record(table, kinds):
    found = words(f"{table}_state_is_known")
    pairs = list(zip(found[::2], found[1::2], strict=True))
    in_code = [(kind, state.value) for kind, model in kinds.items() for state in model.State]
    assert sorted(pairs) == sorted(in_code)


@pytest.mark.parametrize(("table", "kinds"), [("step", KINDS), ("record", RECORDS)])
def test_the_database_asks_a_date_of_every_ended_state(table, kinds):
    ended = {state for kind in kinds for state in LIVES[kind].ended}
    assert set(words(f"{table}_ends_with_a_date")) == ended


@pytest.mark.parametrize(("kind", "constraint"), [
    ("Case", "case_state_is_known"), ("Goal", "goal_state_is_known"),
])  # fmt: skip
def test_the_database_knows_exactly_the_states_of_case_and_goal(kind, constraint):
    assert sorted(words(constraint)) == sorted(LIVES[kind].states)


@pytest.mark.parametrize(("model", "kind", "state"), [
    (Case, "Case", "waiting"), (Goal, "Goal", "planned"), (Step, "FollowUpTalk", "offered"),
])  # fmt: skip
def test_a_state_that_is_not_the_kinds_own_is_refused(model, kind, state):
    row = row_in(kind, LIVES[kind].states[0])
    with pytest.raises(IntegrityError, match="state_is_known"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(state=state)


@pytest.mark.parametrize(("state", "ended_on"), [("held", None), ("cancelled", None)])
def test_a_step_cannot_end_without_a_date(state, ended_on):
    row = row_in("FollowUpTalk", "planned")
    with pytest.raises(IntegrityError, match="step_ends_with_a_date"), transaction.atomic():
        Step.objects.filter(pk=row.pk).update(state=state, ended_on=ended_on)


def test_a_running_case_cannot_lose_its_responsible():
    case = row_in("Case", "active")
    with pytest.raises(IntegrityError, match="without_a_responsible"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(responsible=None)


def test_a_citizen_cannot_have_two_open_cases():
    case = row_in("Case", "active")
    with pytest.raises(IntegrityError, match="one_open_case"), transaction.atomic():
        Case.objects.create(
            citizen=case.citizen, unit=case.unit, track=case.track, opened_on=case.opened_on
        )


@pytest.mark.parametrize("table", [Event, AuditEvent])
@pytest.mark.parametrize("statement", [
    "UPDATE {table} SET role = 'x'", "DELETE FROM {table}", "TRUNCATE {table} CASCADE",
])  # fmt: skip
def test_history_and_trail_are_written_once(table, statement):
    row_in("Case", "planned")
    before = table.objects.count()
    deferred = "SET CONSTRAINTS ALL IMMEDIATE; "  # else TRUNCATE waits for what hangs in the air
    change = deferred + statement.format(table=table._meta.db_table)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(change)
    assert table.objects.count() == before > 0


def test_nobody_but_a_move_sets_a_state():
    case = row_in("Case", "planned")
    with pytest.raises(AttributeError):
        case.state = "active"
