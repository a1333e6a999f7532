"""The contract: at least one goal, both signatures, and the declaration signed or refused."""

from datetime import date
from typing import Any

from interventions.forms.base import MoveForm


class Contract(MoveForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].help_text = "Den dag, den sidste skrev under, dd-mm-åååå."

    def clean_contract_goals(self) -> str:
        """One goal a line; required, so that there is at least one."""
        lines = (line.strip(" \t-•") for line in self.cleaned_data["contract_goals"].splitlines())
        return "\n".join(line for line in lines if line)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "contract_goals" in cleaned and not cleaned["contract_goals"]:
            self.add_error("contract_goals", "Kontrakten skal have mindst ét mål.")
        self._check_signatures(cleaned)
        self._check_declaration(cleaned)
        return cleaned

    def _check_signatures(self, cleaned: dict[str, Any]) -> None:
        names = ("signed_by_citizen_on", "signed_by_municipality_on")
        days = [cleaned[name] for name in names if cleaned.get(name)]
        for name in names:
            self._refuse_early(name, cleaned.get(name))
        on = cleaned.get("effective_on")
        if on and len(days) == len(names) and max(days) != on:
            self.add_error(
                "effective_on",
                f"Kontrakten gælder fra den sidste underskrift, {max(days):%d-%m-%Y}: "
                "skriv den dag her, eller ret datoen for underskriften.",
            )

    def _check_declaration(self, cleaned: dict[str, Any]) -> None:
        signed_on, refusal = cleaned.get("declaration_signed_on"), cleaned["declaration_refusal"]
        self._refuse_early("declaration_signed_on", signed_on)
        if signed_on and refusal:
            self.add_error(
                "declaration_refusal",
                "Skriv enten datoen for erklæringen eller grunden, ikke begge.",
            )
        if "declaration_signed_on" in cleaned and not signed_on and not refusal:
            self.add_error(
                "declaration_signed_on",
                "Skriv, hvornår erklæringen er underskrevet, eller hvorfor den ikke er det.",
            )
        on = cleaned.get("effective_on")
        if on and signed_on and signed_on > on:
            self.add_error(
                "declaration_signed_on", "Erklæringen underskrives sammen med kontrakten."
            )

    def _refuse_early(self, name: str, day: date | None) -> None:
        opened_on = self.case.opened_on
        if day and day < opened_on:
            self.add_error(name, f"Datoen ligger før sagens oprettelse den {opened_on:%d-%m-%Y}.")


class Revision(Contract):
    """The declaration was given with the first contract: what is left alone stands."""

    def clean(self) -> dict[str, Any]:
        row = self.row
        signed_on = self.cleaned_data.get("declaration_signed_on")
        refusal = self.cleaned_data.get("declaration_refusal")
        if not signed_on and not refusal:
            self.cleaned_data["declaration_signed_on"] = row.declaration_signed_on
            self.cleaned_data["declaration_refusal"] = row.declaration_refusal
        elif signed_on and refusal == row.declaration_refusal:
            self.cleaned_data["declaration_refusal"] = ""  # signed after all
        return super().clean()


OWN: dict[tuple[str, str], type[MoveForm]] = {
    ("IntegrationProgramme", "agree_contract"): Contract,
    ("IntegrationProgramme", "revise_contract"): Revision,
}
