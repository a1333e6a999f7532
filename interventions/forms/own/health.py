"""The health assessment is offered with guidance."""

from datetime import date
from typing import Any, ClassVar

from interventions.forms.base import MoveForm
from interventions.forms.own.sharing import SharedThatDay
from interventions.law.conditions import ADULT, age_on
from interventions.models import HealthAssessment
from interventions.models.health_assessment import DOCTOR, RESULT

DECIDES_HERSELF = 15  # INL § 15 d: from 15 years on the young person decides
CITIZEN, CUSTODY_HOLDER = HealthAssessment.DeclinedBy


class Offer(MoveForm):
    must_tick: ClassVar = {
        "guidance_given": "Borgeren skal vejledes, før vurderingen kan tilbydes."
    }


class Refusal(MoveForm):
    """Who may refuse follows from the age on the day; for an adult nothing need be typed."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        on: date | None = cleaned.get("effective_on")
        if on is None or "declined_by" not in cleaned:
            return cleaned
        age = age_on(self.case.citizen.born_on, on)
        if age >= ADULT:
            cleaned["declined_by"] = cleaned["declined_by"] or CITIZEN.value
        self._check(age, cleaned["declined_by"], informed=cleaned.get("custody_informed", False))
        return cleaned

    def _check(self, age: int, by: str, *, informed: bool) -> None:
        if age < DECIDES_HERSELF and by != CUSTODY_HOLDER:
            self.add_error(
                "declined_by",
                f"Borgeren er {age} år: kun indehaveren af forældremyndigheden kan afslå.",
            )
        elif age >= DECIDES_HERSELF and by != CITIZEN:
            self.add_error("declined_by", f"Borgeren er {age} år og afgør det selv.")
        elif DECIDES_HERSELF <= age < ADULT and not informed:
            self.add_error(
                "custody_informed", "Indehaveren af forældremyndigheden skal orienteres først."
            )


class Referral(SharedThatDay):
    consent: ClassVar = (DOCTOR,)


class Result(SharedThatDay):
    consent: ClassVar = (RESULT,)


OWN: dict[tuple[str, str], type[MoveForm]] = {
    ("HealthAssessment", "offer"): Offer,
    ("HealthAssessment", "decline"): Refusal,
    ("HealthAssessment", "accept"): Referral,
    ("HealthAssessment", "receive_result"): Result,
}
