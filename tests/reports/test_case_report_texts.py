"""What people type into a case breaks no format, and a long case costs no more queries."""

import json
from datetime import date
from typing import Any

import pytest

from accounts.models import User
from cases.models import Case
from interventions.actions.steps import add_goal
from interventions.models import CompanyPlacement, HealthAssessment, Mentoring
from reports import html
from reports.case_report import case_report
from reports.json_file import case_json
from reports.pdf.render import render
from tests.lifecycles.driver import lead
from tests.make import actor, make_case, step_of
from tests.reports.reading import text_of

pytestmark = pytest.mark.django_db

TODAY = "2024-09-02"
ON = date(2024, 3, 11)

HOSTILE = [
    "<b",
    '<img src="/etc/passwd"/>',
    '<a href="javascript:alert(1)">x</a>',
    "<script>alert(1)</script>",
    "</td></tr></table>{{ 7|add:7 }}{% debug %}",
    "=cmd|' /C calc'!A1",
    "a" * 4000,
    "\u202eomvendt\u2066 \u200f",
    "\x07\x0b\ufffe klokke",
    "%s %(x)s {0} {x}",
    "ديمة خليل, Богдан Коваленко, ተስፋይ, 陈, 👩‍👧",
    "\r\n" * 3000,
    " ",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_somebody_typed_breaks_no_format(told_case: Case, anna: User, text: str) -> None:
    """The longest texts that the columns take, in names, notes and logs alike."""
    citizen = told_case.citizen
    citizen.given_name, citizen.address = text[:200], text[:300]
    citizen.save()
    citizen.needs.update(note=text[:2000])
    CompanyPlacement.objects.update(tasks=text, company=text[:200])
    Mentoring.objects.get().follow_ups.update(text=text[:5000])
    HealthAssessment.objects.update(result=text)
    made = case_report(actor(anna, TODAY), told_case.pk)
    assert json.loads(case_json(made))["follow_ups"][0]["text"] == text[:5000]
    assert text_of(render(made.report)).count("Side ") >= 3
    page = html.document(made.report)
    assert "<script>" not in page
    assert "<img" not in page
    assert "<a " not in page
    assert page.count("</table>") == page.count("<table")


@pytest.mark.parametrize(("steps", "queries"), [(1, 52), (30, 52)])
def test_the_number_of_queries_does_not_grow_with_the_case(
    steps: int, queries: int, anna: User, django_assert_num_queries: Any
) -> None:
    found = make_case("2024-01-02", active=True, arrived_on="2024-03-02", caseworker=anna)
    placement = step_of(found, CompanyPlacement)
    for n in range(steps):
        open_step = CompanyPlacement(case=found, added_on=ON) if n else placement
        open_step.save()
        add_goal(open_step, by=lead(ON), type="social", text=f"Mål {n}", sign="Tegn")
    by = actor(anna, TODAY)
    with django_assert_num_queries(queries):
        case_report(by, found.pk)
