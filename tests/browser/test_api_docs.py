"""The page of the API in a real browser: the content policy must not stop it."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page

from tests import make


@pytest.mark.django_db(transaction=True)
def test_the_api_page_shows_every_operation_and_breaks_no_policy(
    page: Page, live_server: Any
) -> None:
    client = Client()
    client.force_login(make.make_user("anna"))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    said: list[ConsoleMessage] = []
    page.on("console", lambda message: said.append(message))  # noqa: PLW0108 - no built-ins here
    page.goto(f"{live_server.url}/api/docs/")
    page.locator("#operations-cases-cases_moves_create").wait_for()
    assert page.locator(".opblock").count() == 113
    page.locator("#operations-cases-cases_moves_create").click()
    page.get_by_text("Case.close: Afslut").first.wait_for()
    assert [m.text for m in said if m.type in ("error", "warning")] == []
