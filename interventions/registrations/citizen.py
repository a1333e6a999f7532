"""How to reach a citizen, and to which unit she belongs."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from cases.actions.contact import change_contact
from interventions.actions.transfers import transfer
from interventions.forms.citizen import ContactForm, TransferForm
from interventions.registrations.base import CaseAction, Filled


def _change(filled: Filled) -> str:
    change_contact(filled.case, filled.typed, by=filled.by)
    return _("Oplysningerne er rettet.")


def _transfer(filled: Filled) -> str:
    moved = transfer(filled.case, by=filled.by, **filled.typed)
    who = moved.responsible or _("ingen endnu")
    told = _("Borgeren er overført til %(unit)s. Ansvarlig dér: %(who)s.")
    return told % {"unit": moved.unit, "who": who}


ACTIONS: dict[str, CaseAction] = {
    "kontakt": CaseAction(_l("Ret kontakt, sprog og pas på-mærke"), ContactForm, _change),
    "overfoer": CaseAction(
        _l("Overfør til en anden enhed"), TransferForm, _transfer, Permission.UNIT_TRANSFER,
        button=_l("Overfør"), to_list=True,
    ),
}  # fmt: skip
