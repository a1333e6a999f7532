"""The days of an absence: what they cannot be, and the form in which they are corrected."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from interventions.forms.case import CaseForm
from interventions.models import Absence, CompanyPlacement

TYPES = [("", "Vælg …"), *Absence.Type.choices]


def refuse_days(
    form: Any, placement: CompanyPlacement, today: date, besides: int | None = None
) -> None:
    """Errors at from_on and to_on. `besides` is the absence that is being corrected."""
    typed = form.cleaned_data
    first, last, away = typed.get("from_on"), typed.get("to_on"), typed.get("type")
    if not first or not last:
        return
    if last < first:
        form.add_error("to_on", "Den sidste dag ligger før den første.")
    elif placement.starts_on and first < placement.starts_on:
        form.add_error("from_on", f"Praktikken begyndte først den {placement.starts_on:%d-%m-%Y}.")
    elif placement.planned_to and last > max(placement.planned_to, today):
        form.add_error("to_on", f"Praktikken er kun aftalt til {placement.planned_to:%d-%m-%Y}.")
    elif away == Absence.Type.STAYED_AWAY and last > today:
        form.add_error("to_on", "Udeblivelse kan ikke registreres på forhånd.")
    elif known := _overlapping(placement, first, last, besides):
        form.add_error("from_on", f"Perioden er registreret i forvejen: {known}.")


def _overlapping(
    placement: CompanyPlacement, first: date, last: date, besides: int | None
) -> Absence | None:
    rows = placement.absences.filter(from_on__lte=last, to_on__gte=first)
    return (rows.exclude(pk=besides) if besides else rows).first()


class AbsenceCorrectionForm(CaseForm):
    """About one absence of the case."""

    type = forms.ChoiceField(label="Fravær", choices=TYPES)
    from_on = forms.DateField(label="Første dag", help_text="dd-mm-åååå")
    to_on = forms.DateField(label="Sidste dag", help_text="dd-mm-åååå")
    note = forms.CharField(
        label="Bemærkning",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(label="Begrundelse", max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = ("type", "from_on", "to_on", "note")
        self.initial.update({name: getattr(self.about, name) for name in told})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        refuse_days(self, self.about.placement, self.by.today, self.about.pk)
        return cleaned
