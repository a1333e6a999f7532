"""Guards that several kinds share. Each answers with what is missing, or with ""."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.actor import Actor
from cases.lifecycle import Guard
from cases.models import Case

if TYPE_CHECKING:
    from interventions.models.step import Step


def case_runs(step: Step, _by: Actor) -> str:
    if step.case.state in Case.RUNNING:
        return ""
    return f"Sagen er {step.case.state_label.lower()}."


def case_active(step: Step, _by: Actor) -> str:
    # Until another municipality has taken over, the programme goes on here (INL § 18).
    if step.case.state in (Case.State.ACTIVE, Case.State.MOVING):
        return ""
    return f"Sagen skal være overtaget og aktiv; den er {step.case.state_label.lower()}."


def consented(purpose: str, what: str) -> Guard:
    """A consent for `purpose` that is given and not withdrawn (R11)."""

    def guard(step: Step, by: Actor) -> str:
        # all() and not filter(), so that a page with thirty steps asks the database once.
        consents = [c for c in step.case.citizen.consents.all() if c.purpose == purpose]
        given = [c for c in consents if c.given_on <= by.today]
        if any(c.withdrawn_on is None or c.withdrawn_on > by.today for c in given):
            return ""
        return f"Borgerens samtykke mangler: {what}. Registrér samtykket på sagen først."

    return guard
