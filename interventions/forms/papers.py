"""A decision that is begun, a complaint and a request for access to documents that came in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from interventions.forms.case import CaseForm
from interventions.models import AccessRequest, Decision

AREA = {"rows": 4}


class DecisionForm(CaseForm):
    subject = forms.CharField(label="Emne", max_length=200)
    legal_basis = forms.CharField(
        label="Hjemmel",
        max_length=300,
        help_text=Decision._meta.get_field("legal_basis").help_text,
    )
    facts = forms.CharField(
        label="Sagens faktiske oplysninger", max_length=10000, widget=forms.Textarea(attrs=AREA)
    )


class _Received(CaseForm):
    """Nothing comes in to a case that is not there yet."""

    past = ("received_on",)

    received_on = forms.DateField(label="Modtaget", help_text="dd-mm-åååå")

    def _check(self, name: str, day: date) -> None:
        super()._check(name, day)
        opened_on = self.case.opened_on
        if day < opened_on:
            self.add_error(name, f"Forløbet blev først oprettet den {opened_on:%d-%m-%Y}.")


class ComplaintForm(_Received):
    """`about` is the decision."""

    text = forms.CharField(
        label="Hvad klages der over?", max_length=10000, widget=forms.Textarea(attrs=AREA)
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day, sent_on = cleaned.get("received_on"), self.about.sent_on
        if day and sent_on and day < sent_on:
            self.add_error("received_on", f"Afgørelsen blev først sendt den {sent_on:%d-%m-%Y}.")
        return cleaned


class AccessRequestForm(_Received):
    asked_by = forms.CharField(
        label=AccessRequest._meta.get_field("asked_by").verbose_name, max_length=200
    )
    wanted = forms.CharField(
        label=AccessRequest._meta.get_field("wanted").verbose_name,
        max_length=5000,
        widget=forms.Textarea(attrs=AREA),
    )
