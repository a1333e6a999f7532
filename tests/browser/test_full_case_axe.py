"""A case in which something has happened, and the pages around it, in a real browser."""

from __future__ import annotations

import pytest

from cases.models import Case
from interventions.actions.journal import write_note
from interventions.actions.papers import draft_decision
from interventions.models import Company, DanishTeam, Measurement
from tests.browser.looks import DESK, Look, Open, seen
from tests.interventions.amal import amals_case
from tests.interventions.measuring import measure
from tests.lifecycles.papers import DRAFT
from tests.make import actor, day, make_consent, make_production_unit, make_user

pytestmark = pytest.mark.django_db(transaction=True)

LARGE_PHONE = 390
ADDRESSES = {
    "the case page": "/sager/{case}/",
    "the measurement form": "/sager/{case}/registrer/maaling-borger/",
    "the decision form": "/sager/{case}/registrer/afgoerelse/",
    "the register of companies": "/virksomheder/",
    "a company": "/virksomheder/{company}/",
    "the teams": "/danskhold/",
}


@pytest.fixture(scope="module")
def full_case(committed: None) -> Case:
    case = amals_case()
    by = actor(make_user("anna"), "2024-05-06")
    make_consent(case, "mentor", "2024-03-04")
    measure(case, Measurement.ByRole.CITIZEN, "2024-05-06")
    measure(case, Measurement.ByRole.CASEWORKER, "2024-05-06")
    draft_decision(case, by=by, **DRAFT)
    for number in range(7):  # more than are shown unfolded
        write_note(case, by=by, theme="samtale", happened_on=by.today, text=f"Notat {number}")
    make_production_unit("Bageriet Ærø", "13585628", "1003388394")
    DanishTeam.objects.create(
        name="Køkkendansk", place="Valby", starts_on=day("2024-05-06"), ends_on=day("2099-05-06"),
        seats=12, hours_per_week=6,
    )  # fmt: skip
    return case


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_that_is_full_has_no_violations_and_fits(
    full_case: Case, look: Look, name: str
) -> None:
    company = Company.objects.get(name="Bageriet Ærø")
    address = ADDRESSES[name].format(case=full_case.pk, company=company.pk)
    assert look("anna", address, DESK, LARGE_PHONE) == []


@pytest.mark.parametrize("name", ["the measurement form", "the decision form"])
def test_a_form_that_was_sent_empty_says_so_without_violations(
    full_case: Case, opened: Open, name: str
) -> None:
    page = opened("anna", ADDRESSES[name].format(case=full_case.pk))
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.get_by_role("button", name="Gem").click()
    page.get_by_role("heading", name="Det lykkedes ikke endnu").wait_for()
    assert seen(page, DESK, LARGE_PHONE) == []


def test_what_can_be_registered_is_folded_into_one_menu(full_case: Case, opened: Open) -> None:
    page = opened("anna", f"/sager/{full_case.pk}/")
    menu = page.locator("details.case-menu").first
    link = menu.get_by_role("link", name="Skriv et notat")
    assert not link.is_visible()
    menu.get_by_text("Registrér …").focus()
    page.keyboard.press("Enter")
    link.click()
    assert page.url.endswith(f"/sager/{full_case.pk}/registrer/notat/")
