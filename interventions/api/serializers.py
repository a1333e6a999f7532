"""What the API answers with. These only write out: what comes in is read by the forms.

A group of keys that the asker may not see is absent, never null. Keys that are also attributes of
DRF's own fields (`label`, `errors` …) are told apart by its metaclass, not by the type checker.
"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers as s

from cases.models import Citizen, Track
from interventions.law.rules import Authority
from interventions.law.status import LABELS
from interventions.models import FollowUp, Goal

Out = s.Serializer[Any]
STATUSES = [(str(status), label) for status, label in LABELS.items()]
AUTHORITIES = [str(authority) for authority in Authority]


class ProblemOut(Out):
    """RFC 9457 problem details."""

    title = s.CharField()
    status = s.IntegerField()
    detail = s.CharField()
    code = s.CharField(help_text="Fast: forgrening i programmer sker på denne.")
    errors = s.DictField(  # type: ignore[assignment]
        child=s.ListField(child=s.CharField()), required=False, help_text="Felt → hvad der mangler."
    )
    missing = s.ListField(child=s.CharField(), required=False, help_text="Hvad der mangler.")
    warnings = s.DictField(
        child=s.CharField(), required=False, help_text="Advarsler: koden til »confirmed« → teksten."
    )
    alike = s.ListField(
        child=s.IntegerField(), required=False, help_text="Forløb for borgere, der ligner."
    )


class RowOut(Out):
    """What stands after a move, or after something was created."""

    id = s.IntegerField()
    kind = s.CharField()
    state = s.CharField()
    state_label = s.CharField()
    version = s.IntegerField()


class OptionOut(Out):
    value = s.CharField()
    label = s.CharField()  # type: ignore[assignment]


class FieldOut(Out):
    name = s.CharField()
    type = s.CharField(
        help_text="text, choice, choices, reference, integer, number, boolean, date eller instant"
    )
    label = s.CharField()  # type: ignore[assignment]
    required = s.BooleanField()  # type: ignore[assignment]
    help_text = s.CharField()  # type: ignore[assignment]
    choices = OptionOut(many=True, required=False)


class MoveOut(Out):
    name = s.CharField()
    label = s.CharField()  # type: ignore[assignment]
    possible = s.BooleanField()
    missing = s.ListField(child=s.CharField(), help_text="Hvad der mangler, i ord.")
    leads_to = s.CharField(help_text="Den tilstand, der flyttes til.")
    approval = s.CharField(help_text="Om en anden skal godkende; ellers tom.")


class MoveFormOut(MoveOut):
    version = s.IntegerField(help_text="Send den med i If-Match eller »version«.")
    fields = FieldOut(  # type: ignore[assignment]  # the JSON key; shadows nothing that is used  # type: ignore[assignment]
        many=True, required=False, help_text="Kun for den, der må foretage flytningen."
    )


class PeriodOut(Out):
    code = s.CharField()
    from_on = s.DateField()
    to_on = s.DateField(allow_null=True)


class NeedOut(Out):
    id = s.IntegerField(source="pk")
    code, status, note = s.CharField(), s.CharField(), s.CharField()
    opened_on = s.DateField()
    resolved_on = s.DateField(allow_null=True)


class ContactOut(Out):
    phone, email, safe_contact = s.CharField(), s.CharField(), s.CharField()


class ConsentOut(Out):
    id = s.IntegerField(source="pk")
    purpose, scope, receiver = s.CharField(), s.CharField(), s.CharField()
    form = s.CharField()
    given_on = s.DateField()
    withdrawn_on = s.DateField(allow_null=True)


class CitizenOut(Out):
    id = s.IntegerField(source="pk")
    given_name = s.CharField(required=False)
    family_name = s.CharField(required=False)
    birth_year = s.IntegerField(required=False)
    language = s.CharField(required=False)
    interpreter = s.ChoiceField(choices=Citizen.Interpreter.choices, required=False)
    care_mark = s.CharField(required=False)
    born_on = s.DateField(required=False)
    born_estimated = s.BooleanField(required=False)
    sex = s.ChoiceField(choices=Citizen.Sex.choices, required=False)
    cpr_masked = s.CharField(required=False)
    cpr_full = s.CharField(required=False)
    protected = s.BooleanField(required=False)
    contact = ContactOut(required=False)
    address = s.CharField(required=False)
    residence = PeriodOut(many=True, required=False)
    income = PeriodOut(many=True, required=False)
    consents = ConsentOut(many=True, required=False)


class AnchorsOut(Out):
    allocated_on = s.DateField(allow_null=True)
    arrived_on = s.DateField(allow_null=True)
    cpr_registered_on = s.DateField(allow_null=True)
    handover_computed_on = s.DateField(allow_null=True)
    handover_agreed_on = s.DateField(allow_null=True)
    handover_on = s.DateField(allow_null=True)
    danish_allowed_on = s.DateField(allow_null=True)
    danish_requested_on = s.DateField(allow_null=True)
    welcome_letter_on = s.DateField(allow_null=True)


class CaseOut(RowOut):
    track = s.ChoiceField(choices=Track.choices, required=False)
    unit = s.CharField()
    responsible = s.CharField(allow_null=True, required=False)
    opened_on = s.DateField(required=False)
    closed_on = s.DateField(allow_null=True, required=False)
    citizen = CitizenOut()
    anchors = AnchorsOut(required=False)
    in_programme = s.BooleanField(required=False)
    residence_basis = s.CharField(required=False)
    end_reason = s.CharField(required=False)
    needs = NeedOut(many=True, required=False)


class StepRowOut(Out):
    id = s.IntegerField(source="pk")
    case = s.IntegerField(source="case_id")
    kind = s.CharField()
    state = s.CharField()
    version = s.IntegerField()
    added_on = s.DateField()
    meets_at = s.DateTimeField(allow_null=True)
    starts_on = s.DateField(allow_null=True)
    ended_on = s.DateField(allow_null=True)
    shared = s.BooleanField()


class StepOut(StepRowOut):
    id = s.IntegerField()
    case = s.IntegerField()
    label = s.CharField()  # type: ignore[assignment]
    state_label = s.CharField()
    end_reason = s.CharField(required=False)
    facts = s.DictField(required=False, help_text="Det, som denne slags indsats selv registrerer.")


class SkippedOut(Out):
    day = s.DateField()
    why = s.CharField()


class DeadlineOut(Out):
    id = s.IntegerField()
    rule = s.CharField()
    subject = s.CharField()
    authority = s.ChoiceField(choices=AUTHORITIES)
    legal_reference = s.CharField()
    shape = s.CharField()
    anchor = s.CharField(help_text="Hvad der regnes fra.")
    anchor_on = s.DateField(allow_null=True)
    version = s.DateField(allow_null=True, help_text="Reglens udgave: den dag, den gælder fra.")
    due_on = s.DateField(allow_null=True)
    planning_date = s.DateField(allow_null=True, help_text="Sidste hverdag til og med fristen.")
    status = s.ChoiceField(choices=STATUSES)
    status_label = s.CharField()
    met_on = s.DateField(allow_null=True)
    late_days = s.IntegerField()
    extended_days = s.IntegerField()
    explanation = s.CharField(help_text="Hvordan datoen regnes, i ord.")
    skipped = SkippedOut(many=True)
    step = s.IntegerField(allow_null=True)


class GoalOut(RowOut):
    type = s.ChoiceField(choices=Goal.Type.choices)
    text = s.CharField()
    sign = s.CharField()
    policy_area = s.CharField()
    evaluation = s.CharField()
    ended_on = s.DateField(allow_null=True)


class FollowUpOut(Out):
    id = s.IntegerField(source="pk")
    occurred_on = s.DateField()
    outcome = s.ChoiceField(choices=FollowUp.Outcome.choices)
    contact_form = s.ChoiceField(choices=FollowUp.ContactForm.choices)
    topics = s.ListField(child=s.CharField())
    text = s.CharField()
    help_wanted = s.BooleanField()
    next_at = s.DateTimeField(allow_null=True)
    author = s.CharField(source="author__username")
    recorded_at = s.DateTimeField()


class MeOut(Out):
    username = s.CharField()
    name = s.CharField()
    role = s.CharField()
    role_label = s.CharField()
    unit = s.CharField(allow_null=True)
    area = s.CharField(allow_null=True)
    permissions = s.ListField(child=s.CharField())
