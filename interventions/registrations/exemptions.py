"""Exemptions from a deadline are recorded on its own page; here they are corrected."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from cases.models import Case
from interventions.actions.exemptions import correct_exemption
from interventions.forms.exemptions import ExemptionCorrection
from interventions.models import Deadline, Exemption
from interventions.queries.restricted import hidden_rules
from interventions.queries.rules import rule_book
from interventions.registrations.base import CaseAction, Filled


def _correct(filled: Filled) -> str:
    exemption = filled.form.about
    correct_exemption(exemption, by=filled.by, **filled.typed)
    due = Deadline.objects.get(pk=exemption.deadline_id).due_on
    words = {"day": f"{due:%d-%m-%Y}" if due else _("ukendt")}
    return _("Fritagelsen er rettet. Fristens dato er %(day)s.") % words


def _exemption_of(case: Case, held: frozenset[Permission], pk: str) -> Any:
    """Not of a deadline that tells of what the actor may not know."""
    if not pk.isdecimal():
        return None
    hidden = hidden_rules(rule_book(), held)
    rows = Exemption.objects.filter(deadline__case=case, pk=pk)
    return rows.exclude(deadline__rule__code__in=hidden).first()


ACTIONS: dict[str, CaseAction] = {
    "fritagelse-ret": CaseAction(
        _l("Ret en fritagelse"), ExemptionCorrection, _correct, find=_exemption_of
    ),
}
