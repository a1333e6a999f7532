"""The form of a move: made from what the move's own method asks for.

Page, API, command and background job are validated by the same form, inside perform.
"""

import inspect
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar, cast

from django import forms
from django.db import models
from django.utils.text import capfirst

from accounts.actor import Actor
from cases.actions.moves import earliest_day
from cases.lifecycle import Lifecycle, Move
from cases.models import Case
from cases.queries import labels
from interventions.forms.fields import LocalDateTimeField

BACKDATING_FREE = timedelta(days=14)
WORDS = "*"


class MoveForm(forms.Form):
    """Date, reason and note of every move; a kind's own fields are added by `form_class`.

    `must_tick` says of a box why the move cannot be made without it.
    """

    must_tick: ClassVar[Mapping[str, str]] = {}

    effective_on = forms.DateField(label="Dato", help_text="Den dag det skete, dd-mm-åååå.")
    note = forms.CharField(
        label="Bemærkning",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, row: Any, move: Move, by: Actor) -> None:
        self.row, self.move, self.by = row, move, by
        super().__init__(data, initial={"effective_on": by.today})
        self._add_reason()
        for name, sentence in self.must_tick.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence
        self.order_fields([n for n in self.fields if n not in ("reason", "note")])

    @property
    def case(self) -> Case:
        return cast("Case", self.row if isinstance(self.row, Case) else self.row.case)

    def _add_reason(self) -> None:
        if self.move.reasons == WORDS:
            self.fields["reason"] = forms.CharField(label="Årsag", max_length=200)
        elif self.move.reasons:
            choices = labels(self.move.reasons)[self.move.reasons].items()
            self.fields["reason"] = forms.ChoiceField(
                label="Årsag", choices=[("", "Vælg …"), *choices]
            )
        elif "reason" in {p.name for p in self.row.asks(self.move.name)}:
            self.fields["reason"] = forms.CharField(label="Årsag", max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if on := cleaned.get("effective_on"):
            self._check_day(on)
        return cleaned

    def _check_day(self, on: Any) -> None:
        """R2: not in the future, not before the last move; far back in time needs words.

        Nothing can have been moved after today, so that today needs no looking.
        """
        if on > self.by.today:
            self.add_error("effective_on", "Datoen kan ikke ligge i fremtiden.")
        elif on < self.by.today and on < (earliest := earliest_day(self.case, self.row)):
            self.add_error(
                "effective_on",
                f"Datoen kan ikke ligge før {earliest:%d-%m-%Y}, hvor sagen eller skridtet sidst "
                "blev ændret.",
            )
        words = self.cleaned_data.get("note") or self.cleaned_data.get("reason")
        if self.by.today - on > BACKDATING_FREE and not words:
            self.add_error(
                "note", "Datoen ligger mere end 14 dage tilbage. Skriv kort, hvorfor det først "
                "registreres nu."
            )  # fmt: skip


def own_fields(kind: type[Lifecycle], name: str) -> dict[str, forms.Field]:
    """One form field for each parameter of the move's method, after the kind's own column."""
    return {
        parameter.name: _field(kind, parameter)
        for parameter in kind.asks(name)
        if parameter.name != "reason"
    }


def _field(kind: type[Lifecycle], parameter: inspect.Parameter) -> forms.Field:
    column = cast("models.Field[Any, Any]", kind._meta.get_field(parameter.name))
    required = parameter.default is inspect.Parameter.empty
    if isinstance(column, models.DateTimeField):
        return LocalDateTimeField(label=capfirst(column.verbose_name), required=required)
    field = cast("forms.Field", cast("Any", column).formfield())
    field.required = required
    # The column's own rules (a CVR number's digits, 37 hours a week) hold in the form too.
    field.validators += [rule for rule in column.validators if rule not in field.validators]
    if isinstance(field, forms.TypedChoiceField) and required:
        options = cast("list[tuple[str, str]]", list(cast("Any", field.choices)))
        field.choices = [("", "Vælg …"), *((k, v) for k, v in options if k)]
        field.initial = None
    return field
