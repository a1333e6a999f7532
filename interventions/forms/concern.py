"""Forms around a concern about social control that are no moves."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.roles import Permission
from interventions.forms.case import CaseForm
from interventions.forms.codes import CodeField
from interventions.queries.concerns import may_advise, may_be_named

MENTORS_WORDS = 300
HELP = (
    "Retten til arbejde eller frit valg begrænses af ægtefælle, familie eller omgangskreds. "
    "Tegn kan være overvågning, rygter eller forbud mod at arbejde. Henvendelsen går til en social "
    "kontrol-vejleder og kan ikke ses af andre på sagen."
)


class ConcernForm(CaseForm):
    """A mentor writes a short text and nothing else."""

    source = CodeField("concern_source", label="Kilde")
    signs = forms.CharField(
        label="Hvad har du set eller hørt?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=HELP,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Permission.CITIZEN_FACTS_SEE not in self.held:
            del self.fields["source"]
            self.fields["signs"] = forms.CharField(
                label="Kort beskrivelse",
                max_length=MENTORS_WORDS,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=HELP,
            )

    def why_not(self) -> str:
        return f"Sagen er {self.case.state_label.lower()}." if self.case.is_ended else ""


class AdviserForm(CaseForm):
    user = forms.ChoiceField(label="Social kontrol-vejleder", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.users = {str(user.pk): user for user in may_advise(self.case, self.by)}
        self.fields["user"].choices = [(pk, str(user)) for pk, user in self.users.items()]  # type: ignore[attr-defined]

    def why_not(self) -> str:
        return "" if self.users else "Området har ingen anden aktiv sagsbehandler."


class ReadersForm(CaseForm):
    users = forms.TypedMultipleChoiceField(
        label="Hvem må se bekymringen?",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [u for u in may_be_named(self.case, self.by) if u.pk != self.by.user_id]
        self.fields["users"].choices = [(user.pk, str(user)) for user in others]  # type: ignore[attr-defined]
        self.initial["users"] = self.about.may_see
