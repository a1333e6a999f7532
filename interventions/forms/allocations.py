from typing import Any

from django import forms

from accounts.actor import Actor
from accounts.models import User
from accounts.queries import users_in_unit
from accounts.roles import Role

MAX_MEGABYTES = 5


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Visitationsliste",
        help_text=f"csv eller xlsx, højst {MAX_MEGABYTES} MB. Intet gemmes, før du bekræfter.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={
            "empty": "Filen er tom. Vælg den liste, du har modtaget.",
            "required": "Vælg en fil.",
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(
                f"Filen er større end {MAX_MEGABYTES} MB. Del listen, eller bed administratoren "
                "om at indlæse den."
            )
        return file


class ListForm(forms.Form):
    """A list as another system sends it: csv as text, or any file in base64."""

    name = forms.CharField(label="Filens navn", max_length=200)
    text = forms.CharField(label="csv", required=False, max_length=MAX_MEGABYTES << 20, strip=False)
    base64 = forms.CharField(label="csv eller xlsx i base64", required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if bool(typed.get("text")) == bool(typed.get("base64")):
            self.add_error("text", "Send enten »text« eller »base64«.")
        return typed


class ConfirmForm(forms.Form):
    upload = forms.IntegerField(widget=forms.HiddenInput)
    plan = forms.BooleanField(label="Planlæg sagerne med det samme", required=False, initial=True)
    responsible = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Ansvarlig sagsbehandler",
        required=False,
        empty_label="Fordel jævnt i enheden",
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        users = users_in_unit(by.unit_id or 0, Role.CASEWORKER, by.now)
        self.fields["responsible"].queryset = User.objects.filter(  # type: ignore[attr-defined]
            pk__in=[user.pk for user in users]
        )
