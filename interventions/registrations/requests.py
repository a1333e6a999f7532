"""Requests from one person to another about the case."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from cases.models import Case
from interventions.actions.requests import ask_to_hand_over, propose_completion
from interventions.forms.requests import CompletionForm, HandOverForm
from interventions.models import Step
from interventions.queries.steps import steps_of
from interventions.registrations.base import CaseAction, Filled

MAKE = Permission.REQUEST_MAKE


def _completion(filled: Filled) -> str:
    propose_completion(filled.form.about, by=filled.by, **filled.typed)
    return _("Forslaget er sendt til sagsbehandleren.")


def _hand_over(filled: Filled) -> str:
    to_user = filled.form.users[filled.typed["to_user"]]
    ask_to_hand_over(filled.case, to_user, by=filled.by, text=filled.typed["text"])
    return _("Anmodningen er sendt til teamlederen.")


def _step_of(case: Case, held: frozenset[Permission], pk: str) -> Step | None:
    steps = (step for step in steps_of(case, held) if step.shared and not step.is_ended)
    return next((step for step in steps if str(step.pk) == pk), None)


ACTIONS: dict[str, CaseAction] = {
    "forslag": CaseAction(
        _l("Foreslå, at et skridt afsluttes"), CompletionForm, _completion, MAKE, find=_step_of,
        button=_l("Send"),
    ),
    "overdrag": CaseAction(
        _l("Bed om at overdrage sagen"), HandOverForm, _hand_over, Permission.CASE_MOVE,
        button=_l("Send"),
    ),
}  # fmt: skip
