"""The menu of the case page, and where its parts stand: urgent first, empty last."""

from __future__ import annotations

import pytest
from django.test import Client

from cases.models import Case
from interventions.queries.sections.base import Entry, Parts, Section
from tests.interventions.amal import TODAY, amals_case, page_of
from tests.interventions.desk import sit_down, text_of
from tests.make import UNMEASURED, make_case, make_user
from tests.scenarios.acts import act

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    make_user("anna")
    return amals_case()


def test_every_link_of_a_part_stands_in_the_menu_once(case: Case) -> None:
    page = page_of(case)
    shown = [link for theme in page.menu for link in theme.links]
    assert len(shown) == len(set(shown))
    assert {link for section in page.sections for link in section.links} <= set(shown)


def test_the_menu_goes_from_talks_to_the_case_itself(case: Case) -> None:
    menu = {theme.title: [link.label for link in theme.links] for theme in page_of(case).menu}
    assert list(menu) == [
        "Samtaler og notater",
        "Skridt og kontrakt",
        "Job, timer og dansk",
        "Borgeren",
        "Familie og netværk",
        "Bekymringer og anmodninger",
        "Afgørelser og aktindsigt",
        "Sagen",
    ]
    assert menu["Samtaler og notater"] == [
        "Book en aftale",
        "Skriv et notat",
        "Registrér borgerens svar",
        "Vurdér progressionen",
    ]
    assert menu["Sagen"] == [
        "Ret en dato",
        "Aftal tidligere overgivelse",
    ]
    leads = {theme.title: [str(link.label) for link in theme.links] for theme in page_of(
        case, "lone", "team_lead"
    ).menu}  # fmt: skip
    assert "Flet en dobbeltregistrering" in leads["Sagen"]


def test_an_ended_case_offers_only_what_can_still_be_registered(case: Case) -> None:
    act(case, "close", TODAY, reason="udrejst", **UNMEASURED)
    titles = [theme.title for theme in page_of(case).menu]
    assert titles == ["Samtaler og notater", "Job, timer og dansk", "Afgørelser og aktindsigt"]


def test_parts_stand_where_they_are_needed_and_the_empty_ones_last() -> None:
    something = (Entry("Noget"),)
    now = Section("now", "Nu", something, "", first=True)
    beside = Section("beside", "Ved siden af", something, "", first=True, side=True)
    main = Section("main", "Midt", (), "", more=something)
    side = Section("side", "Side", something, "", side=True)
    empty = Section("empty", "Tom", (), "Intet.", first=True)
    parts = Parts([empty, side, main, beside, now])
    assert (parts.first, parts.near, parts.main) == ([now], [beside], [main])
    assert (parts.side, parts.empty) == ([side], [empty])


def test_an_empty_part_is_one_line_at_the_end_with_the_way_to_fill_it(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    client: Client = sit_down(monkeypatch, make_user("anna"), TODAY)
    page = text_of(client.get(f"/sager/{case.pk}/"))
    end = page[page.index("Intet registreret</h2>") :]
    assert '<dt id="journal-heading">Journal</dt>' in end
    assert "Der er ingen notater endnu." in end
    assert f"/sager/{case.pk}/registrer/notat/" in end
    assert page.count("Der er ingen notater endnu.") == 1


def test_what_brings_a_case_on_is_a_button_and_the_rest_is_folded(case: Case) -> None:
    page = page_of(make_case("2024-01-08", plan=False))
    assert [option.move.name for option in page.onward] == []
    assert page_of(case).onward == []
    assert [option.move.name for option in page_of(case).rarely] == [
        "pause",
        "report_move",
        "close",
        "change_track",
        "cancel",
    ]


def test_a_case_in_abeyance_is_resumed_by_a_button(case: Case) -> None:
    act(case, "pause", TODAY, reason="sygdom")
    assert [option.move.name for option in page_of(case).onward] == ["resume"]
