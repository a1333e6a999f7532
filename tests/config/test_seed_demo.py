"""seed_demo: the same seed gives the same rows, in an empty database and nowhere else."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEvent, RoleGrant, User
from cases.models import Citizen
from config.demo.staff import STAFF
from tests.config.demo_rows import AS_OF, Rows, as_json, made, rows
from tests.make import make_citizen, make_user


@pytest.fixture(scope="module")
def twelve(django_db_setup: None, django_db_blocker: Any) -> Rows:
    with django_db_blocker.unblock():
        return made(12)


@pytest.mark.django_db
def test_the_same_seed_and_day_give_the_same_rows(twelve: Rows) -> None:
    assert as_json(made(12)) == as_json(twelve)


@pytest.mark.django_db
def test_another_seed_gives_other_people_with_the_same_histories(twelve: Rows) -> None:
    other = made(12, number=2)
    assert [r["search_key"] for r in other["Citizen"]] != [
        r["search_key"] for r in twelve["Citizen"]
    ]
    assert [r["state"] for r in other["Case"]] == [r["state"] for r in twelve["Case"]]


@pytest.mark.parametrize("as_of", [date(2025, 6, 1), date(2026, 4, 7), date(2026, 12, 31)])
@pytest.mark.django_db
def test_any_day_will_do_also_around_easter_and_new_year(as_of: date) -> None:
    assert len(made(4, as_of=as_of)["Case"]) == 4


# --- the command
@pytest.fixture
def seeded(db: None) -> str:
    out = StringIO()
    call_command("seed_demo", citizens=2, as_of=AS_OF, stdout=out)
    return out.getvalue()


def test_the_command_tells_who_can_sign_in_and_how(seeded: str, settings: Any) -> None:
    assert "2 opdigtede borgere, som de står den 23-11-2026." in seeded
    assert settings.DEMO_PASSWORD in seeded
    assert "http://127.0.0.1:8000/" in seeded
    for employee in STAFF:
        assert f"  {employee.username} " in seeded
    assert User.objects.get(username="dpo").check_password(settings.DEMO_PASSWORD)


def test_the_users_are_those_that_scripts_rely_on(seeded: str) -> None:
    grants = RoleGrant.objects.values_list(
        "user__username", "role", "unit__code", "area__code"
    ).order_by("pk")
    assert list(grants)[:11] == [
        ("sagsbehandler", "caseworker", "NORD", None),
        ("sagsbehandler2", "caseworker", "NORD", None),
        ("teamleder", "team_lead", "NORD", None),
        ("mentor", "mentor", "NORD", None),
        ("virksomhedskonsulent", "caseworker", "NORD", None),
        ("sagsbehandler3", "caseworker", "SYD", None),
        ("teamleder2", "team_lead", "SYD", None),
        ("mentor2", "mentor", "SYD", None),
        ("leder", "manager", None, "CBSI"),
        ("admin", "admin", None, None),
        ("dpo", "dpo", None, None),
    ]


def test_the_command_a_second_time_says_so_and_changes_nothing(seeded: str) -> None:
    before, out = as_json(rows()), StringIO()
    call_command("seed_demo", citizens=3, seed=9, stdout=out)
    assert "Demoen ligger her allerede; intet er ændret." in out.getvalue()
    assert as_json(rows()) == before


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
