"""The health assessment is offered with guidance."""

from interventions.forms.base import MoveForm
from interventions.forms.fields import ticked


class Offer(MoveForm):
    def clean_guidance_given(self) -> bool:
        return ticked(
            self, "guidance_given", "Borgeren skal vejledes, før vurderingen kan tilbydes."
        )


OWN: dict[tuple[str, str], type[MoveForm]] = {
    ("HealthAssessment", "offer"): Offer,
}
