"""People around the case: relatives, household with dates, and collaborators."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from cases.actions.relations import (
    add_collaborator,
    add_relation,
    end_collaborator,
    end_relation,
    join_household,
    leave_household,
)
from cases.models import Case
from interventions.forms.relations import (
    CollaboratorForm,
    EndForm,
    MoveInForm,
    MoveOutForm,
    RelationForm,
)
from interventions.registrations.base import CaseAction, Filled


def _relation(filled: Filled) -> str:
    values = {name: filled.typed[name] for name in ("type", "other_name", "from_on", "source")}
    add_relation(filled.case, by=filled.by, other=filled.typed["citizen"], **values)
    return _("Relationen er registreret. Den giver ikke adgang til nogen anden sag.")


def _relation_end(filled: Filled) -> str:
    end_relation(filled.case, filled.form.about, by=filled.by, on=filled.typed["on"])
    return _("Relationen er afsluttet.")


def _moved_in(filled: Filled) -> str:
    other = filled.form.people[filled.typed["other"]]
    join_household(filled.case, other, by=filled.by, on=filled.typed["on"])
    return _("Husstanden er ændret.")


def _moved_out(filled: Filled) -> str:
    leave_household(filled.case, by=filled.by, on=filled.typed["on"])
    return _("Husstanden er ændret.")


def _collaborator(filled: Filled) -> str:
    typed = dict(filled.typed)
    consent = filled.form.consents[typed.pop("consent")]
    add_collaborator(filled.case, consent, by=filled.by, **typed)
    return _("Samarbejdspartneren er tilføjet.")


def _collaborator_end(filled: Filled) -> str:
    end_collaborator(filled.case, filled.form.about, by=filled.by, on=filled.typed["on"])
    return _("Samarbejdet er afsluttet.")


def _relation_of(case: Case, _held: frozenset[Permission], pk: str) -> Any:
    return next((row for row in case.citizen.relations.all() if str(row.pk) == pk), None)


def _collaborator_of(case: Case, _held: frozenset[Permission], pk: str) -> Any:
    return next((row for row in case.collaborators.all() if str(row.pk) == pk), None)


ACTIONS: dict[str, CaseAction] = {
    "relation": CaseAction(_l("Registrér en relation"), RelationForm, _relation),
    "relation-slut": CaseAction(
        _l("Afslut en relation"), EndForm, _relation_end, find=_relation_of
    ),
    "indflytning": CaseAction(_l("Registrér indflytning"), MoveInForm, _moved_in),
    "fraflytning": CaseAction(_l("Registrér fraflytning"), MoveOutForm, _moved_out),
    "samarbejde": CaseAction(_l("Tilføj en samarbejdspartner"), CollaboratorForm, _collaborator),
    "samarbejde-slut": CaseAction(
        _l("Afslut et samarbejde"), EndForm, _collaborator_end, find=_collaborator_of
    ),
}
