"""Forms of the facts that a caseworker registers on a case, one small class each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from accounts.roles import Permission
from cases.models import Case, Consent, IntegrationNeed
from cases.models.needs import HEALTH, SOCIAL_CONTROL
from interventions.forms.case import CaseForm
from interventions.forms.codes import CHOOSE, CodeField
from interventions.models import Deadline
from interventions.queries.people import consented
from interventions.queries.sharing import stopped_by

LINES = forms.Textarea(attrs={"rows": 3})
RESTRICTED = {HEALTH: Permission.HEALTH_SEE, SOCIAL_CONTROL: Permission.SOCIAL_CONTROL_SEE}


def anchor_label(name: str) -> str:
    """The Danish name of a date on the case, with a capital letter."""
    label = str(Case._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def ended(case: Case) -> str:
    return f"Sagen er {case.state_label.lower()} og kan ikke rettes her."


class AnchorForm(CaseForm):
    anchor = forms.ChoiceField(label="Hvilken dato?")
    day = forms.DateField(
        label="Dato", required=False, help_text="dd-mm-åååå. Tomt felt betyder, at den er ukendt."
    )
    reason = forms.CharField(
        label="Begrundelse",
        required=False,
        max_length=300,
        help_text="Skal skrives, når en dato, der er registreret før, rettes.",
    )

    def __init__(self, *args: Any, names: Iterable[str], chosen: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {name: anchor_label(name) for name in names}
        self.fields["anchor"].choices = [CHOOSE, *labels.items()]  # type: ignore[attr-defined]
        if chosen in labels:
            self.initial.update(anchor=chosen, day=getattr(self.case, chosen))

    def why_not(self) -> str:
        return ended(self.case) if self.case.is_ended else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = cleaned.get("anchor")
        if chosen and "day" in cleaned and cleaned["day"] == getattr(self.case, chosen):
            self.add_error("day", "Det er den dato, der er registreret i forvejen.")
        return cleaned


class HandoverForm(CaseForm):
    """With a computed handover an earlier one needs a consent, which can be given here."""

    past = ("consent_given_on",)

    day = forms.DateField(label="Aftalt overgivelse", help_text="dd-mm-åååå")
    consent_given_on = forms.DateField(
        label="Borgeren gav sit samtykke", help_text="Dagen, dd-mm-åååå."
    )
    consent_form = forms.ChoiceField(
        label="Samtykkets form", choices=[CHOOSE, *Consent.Form.choices]
    )
    reason = forms.CharField(label="Begrundelse", required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consent = consented(self.case, "earlier_handover", self.by.today)
        if self.consent or self.case.handover_computed_on is None:
            del self.fields["consent_given_on"], self.fields["consent_form"]

    def why_not(self) -> str:
        if not self.case.handover_rule:
            return "Sagen er uden for programmet og har ingen overgivelse."
        if self.case.handover_computed_on is None and self.case.handover_rule != "typed":
            return (
                "Overgivelsen kan ikke beregnes endnu, så der er ingen at aftale en tidligere dato "
                "for. Registrér først den dato, den afhænger af."
            )
        return ""


class NeedForm(CaseForm):
    past = ("on",)

    code = CodeField("integration_need", label="Behov")
    policy_area = CodeField("policy_area", label="Område i politikken", required=False)
    on = forms.DateField(label="Registreret", help_text="dd-mm-åååå")
    note = forms.CharField(label="Bemærkning", required=False, max_length=2000, widget=LINES)

    def left_out(self) -> Iterable[str]:
        """Needs that are open already, and those that the actor may not know of."""
        running = IntegrationNeed.objects.filter(citizen=self.case.citizen_id, resolved_on=None)
        hidden = {code for code, permission in RESTRICTED.items() if permission not in self.held}
        return {*running.values_list("code", flat=True), *hidden}

    def why_not(self) -> str:
        if self.case.is_ended:
            return ended(self.case)
        code = cast("CodeField", self.fields["code"])
        return "" if code.rows() else "Alle behov er registreret."


class NeedStatusForm(CaseForm):
    past = ("on",)

    status = forms.ChoiceField(label="Status", choices=IntegrationNeed.Status.choices)
    policy_area = CodeField("policy_area", label="Område i politikken", required=False)
    on = forms.DateField(label="Fra", help_text="dd-mm-åååå")
    note = forms.CharField(label="Bemærkning", required=False, max_length=2000, widget=LINES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(
            status=self.about.status, note=self.about.note, policy_area=self.about.policy_area
        )

    def why_not(self) -> str:
        return ended(self.case) if self.case.is_ended else ""


class IncomeForm(CaseForm):
    past = ("from_on",)

    code = CodeField("income_basis", label="Forsørgelsesgrundlag")
    from_on = forms.DateField(label="Fra", help_text="Første dag, dd-mm-åååå.")


class ConsentForm(CaseForm):
    past = ("given_on",)

    purpose = CodeField("consent_purpose", label="Formål")
    scope = forms.CharField(
        label="Omfang", max_length=300, help_text="Hvilke oplysninger må deles?"
    )
    receiver = forms.CharField(label="Modtager", max_length=200)
    given_on = forms.DateField(label="Givet", help_text="dd-mm-åååå")
    form = forms.ChoiceField(label="Form", choices=[CHOOSE, *Consent.Form.choices])


class WithdrawalForm(CaseForm):
    past = ("on",)

    on = forms.DateField(label="Trukket tilbage", help_text="dd-mm-åååå")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if stops := stopped_by(self.about, self.by.today):
            self.fields["on"].help_text = f"dd-mm-åååå. Fra den dag: {' '.join(stops)}"


class ExemptionForm(CaseForm):
    reason = CodeField("exemption_reason", label="Årsag")
    from_on = forms.DateField(label="Fra", help_text="Fritagelsens første dag, dd-mm-åååå.")
    to_on = forms.DateField(label="Til og med", help_text="Fritagelsens sidste dag, dd-mm-åååå.")
    note = forms.CharField(label="Begrundelse", required=False, max_length=2000, widget=LINES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deadline: Deadline = self.about
        today, due = self.by.today, deadline.due_on or self.by.today
        self.initial.update(from_on=min(today, due), to_on=max(today, due))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("from_on"), cleaned.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "Den sidste dag ligger før den første.")
        return cleaned
