"""Four eyes on one page: what is proposed, by whom and why, and who may decide."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cases.models import Approval, Case
from interventions.actions.approvals import propose
from interventions.actions.perform import perform
from interventions.models import Mentoring
from tests.interventions.desk import sit_down, text_of, told
from tests.make import actor, day, make_case, make_consent, make_unit, make_user, step_of
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-02", arrived_on="2024-02-10", active=True))


@pytest.fixture
def approval(case: Case) -> Approval:
    make_consent(case, "mentor", "2024-02-01")
    by = actor(make_user("anna"), "2024-03-05")
    row = step_of(case, Mentoring)
    mentor = {"mentor": make_user("mikkel", "mentor").pk, "until": "10-02-2025"}
    for move, data in (("offer", {}), ("assign", mentor), ("start", {})):
        row = perform(row, move, data, by=by)
    typed = {"until": "01-09-2025", "reason": "<b>Lang</b> ventetid", "effective_on": "05-03-2024"}
    return propose(row, "extend", typed, by=by, reason="Familien har brug for ro")


@pytest.fixture
def lene(approval: Approval, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("lene", "team_lead"), "2024-03-06")


def again(row: Any) -> Any:
    return type(row)._default_manager.get(pk=row.pk)


def url(approval: Approval) -> str:
    return f"/godkendelser/{approval.pk}/"


def test_the_page_shows_what_is_proposed_by_whom_and_why(approval: Approval, lene: Client) -> None:
    answer = lene.get(url(approval))
    page = text_of(answer)
    assert "<dd>Anna, 05-03-2024 12:00</dd>" in page
    assert "Familien har brug for ro" in page
    assert '<dt>Bevilget til</dt><dd class="typed"><bdi>01-09-2025</bdi></dd>' in page
    assert "&lt;b&gt;Lang&lt;/b&gt; ventetid" in answer.content.decode()
    assert "<dt>Afgøres senest</dt><dd>12-03-2024</dd>" in page
    assert "Haddad" not in page.partition("</title>")[0]


def test_approving_makes_the_move(case: Case, approval: Approval, lene: Client) -> None:
    answer = lene.post(url(approval), {"approve": "1"})
    assert answer.url == f"/sager/{case.pk}/"
    assert told(answer) == "Forslaget er godkendt. Mentorforløb: »Forlæng« er registreret."
    assert step_of(case, Mentoring).until == day("2025-09-01")
    approval = again(approval)
    assert (approval.outcome, str(approval.decided_by)) == ("approved", "Lene")


def test_refusing_changes_nothing_else(case: Case, approval: Approval, lene: Client) -> None:
    answer = lene.post(url(approval), {"refuse": "1"})
    assert told(answer) == "Forslaget er afvist. Intet er ændret."
    assert step_of(case, Mentoring).until == day("2025-02-10")
    assert again(approval).outcome == "refused"


def test_a_form_without_either_button_decides_nothing(approval: Approval, lene: Client) -> None:
    assert lene.post(url(approval), {}).status_code == 200
    assert again(approval).outcome == "pending"


def test_nobody_decides_her_own_proposal(
    case: Case, approval: Approval, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = sit_down(monkeypatch, make_user("anna"), "2024-03-06")
    page = text_of(anna.get(url(approval)))
    assert "Du har selv stillet forslaget. En anden skal afgøre det." in page
    assert "Godkend</button>" not in page
    assert anna.post(url(approval), {"approve": "1"}).status_code == 403
    lead = make_user("lene", "team_lead")
    own = propose(
        case, "cancel", {"effective_on": "06-03-2024"}, by=actor(lead, "2024-03-06"), reason="x"
    )
    lene = sit_down(monkeypatch, lead, "2024-03-06")
    assert "Godkend</button>" not in text_of(lene.get(url(own)))
    answer = lene.post(url(own), {"approve": "1"})
    assert answer.status_code == 409
    assert "Du har selv stillet forslaget. En anden skal godkende det." in text_of(answer)
    assert again(case).state == "active"


@pytest.mark.parametrize(("when", "open_"), [("2024-03-12", True), ("2024-03-13", False)])
def test_a_proposal_lapses_after_five_working_days(
    when: str, open_: bool, approval: Approval, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    lene = sit_down(monkeypatch, make_user("lene", "team_lead"), when)
    page = text_of(lene.get(url(approval)))
    assert ("Godkend</button>" in page) is open_
    assert ("Bortfaldet efter fem hverdage" in page) is not open_
    assert lene.post(url(approval), {"approve": "1"}).status_code == (302 if open_ else 409)


def test_a_decided_proposal_is_not_decided_again(approval: Approval, lene: Client) -> None:
    lene.post(url(approval), {"refuse": "1"})
    page = text_of(lene.get(url(approval)))
    assert "Afvist: Lene, 06-03-2024 12:00" in page
    answer = lene.post(url(approval), {"approve": "1"})
    assert answer.status_code == 409
    assert "Forslaget er allerede afvist." in text_of(answer)


def test_a_move_that_has_become_impossible_is_told_and_the_proposal_stays(
    case: Case, approval: Approval, lene: Client
) -> None:
    by = actor(make_user("anna"), "2024-03-06")
    perform(step_of(case, Mentoring), "end", {"reason": "job", "closing_note": "Tak"}, by=by)
    answer = lene.post(url(approval), {"approve": "1"})
    assert answer.status_code == 409
    assert "»Forlæng« er ikke mulig fra tilstanden »Afsluttet«." in text_of(answer)
    assert again(approval).outcome == "pending"


@pytest.mark.parametrize(
    ("role", "unit", "status"),
    [
        ("caseworker", "NORD", 403),
        ("caseworker", "SYD", 404),
        ("team_lead", "SYD", 404),
        ("mentor", "NORD", 404),
        ("manager", "NORD", 403),
        ("dpo", "NORD", 403),
    ],
)
def test_who_may_not_see_a_proposal(
    role: str, unit: str, status: int, approval: Approval, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sit_down(monkeypatch, make_user("en", role, make_unit(unit)), "2024-03-06")
    assert client.get(url(approval)).status_code == status
    assert client.post(url(approval), {"approve": "1"}).status_code == status
    assert client.get("/godkendelser/999999/").status_code in (403, 404)
    assert again(approval).outcome == "pending"


def test_the_page_asks_few_questions_of_the_database(
    approval: Approval, lene: Client, django_assert_max_num_queries: Any
) -> None:
    lene.get(url(approval))
    with django_assert_max_num_queries(20):
        lene.get(url(approval))
