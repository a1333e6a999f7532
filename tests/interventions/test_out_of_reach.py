"""Out of reach is as if it had never been: the same bytes, also for whoever may search."""

import pytest
from django.test import Client

from tests.interventions.desk import sit_down
from tests.make import make_case, make_unit, make_user

PAGES = (
    "/sager/{}/",
    "/sager/{}/flyt/close/",
    "/sager/{}/registrer/dato/",
    "/sager/{}/rapport/",
    "/skridt/{}/flyt/hold/",
    "/frister/{}/",
)


@pytest.fixture
def stranger(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("sif", unit=make_unit("SYD")), "2024-03-01")


@pytest.mark.parametrize("page", PAGES)
def test_a_foreign_page_answers_as_one_that_never_was(stranger: Client, page: str) -> None:
    case = make_case("2024-02-05")
    pk = {"sager": case.pk, "skridt": case.steps.first().pk, "frister": case.deadlines.first().pk}
    foreign = stranger.get(page.format(pk[page.split("/")[1]]))
    never = stranger.get(page.format(987654321))
    assert (foreign.status_code, never.status_code) == (404, 404)
    assert foreign.content == never.content
