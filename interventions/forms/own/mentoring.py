"""Who can be a mentor, and for how long a mentor is granted."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import Count, Q

from accounts.models import RoleGrant, User
from accounts.roles import Role
from cases.models import Relation, Track
from cases.names import search_key
from interventions.forms.base import MoveForm
from interventions.forms.own.sharing import SharedThatDay
from interventions.law.due import due
from interventions.models import Mentoring
from interventions.models.mentoring import SHARING
from interventions.queries.rules import rule_book

GRANT = "LAB-MENTOR-6M"
USUAL_CASELOAD = 15  # running mentorings of one mentor; more is shown, never refused
WITH_MENTOR = (Mentoring.State.ASSIGNED, Mentoring.State.RUNNING)


class MentorField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only to the checker
    """Each mentor with how many she has already."""

    def label_from_instance(self, obj: Any) -> str:
        full = ", over det sædvanlige" if obj.running >= USUAL_CASELOAD else ""
        return f"{obj} ({obj.running} forløb{full})"


class MentorChoice(SharedThatDay):
    """The mentor is active and a stranger to the family."""

    consent: ClassVar = (SHARING,)

    related = forms.BooleanField(
        label="Mentoren er i familie med borgeren eller kender familien privat", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grants = RoleGrant.objects.filter(RoleGrant.valid_on(self.by.today), role=Role.MENTOR)
        mentors = User.objects.filter(is_active=True, pk__in=grants.values("user_id"))
        running = Count("mentoring", filter=Q(mentoring__state__in=WITH_MENTOR))
        self.fields["mentor"] = MentorField(
            mentors.annotate(running=running).order_by("running", "name"),
            label="Mentor",
            empty_label="Vælg …",
        )
        self.order_fields(["effective_on", "mentor", "related"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.pop("related", False):
            self.add_error(
                "related", "En mentor må ikke være i familie med borgeren. Vælg en anden."
            )
        mentor: User | None = cleaned.get("mentor")
        if mentor and search_key(str(mentor)) in self._relatives():
            self.add_error(
                "mentor", "En relation til borgeren har samme navn. Vælg en anden mentor."
            )
        return cleaned

    def _relatives(self) -> set[str]:
        citizen = self.case.citizen_id
        either = Q(citizen=citizen) | Q(other=citizen)
        rows = Relation.objects.filter(either).select_related("citizen", "other")
        names = {row.other_name for row in rows}
        names |= {str(one) for row in rows for one in (row.citizen, row.other) if one}
        return {search_key(name) for name in names if name}


class Grant(MoveForm):
    """On the general track a grant lasts at most six months, and a new one follows it."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        on, until = cleaned.get("effective_on"), cleaned.get("until")
        if on and until:
            self._check_period(on, until)
        return cleaned

    def _check_period(self, on: date, until: date) -> None:
        running: date | None = self.row.until if self.move.name == "extend" else None
        first = self.row.next_grant_from(on) if running else on
        if running and until <= running:
            self.add_error("until", f"Mentoren er allerede bevilget til {running:%d-%m-%Y}.")
        elif until < first:
            self.add_error("until", "Bevillingen slutter, før den begynder.")
        elif self.case.track == Track.GENERAL and (version := rule_book().on(GRANT, first)):
            last = due(version[1], first).day
            if until > last:
                self.add_error(
                    "until",
                    f"En bevilling varer højst 6 måneder, her til {last:%d-%m-%Y} (LAB § 167).",
                )


class Assignment(Grant, MentorChoice):
    pass


OWN: dict[tuple[str, str], type[MoveForm]] = {
    ("Mentoring", "assign"): Assignment,
    ("Mentoring", "change_mentor"): MentorChoice,
    ("Mentoring", "extend"): Grant,
}
