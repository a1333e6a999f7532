"""What one person asks of another about a case."""

from __future__ import annotations

from typing import Any

from django import forms

from interventions.forms.case import CaseForm
from interventions.queries.people import caseworkers


class CompletionForm(CaseForm):
    """`about` is the step."""

    text = forms.CharField(
        label="Hvorfor kan det afsluttes?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class HandOverForm(CaseForm):
    to_user = forms.ChoiceField(label="Hvem skal overtage sagen?", widget=forms.RadioSelect)
    text = forms.CharField(
        label="Begrundelse", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [row for row in caseworkers(self.case.unit_id, self.by) if not self._own(row.user)]
        self.users = {str(row.user.pk): row.user for row in others}
        choices = [(str(row.user.pk), row.told) for row in others]
        self.fields["to_user"].choices = choices  # type: ignore[attr-defined]

    def _own(self, user: Any) -> bool:
        return bool(user.pk == self.by.user_id)

    def why_not(self) -> str:
        if self.case.responsible_id != self.by.user_id:
            return "Kun den ansvarlige sagsbehandler kan bede om at overdrage sagen."
        return "" if self.users else "Enheden har ingen andre aktive sagsbehandlere."
