"""Every route under /api/v1/, asked by those who may not: no route is forgotten."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import AuditEvent
from interventions.actions.papers import receive_access_request
from interventions.api import urls
from interventions.models import Goal
from tests.interventions.api.calls import ROOT, Caller, told
from tests.interventions.api.conftest import TODAY, World
from tests.make import actor, make_follow_up, make_glass, make_protection, make_user

ROUTES = {str(route.name): str(route.pattern) for route in urls.urlpatterns}
NEVER = 987_654_321
ABOUT_NOBODY = {"api-me"}
LISTS = {"api-day",
    "api-me", "api-cases", "api-steps", "api-citizens", "api-citizen-search", "api-autocomplete",
    "api-lookup",
}  # fmt: skip


def path(name: str, pk: object) -> str:
    return ROUTES[name].replace("<int:pk>", str(pk)).replace("<slug:name>", "pause")


def ids_of(world: World) -> dict[str, int]:
    """Which row of the foreign case an address is about, by its first word."""
    placement = world.placement
    goal = Goal.objects.create(placement=placement, type="social", text="x", sign="y")
    by = actor(make_user("anna"), TODAY)
    record = receive_access_request(
        world.case, by=by, received_on=by.today, asked_by="Avisen", wanted="Alt"
    )
    assigned = {row.function: row.pk for row in world.case.assignments.all()}
    return {
        "cases": world.case.pk,
        "citizens": world.case.citizen_id,
        "protections": make_protection(world.case).pk,
        "steps": placement.pk,
        "goals": goal.pk,
        "records": record.pk,
        "assignments": assigned["responsible"],
        "mentor-assignments": assigned["mentor"],
        "break-glass": make_glass(world.case).pk,
        "follow-ups": make_follow_up(world.mentoring).pk,
    }


def about(name: str, ids: dict[str, int]) -> str:
    if name == "api-follow-ups":
        return path(name, ids["mentoring"])
    return path(name, ids.get(ROUTES[name].split("/")[0], 0))


def methods(name: str) -> Iterator[str]:
    view = next(route.callback.view_class for route in urls.urlpatterns if route.name == name)
    yield from (method for method in ("get", "post") if hasattr(view, method))


def all_patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield here, pattern.callback
        else:
            yield from all_patterns(pattern, here)


CALLS = [(name, method) for name in ROUTES for method in methods(name)]


@pytest.mark.django_db
def test_a_stranger_is_answered_401_on_every_address_under_api() -> None:
    asked = 0
    for pattern, _ in all_patterns(get_resolver()):
        if not pattern.lstrip("^").startswith("api/"):
            continue
        address = "/" + pattern.lstrip("^").replace("<int:pk>", "1").replace("<slug:name>", "plan")
        for method in ("get", "post"):
            response = getattr(Caller().client, method)(address, content_type="application/json")
            assert told(response) == (401, "not_authenticated"), (method, address)
            assert response["WWW-Authenticate"] == "Bearer"
            asked += 1
    assert asked >= 2 * (len(ROUTES) + 3)


def test_a_foreign_row_is_answered_with_the_bytes_of_one_that_never_was(world: World) -> None:
    ids = {**ids_of(world), "mentoring": world.mentoring.pk}
    never = dict.fromkeys(ids, NEVER)
    for name, method in CALLS:
        if name in LISTS:
            continue
        for outsider in (world.other_mentor, world.stranger):
            foreign = getattr(outsider, method)(about(name, ids))
            nothing = getattr(outsider, method)(about(name, never))
            # 403 is for what the role may never do, or not without a fresh sign-in.
            assert told(foreign)[0] in (403, 404), (name, method)
            assert (foreign.status_code, foreign.content) == (nothing.status_code, nothing.content)
            assert drop_id(foreign.headers) == drop_id(nothing.headers)


def drop_id(headers: Any) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name != "X-Request-Id"}


def test_a_manager_is_answered_403_before_any_look_up(world: World) -> None:
    for name, method in CALLS:
        if name in ABOUT_NOBODY:
            continue
        answers = []
        for pk in (world.case.pk, NEVER):
            response = getattr(world.manager, method)(path(name, pk))
            assert told(response) == (403, "forbidden"), (name, method)
            answers.append(response.content)
        assert answers[0] == answers[1]


def test_each_denial_is_written_in_the_trail_without_a_word_about_the_citizen(
    world: World,
) -> None:
    before = AuditEvent.objects.count()
    world.stranger.get(f"cases/{world.case.pk}/")
    world.manager.get("cases/")
    rows = list(AuditEvent.objects.order_by("pk")[before:])
    assert [(r.actor, r.action, r.resource_id, r.outcome, r.subjects) for r in rows] == [
        ("carl", "GET api-case", str(world.case.pk), "deny", []),
        ("lone", "GET api-cases", "", "deny", []),
    ]


def test_an_address_that_is_none_is_a_problem_also_when_its_number_is_too_big(
    world: World,
) -> None:
    for address in ("nowhere/", "cases/abc/", "cases/1", f"cases/{10**30}/", "steps/-1/"):
        assert told(world.anna.get(address)) == (404, "not_found"), ROOT + address


def test_methods_that_an_address_lacks_are_405_and_say_which_it_has(world: World) -> None:
    for method in ("put", "patch", "delete", "options", "trace"):
        response = getattr(world.anna.client, method)(f"{ROOT}cases/{world.case.pk}/")
        assert told(response) == (405, "method_not_allowed")
        assert response["Allow"] == "GET, HEAD"
