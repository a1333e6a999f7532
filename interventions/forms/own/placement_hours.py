"""The hours of a week: two placements never exceed 37 together; with Danish it is a warning."""

from __future__ import annotations

from datetime import date
from typing import Any

from interventions.forms.base import MoveForm
from interventions.law.placements import FULL_WEEK, Hours, busiest_week
from interventions.queries.placements import danish_hours, other_hours


def refuse_two_full_weeks(
    form: MoveForm, first: date | None, last: date | None, *, field: str | None = "hours_per_week"
) -> None:
    """Domain reference §5.7. `field` is where the refusal stands, if the form has it."""
    hours = _hours(form, first, last)
    if hours is None:
        return
    most = busiest_week(hours, other_hours(form.case, form.row.pk))
    if most > FULL_WEEK:
        form.add_error(
            field if field in form.fields else None,
            f"Sammen med borgerens andre praktikker bliver det {most} timer om ugen: højst "
            f"{FULL_WEEK}.",
        )


def told_of_danish(form: MoveForm, last: date | None = None) -> dict[str, str]:
    row = form.row
    hours = _hours(form, row.starts_on or row.planned_from, last or row.planned_to)
    if hours is None:
        return {}
    most = busiest_week(hours, [*other_hours(form.case, row.pk), *danish_hours(form.case)])
    if most <= FULL_WEEK:
        return {}
    return {
        "hours": f"Med dansk og andre praktikker bliver det {most} timer om ugen, mere end "
        f"{FULL_WEEK}."
    }


def _hours(form: Any, first: date | None, last: date | None) -> Hours | None:
    amount = form.cleaned_data.get("hours_per_week") or form.row.hours_per_week
    return Hours(amount, first, last) if amount and first else None
