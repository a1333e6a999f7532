"""The first rows of decisions, complaints, access requests and requests, on a case of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

from cases.models import Case
from interventions.actions.papers import draft_decision, receive_access_request, receive_complaint
from interventions.actions.requests import propose_completion
from tests.lifecycles.typed import WEEK
from tests.make import actor, assign, make_case, make_user

OPENED = date(2024, 1, 2)
DRAFT = {
    "subject": "Ophør af mentor", "legal_basis": "lov om aktiv beskæftigelsesindsats § 167",
    "facts": "Mentorforløbet har varet et år.",
}  # fmt: skip


def active_case() -> tuple[Case, date]:
    """A case that has been taken over, and the day of that."""
    case = make_case(OPENED, active=True)
    return case, case.handover_on or OPENED


def drafted_decision() -> Any:
    case, on = active_case()
    return draft_decision(case, by=actor(make_user("anna"), on), **DRAFT)


def received_complaint(sent: Any) -> Any:
    """A week after the decision was sent."""
    by = actor(make_user("anna"), sent.sent_on + WEEK)
    return receive_complaint(sent, by=by, received_on=by.today, text="Jeg er uenig.")


def received_access_request() -> Any:
    case, on = active_case()
    by = actor(make_user("anna"), on)
    return receive_access_request(
        case, by=by, received_on=on, asked_by="Borgeren", wanted="Hele sagen"
    )


def open_request() -> Any:
    """Mia, who is the mentor, thinks that the first step she sees may be ended."""
    case, on = active_case()
    mia = make_user("mia", "mentor")
    assign(case, mia, "mentor", OPENED)
    step = case.steps.filter(shared=True).order_by("pk").first()
    return propose_completion(step, by=actor(mia, on), text="Hun har fået et job.")
