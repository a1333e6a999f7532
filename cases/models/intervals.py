"""Intervals of one citizen that never overlap, held by core PostgreSQL alone.

btree_gist is a contrib module that the embedded server lacks; the citizen as a range of one
does the same (shared decisions §0). A period runs from `from_on` to, not including, `to_on`.
"""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    BigIntegerRangeField,
    DateRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Func, Q, Value


def one(column: str) -> Func:
    return Func(
        F(column), F(column), Value("[]"), function="int8range", output_field=BigIntegerRangeField()
    )


def days(first: str, last: str, bounds: str) -> Func:
    return Func(
        F(first), F(last), Value(bounds), function="daterange", output_field=DateRangeField()
    )


def interval_constraints(name: str) -> list[Any]:
    return [
        models.CheckConstraint(
            name=f"{name}_ends_after_it_begins",
            condition=Q(to_on__isnull=True) | Q(to_on__gt=F("from_on")),
        ),
        ExclusionConstraint(
            name=f"{name}_does_not_overlap",
            expressions=[
                (one("citizen_id"), RangeOperators.OVERLAPS),
                (days("from_on", "to_on", "[)"), RangeOperators.OVERLAPS),
            ],
        ),
    ]
