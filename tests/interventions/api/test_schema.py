"""The OpenAPI document, and the page that shows it."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from drf_spectacular.generators import SchemaGenerator

from cases.models import Case
from config.urls import api
from interventions.api.bodies import move_bodies
from interventions.models import KINDS, RECORDS, Goal
from tests import make
from tests.interventions.api.calls import Caller


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return found


def test_the_document_is_valid_and_without_warnings(tmp_path: Path) -> None:
    file = str(tmp_path / "schema.yaml")
    call_command("spectacular", file=file, validate=True, fail_on_warn=True)


def test_every_route_stands_in_the_document(document: dict[str, Any]) -> None:
    routes = {
        "/api/v1/" + re.sub(r"<\w+:(\w+)>", r"{\1}", str(route.pattern)).replace("{pk}", "{id}")
        for part in api
        for route in part.url_patterns
        if not str(route.name).startswith("api-never")  # what nobody may is not offered either
    }
    assert routes == set(document["paths"])


def test_every_move_that_people_make_stands_there_with_its_fields(
    document: dict[str, Any],
) -> None:
    schemas = document["components"]["schemas"]
    asked = 0
    for kind in (Case, Goal, *KINDS.values(), *RECORDS.values()):
        bodies = move_bodies(kind)
        for move in kind.moves().values():
            name = f"{kind.__name__}.{move.name}"
            assert (name in schemas) is not move.by_time
            assert (name in bodies) is not move.by_time
            if not move.by_time:
                asks = {parameter.name for parameter in kind.asks(move.name)}
                assert asks <= set(schemas[name]["properties"]), name
                asked += 1
    assert asked == 120
    post = document["paths"]["/api/v1/steps/{id}/moves/{name}/"]["post"]
    assert len(post["requestBody"]["content"]["application/json"]["schema"]["anyOf"]) == 85


def test_a_move_is_described_as_its_form_takes_it(document: dict[str, Any]) -> None:
    match = document["components"]["schemas"]["CompanyPlacement.match"]
    assert match["additionalProperties"] is False
    # Company, numbers and contact can be those of a known production unit.
    assert match["required"] == ["form", "tasks", "hours_per_week", "planned_from", "planned_to"]
    assert match["properties"]["production_unit"]["type"] == "integer"
    assert match["properties"]["p_number"] == {
        "type": "string", "title": "P-nummer", "maxLength": 10,
    }  # fmt: skip
    assert match["properties"]["form"]["enum"] == ["placement", "wage_subsidy", "utility_job"]
    assert match["properties"]["planned_to"]["format"] == "date"
    agree = document["components"]["schemas"]["CompanyPlacement.agree"]
    assert agree["properties"]["signed"]["enum"] == [True]


def test_every_operation_describes_its_refusals_as_problems(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            wanted = {"400", "401", "403", "404"} | ({"409", "415"} if method == "post" else set())
            assert wanted <= set(operation["responses"]), (method, path)
            for status in wanted:
                content = operation["responses"][status]["content"]
                assert list(content) == ["application/problem+json"]
            assert operation["summary"]


def test_every_edit_asks_for_the_tag_and_every_kept_post_takes_a_key(
    document: dict[str, Any],
) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            parameters = operation.get("parameters", [])
            named = {one["name"]: one.get("required", False) for one in parameters}
            if method == "patch":
                assert named["If-Match"] is True, path
                assert {"412", "428"} <= set(operation["responses"]), path
            if method == "post" and not path.startswith(NOT_KEPT):
                assert "Idempotency-Key" in named, path


# What was shown or told once is not kept, and a follow-up keeps its own key.
NOT_KEPT = tuple(
    f"/api/v1/{path}"
    for path in (
        "citizens/{id}/reveal", "citizens/search/", "citizens/autocomplete/",
        "citizens/lookup/", "tokens/", "users/", "webhooks/", "exports/",
    )
)  # fmt: skip


@pytest.mark.django_db
def test_the_page_loads_nothing_that_the_content_policy_forbids() -> None:
    client = Caller(make.make_user("anna")).client
    page = client.get("/api/docs/")
    html = page.content.decode()
    assert page.status_code == 200
    assert not re.search(r"<script>|<style|style=|\son\w+=", html)
    assert "script-src 'self'" in page["Content-Security-Policy"]
    sources = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert len(sources) == 5
    for source in sources:
        if source.startswith("/static/"):
            assert finders.find(source.removeprefix("/static/")), source
        else:
            script = client.get(source)
            assert (script.status_code, script["Content-Type"]) == (200, "application/javascript")
            assert b"/api/schema/" in script.content
    assert client.get("/api/schema/").status_code == 200
