from cases.models.away import Away
from cases.models.case import Case, Track
from cases.models.citizen import (
    Citizen,
    CountryFact,
    IncomePeriod,
    PersonIdentifier,
    Protection,
    ResidencePeriod,
    Restriction,
)
from cases.models.codes import Code, Country
from cases.models.needs import IntegrationNeed
from cases.models.openings import BrokenGlass, StandIn
from cases.models.outcomes import (
    Clarification,
    DanishTestResult,
    EducationSpell,
    EmploymentSpell,
    WorkedMonth,
)
from cases.models.people import Assignment, Household, HouseholdMember
from cases.models.records import Approval, Change, Consent, Event
from cases.models.relations import Collaborator, Relation
from cases.models.reveals import Reveal
from cases.models.target_groups import TargetGroupPeriod
from cases.models.uploads import AllocationUpload

__all__ = [
    "AllocationUpload",
    "Approval",
    "Assignment",
    "Away",
    "BrokenGlass",
    "Case",
    "Change",
    "Citizen",
    "Clarification",
    "Code",
    "Collaborator",
    "Consent",
    "Country",
    "CountryFact",
    "DanishTestResult",
    "EducationSpell",
    "EmploymentSpell",
    "Event",
    "Household",
    "HouseholdMember",
    "IncomePeriod",
    "IntegrationNeed",
    "PersonIdentifier",
    "Protection",
    "Relation",
    "ResidencePeriod",
    "Restriction",
    "Reveal",
    "StandIn",
    "TargetGroupPeriod",
    "Track",
    "WorkedMonth",
]
