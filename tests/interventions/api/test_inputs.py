"""One table: which JSON value which form field takes."""

from typing import Any

import pytest
from django import forms

from interventions.api.inputs import checked, type_of
from interventions.api.refusals import ApiError
from interventions.forms.fields import LocalDateTimeField

FIELDS: dict[str, forms.Field] = {
    "text": forms.CharField(),
    "choice": forms.ChoiceField(choices=[("a", "A")]),
    "choices": forms.MultipleChoiceField(choices=[("a", "A")]),
    "reference": forms.ModelChoiceField(None),
    "integer": forms.IntegerField(),
    "number": forms.DecimalField(),
    "boolean": forms.BooleanField(),
    "date": forms.DateField(),
    "instant": LocalDateTimeField(),
}
TAKEN: list[tuple[str, Any]] = [
    ("text", "x"),
    ("choice", "a"),
    ("choices", ["a", "b"]),
    ("choices", []),
    ("reference", 7),
    ("integer", 37),
    ("number", 18.5),
    ("number", 37),
    ("boolean", False),
    ("date", "2024-02-29"),
    ("instant", "2025-03-24T09:00:00+01:00"),
    ("instant", "2025-03-24T08:00:00Z"),
]
REFUSED: list[tuple[str, Any]] = [
    ("text", 5),
    ("text", ["x"]),
    ("text", {"x": 1}),
    ("text", True),
    ("choice", 1),
    ("choices", "a"),
    ("choices", [1]),
    ("reference", "7"),
    ("integer", 37.5),
    ("integer", True),
    ("number", "18,5"),
    ("number", True),
    ("number", float("inf")),
    ("boolean", "nej"),
    ("boolean", 0),
    ("date", 20240229),
    ("date", "2023-02-29"),
    ("date", "29-02-2024"),
    ("date", "2024-2-9"),
    ("date", "20240229"),
    ("date", "0001-01-01"),
    ("date", "9999-12-31"),
    ("date", "٢٠٢٤-٠٢-٢٩"),
    ("instant", "2025-03-24T09:00:00"),
    ("instant", "2025-03-24"),
    ("instant", "9999-12-31T23:59:00-14:00"),
    ("instant", 1742806800),
]


@pytest.mark.parametrize("name", FIELDS)
def test_each_field_has_its_type(name: str) -> None:
    assert type_of(FIELDS[name]) == name


@pytest.mark.parametrize(("name", "value"), TAKEN)
def test_a_value_of_the_right_type_goes_to_the_form_unchanged(name: str, value: Any) -> None:
    assert checked({name: value}, FIELDS) == {name: value}


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_a_value_of_another_type_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(ApiError) as refused:
        checked({name: value}, FIELDS)
    assert refused.value.code == "invalid"
    assert list(refused.value.errors or {}) == [name]


def test_null_counts_as_left_out() -> None:
    assert checked({"text": None, "date": None, "integer": 1}, FIELDS) == {"integer": 1}


def test_every_unknown_key_is_named_also_when_it_is_null() -> None:
    with pytest.raises(ApiError) as refused:
        checked({"state": None, "case_id": 4, "text": "x"}, FIELDS)
    assert sorted(refused.value.errors or {}) == ["case_id", "state"]
