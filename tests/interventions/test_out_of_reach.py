"""Out of reach is as if it had never been: the same bytes, also for whoever may search."""

from typing import Any

import pytest
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from accounts.wall import beyond
from cases.models import Case
from interventions.actions import perform
from tests.interventions.desk import sit_down
from tests.make import make_case, make_unit, make_user
from tests.walled import need_the_wall

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


@pytest.mark.parametrize("address", ["/sager/{}/flyt/close/", "/api/v1/cases/{}/moves/close/"])
def test_a_case_that_leaves_before_it_is_locked_is_out_of_reach_too(
    db: None, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    need_the_wall()
    case = make_case("2024-02-05", active=True, caseworker=make_user("anna"))
    south = make_unit("SYD")
    carl = make_user("carl", unit=south)
    anna = sit_down(monkeypatch, make_user("anna"), "2024-03-01")
    asked = perform.require

    def leaves(*args: Any) -> None:
        asked(*args)
        with beyond():
            Case.objects.filter(pk=case.pk).update(unit=south, responsible=carl)

    monkeypatch.setattr(perform, "require", leaves)
    typed = {"reason": "job", "note": "Fast job", "version": case.version}
    answer = anna.post(address.format(case.pk), typed, content_type=_type_of(address))
    assert answer.status_code == 404
    assert Case.objects.get(pk=case.pk).unit != south  # the request is undone as a whole


def _type_of(address: str) -> str:
    return "application/json" if "/api/" in address else MULTIPART_CONTENT
