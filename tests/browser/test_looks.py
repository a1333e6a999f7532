"""What is wrong with a page is found, at the width at which it is wrong."""

from playwright.sync_api import Page

from tests.browser.looks import DESK, PHONE, complaints, seen

WRONG = """
    <!doctype html><html lang="da"><title>Prøve</title>
    <style>@media (min-width: 600px) { img { display: none } }</style>
    <main><h1>Prøve</h1><details><summary>Mere</summary>
    <p style="width: 500px">Bred</p><img src="data:,"></details></main>
"""


def test_what_is_folded_narrow_or_hidden_at_another_width_is_seen(page: Page) -> None:
    page.set_content(WRONG)
    assert seen(page, DESK) == []
    wide, shut_out = seen(page, PHONE)
    assert "ud over 360 px" in wide
    assert "image-alt" in shut_out


def test_what_the_browser_complains_of_is_told(page: Page) -> None:
    page.evaluate("console.info('Alt er vel'); console.error('Noget mangler')")
    assert complaints(page) == ["Noget mangler"]
