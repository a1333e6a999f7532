"""Needs, income and consents."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from cases.actions.facts import (
    change_need,
    give_consent,
    open_need,
    withdraw_consent,
)
from cases.models import Case
from cases.queries import visible_needs
from interventions.actions.outcomes import begin_income
from interventions.forms.facts import (
    ConsentForm,
    IncomeForm,
    NeedForm,
    NeedStatusForm,
    WithdrawalForm,
)
from interventions.queries.sharing import stopped_by
from interventions.registrations.base import CaseAction, Filled


def _need(filled: Filled) -> str:
    typed = filled.typed
    open_need(
        filled.case, typed["code"], by=filled.by, on=typed["on"], note=typed["note"],
        policy_area=typed["policy_area"],
    )  # fmt: skip
    return _("Behovet er registreret.")


def _need_status(filled: Filled) -> str:
    change_need(filled.case, filled.form.about, by=filled.by, **filled.typed)
    return _("Behovet er opdateret.")


def _income(filled: Filled) -> str:
    begin_income(filled.case, filled.typed["code"], by=filled.by, from_on=filled.typed["from_on"])
    return _("Forsørgelsesgrundlaget er registreret.")


def _consent(filled: Filled) -> str:
    give_consent(filled.case, by=filled.by, **filled.typed)
    return _("Samtykket er registreret.")


def _withdrawal(filled: Filled) -> str:
    consent, on = filled.form.about, filled.typed["on"]
    stops = stopped_by(consent, on)
    withdraw_consent(filled.case, consent, by=filled.by, on=on)
    told = _("Samtykket er trukket tilbage. Der må ikke deles mere fra den dag.")
    return " ".join([told, *stops])


def _need_of(case: Case, held: frozenset[Permission], pk: str) -> Any:
    return next((need for need in visible_needs(case, held) if str(need.pk) == pk), None)


def _consent_of(case: Case, _held: frozenset[Permission], pk: str) -> Any:
    return next((c for c in case.citizen.consents.all() if str(c.pk) == pk), None)


ACTIONS: dict[str, CaseAction] = {
    "behov": CaseAction(_l("Registrér et behov"), NeedForm, _need, Permission.NEED_EDIT),
    "behov-status": CaseAction(
        _l("Ændr et behov"), NeedStatusForm, _need_status, Permission.NEED_EDIT, find=_need_of
    ),
    "forsoergelse": CaseAction(_l("Registrér forsørgelse"), IncomeForm, _income),
    "samtykke": CaseAction(_l("Registrér samtykke"), ConsentForm, _consent),
    "samtykke-tilbage": CaseAction(
        _l("Træk et samtykke tilbage"), WithdrawalForm, _withdrawal, find=_consent_of
    ),
}  # fmt: skip
