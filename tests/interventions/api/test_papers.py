"""The journal, decisions, complaints and requests for access, over the API."""

from __future__ import annotations

from interventions.models import AccessRequest, Complaint, Decision, JournalNote
from tests.interventions.api.calls import told
from tests.interventions.api.conftest import World

NOTE = {"theme": "kontakt", "happened_on": "2024-05-03", "text": "Ringede.", "direction": "in"}
DRAFT = {"subject": "Ophør af mentor", "legal_basis": "LAB § 167", "facts": "Et år er gået."}
SENT = {
    "legal_basis": "LAB § 167", "facts": "Et år er gået.", "reasons": "Målet er nået.",
    "guidance": "Du kan klage.", "well_informed": True, "no_hearing_reason": "Eget ønske",
}  # fmt: skip


def test_a_note_is_written_and_listed_newest_first(world: World) -> None:
    address = f"cases/{world.case.pk}/notes/"
    for text in ("Ringede.", "Ringede igen."):
        assert world.anna.post(address, {**NOTE, "text": text}).status_code == 201
    found = world.anna.get(address).json()["results"]
    assert [note["text"] for note in found] == ["Ringede igen.", "Ringede."]
    assert (found[0]["by"], found[0]["direction"]) == ("anna", "in")
    assert world.colleague.get(address).json()["results"] == []
    assert world.mentor.get(address).json()["results"] == []
    assert told(world.colleague.post(address, NOTE)) == (403, "forbidden")
    assert JournalNote.objects.count() == 2


def test_a_note_with_a_wrong_or_unknown_field_is_refused(world: World) -> None:
    address = f"cases/{world.case.pk}/notes/"
    for wrong in ({"theme": "vejret"}, {"happened_on": "03-05-2024"}, {"by": "leif"}):
        answer = world.anna.post(address, {**NOTE, **wrong})
        assert told(answer) == (400, "invalid")
        assert list(answer.json()["errors"]) == list(wrong)


def test_a_decision_is_begun_sent_and_complained_of(world: World) -> None:
    case = world.case.pk
    begun = world.anna.post(f"cases/{case}/decisions/", DRAFT)
    assert (begun.status_code, begun.json()["state"]) == (201, "drafted")
    pk = begun.json()["id"]
    complaint = {"received_on": "2024-05-06", "text": "Jeg er uenig."}
    early = world.anna.post(f"records/{pk}/complaints/", complaint)
    assert told(early) == (409, "not_possible")
    assert world.anna.post(f"records/{pk}/moves/send/", SENT).status_code == 200
    assert world.anna.post(f"records/{pk}/complaints/", complaint).status_code == 201
    listed = world.anna.get(f"cases/{case}/records/").json()["results"]
    assert [(row["kind"], row["about"]) for row in listed] == [
        ("Complaint", pk), ("Decision", None)
    ]  # fmt: skip
    assert world.colleague.get(f"cases/{case}/records/").json()["results"] == []
    assert (Decision.objects.count(), Complaint.objects.count()) == (1, 1)


def test_only_a_decision_is_complained_of(world: World) -> None:
    sent = {"asked_by": "Avisen", "wanted": "Alt", "received_on": "2024-05-06"}
    answer = world.anna.post(f"cases/{world.case.pk}/access-requests/", sent)
    assert answer.status_code == 201
    row = AccessRequest.objects.get()
    complaint = {"received_on": "2024-05-06", "text": "Jeg er uenig."}
    refused = world.anna.post(f"records/{row.pk}/complaints/", complaint)
    assert told(refused) == (404, "not_found")
    assert world.case.deadlines.get(rule__code="OFL-AKT-7").about == row.pk
