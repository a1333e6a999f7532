"""Who is responsible, and who lives together."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from cases.actions.assignments import assign_responsible
from cases.actions.facts import confirm_household
from interventions.forms.choosing import HouseholdForm, ResponsibleForm
from interventions.registrations.base import CaseAction, Filled
from interventions.registrations.beside import PARTS


def _responsible(filled: Filled) -> str:
    user = filled.form.users[filled.typed["user"]].user
    assign_responsible(filled.case, user, by=filled.by)
    return _("%(user)s er ansvarlig for forløbet fra i dag.") % {"user": user}


def _household(filled: Filled) -> str:
    others = [filled.form.suggested[pk] for pk in filled.typed["members"]]
    confirm_household(filled.case, others, by=filled.by)
    return _("Husstanden er bekræftet.")


ACTIONS: dict[str, CaseAction] = {
    "ansvarlig": CaseAction(
        _l("Vælg ansvarlig sagsbehandler"), ResponsibleForm, _responsible, Permission.CASE_ASSIGN
    ),
    "husstand": CaseAction(
        _l("Bekræft husstanden"), HouseholdForm, _household, above=PARTS + "household.html",
        button=_l("Bekræft"),
    ),
}  # fmt: skip
