"""What the addresses about citizens take: name of the component → the fields of its form."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from interventions.forms.citizen import ContactForm, RevealForm, TransferForm
from interventions.forms.doubles import DATES, DoubleForm
from interventions.forms.protection import ProtectionEndForm, ProtectionForm
from interventions.forms.register import RegisterForm

TERM = {"q": forms.CharField(label="Det, der søges på")}
NUMBER = {
    "cpr": forms.CharField(label="CPR-nummer"),
    "case_ref": forms.CharField(label="Journalnummer, for databeskyttelsesrådgiveren"),
}
UNIT = {"unit": forms.ChoiceField(label="Din enheds kode", required=False)}
NUMBER["case_ref"].required = False

BODIES: dict[str, Mapping[str, forms.Field]] = {
    "Citizen": {**UNIT, **RegisterForm.base_fields},
    "Contact": ContactForm.base_fields,
    "Term": TERM,
    "LookUp": NUMBER,
    "Reveal": RevealForm.base_fields,
    "Protection": ProtectionForm.base_fields,
    "ProtectionEnd": ProtectionEndForm.base_fields,
    "Transfer": TransferForm.base_fields,
    "Double": {**DoubleForm.base_fields, **DATES},
}
