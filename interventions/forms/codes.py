"""Choices out of the code tables: every code is offered, and refused on a day it does not cover.

Facts are often written down late, so that the day typed decides and not today.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from cases.models import Code

CHOOSE = ("", "Vælg …")


class CodeField(forms.ChoiceField):
    """One code of a table; `fill_codes` gives it its rows when the form is made."""

    def __init__(self, table: str, **kwargs: Any) -> None:
        self.table = table
        self.rows: dict[str, Code] = {}
        super().__init__(**kwargs)

    def why_not(self, code: str, day: date) -> str:
        """A sentence when the code does not hold on the day, or ""."""
        row = self.rows.get(code)
        if row and row.valid_from and day < row.valid_from:
            return f"»{row.label}« gælder først fra {row.valid_from:%d-%m-%Y}."
        if row and row.valid_to and day > row.valid_to:
            return f"»{row.label}« gælder kun til og med {row.valid_to:%d-%m-%Y}."
        return ""


class CodesField(forms.MultipleChoiceField):
    """Several codes of a table that has no validity."""

    def __init__(self, table: str, **kwargs: Any) -> None:
        self.table = table
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)


def fill_codes(form: forms.BaseForm, *, without: Iterable[str] = ()) -> None:
    """Give every code field of the form its choices, all with one query."""
    fields = [f for f in form.fields.values() if isinstance(f, CodeField | CodesField)]
    left_out = set(without)
    rows: dict[str, list[Code]] = {field.table: [] for field in fields}
    for row in Code.objects.filter(table__in=rows):
        if row.code not in left_out:
            rows[row.table].append(row)
    for field in fields:
        mine = rows[field.table]
        if isinstance(field, CodeField):
            field.rows = {row.code: row for row in mine}
            field.choices = [CHOOSE, *((row.code, _shown(row)) for row in mine)]
        else:
            field.choices = [(row.code, row.label) for row in mine]


def _shown(row: Code) -> str:
    return f"{row.label} (til {row.valid_to:%d-%m-%Y})" if row.valid_to else row.label
