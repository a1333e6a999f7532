"""The same seed gives the same rows, in an empty database and nowhere else."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEvent, User
from cases.models import Citizen
from tests.config.demo_rows import AS_OF, Rows, as_json, made
from tests.make import make_citizen, make_user

SOME = 6  # of each track, one family and nearly every act


@pytest.fixture(scope="module")
def some(django_db_setup: None, django_db_blocker: Any) -> Rows:
    with django_db_blocker.unblock():
        return made(SOME)


@pytest.mark.django_db
def test_the_same_seed_and_day_give_the_same_rows(some: Rows) -> None:
    assert as_json(made(SOME)) == as_json(some)


@pytest.mark.django_db
def test_another_seed_gives_other_people_with_the_same_histories(some: Rows) -> None:
    other = made(SOME, number=2)
    assert [r["search_key"] for r in other["Citizen"]] != [r["search_key"] for r in some["Citizen"]]
    assert [r["state"] for r in other["Case"]] == [r["state"] for r in some["Case"]]


@pytest.mark.parametrize("as_of", [date(2025, 6, 1), date(2026, 4, 7), date(2026, 12, 31)])
@pytest.mark.django_db
def test_any_day_will_do_also_around_easter_and_new_year(as_of: date) -> None:
    assert len(made(2, as_of=as_of)["Case"]) == 2


# --- the command
@pytest.mark.django_db
@pytest.mark.parametrize("there", [lambda: make_citizen(AS_OF), lambda: make_user("mentor")])
def test_a_database_with_other_people_is_left_alone(there: Callable[[], object]) -> None:
    there()
    before = Citizen.objects.count(), User.objects.count(), AuditEvent.objects.count()
    with pytest.raises(CommandError, match="tom database") as refused:
        call_command("seed_demo", citizens=2, as_of=AS_OF)
    assert refused.value.returncode == 1
    assert (Citizen.objects.count(), User.objects.count(), AuditEvent.objects.count()) == before


@pytest.mark.django_db
def test_production_has_no_demo(settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="ikke i en database i drift"):
        call_command("seed_demo", citizens=1)
    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [["--citizens", "0"], ["--as-of", "2025-05-31"], ["--as-of", "31-02-2026"]]
)
def test_what_cannot_be_is_refused(wrong: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("seed_demo", *wrong)
    assert not User.objects.exists()
