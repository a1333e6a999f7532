"""What stands above the work list: the day's meetings and what waits for one's own decision."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import AuditEvent
from cases.models import Approval, Case
from interventions.actions.appointments import book_appointments
from interventions.actions.approvals import decide, propose
from interventions.queries.appointments import meetings
from interventions.queries.approvals import to_decide
from interventions.queries.worklist import Which, worklist
from tests.interventions.amal import TODAY, amals_case
from tests.interventions.desk import sit_down, text_of
from tests.lifecycles.driver import row_in
from tests.make import actor, at, make_case, make_unit, make_user
from tests.plugins.kept import Kept
from tests.scenarios.acts import started

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(amals_case())


def anna(when: str = TODAY) -> Any:
    return actor(make_user("anna"), when)


def lone(when: str = TODAY) -> Any:
    return actor(make_user("lone", "team_lead"), when)


def book(case: Case, when: str, **more: Any) -> Any:
    values = {"meeting_form": "in_person", "place": "Musvågevej 15", "purpose": "Cv", **more}
    (row,) = book_appointments(case, [at(when)], by=anna("2024-05-03"), **values)
    return row


# --- the day's meetings


def test_todays_booked_meetings_of_ones_own_cases_in_their_order(case: Case) -> None:
    book(case, "2024-05-06T12:00:00+00:00", interpreter_needed=True, interpreter_language="ara")
    book(case, "2024-05-06T07:30:00+00:00", place="", meeting_form="phone", minutes=30)
    book(case, "2024-05-06T22:30:00+00:00")  # half past midnight, so tomorrow
    found = [(m.when, m.citizen, m.what, m.where, m.warning) for m in meetings(anna())]
    assert found == [
        ("09:30–10:00", "Amal Haddad", "Cv", "Telefon", ""),
        ("14:00–15:00", "Amal Haddad", "Cv", "Fremmøde, Musvågevej 15",
         "Tolk er ikke bestilt endnu."),
    ]  # fmt: skip
    assert meetings(actor(make_user("berit"), TODAY)) == []


def test_they_stand_above_the_list_and_nothing_does_on_a_day_without(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sit_down(monkeypatch, make_user("anna"), TODAY)
    assert "Møder i dag" not in text_of(client.get("/"))
    book(case, "2024-05-06T12:00:00+00:00")
    page = text_of(client.get("/"))
    assert page.index("Møder i dag") < page.index("14:00–15:00") < page.index("<table")
    assert f'href="/sager/{case.pk}/#appointments-heading"' in page
    assert AuditEvent.objects.filter(action="case.list").latest("pk").subjects == [
        str(case.citizen_id)
    ]


# --- what waits for a decision


def proposed(case: Case, when: str = TODAY, by: str = "anna") -> Approval:
    """To cancel the case, as registered by mistake."""
    who = actor(make_user(by), when)
    return propose(case, "cancel", {}, by=who, reason="Oprettet to gange")


@pytest.fixture(scope="module")
def planned(kept: Kept) -> Case:
    return kept(make_case("2024-05-01"))


def test_the_lead_reads_what_waits_for_her_and_until_when(planned: Case) -> None:
    approval = proposed(planned)
    (one,) = to_decide(lone())
    assert (one.pk, one.citizen, one.title, one.reason) == (
        approval.pk, "Amal Haddad", "Forløbet: Annullér (fejloprettet)", "Oprettet to gange",
    )  # fmt: skip
    assert (one.proposed, one.lapses) == ("Anna, 06-05-2024 13:00", "14-05-2024")


def test_the_front_page_counts_it_and_leads_to_it(
    planned: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    approval = proposed(planned)
    page = text_of(sit_down(monkeypatch, make_user("lone", "team_lead"), TODAY).get("/"))
    assert "1 forslag venter på din afgørelse" in page
    assert f'href="/godkendelser/{approval.pk}/"' in page


def test_only_what_one_may_decide_now_is_listed(planned: Case) -> None:
    approval = proposed(planned)
    assert to_decide(anna()) == []  # her own, and not hers to decide
    syd = actor(make_user("sy", "team_lead", unit=make_unit("SYD")), TODAY)
    assert to_decide(syd) == []
    assert len(to_decide(lone("2024-05-14"))) == 1
    assert to_decide(lone("2024-05-15")) == []  # lapsed after five working days
    decide(approval, by=lone(), approve=False)
    assert to_decide(lone()) == []


def test_nobody_decides_her_own_proposal(planned: Case) -> None:
    propose(planned, "cancel", {}, by=lone(), reason="Dobbelt")
    assert to_decide(lone()) == []


def test_a_concern_is_told_only_to_those_who_know_of_it_and_without_its_name() -> None:
    concern = row_in("SocialControlConcern", "clarifying")
    advisers = concern.case.assignments.filter(function="social_control_adviser")
    adviser, other = (row.user for row in advisers.order_by("pk"))
    named = make_user("nora")
    type(concern).objects.filter(pk=concern.pk).update(may_see=[named.pk])
    when = "2024-05-06"
    concern = type(concern).objects.get(pk=concern.pk)
    data = {"reason": "ingen_tegn"}
    propose(concern, "find_unfounded", data, by=actor(adviser, when), reason="Intet fundet")
    for knowing in (named, other):
        (one,) = to_decide(actor(knowing, when))
        assert (one.title, one.reason) == ("Henvendelse: Luk uden handling", "")
    assert to_decide(lone(when)) == []


@pytest.mark.parametrize("number", [1, 12])
def test_the_lists_above_cost_one_query_each(number: int, django_assert_num_queries: Any) -> None:
    for _ in range(number):
        case = make_case("2024-05-01")
        proposed(case)
        book(case, "2024-05-06T12:00:00+00:00")
    by = anna()
    with django_assert_num_queries(1):
        assert len(meetings(by)) == number
    by = lone()
    with django_assert_num_queries(1):
        assert len(to_decide(by)) == number


# --- three days without a word


def test_three_no_shows_in_a_row_are_a_reminder_for_a_fortnight() -> None:
    case = make_case("2023-11-05", active=True)
    row = started(case, "2024-03-04", planned_from="2024-03-04", planned_to="2024-03-31")
    row.absences.create(type="udeblevet", from_on="2024-03-11", to_on="2024-03-13")

    def counted(when: str) -> bool:
        rows = worklist(anna(when), chosen=Which.REMINDERS).rows[0:50]
        return any("Udeblevet" in one.next for one in rows)

    assert [counted(d) for d in ("2024-03-12", "2024-03-13")] == [False, True]
    (one,) = worklist(anna("2024-03-14"), chosen=Which.REMINDERS).rows[0:50]
    assert (one.next, one.why) == (
        "Udeblevet fra praktikken tre dage i træk: kontakt borgeren", "siden 11-03-2024",
    )  # fmt: skip
