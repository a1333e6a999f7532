"""A pause that is over, of the case or of a placement under way, and its correction."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.roles import Permission
from interventions.forms.base import BACKDATING_FREE
from interventions.forms.case import CaseForm
from interventions.forms.codes import CodeField
from interventions.law.workdays import ONE_DAY
from interventions.models import CompanyPlacement

WHOLE_CASE = "case"


class PauseDays(CaseForm):
    past = ("from_on", "to_on")

    reason = CodeField("pause_reason", label="Årsag")
    from_on = forms.DateField(label="Første dag", help_text="Tælles med, dd-mm-åååå.")
    to_on = forms.DateField(label="Sidste dag", help_text="Tælles med, dd-mm-åååå.")
    note = forms.CharField(
        label="Bemærkning",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Skal skrives, når pausen begyndte for mere end 14 dage siden.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        yesterday = self.by.today - ONE_DAY
        self.initial.update(from_on=yesterday, to_on=yesterday)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("from_on"), cleaned.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "Den sidste dag ligger før den første.")
        if first and self.by.today - first > BACKDATING_FREE and not cleaned.get("note"):
            self.add_error(
                "note",
                "Pausen begyndte for mere end 14 dage siden. Skriv kort, hvorfor den først "
                "registreres nu.",
            )
        return cleaned


class PauseForm(PauseDays):
    """`cleaned_data["what"]` is the placement, or None for the whole case."""

    what = forms.ChoiceField(label="Hvad var på pause?")

    field_order = ("what",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = CompanyPlacement.State
        rows = CompanyPlacement.objects.filter(
            case=self.case, state__in=(states.RUNNING, states.PAUSED)
        )
        self.placements = {str(row.pk): row for row in rows}
        choices = [(pk, f"Praktikken hos {row.company}") for pk, row in self.placements.items()]
        if Permission.CASE_MOVE in self.held and self.case.state in ("active", "paused"):
            choices.insert(0, (WHOLE_CASE, "Hele forløbet"))
        self.fields["what"].choices = choices  # type: ignore[attr-defined]

    def why_not(self) -> str:
        found = self.fields["what"].choices  # type: ignore[attr-defined]
        return "" if found else "Hverken forløbet eller en praktik er i gang."

    def clean_what(self) -> CompanyPlacement | None:
        return self.placements.get(self.cleaned_data["what"])


class PauseCorrection(PauseDays):
    """`about` is the pause."""

    why = forms.CharField(label="Begrundelse", max_length=300, help_text="Hvorfor rettes pausen?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("reason", "from_on", "to_on", "note"):
            self.initial[name] = getattr(self.about, name)

    def why_not(self) -> str:
        running = self.about.to_on is None
        return "Pausen løber endnu. Genoptag først, og ret så datoerne." if running else ""
