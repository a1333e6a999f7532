"""What a person types about her own sign-in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ConfirmForm(forms.Form):
    """Its names begin with `confirm-`: it may carry the fields of another form with it."""

    prefix = "confirm"

    password = forms.CharField(
        label=_("Adgangskode"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
