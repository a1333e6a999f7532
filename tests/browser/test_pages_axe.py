"""The reading pages in a real browser: for everyone, at a desk and on a phone, and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from cases.models import Case
from interventions.actions.perform import perform
from interventions.models import Mentoring
from tests.browser.looks import DESK, PHONE, Look, Open
from tests.interventions.amal import amals_case
from tests.make import actor, make_case, make_consent, make_user, step_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def case(committed: None) -> Case:
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


@pytest.mark.parametrize(
    ("username", "address"),
    [
        ("anna", "/"), ("anna", "/sager/{case}/"), ("anna", "/frister/{deadline}/"),
        ("anna", "/soeg/"), ("lone", "/"), ("maja", "/"), ("maja", "/sager/{case}/"),
        ("kurt", "/"),
    ],
)  # fmt: skip
def test_a_page_has_no_violations_breaks_no_policy_and_fits_the_screen(
    case: Case, look: Look, username: str, address: str
) -> None:
    deadline = case.deadlines.get(rule__code="INL-KONTRAKT")
    shown = address.format(case=case.pk, deadline=deadline.pk)
    assert look(username, shown, DESK, PHONE) == []


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


def test_on_paper_the_folded_parts_are_unfolded(case: Case, opened: Open) -> None:
    page = opened("anna", f"/sager/{case.pk}/")
    inside = page.get_by_text("overgivelse af ansvaret, 01-03-2024").first
    expect(inside).not_to_be_visible()
    page.emulate_media(media="print")
    expect(inside).to_be_visible()
    expect(page.get_by_role("link", name="Ret en dato").first).not_to_be_visible()
