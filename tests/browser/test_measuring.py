"""Measuring in a real browser: on the smallest phone, and by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from cases.models import Case
from interventions.models import Measurement
from tests.make import make_case, make_user

pytestmark = pytest.mark.django_db(transaction=True)

SMALLEST = 320


@pytest.fixture
def case() -> Case:
    return make_case("2024-01-08", active=True)


@pytest.fixture
def form(case: Case, page: Page, live_server: Any) -> Page:
    client = Client()
    client.force_login(make_user("anna"))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    page.set_viewport_size({"width": SMALLEST, "height": 720})
    page.goto(f"{live_server.url}/sager/{case.pk}/registrer/maaling-borger/")
    return page


def test_the_questions_fit_the_smallest_screen_and_have_no_violations(form: Page) -> None:
    form.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    found = Axe().run(form)
    assert found.violations_count == 0, found.generate_report()
    root = "document.documentElement"
    assert form.evaluate(f"{root}.scrollWidth - {root}.clientWidth") == 0


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
