"""What the user is told: before a move what else it does, after it what happened and followed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.localtime import local_clock
from cases.lifecycle import Move
from cases.models import Case
from interventions.law.wording import subject
from interventions.models import Appointment, Request
from interventions.queries.appointments import open_appointment, overlapping
from interventions.queries.deadlines import StatedDeadline


def what_happened(row: Any, move: Move, met: list[StatedDeadline]) -> str:
    label = _("Forløbet") if isinstance(row, Case) else row.told_as
    done = _("%(row)s: »%(move)s« er registreret.") % {"row": label, "move": move.label}
    more = FOLLOWED.get((row.kind, move.name))
    followed = more(row) if more else ""
    return " ".join(filter(None, [done, *(deadline_met(d) for d in met), followed]))


def deadline_met(stated: StatedDeadline) -> str:
    due_on = stated.deadline.due_on
    words = {
        "subject": subject(stated.rule),
        "due": f"{due_on:%d-%m-%Y}" if due_on else _("uden dato"),
        "days": stated.late_days,
    }
    if not stated.late_days:
        return _("Fristen »%(subject)s« (%(due)s) er opfyldt rettidigt.") % words
    return (
        ngettext(
            "Fristen »%(subject)s« (%(due)s) er opfyldt %(days)s dag for sent.",
            "Fristen »%(subject)s« (%(due)s) er opfyldt %(days)s dage for sent.",
            stated.late_days,
        )
        % words
    )


def _planned(case: Case) -> str:
    counts = {"steps": case.steps.count(), "deadlines": case.deadlines.count()}
    return _("Planen har %(steps)s skridt og %(deadlines)s frister.") % counts


def _ended(case: Case) -> str:
    ended = case.steps.filter(ended_on__isnull=False, end_reason=case.get_end_reason_text()).count()
    if not ended:
        return _("Ingen skridt var åbne.")
    return ngettext(
        "%(n)s skridt sluttede med sagen.", "%(n)s skridt sluttede med sagen.", ended
    ) % {"n": ended}


def _changed_track(case: Case) -> str:
    new = case.continued_by.get()
    told = _("Borgeren fortsætter i sag %(pk)s på sporet »%(track)s«, som er planlagt.")
    return told % {"pk": new.pk, "track": new.get_track_display()}


def overlap_warning(others: list[Appointment]) -> str:
    if not others:
        return ""
    times = ", ".join(local_clock(other.starts_at) for other in others)
    return _("Bemærk: det overlapper en anden aftale (%(times)s).") % {"times": times}


def _overlaps(talk: Any) -> str:
    booked = open_appointment(talk)
    return overlap_warning(overlapping(talk.case, [booked])) if booked else ""


def _accepted(request: Request) -> str:
    """Accepting a proposal moves nothing: whoever accepted makes the move on its own page."""
    if request.topic == Request.Topic.COMPLETE_STEP:
        return _("Foretag nu selv flytningen på skridtet.")
    if request.topic == Request.Topic.HAND_OVER:
        return _("%(user)s er nu ansvarlig for sagen.") % {"user": request.to_user}
    return ""


FOLLOWED: dict[tuple[str, str], Callable[[Any], str]] = {
    ("AsylumCentreTalk", "reschedule"): _overlaps,
    ("AsylumCentreTalk", "plan_again"): _overlaps,
    ("WelcomeTalk", "invite"): _overlaps,
    ("WelcomeTalk", "invite_again"): _overlaps,
    ("FollowUpTalk", "invite"): _overlaps,
    ("FollowUpTalk", "invite_again"): _overlaps,
    ("Case", "plan"): _planned,
    ("Case", "close"): _ended,
    ("Case", "hand_over"): _ended,
    ("Case", "change_track"): _changed_track,
    ("Case", "cancel"): _ended,
    ("Request", "accept"): _accepted,
}

# What a move does beside changing the state: the lines of interventions.actions.consequences.
MEANS = {
    ("Case", "plan"): gettext_lazy("Skridt og frister tilføjes efter sporets skabelon."),
    ("Case", "close"): gettext_lazy("Alle åbne skridt slutter, og mentoren mister sin adgang."),
    ("Case", "report_move"): gettext_lazy(
        "Skridt og frister løber videre, indtil den nye kommune har overtaget programmet."
    ),
    ("Case", "hand_over"): gettext_lazy("Alle åbne skridt slutter, og mentoren mister sin adgang."),
    ("Case", "keep"): gettext_lazy("København beholder ansvaret, og forløbet er aktivt igen."),
    ("Case", "change_track"): gettext_lazy(
        "Denne sag afsluttes, og en ny åbnes og planlægges på det nye spor. Datoer, behov, "
        "samtykker, husstand og ansvarlig følger med; åbne skridt slutter."
    ),
    ("Case", "approve_plan"): gettext_lazy(
        "Godkendelsen gælder, indtil et skridt tilføjes eller aflyses."
    ),
    ("Case", "cancel"): gettext_lazy("Alle åbne skridt slutter, og mentoren mister sin adgang."),
    ("WelcomeTalk", "hold"): gettext_lazy(
        "Er der behov for en helbredsmæssig vurdering, tilføjes behovet og skridtet."
    ),
    ("Mentoring", "assign"): gettext_lazy("Mentoren får adgang til forløbet fra datoen."),
    ("Mentoring", "change_mentor"): gettext_lazy(
        "Den nye mentor får adgang fra datoen, og den gamle mister sin."
    ),
    ("Mentoring", "end"): gettext_lazy(
        "Mentoren mister sin adgang fra datoen. Foretag en måling, så forløbets udbytte kan ses."
    ),
    ("DanishEducation", "refer"): gettext_lazy(
        "Retten til danskuddannelse løber i fem år fra den dag, borgeren kan begynde."
    ),
    ("DanishEducation", "pass_test"): gettext_lazy(
        "Prøven kommer med blandt resultaterne. En ny danskuddannelse kan tilføjes bagefter."
    ),
    ("CompanyPlacement", "match"): gettext_lazy(
        "En virksomhed, der ikke er kendt i forvejen, kommer i registret."
    ),
    ("CompanyPlacement", "record_absence"): gettext_lazy(
        "Fravær flytter ingen frist og sanktionerer ingen. Tre udeblivelser i træk er en opgave."
    ),
    ("CompanyPlacement", "complete"): gettext_lazy(
        "Hvert mål evalueres. Fristen for det næste tilbud regnes fra den sidste dag. "
        "Slutmålingen registreres på forløbet."
    ),
    ("CompanyPlacement", "break_off"): gettext_lazy(
        "Målene opgives. Fristen for det næste tilbud regnes fra den sidste dag."
    ),
    ("CompanyPlacement", "cancel"): gettext_lazy("Målene opgives."),
}
