"""The list's own SQL for what is open, held together with the one definition of status."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Q

from cases.actions.facts import change_need, open_need, record_income
from cases.models import Case
from interventions.actions.perform import perform
from interventions.actions.steps import exempt_deadline
from interventions.models import AsylumCentreTalk, Deadline, Mentoring
from interventions.queries.deadlines import with_status
from interventions.queries.open_deadlines import open_anywhere
from interventions.queries.rules import rule_book
from tests.make import UNMEASURED, actor, day, make_case, make_user, step_of

pytestmark = pytest.mark.django_db

OPEN = ("overdue", "soon", "upcoming")


def a_world() -> None:
    """Cases on every track, with facts that make deadlines met, exempt, ended and irrelevant."""
    by = actor(make_user("anna"), "2024-03-04")
    bases = ("konvention", "kvote", "ukraine_saerlov", "familie_anden", "eu", "andet")
    for basis in bases:
        make_case("2024-01-08", basis=basis, cpr_registered_on="2024-01-20")
        make_case(
            "2024-01-08", basis=basis, active=True, arrived_on="2024-02-10",
            cpr_registered_on="2024-01-20",
        )  # fmt: skip
    child = {"born_on": day("2010-05-05")}
    make_case("2024-01-08", basis="konvention", active=True, citizen=child)
    cases = list(Case.objects.filter(state="active").order_by("pk"))
    incomes = ("sho", "selvforsoergende_job", "su", "kontanthjaelp")
    for case, code in zip(cases, incomes, strict=False):
        record_income(case, code, by=by, from_on=day("2024-03-01"))
        need = open_need(case, "sundhed", by=by, on=day("2024-03-04"))
        if code == "su":
            change_need(case, need, by=by, status="resolved", on=day("2024-05-01"))
    perform(step_of(cases[0], Mentoring), "offer", by=by)
    perform(step_of(cases[0], AsylumCentreTalk), "cancel", {"reason": "x"}, by=by)
    for deadline in cases[1].deadlines.filter(due_on__isnull=False)[:4]:
        exempt_deadline(
            deadline, by=by, reason="sygdom", from_on=day("2024-03-01"), to_on=day("2024-08-01")
        )
    anna = actor(make_user("anna"), "2024-04-10")
    perform(cases[2], "close", {"reason": "job", **UNMEASURED}, by=anna)


def test_the_same_deadlines_are_open_with_the_same_status_on_every_day() -> None:
    a_world()
    lead, book, seen = make_user("lone", "team_lead"), rule_book(), set()
    for days in range(0, 420, 12):
        by = actor(lead, day("2024-01-08") + timedelta(days=days))
        stated = with_status(Deadline.objects.all(), book, by.today)
        lasting = Q(ended_on=None) | Q(ended_on__gt=by.today)  # an end known ahead counts not yet
        expected = stated.filter(lasting, status__in=OPEN).values_list("pk", "status")
        found = set(open_anywhere(by, book).values_list("pk", "status"))
        assert found == set(expected)
        seen |= {status for _, status in found}
    assert seen == set(OPEN)
