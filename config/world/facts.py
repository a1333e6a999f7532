"""Needs, consents, notes, papers: every fieldset with its marker, by the ordinary actions."""

from __future__ import annotations

from cases.actions.facts import give_consent, open_need
from config.world.cast import Told
from config.world.staff import Staff
from interventions.actions.concerns import raise_concern
from interventions.actions.journal import write_note
from interventions.actions.papers import draft_decision, receive_complaint
from interventions.actions.perform import perform

NOTED, AGREED = 80, 82  # days ago
NEEDS = {"sundhed": "health", "social_kontrol": "nsc", "faglig": "needs_general"}
THEMES = {"case_note": "myndighed", "health": "helbred", "nsc": "social_kontrol"}
PURPOSES = ("mentor", "doctor", "health_result")
GUIDANCE = "Du kan klage inden fire uger."
LAW = "integrationsloven § 23 f"


def needs(staff: Staff, told: Told) -> None:
    by = staff.ago(told.author, AGREED)
    for code, fieldset in NEEDS.items():
        row = open_need(told.again(), code, by=by, on=by.today, note=told.markers[fieldset])
        told.others[f"need_{fieldset}"] = row.pk


def consents(staff: Staff, told: Told) -> None:
    by = staff.ago(told.author, AGREED)
    for purpose in PURPOSES:
        row = give_consent(
            told.again(), by=by, purpose=purpose, scope=told.markers["consent"],
            receiver="Modtageren", given_on=by.today, form="written",
        )  # fmt: skip
        told.others[f"consent_{purpose}"] = row.pk


def notes(staff: Staff, told: Told) -> None:
    """By an author who is not the responsible caseworker of today."""
    by = staff.ago(told.author, NOTED)
    for fieldset, theme in THEMES.items():
        text = told.markers[fieldset]
        row = write_note(told.again(), by=by, theme=theme, happened_on=by.today, text=text)
        told.notes[fieldset] = row.pk


def concern(staff: Staff, told: Told) -> None:
    """Raised and not taken over yet."""
    by = staff.ago(told.author, NOTED)
    row = raise_concern(told.again(), by=by, signs=told.markers["nsc"])
    told.steps["SocialControlConcern"] = row.pk


def papers(staff: Staff, told: Told) -> None:
    """A decision that was sent, and the complaint about it."""
    by = staff.ago(told.author, NOTED)
    decision = draft_decision(
        told.again(), by=by, subject="Bevilling", legal_basis=LAW, facts=told.markers["document"]
    )
    sent = perform(
        decision, "send",
        {
            "legal_basis": LAW, "facts": told.markers["document"], "reasons": "Målet er nået.",
            "guidance": GUIDANCE, "well_informed": "on", "no_hearing_reason": "Eget ønske.",
        },
        by=staff.ago(told.author, NOTED - 1),
    )  # fmt: skip
    by = staff.ago(told.author, NOTED - 10)
    complaint = receive_complaint(
        sent, by=by, received_on=by.today, text=told.markers["document_sensitive"]
    )
    told.others |= {"decision": sent.pk, "complaint": complaint.pk}
