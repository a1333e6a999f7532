"""What the user is told after a move: what happened, which deadline it met, and what followed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.lifecycle import Move
from cases.models import Case
from interventions.queries.deadlines import StatedDeadline


def what_happened(row: Any, move: Move, met: list[StatedDeadline]) -> str:
    label = _("Forløbet") if isinstance(row, Case) else row.label
    done = _("%(row)s: »%(move)s« er registreret.") % {"row": label, "move": move.label}
    more = FOLLOWED.get((row.kind, move.name))
    return " ".join([done, *(deadline_met(d) for d in met), *([more(row)] if more else [])])


def deadline_met(stated: StatedDeadline) -> str:
    due_on = stated.deadline.due_on
    words = {
        "subject": stated.rule.subject,
        "due": f"{due_on:%d-%m-%Y}" if due_on else _("uden dato"),
        "days": stated.late_days,
    }
    if not stated.late_days:
        return _("Fristen »%(subject)s« (%(due)s) er opfyldt rettidigt.") % words
    return (
        ngettext(
            "Fristen »%(subject)s« (%(due)s) er opfyldt %(days)s dag for sent.",
            "Fristen »%(subject)s« (%(due)s) er opfyldt %(days)s dage for sent.",
            stated.late_days,
        )
        % words
    )


def _planned(case: Case) -> str:
    counts = {"steps": case.steps.count(), "deadlines": case.deadlines.count()}
    return _("Planen har %(steps)s skridt og %(deadlines)s frister.") % counts


def _ended(case: Case) -> str:
    ended = case.steps.filter(ended_on__isnull=False, end_reason=case.get_end_reason_text()).count()
    if not ended:
        return _("Ingen skridt var åbne.")
    return ngettext(
        "%(n)s skridt sluttede med sagen.", "%(n)s skridt sluttede med sagen.", ended
    ) % {"n": ended}


FOLLOWED: dict[tuple[str, str], Callable[[Any], str]] = {
    ("Case", "plan"): _planned,
    ("Case", "close"): _ended,
    ("Case", "cancel"): _ended,
}
