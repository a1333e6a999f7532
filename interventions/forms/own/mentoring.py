"""Who can be a mentor."""

from typing import Any

from django import forms

from accounts.models import RoleGrant, User
from accounts.roles import Role
from interventions.forms.base import MoveForm


class MentorChoice(MoveForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grants = RoleGrant.objects.filter(RoleGrant.valid_on(self.by.today), role=Role.MENTOR)
        self.fields["mentor"] = forms.ModelChoiceField(
            User.objects.filter(is_active=True, pk__in=grants.values("user_id")),
            label="Mentor",
            empty_label="Vælg …",
        )
        self.order_fields(["effective_on", "mentor"])


OWN: dict[tuple[str, str], type[MoveForm]] = {
    ("Mentoring", "assign"): MentorChoice,
    ("Mentoring", "change_mentor"): MentorChoice,
}
