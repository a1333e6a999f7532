"""Booking on the page, and what the case page tells whom of the appointments."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from cases.access import held_on
from cases.models import Case
from cases.queries import get_case
from interventions.models import Appointment
from interventions.queries.deadlines import case_facts
from interventions.queries.reader import Reader
from interventions.queries.sections.appointments import appointments
from tests.interventions.desk import sit_down, text_of, told
from tests.lifecycles.booked import booked
from tests.lifecycles.driver import go, new_step
from tests.lifecycles.typed import WEEK, morning
from tests.make import actor, assign, make_case, make_user
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db

TODAY = "2025-03-03"


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2025-01-06", active=True))


@pytest.fixture
def anna(monkeypatch: pytest.MonkeyPatch, case: Case) -> Client:
    return sit_down(monkeypatch, make_user("anna"), TODAY)


def post(client: Client, case: Case, **typed: Any) -> Any:
    data = {"starts_at": "24-03-2025 09:00", "weeks": "1", "meeting_form": "in_person", **typed}
    return client.post(f"/sager/{case.pk}/registrer/aftale/", data)


def starts() -> list[str]:
    return [row.starts_at.isoformat() for row in Appointment.objects.order_by("starts_at")]


def test_a_weekly_time_is_the_same_on_the_clock_before_and_after_the_change(case, anna):
    answer = post(anna, case, weeks="2", place="Lokale 2")
    assert told(answer) == "2 aftaler er booket."
    assert starts() == ["2025-03-24T08:00:00+00:00", "2025-03-31T07:00:00+00:00"]
    page = text_of(anna.get(f"/sager/{case.pk}/"))
    assert "24-03-2025 09:00–10:00" in page
    assert "31-03-2025 09:00–10:00" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"starts_at": "30-03-2025 02:30"}, "Klokken 02:30 findes ikke den 30-03-2025"),
        (
            {"starts_at": "23-03-2025 02:30", "weeks": "2"},
            "Klokken 02:30 findes ikke den 30-03-2025",
        ),
        ({"starts_at": "02-03-2025 09:00"}, "Tidspunktet er passeret"),
        ({"letter": "Kom."}, "Vælg, hvordan indkaldelsen er sendt."),
        ({"weeks": "0"}, "større end eller lig 1"),
        ({"minutes": "0"}, "større end eller lig 5"),
    ],
)
def test_a_booking_that_cannot_be_is_refused_and_keeps_what_was_typed(case, anna, typed, sentence):
    answer = post(anna, case, purpose="CV", **typed)
    assert answer.status_code == 422
    page = text_of(answer)
    assert sentence in page
    assert 'value="CV"' in page
    assert starts() == []


def test_the_hour_that_comes_twice_means_its_first(case, anna):
    post(anna, case, starts_at="26-10-2025 02:30")
    assert starts() == ["2025-10-26T00:30:00+00:00"]


def test_an_overlap_is_told_when_booking_and_on_the_case(case, anna):
    post(anna, case)
    answer = post(anna, case, starts_at="24-03-2025 09:30")
    assert told(answer).endswith(
        "Aftalen er booket. Bemærk: det overlapper en anden aftale (24-03-2025 09:00)."
    )
    assert text_of(anna.get(f"/sager/{case.pk}/")).count("Overlapper en anden aftale.") == 2


def test_inviting_to_a_talk_tells_of_an_overlap_too(case, anna):
    talk = new_step(case, "FollowUpTalk", date(2025, 2, 3))
    post(anna, case)
    answer = anna.post(f"/skridt/{talk.pk}/flyt/invite/", {
        "effective_on": "03-03-2025", "meets_at": "24-03-2025 09:00", "talk_form": "phone",
        "channel": "letter", "letter": "Kom.", "version": "1",
    })  # fmt: skip
    assert "Bemærk: det overlapper en anden aftale (24-03-2025 09:00)." in told(answer)


def test_an_invitation_proposes_what_the_citizen_needs(case, anna):
    type(case.citizen).objects.update(interpreter="partly", language="ara")
    page = text_of(anna.get(f"/sager/{case.pk}/registrer/aftale/"))
    assert '<option value="to_book" selected>' in page
    assert '<option value="ara" selected>' in page


def test_a_talks_appointment_is_settled_on_the_talk(case, anna):
    talk = new_step(case, "FollowUpTalk", date(2025, 2, 3))
    go(talk, "invite", date(2025, 3, 3), meets_at="10-03-2025 09:00")
    row = Appointment.objects.get(step=talk.pk)
    by_hand = booked(case, morning(date(2025, 3, 12)))
    page = text_of(anna.get(f"/sager/{case.pk}/"))
    assert f"/registreringer/{by_hand.pk}/flyt/attend/" in page
    assert f"/registreringer/{row.pk}/flyt/" not in page
    answer = anna.get(f"/registreringer/{row.pk}/flyt/attend/")
    assert "Aftalen hører til en samtale." in text_of(answer)


# --- who reads what


def with_history(case: Case) -> None:
    talk = new_step(case, "FollowUpTalk", date(2025, 2, 3))
    talk = go(talk, "invite", date(2025, 2, 10), meets_at="17-02-2025 09:00", place="Lokale 7")
    talk = go(talk, "miss", date(2025, 2, 17), contact_attempts="Ringede forgæves")
    go(talk, "invite_again", date(2025, 2, 24), meets_at="24-03-2025 09:00", place="Lokale 9",
       letter="Kom igen, kære du.")  # fmt: skip
    booked(case, morning(date(2025, 3, 26)), place="Lokale 11", purpose="Om økonomi")


READS = {
    "anna": "caseworker", "berit": "caseworker", "mia": "mentor", "lone": "team_lead",
}  # fmt: skip
READERS = {
    "24-03-2025 09:00–10:00": {"anna", "lone", "berit", "mia"},
    "Lokale 9": {"anna", "lone", "berit", "mia"},
    "Lokale 11": {"anna", "lone", "berit"},
    "Om økonomi": {"anna", "lone"},
    "Lokale 7": {"anna", "lone", "berit"},
    "Ringede forgæves": {"anna", "lone"},
    "Kom igen, kære du.": {"anna", "lone"},
    "Mødt op til 0 af 1 aftaler": {"anna", "lone"},
}


def test_each_reads_of_the_appointments_what_is_hers(case, monkeypatch):
    with_history(case)
    assign(case, make_user("mia", "mentor"), "mentor", "2025-02-01")
    pages = {}
    for name, role in READS.items():
        client = sit_down(monkeypatch, make_user(name, role), TODAY)
        pages[name] = text_of(client.get(f"/sager/{case.pk}/"))
    found = {text: {name for name in pages if text in pages[name]} for text in READERS}
    assert found == READERS


def test_what_has_passed_without_a_word_asks_to_be_written_down(case, monkeypatch):
    booked(case, morning(date(2025, 3, 2)))
    client = sit_down(monkeypatch, make_user("anna"), TODAY)
    assert "Mangler registrering" in text_of(client.get(f"/sager/{case.pk}/"))


def test_the_section_costs_one_query_however_many_rows(case, django_assert_num_queries):
    with_history(case)
    by = actor(make_user("anna"), TODAY)
    case = get_case(by, case.pk)
    reader = Reader(by=by, held=held_on(by, case), facts=case_facts(case), labels={})
    with django_assert_num_queries(1):
        assert appointments(case, reader).count == 4  # with the line on steadiness
    for week in range(7):
        booked(case, morning(date(2025, 4, 7)) + week * WEEK)
    with django_assert_num_queries(1):
        assert appointments(case, reader).count == 11


RARE = {
    "minutes", "weeks", "step", "channel", "letter", "language_aid", "interpreter_language",
    "interpreter_gender", "interpreter_family_ok",
}  # fmt: skip


def test_five_fields_stand_open_and_the_rare_ones_under_one_heading(case, anna):
    page = anna.get(f"/sager/{case.pk}/registrer/aftale/").content.decode()
    start = page.index('<details class="form-group rare-fields">')
    few = page[start : page.index("</details>", start)]
    assert {name for name in fields_of(page) if f'name="{name}"' in few} == RARE
    assert [name for name in fields_of(page) if f'name="{name}"' not in few] == [
        "starts_at", "meeting_form", "place", "purpose", "interpreter",
    ]  # fmt: skip


def test_they_stand_open_once_one_of_them_is_wrong_or_was_used(case, anna):
    is_open = '<details class="form-group rare-fields" open>'
    usual = {"minutes": "60", "weeks": "1"}
    assert is_open not in post(anna, case, starts_at="x", **usual).content.decode()
    assert is_open in post(anna, case, starts_at="x", **usual, letter="Kom").content.decode()
    assert is_open in post(anna, case, minutes="1").content.decode()


def fields_of(page: str) -> list[str]:
    """The names of the form's fields, in the order of the page."""
    form = page[page.index('class="narrow-form"') :]
    names = re.findall(r'name="([a-z_]+)"', form)
    return [name for name in dict.fromkeys(names) if name not in ("version", "csrfmiddlewaretoken")]
