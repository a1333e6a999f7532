"""What is shared under a consent: the one place that says what stops when it is withdrawn.

Nothing is switched off by hand: a mentor's telephone number, the moves that need a consent and a
collaborator's sharing all ask whether it is in force on the day.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from accounts.roles import Permission
from cases.models import Case, Collaborator, Consent
from interventions.models import HealthAssessment, Mentoring, VolunteerActivity

MENTORED = (Mentoring.State.ASSIGNED, Mentoring.State.RUNNING)
AT_THE_DOCTOR = (HealthAssessment.State.REFERRED, HealthAssessment.State.EXAMINED)
# That a doctor or the health administration takes part tells of health.
OF_HEALTH = ("laege", "suf")


def collaborators_known(case: Case, held: frozenset[Permission]) -> QuerySet[Collaborator]:
    """Those of whom one may know who holds these permissions on the case, with their consents."""
    health = Q(organisation__in=OF_HEALTH)
    known = Q(pk__in=[])
    known |= health if Permission.HEALTH_SEE in held else known
    known |= ~health if Permission.NEEDS_SEE in held else known
    return case.collaborators.filter(known).select_related("consent")


def stopped_by(consent: Consent, day: date) -> list[str]:
    """What is no longer shared from `day` when this consent is withdrawn then, in sentences.

    Another consent for the same purpose keeps up what hangs on the purpose; a collaborator hangs
    on his own consent.
    """
    stopped = [
        f"Deling med {row.name} ophører."
        for row in consent.collaborators.all()
        if _running(row, day)
    ]
    if not _another(consent, day):
        stopped += _of_purpose(consent)
    return stopped


def _running(row: Collaborator, day: date) -> bool:
    return row.to_on is None or row.to_on > day


def _another(consent: Consent, day: date) -> bool:
    same = Consent.objects.filter(citizen=consent.citizen_id, purpose=consent.purpose)
    in_force = Q(withdrawn_on=None) | Q(withdrawn_on__gt=day)
    return same.exclude(pk=consent.pk).filter(in_force, given_on__lte=day).exists()


def _of_purpose(consent: Consent) -> list[str]:
    cases = Case.objects.filter(citizen=consent.citizen_id).exclude(state__in=Case.ENDED)
    if consent.purpose == "mentor":
        rows = Mentoring.objects.filter(case__in=cases, state__in=MENTORED).select_related("mentor")
        return [
            f"{row.mentor} (mentor) ser ikke længere borgerens telefonnummer. "
            "Afslut mentorforløbet, hvis borgeren ikke ønsker det mere."
            for row in rows
        ]
    health = HealthAssessment.objects.filter(case__in=cases)
    if consent.purpose == "doctor" and health.filter(state__in=AT_THE_DOCTOR).exists():
        return ["Der må ikke deles flere oplysninger med lægen."]
    if consent.purpose == "health_result" and health.filter(state="examined").exists():
        return ["Lægens resultat må ikke modtages."]
    if consent.purpose == "volunteer":
        joined = VolunteerActivity.objects.filter(case__in=cases, state="participating")
        return [f"Navnet deles ikke længere med {row.organisation}." for row in joined]
    return []
