"""The case page: its head, its steps, what stands beside, and what it costs."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import User
from cases.actions.facts import confirm_household
from cases.models import Case, IntegrationNeed
from interventions.actions.approvals import propose
from interventions.actions.follow_ups import log_follow_up
from interventions.actions.perform import perform
from interventions.actions.steps import add_goal, add_step
from interventions.models import (
    CompanyPlacement,
    Deadline,
    FollowUpTalk,
    HealthAssessment,
    Mentoring,
)
from interventions.queries.case_page import case_page
from interventions.queries.rules import rule_book
from tests.interventions.amal import (
    AMAL,
    GOAL,
    TODAY,
    amals_case,
    page_of,
    seen_by,
    who,
)
from tests.interventions.counting import queries_of
from tests.interventions.desk import sit_down, text_of
from tests.make import (
    UNMEASURED,
    actor,
    assign,
    day,
    make_case,
    make_consent,
    make_unit,
    make_user,
    step_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    return make_user("anna")


@pytest.fixture
def case(anna: User) -> Case:
    return amals_case()


@pytest.fixture
def client(anna: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, anna, TODAY)


def test_the_page_costs_the_same_at_one_row_and_at_thirty(client: Client, anna: User) -> None:
    case = make_case("2024-01-08", active=True, citizen=AMAL)
    case.deadlines.exclude(rule__code="INL-KONTRAKT").delete()
    case.deadlines.update(step=None)
    case.steps.exclude(kind="CompanyPlacement").delete()
    assert queries_of(client, f"/sager/{case.pk}/") == 52
    by, book = actor(anna, "2024-03-04"), rule_book()
    for kind in (FollowUpTalk, HealthAssessment, Mentoring, CompanyPlacement) * 7:
        step = kind(case=case, added_on=day("2024-03-04"))
        step.save()
        if isinstance(step, CompanyPlacement):
            add_goal(step, by=by, **GOAL)
    for purpose in ("mentor", "doctor", "employer"):
        make_consent(case, purpose, "2024-03-01")
    for code in sorted(code for code in book.rule_ids if book.latest(code).has_due_date)[:29]:
        version = book.on(code, day("2025-02-01"))
        assert version is not None
        row = Deadline.objects.create(
            case=case, rule_id=book.rule_ids[code], version_id=version[0], anchor="handover_on",
            anchor_on=day("2025-02-01"), due_on=day("2025-05-01"), met_on=day("2024-04-01"),
        )  # fmt: skip
        row.exemptions.create(
            reason="sygdom", decided_at=by.now, from_on=day("2024-03-01"), to_on=day("2024-03-02")
        )
    assert case.steps.count() == 29
    assert case.deadlines.count() == 30
    assert queries_of(client, f"/sager/{case.pk}/") == 52


def test_the_head_says_who_what_state_and_what_the_law_asks_next(
    case: Case, client: Client
) -> None:
    page = text_of(client.get(f"/sager/{case.pk}/"))
    head = page[page.index('<div class="case-head">') : page.index("På denne side")]
    for words in (
        "<h1><bdi>Amal Haddad</bdi></h1>",
        "33 år, født 17-05-1990",
        "arabisk (tolk: ja)",
        "Københavnermodellen",
        "Aktivt",
        "Ansvarlig: Anna",
        "NORD",
        "Integrationskontrakt underskrevet",
        "<strong>01-04-2024</strong> · 35 dage over fristen",
    ):
        assert words in head


def test_the_first_legal_deadline_is_overdue_before_ahead_and_never_a_span(case: Case) -> None:
    legal = page_of(case).deadlines.next_legal
    assert legal is not None
    assert (legal.subject, legal.due) == ("Integrationskontrakt underskrevet", "01-04-2024")
    case.deadlines.exclude(rule__code__in=["INL-PROG-5Y", "KM-HELBRED"]).delete()
    assert page_of(case).deadlines.next_legal is None


def test_what_waits_for_a_second_person_leads_to_its_page(case: Case, anna: User) -> None:
    data = {"effective_on": "2024-05-03", "note": "x"}
    approval = propose(case, "cancel", data, by=actor(anna, "2024-05-03"), reason="Dobbelt")
    (proposal,) = page_of(case).proposals
    assert (proposal.pk, proposal.label) == (approval.pk, "Forløb: Annullér (fejloprettet)")
    assert (proposal.proposed, proposal.lapses) == ("Anna, 03-05-2024 13:00", "13-05-2024")
    late = actor(anna, "2024-05-14")  # the fifth working day was the 13th: the 9th is none
    assert case_page(late, case.pk).proposals == []


def test_possible_moves_are_buttons_and_the_others_have_reasons(case: Case, client: Client) -> None:
    step = step_of(case, Mentoring)
    page = text_of(client.get(f"/sager/{case.pk}/"))
    card = page[page.index(f'id="skridt-{step.pk}"') :]
    card = card[: card.index("</article>")]
    assert re.findall(r'href="(/skridt/\d+/flyt/\w+/)"', card) == [f"/skridt/{step.pk}/flyt/offer/"]
    assert "Hvad er ikke muligt nu, og hvorfor" in card
    assert (
        "<dt>Start</dt><dd>Kun mulig fra »Mentor tildelt«; tilstanden er nu »Planlagt«.</dd>"
        in card
    )


def test_a_colleague_reads_the_steps_and_moves_none(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = seen_by(case, make_user("berit"), monkeypatch)
    assert "/flyt/" not in page
    # Anybody may raise a concern or stand in for her colleague.
    assert set(re.findall(r"/registrer/([\w-]+)/", page)) == {"henvendelse", "vikar"}
    assert "Hvad er ikke muligt nu" not in page
    assert "Kun den ansvarlige sagsbehandler og teamlederen kan flytte skridtene." in page


def test_a_step_tells_its_facts_and_what_happened(case: Case, anna: User) -> None:
    data = {
        "meets_at": "2024-04-10 10:00", "talk_form": "phone", "channel": "letter",
        "letter": "Kære Amal",
    }  # fmt: skip
    step = add_step(case, "FollowUpTalk", by=actor(anna, "2024-03-20"))
    perform(step, "invite", data, by=actor(anna, "2024-03-21"))
    row = next(row for row in page_of(case).steps if row.kind == "FollowUpTalk")
    assert ("Tidspunkt", "10-04-2024 10:00") in row.dates
    assert ("Samtalens form", "Telefon") in row.facts
    assert ("Indkaldelsens tekst", "Kære Amal") in row.facts
    invited, added = row.events
    assert (invited.on, invited.label, invited.states) == (
        "21-03-2024", "Indkald", "Planlagt → Indkaldt",
    )  # fmt: skip
    assert (invited.by, invited.recorded) == ("Anna, sagsbehandler", "21-03-2024 12:00")
    assert added.label == "Opfølgningssamtale tilføjet"


def test_free_text_and_reasons_are_for_those_who_work_the_case(case: Case, anna: User) -> None:
    by = actor(anna, "2024-03-21")
    perform(case, "pause", {"reason": "sygdom", "note": "Indlagt"}, by=by)
    mine, hers = page_of(case), page_of(case, "berit")
    assert mine.history[0].words == "Sygdom. Indlagt"
    assert (hers.history[0].label, hers.history[0].words) == ("Sæt i bero", "")


def test_a_goal_has_its_own_moves(case: Case, client: Client) -> None:
    goal = step_of(case, CompanyPlacement).goals.get()
    page = text_of(client.get(f"/sager/{case.pk}/"))
    assert f'href="/maal/{goal.pk}/flyt/reach/"' in page
    assert f'href="/skridt/{goal.placement_id}/maal/"' in page


def test_a_guard_that_fails_is_told_and_its_move_no_button(case: Case, client: Client) -> None:
    step = step_of(case, HealthAssessment)
    page = text_of(client.get(f"/sager/{case.pk}/"))
    assert f'href="/skridt/{step.pk}/flyt/find_not_needed/"' not in page
    assert "På Københavnermodellen tilbydes alle flygtninge en helbredsmæssig vurdering." in page


def test_what_the_team_must_heed_is_told_to_all_of_it(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    HealthAssessment.objects.filter(case=case).update(plan_effect="Ingen tunge løft")
    for relation in ("own", "colleague", "mentor"):
        page = seen_by(case, who(case, relation), monkeypatch)
        assert "Ingen tunge løft" in page


def test_all_seven_needs_stand_there_assessed_or_not(case: Case) -> None:
    needs = page_of(case).needs
    assert needs is not None
    assert [(need.code, need.status) for need in needs] == [
        ("sundhed", "Åbent"), ("dansk", "Åbent"), ("faglig", "Ikke vurderet"),
        ("arbejdsidentitet", "Ikke vurderet"), ("kultur", "Ikke vurderet"),
        ("social_kontrol", "Åbent"), ("social_familie", "Ikke vurderet"),
    ]  # fmt: skip
    assert IntegrationNeed.objects.count() == 3


def test_a_family_is_suggested_and_when_confirmed_shown(case: Case, anna: User) -> None:
    son = make_case("2024-01-08", active=True, citizen={"given_name": "Yusuf"})
    make_case("2024-01-08", active=True, citizen={"given_name": "Anden", "family_name": "Berg"})
    make_case("2024-02-01", active=True, citizen={"given_name": "Senere"})
    household = page_of(case).household
    assert household is not None
    assert [one.name for one in household.suggested] == ["Yusuf Haddad"]
    confirm_household(case, [son.citizen], by=actor(anna, TODAY))
    household = page_of(case).household
    assert household is not None
    assert [(one.name, one.case_id) for one in household.members] == [("Yusuf Haddad", son.pk)]
    assert (household.suggested, household.hidden) == ([], 0)


def test_a_relative_out_of_reach_is_counted_and_not_named(case: Case, anna: User) -> None:
    syd = make_unit("SYD")
    far = make_case("2024-01-08", active=True, unit=syd, caseworker=make_user("carl", unit=syd))
    confirm_household(case, [far.citizen], by=actor(anna, TODAY))
    household = page_of(case).household
    assert household is not None
    assert (household.members, household.hidden) == ([], 1)


def test_logs_are_read_by_those_who_work_the_case_and_by_their_own_author(
    case: Case, anna: User
) -> None:
    make_consent(case, "mentor", "2024-03-01")
    maja = make_user("maja", "mentor")
    by = actor(anna, "2024-03-06")
    perform(step_of(case, Mentoring), "offer", by=by)
    perform(step_of(case, Mentoring), "assign", {"mentor": maja.pk, "until": "2025-01-01"}, by=by)
    data = {
        "occurred_on": "2024-04-02", "outcome": "completed", "contact_form": "in_person",
        "topics": ["mitid", "bank"], "text": "Fik MitID", "help_wanted": "on",
    }  # fmt: skip
    log_follow_up(step_of(case, Mentoring), data, by=actor(maja, "2024-04-02"), key="a")
    for username, role in (("anna", "caseworker"), ("maja", "mentor")):
        logs = page_of(case, username, role).logs
        assert logs is not None
        (log,) = logs
        assert (log.on, log.author, log.topics) == ("02-04-2024", "Maja", "MitID, Bank")
        assert (log.text, log.help_wanted) == ("Fik MitID", True)
    nina = make_user("nina", "mentor")
    assign(case, nina, "mentor", "2024-05-01")
    assert page_of(case, "nina", "mentor").logs == []
    assert page_of(case, "berit").logs is None


def test_a_mentor_has_the_log_as_her_one_button(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    Mentoring.objects.update(state="running")
    step = step_of(case, Mentoring)
    page = seen_by(case, who(case, "mentor"), monkeypatch)
    assert f'class="button button-primary" href="/mentorforloeb/{step.pk}/opfoelgning/"' in page
    assert "/flyt/" not in page


def test_a_closed_case_can_be_read_and_only_its_papers_go_on(
    case: Case, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    perform(case, "close", {"reason": "job", **UNMEASURED}, by=actor(anna, TODAY))
    page = seen_by(case, anna, monkeypatch)
    offered = set(re.findall(r"/registrer/([\w-]+)/", page))
    assert offered == {"notat", "afgoerelse", "aktindsigt"}
    assert "Kræver teamlederen." in page
    lead = seen_by(case, make_user("lone", "team_lead"), monkeypatch)
    assert f'href="/sager/{case.pk}/flyt/reopen/"' in lead
