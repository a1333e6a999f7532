"""The one thing to do on a row of the work list: where it leads, and to whom it is offered."""

from __future__ import annotations

from typing import Any

import pytest

from cases.models import Case
from interventions.models import CompanyPlacement
from interventions.queries.next_step import first_move
from interventions.queries.worklist import Which, worklist
from tests.interventions.desk import sit_down, text_of
from tests.interventions.test_my_cases import TODAY, case_due
from tests.make import actor, day, make_case, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "state", "wanted", "first"), [
    ("AsylumCentreTalk", "planned", "hold", "hold"),
    ("AsylumCentreTalk", "no_show", "hold", "plan_again"),
    ("CompanyPlacement", "draft", "start", "match"),
    ("CompanyPlacement", "matched", "start", "agree"),
    ("CompanyPlacement", "agreed", "start", "start"),
    ("CompanyPlacement", "running", "start", ""),
    ("IntegrationProgramme", "planned", "start", "agree_contract"),
    ("HealthAssessment", "assessing_need", "offer", "offer"),
    ("DanishEducation", "planned", "refer", "refer"),
    ("Mentoring", "planned", "offer", "offer"),
    ("FollowUpTalk", "cancelled", "hold", ""),
])  # fmt: skip
def test_the_first_of_the_moves_that_lead_to_what_the_deadline_asks_for(
    kind: str, state: str, wanted: str, first: str
) -> None:
    assert first_move(kind, state, (wanted,)) == first


def due(name: str, code: str) -> Case:
    """A case with this one deadline."""
    return case_due(name, (code, "2024-04-03"))


def the_row(by: Any, **how: Any) -> Any:
    (row,) = worklist(by, **how).rows[0:50]
    return row


def anna(when: str = TODAY) -> Any:
    return actor(make_user("anna"), when)


def test_the_row_leads_to_the_page_of_the_move() -> None:
    case = due("Amal", "INL-VRT-1M")
    step = CompanyPlacement.objects.get(case=case)
    do = the_row(anna()).do
    assert (do.label, do.url) == ("Virksomhed fundet", f"/skridt/{step.pk}/flyt/match/")


def test_of_several_steps_it_is_the_deadlines_own_or_else_the_first() -> None:
    case = due("Amal", "INL-VRT-1M")
    first = CompanyPlacement.objects.get(case=case)
    second = CompanyPlacement(case=case, added_on=case.opened_on)
    second.save()
    assert the_row(anna()).do.url == f"/skridt/{first.pk}/flyt/match/"
    case.deadlines.update(step=second.pk)
    assert the_row(anna()).do.url == f"/skridt/{second.pk}/flyt/match/"
    case.deadlines.update(step=None)
    CompanyPlacement.objects.update(ended_on=day(TODAY))
    assert the_row(anna()).do.label == "Tilføj skridtet"


@pytest.mark.parametrize(("code", "label", "page"), [
    ("INL-VISITATION", "Registrér visitation", "registrer/visitation/"),
    ("PROG-MAAL-BASIS", "Vurdér progressionen", "registrer/maaling-sagsbehandler/"),
    ("INL-OPF-4", "Tilføj skridtet", "registrer/skridt/"),
])  # fmt: skip
def test_what_no_step_meets_leads_to_where_it_is_registered(
    code: str, label: str, page: str
) -> None:
    case = due("Amal", code)
    do = the_row(anna()).do
    assert (do.label, do.url) == (label, f"/sager/{case.pk}/{page}")


def test_a_case_without_a_deadline_offers_its_own_next_move() -> None:
    case = make_case("2024-05-02", plan=False)
    lone = actor(make_user("lone", "team_lead"), TODAY)
    assert the_row(lone).do.url == f"/sager/{case.pk}/registrer/ansvarlig/"
    planned = make_case("2023-11-05")
    planned.deadlines.all().delete()
    (row,) = [row for row in worklist(anna()).rows[0:50] if row.case_id == planned.pk]
    assert (row.do.label, row.do.url) == ("Overtag", f"/sager/{planned.pk}/flyt/take_over/")
    case_due("Fri")
    (free,) = [row for row in worklist(anna()).rows[0:50] if row.name.startswith("Fri")]
    assert free.do is None


def test_a_colleague_is_offered_nothing() -> None:
    due("Amal", "INL-VRT-1M")
    assert the_row(actor(make_user("berit"), TODAY), whole_unit=True).do is None


def test_every_offered_page_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    for basis in ("konvention", "ukraine_saerlov", "eu", "kvote"):
        make_case("2024-01-08", basis=basis, arrived_on="2024-02-10", active=basis != "kvote")
    client = sit_down(monkeypatch, make_user("anna"), TODAY)
    links = [row.do for row in worklist(anna()).rows[0:50] if row.do]
    assert len(links) >= 3
    assert {client.get(link.url).status_code for link in links} == {200}
    page = text_of(client.get("/"))
    assert all(f'href="{link.url}"' in page for link in links)


def test_a_row_of_reminders_leads_to_them() -> None:
    case = make_case("2024-01-08", basis="familie_anden")
    case.citizen.needs.create(code="sundhed", opened_on="2024-02-05")
    case.citizen.needs.create(code="dansk", opened_on="2024-02-06")
    row = the_row(anna(), chosen=Which.REMINDERS)
    assert (row.next, row.more) == (
        "Forslag: tilføj en helbredsmæssig vurdering", "og 1 anden påmindelse",
    )  # fmt: skip
    assert row.do.url == f"/sager/{case.pk}/#reminders-heading"
    case.citizen.residence_periods.update(valid_until="2024-05-20")
    assert the_row(anna(), chosen=Which.REMINDERS).more == "og 2 andre"
