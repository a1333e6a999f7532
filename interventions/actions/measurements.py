"""A measurement of progression is a fact that meets deadlines, and no move: recorded, and taken
out of what it met when it was wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission, Role
from cases.access import held_on, require
from cases.actions.changes import change_fields
from cases.actions.moves import write_event
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Case, Event
from interventions.actions.deadlines import date_from, take_back
from interventions.actions.repeating import repeat
from interventions.actions.settle import ANNUL, settle
from interventions.forms.measurement import OWN_VIEW, MeasurementForm
from interventions.models import Exemption, InstrumentVersion, Measurement, Score
from interventions.queries.rules import RuleBook, rule_book

EVERY_THIRD_MONTH = "PROG-MAAL-3M"
ROUND = timedelta(days=30)
ByRole = Measurement.ByRole


@transaction.atomic
def record_measurement(
    case: Case, by_role: str, data: Mapping[str, Any], *, by: Actor
) -> Measurement:
    """`by_role` is whose view it is; `data` are the fields of MeasurementForm.

    The citizen's and the caseworker's views of one occasion are one measurement to the deadlines;
    a mentor's view meets none. Raises PermissionDenied, OutOfReachError, NotPossibleError, or
    InvalidDataError.
    """
    locked = Case.objects.select_for_update(of=("self",)).select_related("citizen", "unit")
    case = locked.get(pk=case.pk)
    _require(case, by_role, by)
    if case.is_ended:
        raise NotPossibleError(f"Sagen er {case.state_label.lower()}: der kan ikke måles på den.")
    form = MeasurementForm(data, case=case, by=by, held=held_on(by, case), by_role=by_role)
    if not form.is_valid():
        raise InvalidDataError(form)
    counts = by_role != ByRole.MENTOR and not _other_view(case, by_role, form.cleaned_data)
    row = _store(case, form, by)
    write_event(
        case, row, move="record" if counts else "view", label="Måling registreret", by=by,
        on=row.measured_on,
    )  # fmt: skip
    fields = [name for name in form.cleaned_data if not name.startswith("comment_")]
    record(by, "Measurement.record", row.kind, row.pk, subjects=[case.citizen_id], fields=fields)
    if counts:
        _meet(case, row)
    return row


def require_own_view(case: Case, row: Measurement, by: Actor) -> None:
    """Whoever may record a view may annul it, a mentor only her own. Raises as `require`."""
    _require(case, row.by_role, by)
    if row.by_role == ByRole.MENTOR and row.recorded_by_id != by.user_id:
        raise PermissionDenied(OWN_VIEW)


def count_without_measurement(case: Case, row: Measurement, by: Actor, reason: str) -> None:
    """The deadlines that it met or began follow anew from the others; the other one's view of the
    same occasion counts in its place. The row is annulled already.
    """
    write_event(case, row, move=ANNUL, label="Måling annulleret", by=by, on=by.today, note=reason)
    heir = _heir(case, row)
    if heir:
        told = f"Tæller nu, fordi målingen den {row.measured_on:%d-%m-%Y} er annulleret."
        write_event(
            case, heir, move="record", label="Måling registreret", by=by, on=heir.measured_on,
            note=told,
        )  # fmt: skip
    book = rule_book()
    _count_from_others(case, row, by, book)
    if heir:
        _meet(case, heir)
    else:
        settle(case, book)


def _heir(case: Case, row: Measurement) -> Measurement | None:
    if row.pk not in _counted(case):
        return None
    views = case.measurements.exclude(by_role__in=(row.by_role, ByRole.MENTOR)).filter(
        occasion=row.occasion,
        placement=row.placement_id,
        measured_on__range=(row.measured_on - ROUND, row.measured_on + ROUND),
    )
    for view in views.exclude(pk__in=_counted(case)):
        typed = {"measured_on": view.measured_on, "occasion": view.occasion}
        if not _other_view(case, view.by_role, {**typed, "placement": view.placement_id}):
            return view
    return None


def _counted(case: Case) -> set[int]:
    """The ids of the measurements that deadlines have counted."""
    events = Event.objects.filter(case=case, kind=Measurement.kind, move="record")
    return set(events.values_list("object_id", flat=True))


def _count_from_others(case: Case, row: Measurement, by: Actor, book: RuleBook) -> None:
    """Each deadline of the row counts from one measurement: that of the annulled one goes, and
    the only one waits again for its first measurement.
    """
    still = case.measurements.filter(pk__in=_counted(case), measured_on=row.measured_on)
    if still.exists():
        return
    every = case.deadlines.filter(rule__code=EVERY_THIRD_MONTH)
    its = every.filter(anchor_on=row.measured_on)
    others = every.exclude(anchor_on=row.measured_on)
    earlier = others.filter(anchor_on__lt=row.measured_on).order_by("-anchor_on")
    if instead := earlier.first() or others.first():
        for exemption in Exemption.objects.filter(deadline__in=its):
            moved = {"deadline_id": instead.pk}
            change_fields(exemption, moved, citizen=case.citizen, by=by, reason="Måling annulleret")
        take_back(its, book)
        return
    for deadline in its:
        date_from(deadline, EVERY_THIRD_MONTH, None, book)
        deadline.save()


def _require(case: Case, by_role: str, by: Actor) -> None:
    """A mentor tells her own view and nobody else's; nobody tells it for her."""
    mentors = by_role == ByRole.MENTOR
    require(by, Permission.FOLLOW_UP_WRITE if mentors else Permission.CASE_EDIT, case)
    if mentors and by.role != Role.MENTOR:
        raise PermissionDenied(OWN_VIEW)


def _other_view(case: Case, by_role: str, typed: Mapping[str, Any]) -> bool:
    """Whether the other one's view of the same occasion has been counted already."""
    day = typed["measured_on"]
    rows = case.measurements.exclude(by_role__in=(by_role, ByRole.MENTOR)).filter(
        occasion=typed["occasion"],
        placement=typed.get("placement"),
        measured_on__range=(day - ROUND, day + ROUND),
    )
    return rows.exists()


def _store(case: Case, form: MeasurementForm, by: Actor) -> Measurement:
    typed = form.cleaned_data
    # A form without a version is not valid: there is nothing to ask.
    version = cast("InstrumentVersion", form.version)
    row = Measurement.objects.create(
        case=case,
        measured_on=typed["measured_on"],
        by_role=form.by_role,
        occasion=typed["occasion"],
        placement_id=typed.get("placement"),
        version=version,
        recorded_by_id=by.person,
        recorded_at=by.now,
    )
    Score.objects.bulk_create(
        Score(
            measurement=row,
            indicator=answer.indicator,
            value=answer.value,
            reason=answer.reason,
            comment=answer.comment or None,
        )
        for answer in form.answers()
    )
    return row


def _meet(case: Case, row: Measurement) -> None:
    """The next one counts from this one, where the plan asks for measurements at all."""
    book = rule_book()
    if case.deadlines.filter(rule__code=EVERY_THIRD_MONTH).exists():
        repeat(case, EVERY_THIRD_MONTH, row.measured_on, book)
    else:
        settle(case, book)
