"""What the addresses of papers and lists take: name of the component → the fields of its form."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from interventions.forms.allocations import ConfirmForm, ListForm
from interventions.forms.facts import NeedStatusForm, WithdrawalForm
from interventions.forms.requests import CompletionForm

BODIES: dict[str, Mapping[str, forms.Field]] = {
    "NeedChange": NeedStatusForm.base_fields,
    "Withdrawal": WithdrawalForm.base_fields,
    "AllocationList": ListForm.base_fields,
    "Proposal": CompletionForm.base_fields,
    "ImportConfirmation": ConfirmForm.base_fields,
}
