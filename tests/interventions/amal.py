"""Amal's case, with something in every part of the page, and the ways to look at it."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import User
from cases.actions.facts import open_need, record_income
from cases.models import Case
from interventions.actions.steps import add_goal
from interventions.models import CompanyPlacement
from interventions.queries.case_page import CasePage, case_page
from tests.interventions.desk import sit_down, text_of
from tests.make import actor, assign, day, make_case, make_consent, make_unit, make_user, step_of

TODAY = "2024-05-06"
CPR = "1705901235"
GOAL = {"type": "social", "text": "Hilser på alle", "sign": "Siger godmorgen"}
AMAL = {
    "given_name": "Amal", "phone": "+4522334455", "email": "amal@example.dk",
    "address": "Nørrebrogade 1, København N", "language": "ara", "interpreter": "yes",
    "care_mark": "Ring ikke før kl. 10", "identifiers": {"udlaendinge_id": "12345678", "cpr": CPR},
}  # fmt: skip


def amals_case() -> Case:
    """On the Copenhagen model since January, in Copenhagen since 12 February 2024."""
    case = make_case("2024-01-08", active=True, arrived_on="2024-02-12", citizen=AMAL)
    by = actor(make_user("anna"), "2024-03-04")
    open_need(case, "dansk", by=by, on=day("2024-03-04"), note="Ni års skolegang")
    open_need(case, "sundhed", by=by, on=day("2024-03-04"))
    open_need(case, "social_kontrol", by=by, on=day("2024-03-04"))
    record_income(case, "sho", by=by, from_on=day("2024-03-01"))
    make_consent(case, "doctor", "2024-03-04")
    add_goal(step_of(case, CompanyPlacement), by=by, **GOAL)
    return Case.objects.get(pk=case.pk)


def page_of(case: Case, username: str = "anna", role: str = "caseworker") -> CasePage:
    return case_page(actor(make_user(username, role), TODAY), case.pk)


def seen_by(case: Case, user: User, monkeypatch: pytest.MonkeyPatch) -> str:
    return text_of(sit_down(monkeypatch, user, TODAY).get(f"/sager/{case.pk}/"))


def who(case: Case, relation: str) -> User:
    """own, colleague, lead, or the name of a function, held by somebody of another unit."""
    if relation in ("own", "colleague"):
        return make_user({"own": "anna", "colleague": "berit"}[relation])
    if relation == "lead":
        return make_user("lone", "team_lead")
    # Nobody is both mentor and caseworker of the same citizen.
    name, role = ("kaj", "mentor") if relation == "mentor" else ("kim", "caseworker")
    user = make_user(name, role, unit=make_unit("SYD"))
    assign(case, user, relation, "2024-03-01")
    return user


def one_deadline(case: Case, code: str, username: str = "anna") -> Any:
    found = page_of(case, username).deadlines
    every = [*(row for g in found.groups for row in g.rows), *found.awaiting, *found.not_relevant]
    (row,) = [row for row in every if row.why.code == code]
    return row
