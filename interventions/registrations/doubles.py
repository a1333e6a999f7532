"""One person registered twice."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from accounts.roles import Permission
from interventions.actions.merging import merge_double
from interventions.forms.doubles import DoubleForm
from interventions.registrations.base import CaseAction, Filled


def _merge(filled: Filled) -> str:
    choices = {name: value for name, value in filled.typed.items() if name != "double"}  # fmt: skip
    taken = merge_double(filled.case, filled.typed["double"], by=filled.by, choices=choices)
    merged = _("Sagerne er flettet, og numrene er flyttet hertil.")
    if not taken:
        return merged + " " + _("Ingen datoer er ændret.")
    told = ngettext("%(n)s dato er taget med.", "%(n)s datoer er taget med.", len(taken))
    return merged + " " + told % {"n": len(taken)}


ACTIONS: dict[str, CaseAction] = {
    "flet": CaseAction(
        _l("Flet en dobbeltregistrering"), DoubleForm, _merge, Permission.CITIZENS_MERGE,
        button=_l("Flet"),
    ),
}  # fmt: skip
