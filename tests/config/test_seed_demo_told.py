"""seed_demo tells who can sign in, and lets a demo that lies there be."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from accounts.models import RoleGrant, User
from config.demo.staff import STAFF
from tests.config.demo_rows import AS_OF, as_json, check_now, rows

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """What the command said; the demo that it made stands until the last test of the module."""
    out = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", citizens=2, as_of=AS_OF, stdout=out)
        check_now()
        yield out.getvalue()
        transaction.set_rollback(True)


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
