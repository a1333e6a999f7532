"""Where and what a volunteer offer is: codes that hold on the day."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from interventions.forms.base import MoveForm
from interventions.forms.codes import CodeField, fill_codes
from interventions.forms.own.sharing import SharedThatDay
from interventions.models.volunteer_activity import SHARING


class Interest(MoveForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"] = CodeField("volunteer_activity", label="Aktivitet")
        self.fields["place"] = CodeField("volunteer_place", label="Sted")
        fill_codes(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        on: date | None = cleaned.get("effective_on")
        for name in ("activity", "place"):
            field = self.fields[name]
            if on and isinstance(field, CodeField) and (why := field.why_not(self[name].data, on)):
                self.add_error(name, why)
        return cleaned


class Joining(SharedThatDay):
    consent: ClassVar = (SHARING,)


OWN: dict[tuple[str, str], type[MoveForm]] = {
    ("VolunteerActivity", "show_interest"): Interest,
    ("VolunteerActivity", "join"): Joining,
}
