"""The bodies of the administrator's endpoints, for the OpenAPI document."""

from collections.abc import Mapping
from copy import deepcopy

from django import forms

from interventions.forms.administration import (
    DecisionOnRoleForm,
    NameForm,
    OwnForm,
    ProposalForm,
    RoleForm,
    TokenForm,
    UserForm,
)
from interventions.forms.law import RuleVersionForm
from interventions.forms.webhooks import WebhookForm

Fields = Mapping[str, forms.Field]


def _partly(fields: Fields, *required: str) -> Fields:
    """The fields of an edit, in which what is left out stays as it is."""
    found = deepcopy(dict(fields))
    for name, field in found.items():
        field.required = name in required
    return found


BODIES: dict[str, Fields] = {
    "User": UserForm.base_fields,
    "UserChange": _partly(NameForm.base_fields),
    "Own": _partly(OwnForm.base_fields),
    "Role": RoleForm.base_fields,
    "RoleProposal": ProposalForm.base_fields,
    "RoleDecision": DecisionOnRoleForm.base_fields,
    "Token": TokenForm.base_fields,
    "Webhook": WebhookForm.base_fields,
    "RuleVersion": {
        "code": forms.CharField(label="Regel", max_length=40),
        **_partly(RuleVersionForm.base_fields, "valid_from"),
    },
}
