"""A note of the journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from interventions.forms.case import CaseForm
from interventions.forms.codes import CodeField
from interventions.models import JournalNote, Step
from interventions.models.step import HIDDEN
from interventions.queries.journal import NOT_HERS, hidden_themes
from interventions.queries.steps import steps_of

COPIED = ("theme", "direction", "text", "journal_id", "for_company", "happened_on")


class NoteForm(CaseForm):
    """With `about`, a note to correct, filled in with what stands there."""

    past = ("happened_on",)

    theme = CodeField("journal_theme", label="Emne")
    happened_on = forms.DateField(label="Hvornår skete det?", help_text="dd-mm-åååå")
    text = forms.CharField(
        label="Tekst", max_length=10000, widget=forms.Textarea(attrs={"rows": 6})
    )
    direction = forms.ChoiceField(label="Hvad er det?", choices=JournalNote.Direction.choices)
    journal_id = forms.CharField(label="Journalnummer i ESDH", max_length=40, required=False)
    step = forms.TypedChoiceField(
        label="Hører til skridtet", required=False, coerce=int, empty_value=None
    )
    for_company = forms.BooleanField(label="Må læses af virksomhedskonsulenten", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [row for row in steps_of(self.case, self.held) if row.kind not in HIDDEN]
        self.steps: dict[int, Step] = {row.pk: row for row in steps}
        told = [(pk, f"{row.label} ({row.state_label.lower()})") for pk, row in self.steps.items()]
        self.fields["step"].choices = [("", "Intet bestemt"), *told]  # type: ignore[attr-defined]
        if self.about:
            self.initial.update({name: getattr(self.about, name) for name in COPIED})
            self.initial["step"] = self.about.step_id

    def why_not(self) -> str:
        hers = self.about is None or self.about.by_id == self.by.user_id
        return "" if hers else NOT_HERS

    def left_out(self) -> Iterable[str]:
        return hidden_themes(self.held)

    def values(self) -> dict[str, Any]:
        """What the action wants."""
        typed = dict(self.cleaned_data)
        return {**typed, "step": self.steps.get(typed["step"])}
