"""The journal: who reads which note, who writes, and that nobody changes one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditEvent
from cases.access import held_on
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.journal import write_note
from interventions.actions.steps import add_step
from interventions.models import JournalNote
from interventions.queries.journal import (
    appointments_without_note,
    talks_without_note,
    visible_notes,
)
from tests.interventions.amal import TODAY, amals_case, seen_by, who
from tests.interventions.desk import sit_down, text_of, told
from tests.lifecycles.driver import drive, row_in
from tests.make import actor, day, make_case, make_user
from tests.plugins.kept import Kept
from tests.scenarios.acts import act

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NOTE = {"theme": "kontakt", "happened_on": "03-05-2024", "text": "Hun har fået en bolig.",
        "direction": "internal"}  # fmt: skip


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(amals_case())


def write(case: Case, theme: str = "kontakt", username: str = "anna", **values: Any) -> JournalNote:
    by = actor(make_user(username), TODAY)
    text = values.pop("text", f"Om {theme}")
    return write_note(case, by=by, theme=theme, happened_on=day("2024-05-03"), text=text, **values)


def url(case: Case, name: str = "notat", query: str = "") -> str:
    return f"/sager/{case.pk}/registrer/{name}/{query}"


def test_a_note_is_written_on_its_page_and_read_in_the_journal(case, monkeypatch):
    anna = sit_down(monkeypatch, make_user("anna"), TODAY)
    step = case.steps.get(kind="Mentoring")
    answer = anna.post(url(case), {**NOTE, "step": step.pk, "journal_id": "2024-117"})
    assert (answer.status_code, told(answer)) == (302, "Notatet er gemt.")
    page = text_of(anna.get(f"/sager/{case.pk}/"))
    assert "03-05-2024 · Kontakt med borgeren" in page
    assert "Hun har fået en bolig." in page
    assert "2024-117" in page
    trail = AuditEvent.objects.get(action="note.write")
    assert trail.subjects == [str(case.citizen_id)]
    assert "Hun har" not in str(trail.fields)


@pytest.mark.parametrize(("wrong", "sentence"), [
    ({"text": ""}, "Dette felt er påkrævet."),
    ({"happened_on": "07-05-2024"}, "Datoen kan ikke ligge i fremtiden."),
    ({"theme": "vejret"}, "Marker en gyldig valgmulighed"),
    ({"step": "999999"}, "Marker en gyldig valgmulighed"),
])  # fmt: skip
def test_what_is_wrong_is_said_at_the_field_and_the_text_is_kept(
    case, monkeypatch, wrong, sentence
):
    anna = sit_down(monkeypatch, make_user("anna"), TODAY)
    answer = anna.post(url(case), {**NOTE, "journal_id": "A-1", **wrong})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "A-1" in text_of(answer)
    assert not JournalNote.objects.exists()


READERS = [
    ("own", {"kontakt", "helbred", "social_kontrol", "virksomhed"}),
    ("lead", {"kontakt", "helbred", "social_kontrol", "virksomhed"}),
    ("family_caseworker", {"kontakt", "virksomhed"}),
    ("company_consultant", {"virksomhed"}),
    ("health_coordinator", set()),
    ("social_control_adviser", set()),
    ("colleague", set()),
    ("mentor", set()),
]


@pytest.mark.parametrize(("relation", "themes"), READERS)
def test_each_reads_the_notes_that_are_hers(case, monkeypatch, relation, themes):
    for theme in ("kontakt", "helbred", "social_kontrol"):
        write(case, theme)
    write(case, "virksomhed", for_company=True)
    reader = who(case, relation)
    held = held_on(actor(reader, TODAY), case)
    assert {note.theme for note in visible_notes(case, held)} == themes
    page = seen_by(case, reader, monkeypatch)
    for theme in ("kontakt", "helbred", "social_kontrol", "virksomhed"):
        assert (f"Om {theme}" in page) == (theme in themes), theme


def test_a_note_on_health_that_is_marked_for_companies_stays_closed_to_them(case):
    write(case, "helbred", for_company=True)
    held = held_on(actor(who(case, "company_consultant"), TODAY), case)
    assert not visible_notes(case, held)


WRITERS = [
    ("own", True), ("lead", True), ("family_caseworker", True), ("colleague", False),
    ("company_consultant", False), ("health_coordinator", False), ("mentor", False),
]  # fmt: skip


@pytest.mark.parametrize(("relation", "may"), WRITERS)
def test_who_may_write_is_who_works_the_case_or_the_family(case, monkeypatch, relation, may):
    writer = sit_down(monkeypatch, who(case, relation), TODAY)
    assert writer.post(url(case), NOTE).status_code == (302 if may else 403)
    assert JournalNote.objects.count() == (1 if may else 0)


def test_nobody_writes_about_what_she_may_not_read(case):
    family = who(case, "family_caseworker")
    with pytest.raises(PermissionDenied):
        write_note(
            case, by=actor(family, TODAY), theme="helbred", happened_on=day(TODAY), text="Rask"
        )


def test_a_correction_is_a_new_note_and_the_old_one_stays_readable(case, monkeypatch):
    anna = sit_down(monkeypatch, make_user("anna"), TODAY)
    old = write(case, text="Hun bor på Nørrebro.")
    page = url(case, "notat-ret", f"?id={old.pk}")
    assert "Hun bor på Nørrebro." in text_of(anna.get(page))
    answer = anna.post(page, {**NOTE, "text": "Hun bor på Østerbro."})
    assert told(answer) == "Rettelsen er gemt. Det gamle notat kan stadig læses."
    new = JournalNote.objects.get(corrects=old)
    assert JournalNote.objects.get(pk=old.pk).text == "Hun bor på Nørrebro."
    shown = text_of(anna.get(f"/sager/{case.pk}/"))
    assert shown.index(new.text) < shown.index(old.text)
    assert anna.post(page, NOTE).status_code == 409


def test_a_note_is_corrected_once_and_then_the_newest(case):
    old = write(case)
    write(case, corrects=old)
    with pytest.raises(NotPossibleError, match="allerede rettet"):
        write(case, corrects=old)


def test_the_newest_five_stand_open_and_the_rest_are_folded(case):
    for number in range(7):
        write(case, text=f"Notat nummer {number}")
    held = held_on(actor(make_user("anna"), TODAY), case)
    assert [n.text[-1] for n in visible_notes(case, held)] == ["6", "5", "4", "3", "2", "1", "0"]


def test_a_note_is_written_on_a_closed_case_too(case, monkeypatch):
    anna = sit_down(monkeypatch, make_user("anna"), TODAY)
    act(case, "close", TODAY, reason="job")
    assert anna.post(url(case), NOTE).status_code == 302


@pytest.mark.parametrize(("relation", "may"), WRITERS)
def test_who_writes_notes_writes_needs_too(monkeypatch, relation, may):
    case = make_case("2024-01-08", active=True)
    writer = sit_down(monkeypatch, who(case, relation), TODAY)
    typed = {"version": case.version, "code": "kultur", "on": "03-05-2024"}
    answer = writer.post(url(case, "behov"), typed)
    assert answer.status_code == (302 if may else 403)
    assert case.citizen.needs.count() == (1 if may else 0)


def test_a_family_caseworker_is_offered_no_need_that_is_hidden_from_her(case, monkeypatch):
    page = sit_down(monkeypatch, who(case, "family_caseworker"), TODAY).get(url(case, "behov"))
    assert 'value="kultur"' in page.content.decode()
    assert 'value="sundhed"' not in page.content.decode()


# --- the duty to take notes (OFL § 13)


@pytest.fixture
def talk() -> Any:
    """Held on 15 January 2024."""
    case = make_case("2024-01-01", basis="andet", active=True)
    step = add_step(case, "FollowUpTalk", by=actor(make_user("anna"), "2024-01-01"))
    return drive(step, "held")


@pytest.mark.parametrize(("days", "warned"), [("2024-01-17", False), ("2024-01-18", True)])
def test_a_talk_without_a_note_is_told_of_three_days_later(talk, days, warned):
    assert talk.ended_on == day("2024-01-15")
    assert list(talks_without_note(day(days)).values_list("case_pk", "day")) == (
        [(talk.case_id, day("2024-01-15"))] if warned else []
    )


@pytest.mark.parametrize(("about", "when", "warned"), [
    (True, "2024-01-16", False), (False, "2024-01-15", False), (False, "2024-01-16", True),
])  # fmt: skip
def test_a_note_about_the_talk_or_of_its_day_meets_the_duty(talk, about, when, warned):
    write_note(
        talk.case, by=actor(make_user("anna"), "2024-01-16"), theme="samtale",
        happened_on=day(when), text="Talt om job", step=talk if about else None,
    )  # fmt: skip
    assert talks_without_note(day("2024-02-01")).filter(pk=talk.pk).exists() is warned


@pytest.mark.parametrize("noted", [True, False])
def test_an_appointment_that_was_kept_asks_for_a_note_too(noted):
    row = row_in("Appointment", "attended")
    if noted:
        write_note(
            row.case, by=actor(make_user("anna"), row.ended_on), theme="samtale",
            happened_on=row.ended_on, text="Talt om job", record=row,
        )  # fmt: skip
    found = appointments_without_note(row.ended_on + 3 * DAY)
    assert list(found.values_list("pk", flat=True)) == ([] if noted else [row.pk])
    assert not appointments_without_note(row.ended_on + 2 * DAY).exists()
