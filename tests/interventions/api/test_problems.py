"""What is sent is never answered with a 500."""

import pytest
from django.test import Client

from accounts.models import RoleGrant
from tests import make
from tests.interventions.api.calls import ROOT, Caller, told
from tests.interventions.api.conftest import World
from tests.interventions.api.test_parsers import REFUSED

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> Caller:
    return Caller(make.make_user("anna"))


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED.keys())
def test_json_that_is_none_is_400(anna: Caller, raw: bytes) -> None:
    response = anna.raw("cases/", raw)
    expected = "invalid" if raw == b"" else "malformed"  # no body is an empty object
    assert told(response) == (400, expected)


def test_a_body_over_one_megabyte_is_refused(anna: Caller) -> None:
    response = anna.raw("cases/", b'{"address": "' + b"x" * 1_000_000 + b'"}')
    assert told(response) == (400, "malformed")


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "text/plain", "text/xml"])
def test_a_body_that_is_not_json_is_415(anna: Caller, kind: str) -> None:
    response = anna.raw("cases/", b"sex=K", kind)
    assert told(response) == (415, "unsupported_media_type")


def test_an_answer_in_another_form_is_406(anna: Caller) -> None:
    assert told(anna.get("me/", Accept="text/html")) == (406, "not_acceptable")


def test_a_problem_has_danish_words_and_no_address(world: World) -> None:
    response = world.stranger.get(f"cases/{world.case.pk}/")
    assert response.json() == {
        "title": "Findes ikke",
        "status": 404,
        "detail": "Her er ikke noget, du kan se. Alle adresser ender på /.",
        "code": "not_found",
    }


def test_a_write_without_the_csrf_token_is_403() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.make_user("anna"))
    response = client.post(f"{ROOT}cases/1/moves/plan/", "{}", content_type="application/json")
    assert told(response) == (403, "forbidden")
    assert response.json()["detail"] == "Hovedet X-CSRFToken mangler eller er forældet."


def test_a_user_whose_role_has_ended_is_403_and_told_so() -> None:
    user = make.make_user("anna")
    RoleGrant.objects.all().delete()
    response = Caller(user).get("me/")
    assert told(response) == (403, "forbidden")
    assert response.json()["detail"] == (
        "Brugeren anna har ingen rolle i dag. En administrator kan give en."
    )


CURSORS = {
    "no base64": ("x", 404),
    "not ASCII": ("ø", 404),
    "a position that is no number": ("cD1hYmM=", 404),
    "a position that is NUL": ("cD0lMDA=", 404),
    "a position beyond every id": ("cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk=", 200),
}


@pytest.mark.parametrize(("cursor", "status"), CURSORS.values(), ids=CURSORS.keys())
def test_a_cursor_that_was_not_ours_is_no_error_of_ours(
    anna: Caller, cursor: str, status: int
) -> None:
    response = anna.client.get(f"{ROOT}cases/", {"cursor": cursor})
    assert response.status_code == status


QUERIES = ("health=1", "citizen__born_on=1990-05-17", "ordering=state", "state=x", "overdue=1")


@pytest.mark.parametrize("query", QUERIES)
def test_a_filter_that_is_not_offered_is_refused_by_name(anna: Caller, query: str) -> None:
    response = anna.get(f"cases/?{query}")
    assert told(response) == (400, "invalid")
    assert list(response.json()["errors"]) == [query.partition("=")[0]]
