"""A concern about social control does not exist for whoever may not know of it.

What each of them can open is read before and after it was raised, taken over and acted upon by
others: not one byte differs. Its own addresses answer as for one that never was.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent, User
from cases.models import Approval, Case, Event
from interventions.actions.approvals import decide, propose
from interventions.actions.concerns import raise_concern
from interventions.actions.perform import perform
from interventions.models import SocialControlConcern, Step
from tests.interventions.amal import TODAY, amals_case, who
from tests.interventions.desk import sit_down
from tests.make import UNMEASURED, actor, assign, make_case, make_user
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db

SIGNS = "Hendes bror henter hende hver dag"
PLAN = "Samtale om rettigheder hos kvindekrisecentret"
PAGES = (
    "/", "/soeg/?q=amal", "/sager/{case}/", "/sager/{case}/rapport/",
    "/sager/{case}/rapport/?format=pdf", "/sager/{case}/flyt/close/",
    "/sager/{case}/registrer/skridt/", "/sager/{case}/registrer/vejleder/", "/sager/{spouse}/",
    "/henvendelser/", "/rapporter/progression/",
    "/api/v1/cases/", "/api/v1/cases/{case}/", "/api/v1/cases/{case}/moves/",
    "/api/v1/cases/{case}/steps/", "/api/v1/cases/{case}/deadlines/", "/api/v1/steps/",
)  # fmt: skip
OWN = (
    "/henvendelser/{pk}/", "/skridt/{pk}/flyt/act/", "/skridt/{pk}/flyt/screen/",
    "/api/v1/steps/{pk}/", "/api/v1/steps/{pk}/moves/", "/api/v1/steps/{pk}/moves/close/",
)  # fmt: skip
UNKNOWING = [
    "own", "lead", "colleague", "company_consultant", "health_coordinator", "family_caseworker",
    "mentor",
]  # fmt: skip


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    case = kept(amals_case())
    assign(case, make_user("sofus"), "social_control_adviser", "2024-03-01")
    make_user("bente")
    return case


@pytest.fixture(scope="module")
def spouse(case: Case, kept: Kept) -> Case:
    """A case of the same unit and responsible, of somebody who lives with her."""
    return kept(make_case("2024-01-08", active=True, citizen={"given_name": "Omar"}))


def sofus(day: str) -> Any:
    return actor(make_user("sofus"), day)


def in_progress(case: Case, may_see: list[int] | None = None) -> SocialControlConcern:
    """Raised by a colleague of the responsible and taken over by the adviser."""
    concern = raise_concern(case, by=actor(make_user("bente"), "2024-04-02"), signs=SIGNS)
    typed = {"may_see": may_see or [], "safe_contact": "Kun på sprogskolen"}
    perform(concern, "screen", typed, by=sofus("2024-04-03"))
    typed = {"alone": True, "interpreter": "professional", "plan": PLAN}
    return perform(concern, "act", typed, by=sofus("2024-04-04"))  # type: ignore[no-any-return]


def read(client: Client, path: str) -> tuple[int, bytes]:
    response = client.get(path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    body = re.sub(rb'(csrf[^>]*value=)"[^"]*"', rb"\1", body)
    return response.status_code, re.sub(rb"[0-9a-f]{32}|nonce=\"[^\"]*\"", b"", body)


def everything(client: Client, case: Case, spouse: Case) -> dict[str, tuple[int, bytes]]:
    return {p: read(client, p.format(case=case.pk, spouse=spouse.pk)) for p in PAGES}


@pytest.mark.parametrize("relation", UNKNOWING)
def test_nothing_that_they_can_open_differs_by_a_byte(
    case: Case, spouse: Case, relation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sit_down(monkeypatch, who(case, relation), TODAY)
    before = everything(client, case, spouse)
    assert before["/sager/{case}/"][0] == 200
    concern = in_progress(case)
    after = everything(client, case, spouse)
    assert [path for path in PAGES if before[path] != after[path]] == []
    for path in OWN:
        there = read(client, path.format(pk=concern.pk))
        never = read(client, path.format(pk=987654321))
        body = there[1].replace(str(concern.pk).encode(), b"987654321")
        assert (there[0], body) == (404, never[1]), path


@pytest.mark.parametrize("relation", UNKNOWING)
def test_a_proposal_about_it_is_as_little_there(
    case: Case, relation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assign(case, make_user("sanne"), "social_control_adviser", "2024-03-01")
    concern = raise_concern(case, by=actor(make_user("bente"), "2024-04-30"), signs=SIGNS)
    typed = {"may_see": [], "safe_contact": "Ring ikke"}
    perform(concern, "screen", typed, by=sofus("2024-05-01"))
    client = sit_down(monkeypatch, who(case, relation), TODAY)
    before = read(client, f"/sager/{case.pk}/")
    typed = {"reason": "misforstaaelse"}
    approval = propose(concern, "find_unfounded", typed, by=sofus(TODAY), reason="Intet at se")
    assert read(client, f"/sager/{case.pk}/") == before
    assert client.get(f"/godkendelser/{approval.pk}/").status_code == 404
    assert client.post(f"/godkendelser/{approval.pk}/", {"approve": "1"}).status_code == 404
    approval = decide(approval, by=actor(make_user("sanne"), TODAY), approve=True)
    assert read(client, f"/sager/{case.pk}/") == before
    assert approval.outcome == Approval.Outcome.APPROVED


def test_closing_the_case_counts_the_same_steps(
    case: Case, spouse: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    del spouse
    concern = in_progress(case)
    twin = make_case("2024-01-08", active=True, arrived_on="2024-02-12")
    told = []
    for one in (case, twin):
        client = sit_down(monkeypatch, make_user("anna"), TODAY)
        data = {
            "effective_on": "06-05-2024",
            "reason": "udrejst",
            "version": one.version,
            **UNMEASURED,
        }
        page = client.post(f"/sager/{one.pk}/flyt/close/", data, follow=True).content.decode()
        told.append(re.findall(r"\d+ skridt sluttede", page))
    assert told[0] == told[1] != []
    row = SocialControlConcern.objects.get(pk=concern.pk)
    assert (row.state, row.ended_on is None) == ("lapsed", False)


def test_no_manager_of_steps_counts_it(case: Case) -> None:
    before = (Step.objects.count(), case.steps.count())
    in_progress(case)
    assert (Step.objects.count(), case.steps.count()) == before


def test_no_text_about_it_stands_readable_in_the_database(case: Case) -> None:
    concern = in_progress(case)
    assert concern.signs == SIGNS
    raw = SocialControlConcern.objects.extra(select={"sealed": "signs"}).values_list("sealed")
    assert SIGNS.encode() not in bytes(raw.get(pk=concern.pk)[0])
    events = Event.objects.filter(kind="SocialControlConcern")
    assert [(event.reason, event.note) for event in events] == [("", "")] * 3
    fields = AuditEvent.objects.filter(resource="SocialControlConcern").values_list("fields")
    assert SIGNS not in str(list(fields))
    assert PLAN not in str(list(fields))


def opens(user: User, pk: int, monkeypatch: pytest.MonkeyPatch) -> int:
    status: int = sit_down(monkeypatch, user, TODAY).get(f"/henvendelser/{pk}/").status_code
    return status


def test_until_it_is_taken_over_those_who_see_social_control_know_of_it(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    concern = raise_concern(case, by=actor(make_user("bente"), "2024-04-02"), signs=SIGNS)
    seen = {relation: opens(who(case, relation), concern.pk, monkeypatch) for relation in UNKNOWING}
    assert seen == {**dict.fromkeys(UNKNOWING, 404), "own": 200, "lead": 200}


def test_afterwards_only_the_adviser_and_the_named(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    concern = in_progress(case, may_see=[make_user("anna").pk, make_user("berit").pk])
    named = [make_user(name) for name in ("sofus", "anna", "berit")]
    assert [opens(user, concern.pk, monkeypatch) for user in named] == [200, 200, 200]
    assert opens(make_user("leth", "team_lead"), concern.pk, monkeypatch) == 404
    read = AuditEvent.objects.filter(action="SocialControlConcern.read")
    assert sorted(read.values_list("actor", flat=True)) == ["anna", "berit", "sofus"]


def test_who_raised_it_learns_that_it_was_received_and_no_more(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sit_down(monkeypatch, make_user("bente"), TODAY)
    concern = in_progress(case)
    page = client.get(f"/sager/{case.pk}/").content.decode()
    assert "Din henvendelse 02-04-2024" in page
    assert "Modtaget" in page
    assert client.get(f"/henvendelser/{concern.pk}/").status_code == 404
    for word in ("Indsats i gang", "Under afklaring", SIGNS):
        assert word not in page
