"""What is told of registrations."""

from rest_framework import serializers as s

from interventions.api.serializers import FieldOut, Out


class RegistrationOut(Out):
    name = s.CharField()
    title = s.CharField()
    about_a_row = s.BooleanField(help_text="Kræver »id« på den række, det handler om.")


class RegistrationFormOut(Out):
    name = s.CharField()
    title = s.CharField()
    fields = FieldOut(many=True)  # type: ignore[assignment]  # the key that moves have too


class RegisteredOut(Out):
    case = s.IntegerField()
    told = s.CharField(help_text="Hvad der er sket, i ord.")
