"""What the user is told: before a move what else it does, after it what happened and followed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.lifecycle import Move
from cases.models import Case
from interventions.law.wording import subject
from interventions.queries.deadlines import StatedDeadline


def what_happened(row: Any, move: Move, met: list[StatedDeadline]) -> str:
    label = _("Forløbet") if isinstance(row, Case) else row.label
    done = _("%(row)s: »%(move)s« er registreret.") % {"row": label, "move": move.label}
    more = FOLLOWED.get((row.kind, move.name))
    return " ".join([done, *(deadline_met(d) for d in met), *([more(row)] if more else [])])


def deadline_met(stated: StatedDeadline) -> str:
    due_on = stated.deadline.due_on
    words = {
        "subject": subject(stated.rule),
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

# What a move does beside changing the state: the lines of interventions.actions.consequences.
MEANS = {
    ("Case", "plan"): gettext_lazy("Skridt og frister tilføjes efter sporets skabelon."),
    ("Case", "close"): gettext_lazy("Alle åbne skridt slutter, og mentoren mister sin adgang."),
    ("Case", "cancel"): gettext_lazy("Alle åbne skridt slutter, og mentoren mister sin adgang."),
    ("WelcomeTalk", "hold"): gettext_lazy(
        "Er der behov for en helbredsmæssig vurdering, tilføjes behovet og skridtet."
    ),
    ("Mentoring", "assign"): gettext_lazy("Mentoren får adgang til forløbet fra datoen."),
    ("Mentoring", "change_mentor"): gettext_lazy(
        "Den nye mentor får adgang fra datoen, og den gamle mister sin."
    ),
    ("Mentoring", "end"): gettext_lazy("Mentoren mister sin adgang fra datoen."),
    ("CompanyPlacement", "complete"): gettext_lazy(
        "Hvert mål evalueres. Fristen for det næste tilbud regnes fra den sidste dag."
    ),
    ("CompanyPlacement", "break_off"): gettext_lazy(
        "Målene opgives. Fristen for det næste tilbud regnes fra den sidste dag."
    ),
    ("CompanyPlacement", "cancel"): gettext_lazy("Målene opgives."),
}
