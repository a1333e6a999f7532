"""The page of the API in a real browser: the content policy must not stop it."""

import pytest

from tests.browser.looks import Open, complaints
from tests.make import make_user


@pytest.mark.django_db(transaction=True)
def test_the_api_page_shows_every_operation_and_breaks_no_policy(opened: Open) -> None:
    make_user("anna")
    page = opened("anna", "/api/docs/")
    page.locator("#operations-cases-cases_moves_create").wait_for()
    assert page.locator(".opblock").count() == 113
    page.locator("#operations-cases-cases_moves_create").click()
    page.get_by_text("Case.close: Afslut").first.wait_for()
    assert complaints(page) == []
