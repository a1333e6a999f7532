"""The journal of a case, as far as one may read it, and talks that have no note yet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.roles import Permission
from cases.models import Case
from interventions.models import Appointment, JournalNote, Step

# Themes that ask for the permission that their subject asks for elsewhere.
RESTRICTED = {
    "helbred": Permission.HEALTH_SEE,
    "social_kontrol": Permission.SOCIAL_CONTROL_SEE,
}
NOT_HERS = "Kun den, der skrev notatet, retter det. Skriv et nyt notat."
NOTE_DAYS = timedelta(days=3)  # OFL § 13: as soon as possible, a few days at most
TALKS = ("AsylumCentreTalk", "WelcomeTalk", "FollowUpTalk")


def visible_notes(case: Case, held: frozenset[Permission]) -> QuerySet[JournalNote]:
    """Newest first. A company consultant reads those that are marked for her; letters in and out
    are documents, for who sees those.
    """
    notes = JournalNote.objects.filter(case=case).exclude(theme__in=hidden_themes(held))
    if Permission.NOTE_SEE not in held:
        marked = Permission.COMPANY_NOTE_SEE in held
        notes = notes.filter(for_company=True) if marked else notes.none()
    elif Permission.DECISION_SEE not in held:
        notes = notes.filter(direction=JournalNote.Direction.INTERNAL)
    return notes.select_related("by", "step", "record", "corrects", "corrected_by")


def hidden_themes(held: frozenset[Permission]) -> list[str]:
    return [theme for theme, needed in RESTRICTED.items() if needed not in held]


def talks_without_note(today: date) -> QuerySet[Any]:
    """Talks of open cases that were held three days ago or earlier, with no note about them.

    A note that names the talk counts, and one about the same day in the same case. With `case_pk`
    and `day`, as reminders want it.
    """
    talks = Step.objects.filter(kind__in=TALKS, state="held", ended_on__lte=today - NOTE_DAYS)
    return _without_note(talks, Q(step=OuterRef("pk")))


def appointments_without_note(today: date) -> QuerySet[Any]:
    """The same for appointments that were kept and belong to no step."""
    kept = Appointment.objects.filter(
        state=Appointment.State.ATTENDED, step=None, ended_on__lte=today - NOTE_DAYS
    )
    return _without_note(kept, Q(record=OuterRef("pk")))


def _without_note(rows: QuerySet[Any], about: Q) -> QuerySet[Any]:
    same_day = Q(case=OuterRef("case"), happened_on=OuterRef("ended_on"))
    noted = Exists(JournalNote.objects.filter(about | same_day))
    running = rows.filter(~noted).exclude(case__state__in=Case.ENDED)
    told: QuerySet[Any] = running.annotate(day=F("ended_on"), case_pk=F("case_id"))
    return told
