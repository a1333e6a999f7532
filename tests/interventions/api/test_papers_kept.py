"""Needs, notes, consents, lists and the plan by the API: what stands afterwards."""

from __future__ import annotations

import pytest

from cases.models import Case, Consent, IntegrationNeed
from interventions.models import DanishEducation, JournalNote, ListExport
from tests.cases.allocations.lists import HEADER, csv_bytes, person
from tests.interventions.api.calls import told
from tests.interventions.api.conftest import World
from tests.reports.reading import text_of

REASON = "Til fordelingsmødet på mandag"


def test_a_need_is_opened_and_changed_and_what_is_not_sent_stays(world: World) -> None:
    sent = {"code": "kultur", "on": "2024-05-02", "note": "Kender ikke reglerne"}
    made = world.anna.post(f"cases/{world.case.pk}/needs/", sent)
    assert (made.status_code, made.json()["told"]) == (201, "Behovet er registreret.")
    changed = world.anna.edit(f"needs/{made.json()['id']}/", {"status": "working"})
    assert changed.json()["note"] == "Kender ikke reglerne"
    assert IntegrationNeed.objects.get(pk=made.json()["id"]).status == "working"
    listed = world.anna.get(f"cases/{world.case.pk}/needs/").json()
    assert [row["code"] for row in listed["results"]] == ["kultur"]
    hidden = world.colleague.get(f"cases/{world.case.pk}/needs/")
    assert told(hidden) == (403, "forbidden")


def test_a_consent_is_withdrawn_from_a_day_on(world: World) -> None:
    consent = Consent.objects.get(citizen=world.case.citizen)
    answer = world.anna.post(f"consents/{consent.pk}/withdraw/", {"on": "2024-05-06"})
    assert answer.json()["withdrawn_on"] == "2024-05-06"
    again = world.anna.post(f"consents/{consent.pk}/withdraw/", {"on": "2024-05-06"})
    assert told(again) == (409, "not_possible")


def test_a_note_is_corrected_by_its_author_and_the_old_one_stays(world: World) -> None:
    path = f"cases/{world.case.pk}/notes/"
    note = {"theme": "bolig", "happened_on": "2024-05-03", "text": "Flytter", "direction": "in"}
    pk = world.anna.post(path, note).json()["id"]
    corrected = world.anna.edit(f"notes/{pk}/", {"text": "Flytter i juni"})
    assert corrected.status_code == 201
    new = JournalNote.objects.get(pk=corrected.json()["id"])
    assert (new.text, new.theme, new.corrects_id) == ("Flytter i juni", "bolig", pk)
    assert JournalNote.objects.get(pk=pk).text == "Flytter"
    assert told(world.lead.edit(f"notes/{pk}/", {"text": "Nej"})) == (403, "forbidden")
    deleted = world.anna.client.delete(f"/api/v1/notes/{pk}/")
    assert told(deleted) == (405, "method_not_allowed")


def test_a_list_is_seen_first_and_then_imported_once(world: World) -> None:
    text = csv_bytes(
        HEADER, person(visiteringsdato="01-03-2024", ankomstdato="04-04-2024")
    ).decode()
    seen = world.lead.post("imports/preview/", {"name": "liste.csv", "text": text}).json()
    assert (seen["rows"], seen["created"], Case.objects.count()) == (1, 1, 1)
    sent = {"name": "liste.csv", "text": text}
    assert world.lead.post("allocations/", sent).json()["created"] == 1
    assert told(world.anna.post("allocations/", sent)) == (403, "forbidden")
    sent = {"upload": seen["upload"], "plan": False}
    assert world.lead.post("imports/commit/", sent).json()["created"] == 1
    assert Case.objects.count() == 2
    assert told(world.lead.post("imports/commit/", sent)) == (409, "not_possible")


@pytest.mark.parametrize("text", ["ø", "TmF2€", "a", "%%%%"])
def test_a_list_in_base64_that_is_none_is_refused(world: World, text: str) -> None:
    sent = {"name": "liste.csv", "base64": text}
    for path in ("imports/preview/", "allocations/"):
        answer = world.lead.post(path, sent)
        assert told(answer) == (400, "invalid")
        assert answer.json()["errors"] == {"base64": ["Kan ikke læses som base64."]}


