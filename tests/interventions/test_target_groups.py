"""The LAB target group on the case: who registers it, what is offered, what the page tells."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from cases.actions.target_groups import record_target_group
from cases.errors import NotPossibleError
from cases.models import Case, Change, TargetGroupPeriod
from interventions.queries.case_page import case_page
from tests.interventions.desk import sit_down, told
from tests.make import actor, day, make_case, make_target_group, make_user
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db

WHEN = "2024-03-05"


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-02", basis="eu", active=True))


@pytest.fixture
def anna(monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), WHEN)


def periods(case: Case) -> list[tuple[str, str, str]]:
    rows = TargetGroupPeriod.objects.filter(citizen=case.citizen_id)
    return [(r.code, str(r.from_on), str(r.to_on or "")) for r in rows]


def register(case: Case, code: str, first: str) -> None:
    record_target_group(case, code, by=actor(make_user("anna"), WHEN), from_on=day(first))


def section(case: Case) -> Any:
    page = case_page(actor(make_user("anna"), WHEN), case.pk)
    return next(part for part in page.sections if part.key == "target-groups")


def test_the_page_registers_a_group(case: Case, anna: Client) -> None:
    url = f"/sager/{case.pk}/registrer/maalgruppe/"
    offered = [code for code, _ in anna.get(url).context["form"]["code"].field.choices]
    assert offered[1:4] == ["INL-program", "6.1", "6.2"]
    assert len(offered) == 15
    answer = anna.post(url, {"version": case.version, "code": "6.2", "from_on": "01-03-2024"})
    assert told(answer).startswith("Målgruppen er registreret.")
    assert periods(case) == [("6.2", "2024-03-01", "")]


def test_the_next_group_ends_the_one_before_and_its_end_is_kept_as_a_change(case: Case) -> None:
    register(case, "6.3", "2024-01-02")
    register(case, "6.2", "2024-03-01")
    assert periods(case) == [("6.3", "2024-01-02", "2024-03-01"), ("6.2", "2024-03-01", "")]
    assert Change.objects.get(resource="targetgroupperiod").field == "to_on"


def test_a_group_from_before_the_latest_is_refused(case: Case) -> None:
    register(case, "6.3", "2024-02-01")
    with pytest.raises(NotPossibleError, match="overlapper en anden målgruppe"):
        register(case, "6.2", "2024-01-15")
    assert periods(case) == [("6.3", "2024-02-01", "")]


def test_the_database_knows_one_group_at_a_time(case: Case) -> None:
    make_target_group(case, "6.2", "2024-02-01")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_target_group(case, "6.3", "2024-03-01")


def test_in_the_programme_the_groups_that_are_outside_it_are_not_offered(anna: Client) -> None:
    case = make_case("2024-01-02", active=True)
    url = f"/sager/{case.pk}/registrer/maalgruppe/"
    offered = {code for code, _ in anna.get(url).context["form"]["code"].field.choices}
    assert {"6.2", "6.3", "6.4", "6.5"}.isdisjoint(offered)
    assert {"INL-program", "6.1", "6.6"} <= offered


def test_a_group_of_the_future_is_refused(case: Case, anna: Client) -> None:
    url = f"/sager/{case.pk}/registrer/maalgruppe/"
    answer = anna.post(url, {"version": case.version, "code": "6.2", "from_on": "06-03-2024"})
    assert answer.status_code == 422
    assert periods(case) == []


def test_the_case_tells_the_group_of_today_and_folds_away_the_earlier_ones(case: Case) -> None:
    register(case, "6.3", "2024-01-02")
    register(case, "6.2", "2024-03-01")
    found = section(case)
    assert [(e.title, e.state, e.under) for e in found.entries] == [
        ("6.2 Jobparat kontanthjælpsmodtager", "Nu", "fra 01-03-2024")
    ]
    assert [e.title for e in found.more] == ["6.3 Aktivitetsparat kontanthjælpsmodtager"]
    assert [link.label for link in found.links] == ["Registrér målgruppe"]


def test_nothing_registered_says_what_follows(case: Case) -> None:
    assert section(case).entries == ()
    assert "op til 13 uger" in section(case).empty


def test_in_the_programme_one_is_in_its_own_group_until_another_is_registered() -> None:
    case = make_case("2024-01-02", active=True)
    assert [(e.title, e.state) for e in section(case).entries] == [
        ("Introduktionsprogrammet (uden for LAB's målgrupper)", "Nu")
    ]
    register(case, "6.1", "2024-03-01")
    assert [e.title for e in section(case).entries] == ["6.1 Dagpengemodtager"]


def test_a_colleague_reads_the_group_but_registers_none(case: Case) -> None:
    register(case, "6.2", "2024-03-01")
    page = case_page(actor(make_user("naboen"), WHEN), case.pk)
    found = next(part for part in page.sections if part.key == "target-groups")
    assert len(found.entries) == 1
    assert found.links == ()
