"""The filters of the lists: declared beside each list, applied and documented from there alone.

django-filter passes over an empty value; here it is refused, as `asked` refuses a word that is
none. Only what stands in a row that the reader is shown may be filtered on; anything else would be
an oracle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django_filters import CharFilter, DateFilter, Filter, FilterSet
from drf_spectacular.utils import OpenApiParameter

from accounts.actor import Actor
from cases.queries import labels
from interventions.api.refusals import invalid

EMPTY = "Skriv en værdi, eller udelad filteret."
LONGEST = 150  # a user name; all else is shorter


class WordField(forms.ChoiceField):
    def validate(self, value: str) -> None:
        choices: Any = self.choices
        words = [word for word, _ in choices]
        if value and value not in words:
            raise ValidationError(f"Vælg en af: {', '.join(words)}.")


class OneOf(Filter):  # type: ignore[misc]  # django-filter has no types
    field_class = WordField

    def __init__(self, words: Iterable[Any], **options: Any) -> None:
        self.words = [str(word) for word in words]
        super().__init__(choices=[(word, word) for word in self.words], **options)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": self.words}


class Coded(Filter):  # type: ignore[misc]
    """A code of one of the tables, which are asked at each request: they may have grown."""

    field_class = WordField

    def __init__(self, table: str, **options: Any) -> None:
        super().__init__(choices=lambda: list(labels(table)[table].items()), **options)

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


class Flag(OneOf):
    def __init__(self, **options: Any) -> None:
        super().__init__(("true", "false"), **options)

    def filter(self, rows: QuerySet[Any, Any], value: str) -> QuerySet[Any, Any]:
        found: QuerySet[Any, Any] = super().filter(rows, value and value == "true")
        return found


class Happened(Flag):
    """Whether the column holds a moment."""

    def __init__(self, column: str, **options: Any) -> None:
        super().__init__(field_name=column, lookup_expr="isnull", exclude=True, **options)


class Exactly(CharFilter):  # type: ignore[misc]
    """A code, a user name: the whole of it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST, **options)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": LONGEST}


class Day(DateFilter):  # type: ignore[misc]
    def __init__(self, **options: Any) -> None:
        told = {"invalid": "Skriv datoen som ÅÅÅÅ-MM-DD."}
        super().__init__(input_formats=["%Y-%m-%d"], error_messages=told, **options)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


def first_day(column: str) -> Day:
    return Day(field_name=column, lookup_expr="gte", label="Fra og med denne dag.")


def last_day(column: str) -> Day:
    return Day(field_name=column, lookup_expr="lte", label="Til og med denne dag.")


class Filters(FilterSet):  # type: ignore[misc]
    """None, until a list declares its own."""

    def __init__(self, data: dict[str, str], rows: QuerySet[Any, Any], *, by: Actor) -> None:
        super().__init__(data, rows)
        self.by = by

    @property
    def rows(self) -> QuerySet[Any, Any]:
        """Raises ApiError `invalid`."""
        errors = {name: [EMPTY] for name, value in self.data.items() if not value.strip()}
        errors |= {name: list(said) for name, said in self.errors.items()}
        if errors:
            raise invalid(dict(sorted(errors.items())))
        found: QuerySet[Any, Any] = self.qs
        return found

    @classmethod
    def parameters(cls) -> Iterator[OpenApiParameter]:
        for name, one in cls.base_filters.items():
            yield OpenApiParameter(name, one.schema(), description=one.label or "")
