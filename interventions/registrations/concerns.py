"""A concern about social control. The addresses do not say what they are about."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from cases.models import Case
from interventions.actions.concerns import assign_adviser, name_readers, raise_concern
from interventions.forms.concern import AdviserForm, ConcernForm, ReadersForm
from interventions.models import SocialControlConcern
from interventions.registrations.base import CaseAction, Filled


def _raise(filled: Filled) -> str:
    raise_concern(filled.case, by=filled.by, **filled.typed)
    return _("Tak. Din henvendelse er modtaget.")


def _adviser(filled: Filled) -> str:
    user = filled.form.users[filled.typed["user"]]
    assign_adviser(filled.case, user, by=filled.by)
    return _("%(user)s er tilknyttet fra i dag.") % {"user": user}


def _readers(filled: Filled) -> str:
    name_readers(filled.form.about, filled.typed["users"], by=filled.by)
    return _("Kredsen er ændret.")


def _taken_over(case: Case, _held: frozenset[Permission], pk: str) -> SocialControlConcern | None:
    """Only advisers get here, and an adviser on the case knows all its concerns."""
    rows = SocialControlConcern.objects.filter(case=case, screened_on__isnull=False)
    return rows.filter(pk=pk).first() if pk.isdecimal() else None


ACTIONS: dict[str, CaseAction] = {
    "henvendelse": CaseAction(
        _l("Notér en bekymring"), ConcernForm, _raise, Permission.CONCERN_RAISE, button=_l("Send")
    ),
    "vejleder": CaseAction(
        _l("Tilknyt en social kontrol-vejleder"), AdviserForm, _adviser, Permission.CASE_ASSIGN,
        button=_l("Tilknyt"),
    ),
    "henvendelse-kreds": CaseAction(
        _l("Hvem må se bekymringen?"), ReadersForm, _readers, Permission.CONCERN_MOVE,
        find=_taken_over, returns="concern",
    ),
}  # fmt: skip
