"""Giving a citizen a mentor: who, until when, and on which legal basis."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import User
from interventions.forms.case import CaseForm
from interventions.queries.people import consented


class MentorAssignmentForm(CaseForm):
    """Without a consent in force there is no basis on which a mentor could be told of anybody."""

    mentor = forms.CharField(label="Mentorens brugernavn", max_length=150)
    until = forms.DateField(label="Bevilget til", required=False)
    handover_note = forms.CharField(
        label="Overdragelse til den nye mentor", max_length=2000, required=False
    )

    def clean_mentor(self) -> User:
        username = self.cleaned_data["mentor"]
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise forms.ValidationError("Der findes ingen bruger med det navn.")
        return user

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if consented(self.case, "mentor", self.by.today) is None:
            raise forms.ValidationError(
                "Borgerens samtykke til at dele navn og telefon med en mentor mangler."
            )
        return cleaned


class EndMentorForm(CaseForm):
    """`reason` is a code of mentoring_end_reason."""

    reason = forms.CharField(max_length=40, required=False)
    closing_note = forms.CharField(max_length=2000, required=False)
