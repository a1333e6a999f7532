"""The question of a progression report: whole months, because free dates could be subtracted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from cases.models import Track
from interventions.law.months import add_months
from reports.period import Period, PeriodError, month_end
from reports.progression import Question

MONTH = "%Y-%m"


class QuestionForm(forms.Form):
    """The fields bear the names of the command's options. `question` is there when it is valid."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, units: list[Unit], since: date, today: date
    ) -> None:
        months = list(_months(since, today))
        first = max(months[0], today.replace(month=1, day=1))
        initial = {"from": f"{first:{MONTH}}", "to": f"{today:{MONTH}}"}
        super().__init__(data, initial=initial)
        self.today = today
        named = [(f"{month:{MONTH}}", date_format(month, "F Y")) for month in months]
        ends = [
            (f"{m:{MONTH}}", f"{month_end(m):%d-%m-%Y}") for m in months if month_end(m) < today
        ]
        self.fields["from"] = forms.ChoiceField(label=_("Fra og med"), choices=named)
        self.fields["to"] = forms.ChoiceField(label=_("Til og med"), choices=named)
        self._add_choice("track", _("Spor"), _("Alle spor"), Track.choices)
        if len(units) > 1:
            codes = [(unit.code, unit.name) for unit in units]
            self._add_choice("unit", _("Enhed"), _("Alle enheder"), codes)
        self._add_choice("as_of", _("Opgjort pr."), _("I dag"), reversed(ends))

    def _add_choice(self, name: str, label: Any, everything: Any, choices: Iterable[Any]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, required=False, choices=[("", everything), *choices]
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if "from" in typed and "to" in typed and "as_of" in typed:
            try:
                self._period = _period(typed, self.today)
            except PeriodError as error:
                self.add_error("to", str(error))
        return typed

    @property
    def question(self) -> Question:
        typed = self.cleaned_data
        return Question(self._period, unit=typed.get("unit", ""), track=typed["track"])


def _period(typed: Mapping[str, str], today: date) -> Period:
    as_of = month_end(_month(typed["as_of"])) if typed["as_of"] else None
    return Period.of(_month(typed["from"]), month_end(_month(typed["to"])), as_of, today)


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def _months(since: date, today: date) -> Iterator[date]:
    """The first of each month from the first case, or this year's first, until today's month."""
    month = min(since, today.replace(month=1)).replace(day=1)
    while month <= today:
        yield month
        month = add_months(month, 1)
