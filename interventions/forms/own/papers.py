"""What must be in order before a decision is sent, and an access request is decided."""

from typing import Any, ClassVar

from interventions.forms.base import MoveForm
from interventions.models import AccessRequest


class Hearing(MoveForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        on, answer_by = cleaned.get("effective_on"), cleaned.get("hearing_answer_by")
        if on and answer_by and answer_by <= on:
            self.add_error(
                "hearing_answer_by", "Svarfristen skal ligge efter den dag, høringen sendes."
            )
        return cleaned


class Sending(MoveForm):
    """FVL § 19 asks for a hearing or the reason for none; nothing else can be heard of a favour."""

    must_tick: ClassVar = {
        "well_informed": "Bekræft, at sagen er tilstrækkeligt oplyst til at afgøres."
    }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        heard = self.row.hearing_sent_on is not None
        if not heard and not cleaned.get("favourable") and not cleaned.get("no_hearing_reason"):
            self.add_error(
                "no_hearing_reason",
                "Send sagen i partshøring først, eller skriv, hvorfor det ikke er nødvendigt "
                "(forvaltningsloven § 19).",
            )
        return cleaned


class AccessDecision(MoveForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        granted = cleaned.get("outcome") == AccessRequest.Outcome.GRANTED
        if cleaned.get("outcome") and not granted and not cleaned.get("withheld"):
            self.add_error("withheld", "Skriv, hvad der er undtaget, og hvorfor.")
        return cleaned


OWN: dict[tuple[str, str], type[MoveForm]] = {
    ("Decision", "hear"): Hearing,
    ("Decision", "send"): Sending,
    ("AccessRequest", "decided"): AccessDecision,
}
