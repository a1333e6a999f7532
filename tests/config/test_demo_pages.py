"""Whoever signs in to the demo can open all that she may see: no page breaks on a whole history."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from cases.models import Case
from config.demo.seeding import seed
from tests.config.demo_rows import AS_OF
from tests.interventions.desk import sit_down

pytestmark = pytest.mark.django_db

PEOPLE = (
    "sagsbehandler", "sagsbehandler3", "teamleder", "mentor", "virksomhedskonsulent", "vejleder",
    "leder", "admin", "dpo",
)  # fmt: skip
SOME = 12
LISTS = ("/", "/danskhold/", "/virksomheder/", "/henvendelser/", "/rapporter/")
OPENED = {200, 302}
CLOSED = {403, 404}


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        seed(SOME, 1, AS_OF, lambda _moment: None)
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("username", PEOPLE)
def test_each_page_of_each_case_opens_or_is_refused(
    demo: None, monkeypatch: pytest.MonkeyPatch, username: str
) -> None:
    client = sit_down(monkeypatch, User.objects.get(username=username), AS_OF)
    paths = (*LISTS, *_pages_of_cases(username))
    found = {path: client.get(path).status_code for path in paths}
    assert set(found.values()) <= OPENED | CLOSED
    assert found["/"] in OPENED


def _pages_of_cases(username: str) -> list[str]:
    """Every case, and for whoever works on it also its report."""
    mine = Case.objects.filter(responsible__username=username).values_list("pk", flat=True)
    every = Case.objects.order_by("pk").values_list("pk", flat=True)
    return [f"/sager/{pk}/" for pk in every] + [f"/sager/{pk}/rapport/" for pk in mine]
