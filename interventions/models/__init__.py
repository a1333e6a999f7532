"""The step kinds. A new one is one new file and one new line here."""

from interventions.models.asylum_centre_talk import AsylumCentreTalk
from interventions.models.company_placement import CompanyPlacement
from interventions.models.deadline import Deadline, DeadlineRule, Exemption, RuleVersion
from interventions.models.follow_up import FollowUp
from interventions.models.follow_up_talk import FollowUpTalk
from interventions.models.goal import Goal
from interventions.models.health_assessment import HealthAssessment
from interventions.models.mentoring import Mentoring
from interventions.models.record import Record
from interventions.models.step import Step
from interventions.models.welcome_talk import WelcomeTalk

KINDS: dict[str, type[Step]] = {
    kind.__name__: kind
    for kind in (
        AsylumCentreTalk,
        WelcomeTalk,
        CompanyPlacement,
        Mentoring,
        HealthAssessment,
        FollowUpTalk,
    )
}

# Rows with a life of their own beside the steps: their common table and pages are Record's.
RECORDS: dict[str, type[Record]] = {}

__all__ = [
    "KINDS",
    "RECORDS",
    "AsylumCentreTalk",
    "CompanyPlacement",
    "Deadline",
    "DeadlineRule",
    "Exemption",
    "FollowUp",
    "FollowUpTalk",
    "Goal",
    "HealthAssessment",
    "Mentoring",
    "Record",
    "RuleVersion",
    "Step",
    "WelcomeTalk",
]
