"""What stands around a case, each kind at an address of its own: one line a list.

Who may read it is what the page's sections ask too; what is added goes through the table of
registrations, whose names stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.roles import Permission
from cases.models import Case, IntegrationNeed
from cases.queries import needs_in
from interventions.api import case_parts_out as out
from interventions.api.serializers import ConsentOut, NeedOut, Out
from interventions.models import Absence, Appointment, Goal, Measurement
from interventions.queries.measurements import measurements_of
from interventions.queries.people import living_with
from interventions.queries.records import visible_records
from interventions.queries.relatives import related, relative
from interventions.queries.sections.measurements import ACTION_OF
from interventions.queries.sharing import collaborators_known

P = Permission
Held = frozenset[Permission]
Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class Part:
    """`rows` are those of the case that the reader may know of, when `see` holds of what she has.

    `adds`: value of the key `chosen` in the body → name of the registration; "" where there is
    one alone. `filters`: word of the query → the values that it takes, or their code table.
    `told` makes of a row what `out` reads.
    """

    summary: str
    out: type[Out]
    rows: Callable[[Case, Held, Actor], Rows]
    see: Callable[[Held], bool]
    adds: Mapping[str, str] = field(default_factory=dict)
    chosen: str = ""
    filters: Mapping[str, Collection[str] | str] = field(default_factory=dict)
    told: Callable[[Any, Case], Any] = lambda row, _case: row


def _of_citizen(related_name: str) -> Callable[[Case, Held, Actor], Rows]:
    return lambda case, _held, _by: getattr(case.citizen, related_name).all()


def _of_case(related_name: str) -> Callable[[Case, Held, Actor], Rows]:
    return lambda case, _held, _by: getattr(case, related_name).all()


def _goals(case: Case, _held: Held, _by: Actor) -> Rows:
    return Goal.objects.filter(placement__case=case)


def _absences(case: Case, _held: Held, _by: Actor) -> Rows:
    return Absence.objects.filter(placement__case=case)


def _appointments(case: Case, _held: Held, by: Actor) -> Rows:
    seen = visible_records(by).filter(case=case, kind=Appointment.__name__)
    return Appointment.objects.filter(pk__in=seen.values("pk"))


def _relative(row: Any, case: Case) -> Any:
    return relative(row, case.citizen)


def _one(*permissions: Permission) -> Callable[[Held], bool]:
    return lambda held: not held.isdisjoint(permissions)


def _both(*permissions: Permission) -> Callable[[Held], bool]:
    return lambda held: held.issuperset(permissions)


PARTS: dict[str, Part] = {
    "needs": Part(
        "Integrationsbehov, du må kende", NeedOut, lambda c, held, _by: needs_in(c, held),
        _one(P.NEEDS_SEE, P.HEALTH_SEE, P.SOCIAL_CONTROL_SEE), {"": "behov"},
        filters={"code": "integration_need", "status": IntegrationNeed.Status.values},
    ),
    "consents": Part(
        "Samtykker, også de tilbagetrukne", ConsentOut, _of_citizen("consents"),
        _one(P.CONSENT_SEE), {"": "samtykke"}, filters={"purpose": "consent_purpose"},
    ),
    "goals": Part(
        "Praktikkernes mål", out.GoalRowOut, _goals, _one(P.NEEDS_SEE),
        filters={"state": Goal.State.values, "type": Goal.Type.values},
    ),
    "collaborators": Part(
        "Samarbejdspartnere", out.CollaboratorOut,
        lambda c, held, _by: collaborators_known(c, held), _one(P.NEEDS_SEE, P.HEALTH_SEE),
        {"": "samarbejde"}, filters={"organisation": "collaborator_organisation"},
    ),
    "relations": Part(
        "Relationer, også dem, der er registreret fra den anden side", out.RelationOut,
        lambda c, _held, by: related(c.citizen, by), _one(P.HOUSEHOLD_SEE), {"": "relation"},
        told=_relative,
    ),
    "household": Part(
        "Hvem borgeren bor sammen med", out.MemberOut,
        lambda c, _held, by: living_with(c.citizen, by), _one(P.HOUSEHOLD_SEE), {"": "husstand"},
    ),
    "appointments": Part(
        "Forløbets aftaler", out.AppointmentOut, _appointments,
        _one(P.PLAN_SEE, P.PLAN_SHARED_SEE), {"": "aftale"},
        filters={"state": Appointment.State.values},
    ),
    "measurements": Part(
        "Målinger med de svar, du må se", out.MeasurementOut,
        lambda c, _held, _by: measurements_of(c), _one(P.NEEDS_SEE, P.HEALTH_SEE),
        {str(role): name for role, name in ACTION_OF.items()}, "by_role",
        {"by_role": Measurement.ByRole.values, "occasion": Measurement.Occasion.values},
    ),
    "jobs": Part(
        "Job", out.JobOut, _of_citizen("jobs"), _one(P.NEEDS_SEE), {"": "job"},
        filters={"support": "employment_support"},
    ),
    "educations": Part(
        "Uddannelser", out.EducationOut, _of_citizen("educations"), _one(P.NEEDS_SEE),
        {"": "uddannelse"}, filters={"level": "education_level"},
    ),
    "danish-tests": Part(
        "Beståede danskprøver", out.DanishTestOut, _of_citizen("danish_tests"), _one(P.NEEDS_SEE),
        {"": "danskproeve"}, filters={"test": "danish_test"},
    ),
    "clarifications": Part(
        "Afklaringer", out.ClarificationOut, _of_citizen("clarifications"), _one(P.NEEDS_SEE),
        {"": "afklaring"}, filters={"outcome": "clarification"},
    ),
    "incomes": Part(
        "Forsørgelsesgrundlag", out.CodeOut, _of_citizen("income_periods"),
        _both(P.CITIZEN_FACTS_SEE, P.PLAN_SEE), {"": "forsoergelse"},
        filters={"code": "income_basis"},
    ),
    "residences": Part(
        "Opholdsgrundlag", out.ResidenceOut, _of_citizen("residence_periods"),
        _both(P.CITIZEN_FACTS_SEE, P.PLAN_SEE), {"": "opholdstilladelse"},
        filters={"code": "residence_basis"},
    ),
    "target-groups": Part(
        "LAB-målgrupper", out.CodeOut, _of_citizen("target_group_periods"), _one(P.PLAN_SEE),
        {"": "maalgruppe"}, filters={"code": "lab_group"},
    ),
    "job-readiness": Part(
        "Visitationer", out.ReadinessOut, _of_case("job_readiness"), _one(P.PLAN_SEE),
        {"": "visitation"}, filters={"category": "visitation_category"},
    ),
    "leaves": Part("Barsel", out.LeaveOut, _of_case("leaves"), _one(P.PLAN_SEE), {"": "barsel"}),
    "pauses": Part(
        "Pauser", out.PauseOut, _of_case("pauses"), _one(P.PLAN_SEE), {"": "pause"},
        filters={"reason": "pause_reason"},
    ),
    "absences": Part(
        "Fravær fra praktik", out.AbsenceOut, _absences, _one(P.PLACEMENT_MOVE),
        filters={"type": Absence.Type.values},
    ),
}  # fmt: skip
# »kind« in the body of a case's outcomes → the list to which it adds, and the registration.
OUTCOME_LISTS = {
    "job": "jobs", "education": "educations", "danish_test": "danish-tests",
    "clarification": "clarifications",
}  # fmt: skip
OUTCOMES = {kind: PARTS[name].adds[""] for kind, name in OUTCOME_LISTS.items()}
