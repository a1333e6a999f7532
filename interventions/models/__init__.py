"""The step kinds. A new one is one new file and one new line here."""

from interventions.models.absence import Absence
from interventions.models.access_request import AccessRequest
from interventions.models.amendment import Amendment
from interventions.models.answered import Answered
from interventions.models.appointment import Appointment
from interventions.models.asylum_centre_talk import AsylumCentreTalk
from interventions.models.company import Company, ProductionUnit
from interventions.models.company_placement import CompanyPlacement
from interventions.models.complaint import Complaint
from interventions.models.contract import ContractVersion
from interventions.models.contract_terms import ContractTerms
from interventions.models.danish_education import DanishEducation
from interventions.models.danish_progress import DanishAttendance, DanishProgress
from interventions.models.danish_team import DanishTeam
from interventions.models.deadline import Deadline, DeadlineRule, Exemption, RuleVersion
from interventions.models.decision import Decision
from interventions.models.follow_up import FollowUp
from interventions.models.follow_up_talk import FollowUpTalk
from interventions.models.goal import Goal
from interventions.models.health_assessment import HealthAssessment
from interventions.models.integration_programme import IntegrationProgramme
from interventions.models.job_danish import JobDanish
from interventions.models.job_readiness import JobReadiness
from interventions.models.journal import JournalNote
from interventions.models.list_export import ListExport
from interventions.models.measurement import (
    Indicator,
    Instrument,
    InstrumentVersion,
    Measurement,
    Score,
)
from interventions.models.mentoring import Mentoring
from interventions.models.outbox import OutgoingEvent, Webhook
from interventions.models.parental_leave import ParentalLeave
from interventions.models.pause import Pause
from interventions.models.record import Record
from interventions.models.request import Request
from interventions.models.social_control_concern import SocialControlConcern
from interventions.models.step import Step
from interventions.models.volunteer_activity import VolunteerActivity
from interventions.models.week_hours import HoursReduction, WeekHours
from interventions.models.welcome_talk import WelcomeTalk
from interventions.models.workplace_danish import WorkplaceDanish

KINDS: dict[str, type[Step]] = {
    kind.__name__: kind
    for kind in (
        AsylumCentreTalk,
        WelcomeTalk,
        IntegrationProgramme,
        CompanyPlacement,
        Mentoring,
        HealthAssessment,
        DanishEducation,
        JobDanish,
        WorkplaceDanish,
        FollowUpTalk,
        VolunteerActivity,
        SocialControlConcern,
    )
}

# Rows with a life of their own beside the steps: their common table and pages are Record's.
RECORDS: dict[str, type[Record]] = {
    kind.__name__: kind
    for kind in (
        Appointment,
        Decision,
        Complaint,
        AccessRequest,
        Request,
    )
}

__all__ = [
    "KINDS",
    "RECORDS",
    "Absence",
    "AccessRequest",
    "Amendment",
    "Answered",
    "Appointment",
    "AsylumCentreTalk",
    "Company",
    "CompanyPlacement",
    "Complaint",
    "ContractTerms",
    "ContractVersion",
    "DanishAttendance",
    "DanishEducation",
    "DanishProgress",
    "DanishTeam",
    "Deadline",
    "DeadlineRule",
    "Decision",
    "Exemption",
    "FollowUp",
    "FollowUpTalk",
    "Goal",
    "HealthAssessment",
    "HoursReduction",
    "Indicator",
    "Instrument",
    "InstrumentVersion",
    "IntegrationProgramme",
    "JobDanish",
    "JobReadiness",
    "JournalNote",
    "ListExport",
    "Measurement",
    "Mentoring",
    "OutgoingEvent",
    "ParentalLeave",
    "Pause",
    "ProductionUnit",
    "Record",
    "Request",
    "RuleVersion",
    "Score",
    "SocialControlConcern",
    "Step",
    "VolunteerActivity",
    "Webhook",
    "WeekHours",
    "WelcomeTalk",
    "WorkplaceDanish",
]
