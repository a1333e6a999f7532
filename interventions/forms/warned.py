"""Forms that warn: what is typed may stand, but only when somebody has seen what it means.

Nothing is lost: the form comes back with all that was typed, and a box for each warning. What was
ticked is written into the event's note, so that the history shows that it was seen.
"""

from __future__ import annotations

from typing import Any

from django import forms

from interventions.forms.base import MoveForm

SEEN = "Advarsel set: "


class Ticks(forms.MultipleChoiceField):
    """Anything may be ticked: the choices are known only when the rest has been read."""

    widget = forms.MultipleHiddenInput

    def validate(self, value: Any) -> None: ...


class Warned(MoveForm):
    """`oddities` answers with code → sentence; it is asked when nothing else is wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confirmed"] = Ticks(label="Jeg har set advarslen", required=False)

    def oddities(self, _cleaned: dict[str, Any]) -> dict[str, str]:
        """Nothing is odd unless the form of a move says so."""
        return {}

    def warn(self, cleaned: dict[str, Any]) -> None:
        """To be called last in the form's own clean()."""
        if self.errors:
            return
        found = self.oddities(cleaned)
        if set(found) - set(cleaned.get("confirmed") or ()):
            self._ask(found)
            return
        told = (f"{SEEN}{text}" for text in found.values())
        cleaned["note"] = "\n".join(filter(None, (cleaned.get("note"), *told)))

    def _ask(self, found: dict[str, str]) -> None:
        """Show the boxes, which stay away from the page while there is nothing to tick."""
        boxes: Any = self.fields["confirmed"]
        boxes.widget, boxes.required = forms.CheckboxSelectMultiple(), True
        boxes.choices = list(found.items())
        self.add_error("confirmed", "Ret oplysningerne, eller sæt hak, hvis det skal være sådan.")
