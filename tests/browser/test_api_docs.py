"""The page of the API in a real browser: the content policy must not stop it."""

from typing import Any

import pytest

from tests.browser.looks import Open, complaints
from tests.make import make_user

MOVES = "#operations-cases-cases_moves_create"
METHODS = ("get", "post", "patch", "put", "delete")


@pytest.mark.django_db(transaction=True)
def test_the_api_page_shows_every_operation_and_breaks_no_policy(
    opened: Open, live_server: Any
) -> None:
    make_user("anna")
    page = opened("anna", "/api/docs/")
    page.locator(".opblock").first.wait_for()
    document = page.request.get(live_server.url + "/api/schema/?format=json").json()
    described = sum(method in path for path in document["paths"].values() for method in METHODS)
    assert page.evaluate("ui.specSelectors.operations().size") == described
    for _ in range(60):  # the page draws what one scrolls to
        if page.locator(MOVES).count():
            break
        page.mouse.wheel(0, 1500)
        page.wait_for_timeout(100)
    page.locator(MOVES).click()
    page.get_by_text("Case.close: Afslut").first.wait_for()
    assert complaints(page) == []