def test_a_list_that_is_taken_out_has_basic_columns_and_its_reason_is_kept(world: World) -> None:
    sent = {"reason": REASON, "columns": ["name", "unit"]}
    answer = world.lead.post("exports/citizens/", sent)
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Hentet af leif")
    assert lines[1:] == ["Navn;Enhed", "Amal Haddad;NORD"]
    kept = ListExport.objects.get()
    assert (kept.reason, kept.columns, kept.citizens) == (REASON, ["name", "unit"], 1)
    refused = world.lead.post("exports/citizens/", {"reason": REASON, "columns": ["cpr_full"]})
    assert told(refused) == (400, "invalid")
    short = world.lead.post("exports/citizens/", {"reason": "Fordi", "columns": ["name"]})
    assert told(short) == (400, "invalid")


def test_the_plan_on_paper_has_the_steps_that_one_sees(world: World) -> None:
    path = f"cases/{world.case.pk}/plan/"
    whole = {step["kind"] for step in world.anna.get(path).json()["steps"]}
    shared = {step["kind"] for step in world.mentor.get(path).json()["steps"]}
    assert {"HealthAssessment", "Mentoring"} <= whole
    assert "Mentoring" in shared
    assert "HealthAssessment" not in shared
    paper = text_of(world.mentor.get(f"{path}?format=pdf").content)
    assert "Mentorforløb" in paper
    assert "Helbredsmæssig" not in paper
    assert told(world.colleague.get(path)) == (403, "forbidden")


def test_planning_again_adds_only_what_has_come_to_be_missing(world: World) -> None:
    path = f"cases/{world.case.pk}/plan/"
    assert world.anna.post(path).json() == {"added": []}
    world.case.deadlines.filter(step__kind="DanishEducation").update(step=None)
    DanishEducation.objects.filter(case=world.case).delete()
    assert len(world.anna.post(path).json()["added"]) == 1


def test_figures_are_asked_for_whole_months_of_ones_own_place(world: World) -> None:
    whole = "reports/progression/?from=2024-01-01&to=2024-04-30"
    assert world.manager.get(whole).json()["as_of"] == "2024-05-06"
    assert world.manager.get(f"{whole}&format=csv")["Content-Type"].startswith("text/csv")
    free = world.manager.get("reports/progression/?from=2024-01-03&to=2024-04-30")
    assert told(free) == (400, "invalid")
    assert told(world.manager.get(f"{whole}&unit=SYD2")) == (403, "forbidden")
    assert told(world.anna.get(whole)) == (403, "forbidden")


def test_appointments_and_outcomes_are_registered_and_read(world: World) -> None:
    case = f"cases/{world.case.pk}/"
    at = "2024-05-08T10:00:00+02:00"
    sent = {"starts_at": at, "weeks": 2, "meeting_form": "in_person"}
    assert len(world.anna.post(f"{case}appointments/", sent).json()["ids"]) == 2
    assert len(world.anna.get(f"{case}appointments/").json()["results"]) == 2
    school = {"kind": "education", "institution": "KVUC", "level": "fgu", "from_on": "2024-05-01"}
    made = world.anna.post(f"{case}outcomes/", school)
    assert made.status_code == 201, made.content
    assert len(world.anna.get(f"{case}outcomes/").json()["educations"]) == 1
    assert told(world.colleague.get(f"{case}outcomes/")) == (403, "forbidden")
    assert world.anna.get(f"{case}measurements/").json()["results"] == []
    assert told(world.mentor.get(f"{case}household/")) == (403, "forbidden")


def test_what_is_edited_is_edited_as_it_was_seen(world: World) -> None:
    case = f"cases/{world.case.pk}/"
    need = world.anna.post(f"{case}needs/", {"code": "kultur", "on": "2024-05-02"}).json()["id"]
    note = {"theme": "bolig", "happened_on": "2024-05-03", "text": "Flytter", "direction": "in"}
    written = world.anna.post(f"{case}notes/", note).json()["id"]
    edits = {
        f"needs/{need}/": {"note": "Ny"},
        f"notes/{written}/": {"text": "Ny"},
        "me/": {"email": "a@b.dk"},
    }
    for path, data in edits.items():
        seen = world.anna.get(path)["ETag"]
        assert told(world.anna.patch(path, data)) == (428, "precondition_required"), path
        other = world.anna.patch(path, data, **{"If-Match": '"0"'})
        assert told(other) == (412, "precondition_failed"), path
        assert world.anna.patch(path, data, **{"If-Match": seen}).status_code in (200, 201), path
        late = world.anna.patch(path, data, **{"If-Match": seen})
        assert told(late) == (412, "precondition_failed"), path
