"""A company closes or gives notice: everything at its CVR number ends, with one reason.

One row after the other by `perform`, each with a verdict: what one case refuses does not stop the
others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require_role
from cases.errors import InvalidDataError, NotPossibleError
from cases.queries import labels
from interventions.actions.perform import perform
from interventions.models import Company, CompanyPlacement
from interventions.queries.companies import elsewhere_at, open_at

REASONS, CLOSED = "placement_end_reason", "virksomhed_opsagt"
BEGUN = (CompanyPlacement.State.RUNNING, CompanyPlacement.State.PAUSED)


@dataclass(frozen=True)
class Verdict:
    """What became of one placement: `told` is its new state, or why it stands as it was."""

    placement: CompanyPlacement
    ended: bool
    told: str


@dataclass(frozen=True)
class Closure:
    """`elsewhere` counts the placements that are for others to end: they are not named."""

    verdicts: list[Verdict]
    elsewhere: int


def end_placements(
    company: Company, *, by: Actor, on: date, continues_as: str, note: str = ""
) -> Closure:
    """Break off what runs at the company and cancel what has not begun, in the actor's reach."""
    require_role(by, Permission.PLACEMENT_MOVE)
    reason = labels(REASONS)[REASONS].get(CLOSED, CLOSED)
    begun = {"reason": CLOSED, "continues_as": continues_as}
    verdicts = [
        _end(row, on, note, begun if row.state in BEGUN else {"reason": reason}, by)
        for row in open_at(company.cvr, by)
    ]
    record(
        by,
        "company.end_placements",
        "company",
        company.pk,
        subjects=[v.placement.case.citizen_id for v in verdicts],
        hits=sum(v.ended for v in verdicts),
    )
    return Closure(verdicts, elsewhere_at(company.cvr, by))


def _end(row: Any, on: date, note: str, data: dict[str, str], by: Actor) -> Verdict:
    name = "break_off" if row.state in BEGUN else "cancel"
    try:
        ended = perform(row, name, {**data, "effective_on": on, "note": note}, by=by)
    except InvalidDataError as error:
        told = [str(text) for texts in error.form.errors.values() for text in texts]
        return Verdict(row, ended=False, told=" ".join(told))
    except NotPossibleError as error:
        return Verdict(row, ended=False, told=str(error))
    return Verdict(row, ended=True, told=ended.state_label)
