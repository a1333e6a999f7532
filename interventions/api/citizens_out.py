"""What the API answers about citizens. Each key of `WholeCitizenOut` is one fieldset."""

from __future__ import annotations

from rest_framework import serializers as s

from cases.models import Citizen
from interventions.api.serializers import ConsentOut, ContactOut, NeedOut, Out, StepOut
from interventions.models import FollowUp, JournalNote


class NameOut(Out):
    given_name, family_name = s.CharField(), s.CharField()


class LanguageOut(Out):
    language = s.CharField()
    interpreter = s.ChoiceField(choices=Citizen.Interpreter.choices)


class ResponsibleOut(Out):
    username = s.CharField(help_text="Tom, når ingen har fået forløbet endnu.")
    name, unit = s.CharField(), s.CharField()


class LetterOut(Out):
    id = s.IntegerField(source="pk")
    theme, text, journal_id = s.CharField(), s.CharField(), s.CharField()
    direction = s.ChoiceField(choices=JournalNote.Direction.choices)
    happened_on = s.DateField()
    by = s.CharField(source="by.username")


class LogOut(Out):
    id = s.IntegerField(source="pk")
    occurred_on = s.DateField()
    outcome = s.ChoiceField(choices=FollowUp.Outcome.choices)
    text = s.CharField()
    author = s.CharField(source="author.username")


class DecisionOut(Out):
    id = s.IntegerField(source="pk")
    state, subject = s.CharField(), s.CharField()
    facts, reasons = s.CharField(), s.CharField()
    sent_on = s.DateField(allow_null=True)


class ComplaintOut(Out):
    id = s.IntegerField(source="pk")
    state, text = s.CharField(), s.CharField()
    added_on = s.DateField()


class ConcernOut(Out):
    id = s.IntegerField(source="pk")
    state, state_label, signs = s.CharField(), s.CharField(), s.CharField()
    added_on = s.DateField()


class GeneralNeedsOut(Out):
    needs = NeedOut(many=True)


class HealthOut(GeneralNeedsOut):
    steps = StepOut(many=True)


class SocialControlOut(GeneralNeedsOut):
    concerns = ConcernOut(many=True)


class DocumentsOut(Out):
    decisions = DecisionOut(many=True)
    letters = LetterOut(many=True)


class SensitiveDocumentsOut(Out):
    complaints = ComplaintOut(many=True)
    letters = LetterOut(many=True)


class WholeCitizenOut(Out):
    """A key that is missing is a part that the asker may not see; it is never null or stars."""

    id = s.IntegerField()
    case_id = s.IntegerField()
    version = s.IntegerField(help_text="Send den med i If-Match, når borgeren rettes.")
    name = NameOut(required=False)
    birth_year = s.IntegerField(required=False)
    cpr_masked, cpr_full = s.CharField(required=False), s.CharField(required=False)
    language_interpreter = LanguageOut(required=False)
    contact = ContactOut(required=False)
    address, care_flag = s.CharField(required=False), s.CharField(required=False)
    protection_flag = s.BooleanField(required=False)
    needs_general = GeneralNeedsOut(required=False)
    health = HealthOut(required=False)
    nsc = SocialControlOut(required=False)
    plan_steps_shared = StepOut(many=True, required=False)
    plan_steps_all = StepOut(many=True, required=False)
    case_note = LetterOut(many=True, required=False)
    mentor_log_own = LogOut(many=True, required=False)
    mentor_log_other = LogOut(many=True, required=False)
    document = DocumentsOut(required=False)
    document_sensitive = SensitiveDocumentsOut(required=False)
    consent = ConsentOut(many=True, required=False)
    responsible_staff = ResponsibleOut(required=False)


class CitizenRowOut(Out):
    """One line of a list: nothing that could hurt, and nothing to sort or filter by that could."""

    id = s.IntegerField(source="citizen_id")
    case_id = s.IntegerField(source="pk")
    given_name = s.CharField(source="citizen__given_name")
    family_name = s.CharField(source="citizen__family_name")
    unit = s.CharField(source="unit__code")
    responsible = s.CharField(source="responsible__username", allow_null=True)


class HitsOut(Out):
    results = CitizenRowOut(many=True)
    more = s.BooleanField(help_text="Om der er flere end de viste: skriv mere af navnet.")


class HintOut(Out):
    id = s.IntegerField(source="citizen_id")
    case_id = s.IntegerField(source="pk")
    name = s.CharField()


class HintsOut(Out):
    results = HintOut(many=True)


class LookUpOut(Out):
    known = s.BooleanField()
    unit = s.CharField(required=False)
    citizen = s.IntegerField(required=False)
    case = s.IntegerField(required=False)
    contact = s.CharField(required=False, help_text="»central«: den centrale enhed ved mere.")


class OpenedOut(Out):
    id = s.IntegerField()
    case_id = s.IntegerField()
    version = s.IntegerField()


class CprOut(Out):
    cpr = s.CharField()


class AddressOut(Out):
    address = s.CharField()


class ProtectionOut(Out):
    id = s.IntegerField(source="pk")
    kind = s.CharField(help_text="name_and_address, eller threatened: særlig adressebeskyttelse.")
    from_on = s.DateField()
    until = s.DateField(allow_null=True)
    ended_on = s.DateField(allow_null=True)
    source = s.CharField()  # type: ignore[assignment]
