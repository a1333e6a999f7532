"""The reading pages in a real browser: for everyone, at a desk and on a phone, and by keyboard."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, expect

from cases.models import Case
from interventions.actions.perform import perform
from interventions.models import Mentoring
from tests.browser.conftest import Open
from tests.interventions.amal import amals_case
from tests.make import actor, make_case, make_consent, make_user, step_of

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE, SMALLEST = 1280, 360, 320


@pytest.fixture
def case() -> Case:
    """Amal's case with a mentor, beside one that nobody has been given."""
    case = amals_case()
    make_consent(case, "mentor", "2024-03-04")
    by = actor(make_user("anna"), "2024-03-06")
    mentor = {"mentor": make_user("maja", "mentor").pk, "until": "2025-01-31"}
    perform(step_of(case, Mentoring), "offer", by=by)
    perform(step_of(case, Mentoring), "assign", mentor, by=by)
    make_case("2024-01-08", plan=False, citizen={"given_name": "أمل", "protected": True})
    make_user("lone", "team_lead")
    make_user("kurt", "manager")
    return case


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize(
    ("username", "address"),
    [
        ("anna", "/"), ("anna", "/sager/{case}/"), ("anna", "/frister/{deadline}/"),
        ("anna", "/soeg/"), ("lone", "/"), ("maja", "/"), ("maja", "/sager/{case}/"),
        ("kurt", "/"),
    ],
)  # fmt: skip
def test_a_page_has_no_violations_and_breaks_no_policy(
    case: Case, opened: Open, page: Page, username: str, address: str, width: int
) -> None:
    said: list[ConsoleMessage] = []
    page.on("console", lambda message: said.append(message))  # noqa: PLW0108 - no built-ins here
    page.set_viewport_size({"width": width, "height": 720})
    deadline = case.deadlines.get(rule__code="INL-KONTRAKT")
    opened(username, address.format(case=case.pk, deadline=deadline.pk))
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert [m.text for m in said if m.type in ("error", "warning")] == []


@pytest.mark.parametrize("username", ["anna", "maja"])
@pytest.mark.parametrize("address", ["/", "/sager/{case}/"])
def test_nothing_runs_out_of_the_smallest_screen(
    case: Case, opened: Open, page: Page, username: str, address: str
) -> None:
    page.set_viewport_size({"width": SMALLEST, "height": 720})
    opened(username, address.format(case=case.pk))
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") == 0


def test_one_key_leads_to_the_search_and_finds(case: Case, opened: Open) -> None:
    page = opened("anna", f"/sager/{case.pk}/")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Find borger")).to_be_focused()
    page.keyboard.type("amal")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 borger fundet.")
    page.get_by_role("link", name="Amal Haddad", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Amal Haddad")


def test_the_key_is_a_letter_while_one_writes_and_can_be_turned_off(
    case: Case, opened: Open
) -> None:
    page = opened("anna", "/")
    field = page.get_by_role("searchbox", name="Find borger")
    field.fill("a")
    field.press("/")
    expect(field).to_have_value("a/")
    key = page.get_by_role("button", name="Genvejstast")
    expect(key).to_have_attribute("aria-pressed", "true")
    key.click()
    expect(key).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("/")
    expect(field).not_to_be_focused()
    page.reload()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Find borger")).not_to_be_focused()


def test_on_paper_the_folded_parts_are_unfolded(case: Case, opened: Open, page: Page) -> None:
    opened("anna", f"/sager/{case.pk}/")
    inside = page.get_by_text("overgivelse af ansvaret, 01-03-2024").first
    expect(inside).not_to_be_visible()
    page.emulate_media(media="print")
    expect(inside).to_be_visible()
    expect(page.get_by_role("link", name="Ret en dato").first).not_to_be_visible()
