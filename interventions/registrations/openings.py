"""Standing in for a colleague, a deputy for longer, and the note behind broken glass."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.localtime import local_clock
from accounts.roles import Permission
from cases.actions.deputies import appoint_deputy
from cases.actions.openings import stand_in
from interventions.actions.emergency import write_emergency_note
from interventions.forms.openings import DeputyForm, EmergencyNoteForm, StandInForm
from interventions.registrations.base import CaseAction, Filled
from interventions.registrations.beside import PARTS


def _stand_in(filled: Filled) -> str:
    row = stand_in(filled.case, by=filled.by, reason=filled.typed["reason"])
    until = local_clock(row.until_at)
    return _("Du er vikar på forløbet til %(until)s.") % {"until": until}


def _deputy(filled: Filled) -> str:
    user = filled.form.users[filled.typed["user"]].user
    appoint_deputy(filled.case, user, by=filled.by, **filled.form.values())
    return _("%(user)s er vikar på forløbet.") % {"user": user}


def _emergency_note(filled: Filled) -> str:
    write_emergency_note(filled.case, by=filled.by, text=filled.typed["text"])
    return _("Nødnotatet står i journalen.")


ACTIONS: dict[str, CaseAction] = {
    "vikar": CaseAction(
        _l("Tag over som vikar"), StandInForm, _stand_in, Permission.STAND_IN_TAKE,
        above=PARTS + "stand_in.html", button=_l("Tag over i 24 timer"),
    ),
    "udpeg-vikar": CaseAction(
        _l("Udpeg en vikar"), DeputyForm, _deputy, Permission.CASE_ASSIGN, button=_l("Udpeg"),
    ),
    "noednotat": CaseAction(
        _l("Skriv et nødnotat"), EmergencyNoteForm, _emergency_note,
        Permission.EMERGENCY_NOTE_WRITE,
    ),
}  # fmt: skip
