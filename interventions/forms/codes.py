"""Choices out of the code tables: every code is offered, and refused on a day it does not cover.

Facts are often written down late, so that the day typed decides and not today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, partial
from typing import Any

from django import forms

from cases.models import Code

CHOOSE = ("", "Vælg …")
Rows = Callable[[], list[Code]]


class CodeField(forms.ChoiceField):
    """One code of a table; `fill_codes` gives it its rows when the form is made."""

    def __init__(self, table: str, **kwargs: Any) -> None:
        self.table = table
        self.rows: Rows = list
        super().__init__(**kwargs)

    def offer(self, rows: Rows) -> None:
        self.rows = rows
        self.choices = lambda: [CHOOSE, *((row.code, _shown(row)) for row in rows())]

    def why_not(self, code: str, day: date) -> str:
        """A sentence when the code does not hold on the day, or ""."""
        row = next((row for row in self.rows() if row.code == code), None)
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

    def offer(self, rows: Rows) -> None:
        self.choices = lambda: [(row.code, row.label) for row in rows()]


def fill_codes(form: forms.BaseForm, *, without: Iterable[str] = ()) -> None:
    """Give every code field of the form its choices, all with one query: when the first of them is
    looked at, for a form that is filled by a program often has none of them.
    """
    fields = [f for f in form.fields.values() if isinstance(f, CodeField | CodesField)]
    left_out, tables = set(without), {field.table for field in fields}

    @cache
    def rows() -> list[Code]:
        return list(Code.objects.filter(table__in=tables).exclude(code__in=left_out))

    def of(table: str) -> list[Code]:
        return [row for row in rows() if row.table == table]

    for field in fields:
        field.offer(partial(of, field.table))


def _shown(row: Code) -> str:
    return f"{row.label} (til {row.valid_to:%d-%m-%Y})" if row.valid_to else row.label
