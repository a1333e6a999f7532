"""Forms in which one chooses among colleagues, kinds of steps, or people of the same family."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import prefetch_related_objects

from accounts.actor import Actor
from cases.models import Case
from interventions.forms.case import CaseForm
from interventions.models import KINDS
from interventions.models.step import HIDDEN
from interventions.queries.people import caseworkers, suggested_household


class ResponsibleForm(CaseForm):
    user = forms.ChoiceField(label="Ansvarlig sagsbehandler", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.users = {str(row.user.pk): row for row in caseworkers(self.case.unit_id, self.by)}
        self.fields["user"].choices = [(pk, row.told) for pk, row in self.users.items()]  # type: ignore[attr-defined]
        self.initial["user"] = self.case.responsible_id

    def why_not(self) -> str:
        return "" if self.users else "Enheden har ingen aktive sagsbehandlere."


class StepForm(CaseForm):
    """`why_not_add` tells what keeps a kind from the case; the possible kinds are choices."""

    kind = forms.ChoiceField(label="Skridt", widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, why_not_add: Callable[[Case, str, Actor], list[str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        prefetch_related_objects(
            [self.case.citizen], "income_periods", "needs", "target_group_periods"
        )
        prefetch_related_objects([self.case], "job_readiness", "leaves")
        kinds = {n: k for n, k in KINDS.items() if k.see in self.held and n not in HIDDEN}
        missing = {name: why_not_add(self.case, name, self.by) for name in kinds}
        possible = [(n, str(k.label)) for n, k in kinds.items() if not missing[n]]
        self.fields["kind"].choices = possible  # type: ignore[attr-defined]
        self.refused = [(k.label, missing[n]) for n, k in kinds.items() if missing[n]]

    def why_not(self) -> str:
        return "" if self.fields["kind"].choices else "Intet skridt kan tilføjes nu."  # type: ignore[attr-defined]


class HouseholdForm(CaseForm):
    members = forms.MultipleChoiceField(label="Bor sammen med", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggested = {str(c.pk): c for c in suggested_household(self.case, self.by)}
        told = [(pk, f"{c}, født {c.born_on:%d-%m-%Y}") for pk, c in self.suggested.items()]
        self.fields["members"].choices = told  # type: ignore[attr-defined]

    def why_not(self) -> str:
        if self.suggested:
            return ""
        return (
            "Der er ingen at foreslå: ingen af de borgere, du kan se, har samme efternavn og samme "
            "visiterings- eller ankomstdato. Personer med beskyttelse foreslås aldrig."
        )
