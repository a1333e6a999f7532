"""The words of access: roles, functions, scopes and permissions. Who holds what: grants.py."""

from enum import StrEnum, auto

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CASEWORKER = "caseworker", _("Sagsbehandler")
    TEAM_LEAD = "team_lead", _("Teamleder")
    MENTOR = "mentor", _("Mentor")
    MANAGER = "manager", _("Leder")
    ADMIN = "admin", _("Administrator")
    DPO = "dpo", _("Databeskyttelsesrådgiver")
    INTEGRATOR = "integrator", _("Integration")


# Given by two administrators together, and never both to one person.
PRIVILEGED = frozenset({Role.ADMIN, Role.DPO})
SYSTEM = "system"  # what time does, and commands without --by


class Function(models.TextChoices):
    """What a person is on one case; held by a dated Assignment."""

    RESPONSIBLE = "responsible", _("Ansvarlig sagsbehandler")
    MENTOR = "mentor", _("Mentor")
    COMPANY_CONSULTANT = "company_consultant", _("Virksomhedskonsulent")
    HEALTH_COORDINATOR = "health_coordinator", _("Sundhedskoordinator")
    FAMILY_CASEWORKER = "family_caseworker", _("Familiesagsbehandler")
    SOCIAL_CONTROL_ADVISER = "social_control_adviser", _("Social kontrol-vejleder")


# Given by a team lead as they are. The mentor's follows the mentoring, the adviser's the concern,
# and the responsible caseworker is never one among several.
BY_HAND = (Function.COMPANY_CONSULTANT, Function.HEALTH_COORDINATOR, Function.FAMILY_CASEWORKER)


class Scope(StrEnum):
    """Over which cases; what each covers stands in cases/access.py."""

    RESPONSIBLE = auto()  # the responsible caseworker's own cases
    OWN = auto()  # those and the ones she stands in for
    UNIT = auto()
    UNIT_OPEN = auto()  # the unit's but those of protected people, and her own
    AREA = auto()
    ALL = auto()


class Permission(StrEnum):
    CASE_SEE = auto()  # that the case is there
    NAME_SEE = auto()
    CARE_SEE = auto()  # the mark »pas på«, and who is responsible
    LANGUAGE_SEE = auto()  # language and interpreter
    BIRTH_YEAR_SEE = auto()
    CPR_MASKED_SEE = auto()
    CPR_SEE = auto()  # in full: the key between systems
    CPR_REVEAL = auto()  # in full, once, with a reason
    CPR_LOOK_UP = auto()  # whether a number is known, and where
    CITIZEN_FACTS_SEE = auto()  # birth date, periods, protection, dates of the case
    CONTACT_SEE = auto()
    ADDRESS_SEE = auto()
    ADDRESS_REVEAL = auto()  # a protected one, once, with a reason
    HOUSEHOLD_SEE = auto()  # as sensitive as the address
    PLAN_SHARED_SEE = auto()  # steps marked as shared, their deadlines
    PLAN_SEE = auto()  # all steps and deadlines but restricted kinds
    PLAN_EXPORT = auto()  # the steps that one sees, on paper for the citizen
    CONSENT_SEE = auto()
    NEEDS_SEE = auto()  # integration needs but health and social control; goals
    HEALTH_SEE = auto()  # the need and the assessment
    SOCIAL_CONTROL_SEE = auto()  # the need, and concerns that nobody has taken over yet
    CONCERN_RAISE = auto()
    CONCERN_MOVE = auto()
    CONCERN_DECIDE = auto()  # only of concerns that one may know of
    FOLLOW_UP_SEE = auto()
    FOLLOW_UP_WRITE = auto()
    NOTE_SEE = auto()  # the journal but what is marked health or social control
    COMPANY_NOTE_SEE = auto()  # notes marked "virksomhed"
    NOTE_WRITE = auto()
    DECISION_SEE = auto()  # decisions, complaints, access requests
    DECISION_MOVE = auto()
    REQUEST_MAKE = auto()  # of somebody else on the case; one sees one's own
    REQUEST_SEE = auto()
    REQUEST_ANSWER = auto()
    CITIZEN_REGISTER = auto()
    NEED_EDIT = auto()  # integration needs that one may see
    CASE_EDIT = auto()  # facts, needs, anchors, consents, exemptions
    CASE_MOVE = auto()
    CASE_REOPEN = auto()
    CASE_ASSIGN = auto()
    PLAN_APPROVE = auto()
    DECIDE_APPROVAL = auto()
    STEP_ADD = auto()
    STEP_MOVE = auto()  # kinds without a permission of their own
    ASYLUM_TALK_MOVE = auto()
    PLACEMENT_MOVE = auto()
    PLACEMENT_AGREE = auto()
    HEALTH_MOVE = auto()
    STEP_REOPEN = auto()
    TIME_MOVE = auto()  # lapse: only time and the end of a case make it
    COMPANIES_KEEP = auto()  # the register of companies, which names no citizen
    ALLOCATIONS_IMPORT = auto()
    REPORT_FIGURES = auto()
    USERS_KEEP = auto()
    RULES_KEEP = auto()  # the law's versions
    TOKENS_KEEP = auto()
    STAND_IN_TAKE = auto()  # for 24 hours, with a reason
    GLASS_BREAK = auto()  # of another unit's case, for an hour
    GLASS_REVIEW = auto()
    CONFLICTS_SEE = auto()  # who tried to open her own or her family's case
    EMERGENCY_NOTE_WRITE = auto()
    MENTOR_ASSIGN = auto()
    UNIT_TRANSFER = auto()
    PROTECTION_SET = auto()
    PROTECTION_END = auto()
    CITIZENS_MERGE = auto()
    CITIZENS_EXPORT = auto()
    RESTRICT = auto()  # GDPR art. 18
    EVENTS_RECEIVE = auto()  # outgoing events: ids only
