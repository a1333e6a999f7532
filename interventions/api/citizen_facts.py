"""What is told of a citizen, part by part; a part that the asker does not hold is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from accounts.actor import Actor
from accounts.roles import Permission, Role
from cases.cpr import masked
from cases.models import Case, Citizen, IntegrationNeed, PersonIdentifier
from cases.models.needs import HEALTH, SOCIAL_CONTROL
from cases.queries import visible_needs
from interventions.api.steps import told as told_step
from interventions.models import (
    Complaint,
    Decision,
    FollowUp,
    JournalNote,
    SocialControlConcern,
    Step,
)
from interventions.queries.concerns import known_in
from interventions.queries.fieldsets import fieldsets
from interventions.queries.journal import RESTRICTED, visible_notes
from interventions.queries.mentees import may_call, with_sharing
from interventions.queries.steps import steps_of

P, CPR = Permission, PersonIdentifier.Type.CPR
NUMBERS = {"cpr_masked", "cpr_full"}
CONTACT = ("phone", "email", "safe_contact")
DECISION = ("pk", "state", "subject", "facts", "reasons", "sent_on")
COMPLAINT = ("pk", "state", "text", "added_on")
CONCERN = ("pk", "state", "state_label", "added_on", "signs")
WRITTEN = ("facts", "end_reason")
INTERNAL = JournalNote.Direction.INTERNAL


@dataclass(frozen=True)
class About:
    """One citizen's case as one asker sees it; what several parts need is read once."""

    case: Case
    held: frozenset[Permission]
    by: Actor

    @property
    def citizen(self) -> Citizen:
        return self.case.citizen

    @cached_property
    def sharing(self) -> Any:
        """The case with what may be shared of it, as `with_sharing` tells it."""
        return with_sharing(Case.objects.filter(pk=self.case.pk), self.by).get()

    @cached_property
    def cpr(self) -> str:
        number = self.citizen.identifiers.filter(type=CPR, valid_to=None).last()
        return number.value if number else ""

    @cached_property
    def needs(self) -> list[IntegrationNeed]:
        return visible_needs(self.case, self.held)

    @cached_property
    def steps(self) -> list[Step]:
        return steps_of(self.case, self.held)

    @cached_property
    def notes(self) -> list[JournalNote]:
        return list(visible_notes(self.case, self.held))

    @property
    def may_have_contact(self) -> bool:
        """A mentor calls within the citizen's consent; others by their permission alone."""
        return P.CITIZEN_FACTS_SEE in self.held or may_call(self.sharing)


def parts_of(about: About) -> list[str]:
    """The fieldsets that are told, in their order; a number that she has not got is none."""
    shown = [name for name in fieldsets(about.held) if name in TELLERS]
    left_out = set()
    if "contact" in shown and not about.may_have_contact:
        left_out.add("contact")
    if NUMBERS.intersection(shown) and not about.cpr:
        left_out |= NUMBERS
    return [name for name in shown if name not in left_out]


def told(about: About) -> dict[str, Any]:
    """Fieldset → what is told, for those that the asker holds."""
    return {name: TELLERS[name](about) for name in parts_of(about)}


def opened(case: Case) -> dict[str, int]:
    """That she is there; `version` is what If-Match wants back."""
    return {"id": case.citizen_id, "case_id": case.pk, "version": case.citizen.version}


def tagged_as(case: Case) -> dict[str, str]:
    return {"ETag": f'"{case.citizen.version}"'}


def _name(about: About) -> dict[str, str]:
    return of(about.citizen, ("given_name", "family_name"))


def _needs(about: About) -> dict[str, Any]:
    return {"needs": [n for n in about.needs if n.code not in (HEALTH, SOCIAL_CONTROL)]}


def _health(about: About) -> dict[str, Any]:
    return {
        "needs": [need for need in about.needs if need.code == HEALTH],
        "steps": _steps(about, of_plan=False),
    }


def _social_control(about: About) -> dict[str, Any]:
    concerns = SocialControlConcern.objects.filter(known_in(about.case, about.by)).order_by("pk")
    return {
        "needs": [need for need in about.needs if need.code == SOCIAL_CONTROL],
        "concerns": [of(row, CONCERN) for row in concerns],
    }


def _steps(about: About, *, of_plan: bool = True, shared: bool = False) -> list[dict[str, Any]]:
    """Kinds that ask for a permission of their own are no part of the plan. A machine is told no
    text that somebody has written.
    """
    told = [
        told_step(step, about.held)
        for step in about.steps
        if (step.see == P.PLAN_SEE) is of_plan and (step.shared or not shared)
    ]
    if about.by.role == Role.INTEGRATOR:
        told = [{k: v for k, v in row.items() if k not in WRITTEN} for row in told]
    return told


def _internal_notes(about: About) -> list[JournalNote]:
    return [note for note in about.notes if note.direction == INTERNAL]


def _logs(about: About) -> Any:
    """A mentor is told of her own alone."""
    rows = FollowUp.objects.filter(mentoring__case=about.case).select_related("author")
    return rows if P.FOLLOW_UP_SEE in about.held else rows.filter(author=about.by.person)


def _documents(about: About) -> dict[str, Any]:
    decisions = Decision.objects.filter(case=about.case).order_by("-pk")
    return {
        "decisions": [of(row, DECISION) for row in decisions],
        "letters": _letters(about, sensitive=False),
    }


def _sensitive_documents(about: About) -> dict[str, Any]:
    """A complaint is in the citizen's own words, whatever it is about."""
    complaints = Complaint.objects.filter(case=about.case).order_by("-pk")
    return {
        "complaints": [of(row, COMPLAINT) for row in complaints],
        "letters": _letters(about, sensitive=True),
    }


def _letters(about: About, *, sensitive: bool) -> list[JournalNote]:
    return [
        note
        for note in about.notes
        if note.direction != INTERNAL and (note.theme in RESTRICTED) is sensitive
    ]


def _responsible(about: About) -> dict[str, Any]:
    user = about.case.responsible
    return {
        "username": user.username if user else "",
        "name": str(user) if user else "",
        "unit": about.case.unit.code,
    }


def of(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


TELLERS: dict[str, Callable[[About], Any]] = {
    "name": _name,
    "birth_year": lambda about: about.citizen.born_on.year,
    "cpr_masked": lambda about: masked(about.cpr),
    "cpr_full": lambda about: about.cpr,
    "language_interpreter": lambda about: of(about.citizen, ("language", "interpreter")),
    "contact": lambda about: of(about.citizen, CONTACT),
    "address": lambda about: about.citizen.address,
    "care_flag": lambda about: about.citizen.care_mark,
    "protection_flag": lambda about: about.sharing.protected,
    "needs_general": _needs,
    "health": _health,
    "nsc": _social_control,
    "plan_steps_shared": lambda about: _steps(about, shared=True),
    "plan_steps_all": _steps,
    "case_note": _internal_notes,
    "mentor_log_own": _logs,
    "mentor_log_other": _logs,
    "document": _documents,
    "document_sensitive": _sensitive_documents,
    "consent": lambda about: about.citizen.consents.all(),
    "responsible_staff": _responsible,
}
