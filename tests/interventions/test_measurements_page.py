"""Measuring on the page, and what the case page tells whom of what was measured."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cases.access import held_on
from cases.models import Case
from cases.queries import get_case
from interventions.actions.instruments import SHIPPED, load_instruments
from interventions.models import Measurement
from interventions.queries.deadlines import case_facts
from interventions.queries.reader import Reader
from interventions.queries.sections.measurements import measurements
from tests.interventions.desk import sit_down, text_of, told, turn_clock
from tests.interventions.measuring import answers, measure
from tests.lifecycles.driver import go, row_in
from tests.make import actor, assign, make_case, make_user
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db

TODAY = "2024-08-05"


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-08", active=True))


def at_desk(monkeypatch: pytest.MonkeyPatch, name: str, role: str = "caseworker") -> Client:
    return sit_down(monkeypatch, make_user(name, role), TODAY)


def url(case: Case, role: str) -> str:
    return f"/sager/{case.pk}/registrer/maaling-{role}/"


def page_of(client: Client, case: Case) -> str:
    return text_of(client.get(f"/sager/{case.pk}/"))


def test_a_view_is_recorded_with_one_answer_to_each_question(case, monkeypatch):
    client = at_desk(monkeypatch, "anna")
    shown = client.get(url(case, "sagsbehandler"))
    fields = list(shown.context["form"])
    asked = [field for field in fields if field.field.required]
    assert len(asked) == 14  # the day and the occasion, which are filled in, and twelve questions
    assert [f.name for f in asked if not f.value()] == [f.name for f in asked[2:]]
    page = text_of(shown)
    assert "Hvor målrettet er borgeren mod et job eller en uddannelse?" in page
    assert "1: Intet mål endnu. 5: Et klart mål, som der arbejdes hen imod." in page
    assert "Ikke målt: tolk manglede" in page
    data = {"measured_on": "05-08-2024", "occasion": "baseline", **answers("sagsbehandler")}
    answer = client.post(url(case, "sagsbehandler"), data)
    assert told(answer) == "Målingen den 05-08-2024 er registreret."
    assert Measurement.objects.get().scores.count() == 12


def test_what_was_chosen_and_written_stays_when_an_answer_is_missing(case, monkeypatch):
    client = at_desk(monkeypatch, "anna")
    typed = {
        "measured_on": "05-08-2024",
        "occasion": "baseline",
        **answers("borger", score_jobtro="", score_faglig="andet", comment_helbred="Ondt i ryggen"),
    }
    answer = client.post(url(case, "borger"), typed)
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Vælg et tal, eller hvorfor der ikke er målt." in page
    assert "Skriv kort, hvorfor der ikke er målt." in page
    assert 'value="Ondt i ryggen"' in page
    assert page.count(" checked>") + page.count(" checked ") == 10
    assert not Measurement.objects.exists()


def test_the_occasion_that_is_due_is_proposed(case, monkeypatch):
    client = at_desk(monkeypatch, "anna")

    def proposed() -> Any:
        return client.get(url(case, "borger")).context["form"]["occasion"].value()

    assert proposed() == "baseline"
    measure(case, "borger", "2024-02-05")
    assert proposed() == "three_monthly"


def test_the_latest_of_each_view_stands_beside_the_other_with_what_changed(case, monkeypatch):
    measure(case, "borger", "2024-02-05", score_maalrettet="2", score_netvaerk="4")
    measure(case, "sagsbehandler", "2024-02-05", score_maalrettet="4")
    measure(case, "borger", "2024-05-06", occasion="three_monthly", score_maalrettet="5",
            score_netvaerk="tolk_manglede")  # fmt: skip
    measure(case, "borger", "2024-08-05", occasion="three_monthly", score_maalrettet="3",
            score_netvaerk="4", comment_maalrettet="Vil være kok")  # fmt: skip
    page = page_of(at_desk(monkeypatch, "anna"), case)
    assert "3 den 05-08-2024; +1 siden første måling; -2 siden sidst" in page
    assert "4 den 05-02-2024" in page
    # Where nothing was measured the score before it counts, and never as 0.
    assert "4 den 05-08-2024; uændret siden første måling; uændret siden sidst" in page
    assert "Borgeren: Vil være kok" in page
    assert "gennemsnit" not in page.lower()


def test_a_score_that_is_missing_says_why_and_what_came_before(case, monkeypatch):
    measure(case, "borger", "2024-02-05", score_netvaerk="4")
    measure(case, "borger", "2024-05-06", occasion="three_monthly", score_netvaerk="tolk_manglede")
    page = page_of(at_desk(monkeypatch, "anna"), case)
    assert "Ikke målt 06-05-2024: tolk manglede. Senest 4 den 05-02-2024" in page


def test_scores_of_two_wordings_are_compared_with_a_word_of_warning(case, monkeypatch):
    measure(case, "borger", "2024-02-05")
    head, *lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    load_instruments([head, *(row.replace(";1;2016-01-01;", ";2;2024-06-01;") for row in lines)])
    measure(case, "borger", "2024-08-05", occasion="three_monthly", score_jobtro="4")
    page = page_of(at_desk(monkeypatch, "anna"), case)
    assert "4 den 05-08-2024; +1 (anden ordlyd) siden første måling" in page


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("agreed", ""),
        ("running", "Mål ved praktikkens start mangler"),
        ("completed", "Mål ved praktikkens slutning mangler"),
    ],
)
def test_a_placement_asks_for_its_measurements(monkeypatch, state, sentence):
    placement = row_in("CompanyPlacement", state)
    case, client = placement.case, at_desk(monkeypatch, "anna")
    every = {"Mål ved praktikkens start mangler", "Mål ved praktikkens slutning mangler"}
    assert {words for words in every if words in page_of(client, case)} == {sentence} - {""}
    if not sentence:
        return
    occasion = "placement_start" if state == "running" else "placement_end"
    measure(case, "borger", TODAY)
    began_or_ended = placement.ended_on or placement.starts_on
    for days, proposed in ((0, occasion), (30, occasion), (31, "three_monthly")):
        turn_clock(monkeypatch, began_or_ended + timedelta(days=days))
        form = client.get(url(case, "borger")).context["form"]
        assert (days, form["occasion"].value()) == (days, proposed)
    turn_clock(monkeypatch, TODAY)
    measure(case, "borger", TODAY, occasion=occasion, placement=placement.pk)
    assert sentence not in page_of(client, case)


OCCASIONS = ("baseline", "three_monthly", "three_monthly")
SECRET = {"score_helbred": "1", "comment_helbred": "Sover dårligt"}


@pytest.mark.parametrize(
    ("name", "role", "function", "reads"),
    [
        ("anna", "caseworker", "", {"Målrettethed", "Mestring af helbred", "Sover dårligt"}),
        ("leth", "team_lead", "", {"Målrettethed", "Mestring af helbred", "Sover dårligt"}),
        ("berit", "caseworker", "", set()),
        ("vera", "caseworker", "company_consultant", {"Målrettethed"}),
        ("hans", "caseworker", "health_coordinator", {"Mestring af helbred"}),
        ("mia", "mentor", "mentor", set()),
    ],
)
def test_scores_are_read_by_who_reads_needs_and_health_by_who_reads_health(
    case, monkeypatch, name, role, function, reads
):
    measure(case, "borger", "2024-02-05", **SECRET)
    if function:
        assign(case, make_user(name, role), function, "2024-02-05")
    page = page_of(at_desk(monkeypatch, name, role), case)
    words = ("Målrettethed", "Mestring af helbred", "Sover dårligt")
    assert {word for word in words if word in page} == reads


def test_a_mentor_tells_her_own_view_from_the_case_page(case, monkeypatch):
    assign(case, make_user("mia", "mentor"), "mentor", "2024-02-05")
    client = at_desk(monkeypatch, "mia", "mentor")
    assert url(case, "mentor") in page_of(client, case)
    page = text_of(client.get(url(case, "mentor")))
    assert "helbred" not in page.lower()
    data = {"measured_on": "05-08-2024", "occasion": "baseline", **answers("mentor")}
    client.post(url(case, "mentor"), data)
    assert "Din seneste vurdering er fra 05-08-2024" in page_of(client, case)
    assert client.get(url(case, "borger")).status_code == 403


def test_a_closed_case_shows_what_was_measured_and_asks_for_nothing(case, monkeypatch):
    measure(case, "borger", "2024-02-05")
    go(case, "close", reason="job")
    page = page_of(at_desk(monkeypatch, "anna"), case)
    assert "Tro på at kunne klare et job" in page
    assert "/registrer/maaling" not in page


def test_the_section_costs_two_queries_however_much_was_measured(case, django_assert_num_queries):
    by = actor(make_user("anna"), TODAY)
    case = get_case(by, case.pk)
    reader = Reader(by=by, held=held_on(by, case), facts=case_facts(case), labels={})
    for number, month in enumerate(("02", "05", "08")):
        measure(case, "borger", f"2024-{month}-05", occasion=OCCASIONS[number])
        with django_assert_num_queries(2):
            found = measurements(case, reader)
        assert (len(found.entries), len(found.more)) == (11, number + 1)
    measure(case, "sagsbehandler", TODAY)
    with django_assert_num_queries(2):
        found = measurements(case, reader)
    assert (len(found.entries), len(found.more)) == (13, 4)
