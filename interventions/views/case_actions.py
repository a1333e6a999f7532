"""What can be registered on a case, as a table: its form, its permission, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.actor import Actor
from accounts.roles import Permission
from cases.actions.assignments import assign_responsible
from cases.actions.facts import (
    change_need,
    confirm_household,
    give_consent,
    open_need,
    record_income,
    withdraw_consent,
)
from cases.models import Case
from cases.queries import visible_needs
from interventions.actions.anchors import CORRECTABLE, correct_anchor
from interventions.actions.steps import add_step, why_not_add
from interventions.actions.together import agree_handover_with_consent
from interventions.forms.case import CaseForm
from interventions.forms.choosing import HouseholdForm, ResponsibleForm, StepForm
from interventions.forms.facts import (
    AnchorForm,
    ConsentForm,
    HandoverForm,
    IncomeForm,
    NeedForm,
    NeedStatusForm,
    WithdrawalForm,
    anchor_label,
)
from interventions.models import KINDS
from interventions.queries.anchors import due_dates, moved_since
from interventions.views.beside import PARTS

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

EDIT = Permission.CASE_EDIT
SAVE = gettext_lazy("Gem")


@dataclass(frozen=True)
class Filled:
    """A valid form on its way to the action: what was typed, by whom, on which version."""

    case: Case
    form: Any
    by: Actor
    seen: int

    @property
    def typed(self) -> dict[str, Any]:
        typed: dict[str, Any] = self.form.cleaned_data
        return typed


@dataclass(frozen=True)
class CaseAction:
    """`carry_out` answers with what happened, in a sentence. `find` looks up what ?id= names and
    answers None for what the actor may not know of. `above` and `below` are templates shown with
    the form.
    """

    title: _StrOrPromise
    form: Callable[..., CaseForm]
    carry_out: Callable[[Filled], str]
    permission: Permission = EDIT
    find: Callable[[Case, frozenset[Permission], str], Any] | None = None
    above: str = ""
    below: str = ""
    button: _StrOrPromise = SAVE


def _anchor(filled: Filled) -> str:
    case, typed = filled.case, filled.typed
    name: str = typed["anchor"]
    before, old = due_dates(case), getattr(case, name)
    case = correct_anchor(
        case, name, typed["day"], by=filled.by, reason=typed["reason"], seen_version=filled.seen
    )
    words = {"date": anchor_label(name), "old": _day(old), "new": _day(typed["day"])}
    told = _("%(date)s er ændret fra %(old)s til %(new)s.") % words
    return f"{told} {_moved(case, before)}"


def _handover(filled: Filled) -> str:
    case, typed = filled.case, filled.typed
    consent = None
    if "consent_given_on" in typed:
        consent = {"given_on": typed["consent_given_on"], "form": typed["consent_form"]}
    before = due_dates(case)
    case = agree_handover_with_consent(
        case, typed["day"], consent, by=filled.by, reason=typed["reason"], seen_version=filled.seen
    )
    told = _("Overgivelsen er aftalt til %(day)s.") % {"day": _day(typed["day"])}
    return f"{told} {_moved(case, before)}"


def _moved(case: Case, before: dict[int, date | None]) -> str:
    moved = [
        _("%(subject)s fra %(old)s til %(new)s")
        % {"subject": subject, "old": _day(old), "new": _day(new)}
        for subject, old, new in moved_since(case, before)
    ]
    if not moved:
        return _("Ingen frister er flyttet.")
    told = ngettext("%(n)s frist er flyttet:", "%(n)s frister er flyttet:", len(moved))
    return f"{told % {'n': len(moved)}} {'; '.join(moved)}."


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else _("ukendt")


def _need(filled: Filled) -> str:
    typed = filled.typed
    open_need(filled.case, typed["code"], by=filled.by, on=typed["on"], note=typed["note"])
    return _("Behovet er registreret.")


def _need_status(filled: Filled) -> str:
    change_need(filled.case, filled.form.about, by=filled.by, **filled.typed)
    return _("Behovet er opdateret.")


def _income(filled: Filled) -> str:
    record_income(filled.case, filled.typed["code"], by=filled.by, from_on=filled.typed["from_on"])
    return _("Forsørgelsesgrundlaget er registreret.")


def _consent(filled: Filled) -> str:
    give_consent(filled.case, by=filled.by, **filled.typed)
    return _("Samtykket er registreret.")


def _withdrawal(filled: Filled) -> str:
    withdraw_consent(filled.case, filled.form.about, by=filled.by, on=filled.typed["on"])
    return _("Samtykket er trukket tilbage. Der må ikke deles mere fra den dag.")


def _responsible(filled: Filled) -> str:
    user = filled.form.users[filled.typed["user"]].user
    assign_responsible(filled.case, user, by=filled.by)
    return _("%(user)s er ansvarlig for forløbet fra i dag.") % {"user": user}


def _step(filled: Filled) -> str:
    kind = filled.typed["kind"]
    add_step(filled.case, kind, by=filled.by)
    return _("%(step)s er tilføjet.") % {"step": KINDS[kind].label}


def _household(filled: Filled) -> str:
    others = [filled.form.suggested[pk] for pk in filled.typed["members"]]
    confirm_household(filled.case, others, by=filled.by)
    return _("Husstanden er bekræftet.")


def _need_of(case: Case, held: frozenset[Permission], pk: str) -> Any:
    return next((need for need in visible_needs(case, held) if str(need.pk) == pk), None)


def _consent_of(case: Case, _held: frozenset[Permission], pk: str) -> Any:
    return next((c for c in case.citizen.consents.all() if str(c.pk) == pk), None)


_l = gettext_lazy

ACTIONS: dict[str, CaseAction] = {
    "dato": CaseAction(
        _l("Ret en dato"), partial(AnchorForm, names=CORRECTABLE), _anchor,
        below=PARTS + "anchors.html",
    ),
    "overgivelse": CaseAction(
        _l("Aftal tidligere overgivelse"), HandoverForm, _handover, above=PARTS + "handover.html"
    ),
    "behov": CaseAction(_l("Registrér et behov"), NeedForm, _need),
    "behov-status": CaseAction(
        _l("Ændr et behov"), NeedStatusForm, _need_status, find=_need_of
    ),
    "forsoergelse": CaseAction(_l("Registrér forsørgelse"), IncomeForm, _income),
    "samtykke": CaseAction(_l("Registrér samtykke"), ConsentForm, _consent),
    "samtykke-tilbage": CaseAction(
        _l("Træk et samtykke tilbage"), WithdrawalForm, _withdrawal, find=_consent_of
    ),
    "ansvarlig": CaseAction(
        _l("Vælg ansvarlig sagsbehandler"), ResponsibleForm, _responsible, Permission.CASE_ASSIGN
    ),
    "skridt": CaseAction(
        _l("Tilføj et skridt"), partial(StepForm, why_not_add=why_not_add), _step,
        Permission.STEP_ADD, below=PARTS + "refused_kinds.html", button=_l("Tilføj"),
    ),
    "husstand": CaseAction(
        _l("Bekræft husstanden"), HouseholdForm, _household, above=PARTS + "household.html",
        button=_l("Bekræft"),
    ),
}  # fmt: skip
