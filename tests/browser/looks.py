"""What is wrong with a page, in words that name the page, the user and the width."""

from __future__ import annotations

from collections.abc import Callable

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

Open = Callable[[str, str], Page]
Look = Callable[..., list[str]]

DESK, PHONE, SMALLEST = 1280, 360, 320
UNFOLD = "document.querySelectorAll('details').forEach((one) => { one.open = true })"
AXE = "axe.run({resultTypes: ['violations']})"
SETTLED = """async () => {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return window.innerWidth;
}"""
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def troubles(opened: Open, username: str, address: str, *widths: int) -> list[str]:
    """Nobody is shut out, nothing runs out of the screen, and no content policy is broken.

    The page is loaded once, looked at in each width, and measured in the smallest.
    """
    page = opened(username, address)
    found = [*seen(page, *widths), *run_out(page, SMALLEST), *complaints(page)]
    return [f"{username} {address}: {wrong}" for wrong in found]


def complaints(page: Page) -> list[str]:
    """What the browser has complained of since the page was opened."""
    said = page.console_messages(filter="since-navigation")
    return [message.text for message in said if message.type in ("error", "warning")]


def seen(page: Page, *widths: int) -> list[str]:
    """What axe finds in the open page at each width, and what runs out of the screen there."""
    page.evaluate(UNFOLD)
    page.evaluate(AXE_SCRIPT)
    return [wrong for width in widths for wrong in _seen_at(page, width)]


def _seen_at(page: Page, width: int) -> list[str]:
    found = run_out(page, width)
    results = AxeResults(page.evaluate(AXE))
    if results.violations_count:
        found.append(f"{width} px: {results.generate_report()}")
    return found


def run_out(page: Page, width: int) -> list[str]:
    """Measured when the fonts are there and the page has been drawn in the new width."""
    page.set_viewport_size({"width": width, "height": 720})
    assert page.evaluate(SETTLED) == width
    beyond = page.evaluate(BEYOND)
    return [f"løber {beyond} px ud over {width} px"] if beyond else []
