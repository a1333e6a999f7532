"""A concern about social control: no free text in the clear, and never the family's interpreter."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from interventions.forms.base import MoveForm
from interventions.queries.concerns import may_be_named

LATE = (
    ("", "Vælg, hvis datoen ligger mere end 14 dage tilbage"),
    ("Borgeren bad om at vente", "Borgeren bad om at vente"),
    ("Oplysningen kom senere", "Oplysningen kom senere"),
    ("Ikke skrevet ned i tide", "Ikke skrevet ned i tide"),
)


class ConcernMove(MoveForm):
    """The note of a move stands in clear text in its event: here it is one of three sentences."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"] = forms.ChoiceField(
            label="Hvorfor først nu?", required=False, choices=LATE
        )


class Readers(ConcernMove):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        users = may_be_named(self.case, self.by)
        self.fields["may_see"] = forms.TypedMultipleChoiceField(
            label="Hvem må se bekymringen?",
            required=False,
            coerce=int,
            choices=[(user.pk, str(user)) for user in users if user.pk != self.by.user_id],
            widget=forms.CheckboxSelectMultiple,
            help_text="Du og andre social kontrol-vejledere på sagen kan altid se den.",
        )
        self.order_fields(["effective_on", "may_see"])


class Effort(ConcernMove):
    must_tick: ClassVar = {
        "alone": "Borgeren skal inddrages alene, uden ægtefælle, familie eller netværk."
    }


OWN: dict[tuple[str, str], type[MoveForm]] = {
    ("SocialControlConcern", "screen"): Readers,
    ("SocialControlConcern", "find_unfounded"): ConcernMove,
    ("SocialControlConcern", "act"): Effort,
    ("SocialControlConcern", "notify"): ConcernMove,
    ("SocialControlConcern", "close"): ConcernMove,
}
