"""Measuring in a real browser: on the smallest phone, and by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from interventions.models import Measurement
from tests.browser.looks import SMALLEST, Open, seen
from tests.make import make_case, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def form(opened: Open) -> Page:
    case = make_case("2024-01-08", active=True)
    make_user("anna")
    page = opened("anna", f"/sager/{case.pk}/registrer/maaling-borger/")
    page.set_viewport_size({"width": SMALLEST, "height": 720})
    return page


def test_the_questions_fit_the_smallest_screen_and_have_no_violations(form: Page) -> None:
    assert seen(form, SMALLEST) == []


def test_a_citizen_is_measured_by_keyboard_alone(form: Page) -> None:
    form.get_by_label("Anledning").focus()
    for _ in range(11):
        # To the next question, past the folded remark of the one before.
        while form.evaluate("document.activeElement.type") != "radio":
            form.keyboard.press("Tab")
        form.keyboard.press("ArrowRight")
        form.keyboard.press("Tab")
    form.get_by_role("button", name="Gem").focus()
    form.keyboard.press("Enter")
    expect(form.get_by_text("Målingen den")).to_be_visible()
    measured = Measurement.objects.get()
    assert [score.value for score in measured.scores.all()] == [2] * 11
