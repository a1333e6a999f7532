"""How a case ends, what ends with it, and what goes on: closing, moving away, another track."""

from __future__ import annotations

import pytest

from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Assignment, Case, Event, IntegrationNeed, ResidencePeriod
from interventions.actions.steps import add_step
from interventions.models import CompanyPlacement, HealthAssessment, Mentoring
from interventions.queries.sections.plan import approval_of
from tests.interventions.desk import sit_down, text_of
from tests.lifecycles.driver import again
from tests.make import actor, day, make_case, make_consent, make_user, step_of
from tests.scenarios.acts import act, assigned, mentor, started, status_on

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def case(kept):
    """An active case with a running placement, a running mentoring and planned steps."""
    case = make_case("2023-11-05", arrived_on="2024-02-01", active=True)
    make_consent(case, "mentor", "2024-01-15")
    started(case, "2024-02-05")
    assigned(case, mentor("mia"), "2024-02-05")
    act(step_of(case, Mentoring), "start", "2024-02-06")
    return kept(again(case))


def ends_of(case):
    """kind → (state, ended_on) of every step."""
    rows = case.steps.exclude(kind="AsylumCentreTalk")
    return {row.kind: (row.state, str(row.ended_on)) for row in rows}


# --- each reason, and what it ends

REASONS = [
    "job", "uddannelse", "fleksjob", "foertidspension", "selvforsoergende_andet",
    "introperiode_udloebet", "udrejst", "repatrieret", "opholdstilladelse_ophoert", "doed",
]  # fmt: skip


@pytest.mark.parametrize("reason", REASONS)
def test_whatever_the_reason_everything_ends_with_the_case_on_its_day(case, reason):
    case = act(case, "close", "2024-03-04", reason=reason)
    assert (case.state, case.end_reason, str(case.closed_on)) == ("closed", reason, "2024-03-04")
    found = ends_of(case)
    assert found["CompanyPlacement"] == ("broken_off", "2024-03-04")
    assert found["Mentoring"] == ("ended", "2024-03-04")
    assert found["HealthAssessment"] == ("lapsed", "2024-03-04")
    assert {ended for _, ended in found.values()} == {"2024-03-04"}
    assert not Assignment.objects.filter(case=case, function="mentor", to_on=None).exists()
    assert case.responsible is not None
    assert status_on(case, "KM-HELBRED", "2024-09-02") == "lapsed"


def test_nothing_is_closed_for_a_change_of_track_or_for_moving_away_from_a_programme(case):
    with pytest.raises(InvalidDataError, match="reason: Marker en gyldig valgmulighed"):
        act(case, "close", "2024-03-04", reason="skift_spor")
    with pytest.raises(InvalidDataError, match="Meld flytningen i stedet"):
        act(case, "close", "2024-03-04", reason="flyttet")


def test_outside_the_programme_somebody_just_moves():
    case = make_case("2024-01-08", basis="eu", active=True)
    assert act(case, "close", "2024-03-04", reason="flyttet").end_reason == "flyttet"


class TestClosingMeasurement:
    def test_why_there_is_none_is_asked_and_kept(self, case):
        with pytest.raises(InvalidDataError, match="Registrér den afsluttende måling først"):
            act(case, "close", "2024-03-04", reason="job", no_measurement="")
        case = act(case, "close", "2024-03-04", reason="job", no_measurement="Kunne ikke nås")
        assert case.no_measurement == "Kunne ikke nås"

    def test_it_is_not_asked_of_the_dead_nor_before_the_case_was_taken_over(self, case):
        assert act(case, "close", "2024-03-04", reason="doed", no_measurement="").is_ended
        planned = make_case("2024-01-08")
        assert act(planned, "close", "2024-03-04", reason="udrejst", no_measurement="").is_ended


# --- moving to another municipality (INL § 18)


class TestMoving:
    @pytest.fixture
    def moving(self, case):
        return act(case, "report_move", "2024-03-04", moves_to="Aarhus")

    def test_steps_run_on_until_somebody_has_taken_over(self, moving):
        case = moving
        assert (case.state, case.moves_to) == ("moving", "Aarhus")
        assert ends_of(case)["CompanyPlacement"] == ("running", "None")
        assert step_of(case, Mentoring).state == "running"
        placement = step_of(case, CompanyPlacement)
        assert act(placement, "pause", "2024-03-05").state == "paused"
        by = actor(make_user("anna"), "2024-03-05")
        assert add_step(case, "FollowUpTalk", by=by).state == "planned"

    def test_taken_over_it_is_closed_as_moved_and_everything_ends_that_day(self, moving):
        case = act(moving, "hand_over", "2024-04-02")
        assert (case.state, case.end_reason, case.moves_to) == ("closed", "flyttet", "Aarhus")
        assert {ended for _, ended in ends_of(case).values()} == {"2024-04-02"}
        assert not Assignment.objects.filter(case=case, function="mentor", to_on=None).exists()

    def test_not_taken_over_it_is_active_again_with_a_reason(self, moving):
        with pytest.raises(InvalidDataError, match="reason"):
            act(moving, "keep", "2024-04-02", reason="")
        case = act(moving, "keep", "2024-04-02", reason="Aarhus har ingen plads")
        assert (case.state, case.moves_to) == ("active", "")
        assert Event.objects.get(case=case, move="keep").reason == "Aarhus har ingen plads"

    def test_the_new_municipality_is_asked_for(self, case):
        with pytest.raises(InvalidDataError, match="moves_to"):
            act(case, "report_move", "2024-03-04", moves_to="")

    def test_a_paused_case_that_moves_is_no_longer_paused(self, case):
        case = act(case, "pause", "2024-03-01")
        case = act(case, "report_move", "2024-03-04", moves_to="Odense")
        assert (case.paused_on, case.pause_expected_end_on) == (None, None)

    def test_a_death_while_it_waits_closes_it(self, moving):
        case = act(moving, "close", "2024-03-11", reason="doed")
        assert (case.state, case.end_reason) == ("closed", "doed")


# --- another track


@pytest.fixture(scope="module")
def special_law(kept):
    """From 8 April 2022."""
    old = make_case(
        "2022-04-08", basis="ukraine_saerlov", arrived_on="2022-05-02",
        danish_allowed_on="2022-05-09", active=True,
    )  # fmt: skip
    make_consent(old, "mentor", "2022-05-02")
    IntegrationNeed.objects.create(citizen=old.citizen, code="dansk", opened_on=day("2022-05-02"))
    return kept(old)


class TestChangeOfTrack:
    @pytest.fixture
    def old(self, special_law):
        return self.changed(special_law)

    def changed(self, old, **more):
        """Refugee status from 4 March 2024."""
        typed = {"reason": "skift_spor", "residence_basis": "konvention", **more}
        return act(old, "change_track", "2024-03-04", **typed)

    def test_the_old_case_ends_and_a_planned_one_goes_on_with_the_same_caseworker(self, old):
        new = Case.objects.get(continues=old)
        assert (old.state, old.end_reason, str(old.closed_on)) == (
            "closed", "skift_spor", "2024-03-04",
        )  # fmt: skip
        assert (old.residence_basis, old.track) == ("ukraine_saerlov", "ukraine")
        assert (new.state, new.track, new.residence_basis) == (
            "planned", "copenhagen", "konvention",
        )  # fmt: skip
        assert (new.in_programme, str(new.opened_on)) == (True, "2024-03-04")
        assert (new.responsible, new.unit) == (old.responsible, old.unit)
        assert Assignment.objects.filter(case=new, function="responsible", to_on=None).count() == 1
        assert not old.steps.filter(ended_on=None).exists()

    def test_the_anchors_are_copied_and_the_handover_does_not_pass_again(self, old):
        new = Case.objects.get(continues=old)
        for name in ("allocated_on", "arrived_on", "danish_allowed_on", "handover_on"):
            assert getattr(new, name) == getattr(old, name) is not None, name
        assert str(new.handover_on) == "2022-04-19"

    def test_what_fell_due_before_stays_in_the_case_that_it_fell_in(self, old):
        new = Case.objects.get(continues=old)
        codes = set(new.deadlines.values_list("rule__code", flat=True))
        assert "INL-KONTRAKT" in set(old.deadlines.values_list("rule__code", flat=True))
        assert "INL-KONTRAKT" not in codes
        assert {"INL-PROG-5Y", "INL-DU-5Y"} <= codes
        due = {d.due_on for d in new.deadlines.all() if d.due_on}
        assert min(due) >= day("2024-03-04")

    def test_the_five_years_run_on_from_the_first_day(self, old):
        new = Case.objects.get(continues=old)
        five = {d.rule.code: str(d.due_on) for d in new.deadlines.select_related("rule")}
        assert (five["INL-PROG-5Y"], five["INL-DU-5Y"]) == ("2027-04-19", "2027-05-09")

    def test_the_permit_follows(self, old):
        periods = ResidencePeriod.objects.filter(citizen=old.citizen)
        assert [(p.code, str(p.from_on), str(p.to_on)) for p in periods] == [
            ("ukraine_saerlov", "2022-04-08", "2024-03-04"), ("konvention", "2024-03-04", "None"),
        ]  # fmt: skip

    def test_a_health_assessment_that_was_finished_is_not_done_again(self):
        old = make_case("2022-04-08", basis="ukraine_saerlov", active=True)
        assessment = add_step(old, "HealthAssessment", by=actor(make_user("anna"), "2022-06-01"))
        act(assessment, "find_not_needed", "2022-06-01", reason="Ingen behov")
        act(old, "change_track", "2024-03-04", reason="skift_spor", residence_basis="konvention")
        new = Case.objects.get(continues=old)
        assert not HealthAssessment.objects.filter(case=new).exists()

    def test_after_the_programme_the_general_track_follows_on_the_same_basis(self, case):
        old = act(case, "change_track", "2024-03-04", reason="introperiode_udloebet",
                  residence_basis="")  # fmt: skip
        new = Case.objects.get(continues=old)
        assert old.end_reason == "introperiode_udloebet"
        assert (new.track, new.in_programme, new.residence_basis) == (
            "general", False, "konvention",
        )  # fmt: skip
        assert act(new, "take_over", "2024-03-05").state == "active"

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ({"residence_basis": "ukraine_saerlov"}, "hører til det spor, forløbet allerede er på"),
            ({"residence_basis": ""}, "Vælg det nye opholdsgrundlag"),
            ({"residence_basis": "månen"}, "Marker en gyldig valgmulighed"),
            ({"reason": "job"}, "Marker en gyldig valgmulighed"),
        ],
    )
    def test_what_leads_nowhere_else_is_refused(self, special_law, typed, told):
        with pytest.raises(InvalidDataError, match=told):
            self.changed(special_law, **typed)
        assert not Case.objects.exclude(continues=None).exists()

    def test_who_is_in_no_programme_does_not_leave_it(self):
        case = make_case("2024-01-08", basis="eu", active=True)
        with pytest.raises(InvalidDataError, match="ikke i introduktionsprogrammet"):
            act(case, "change_track", "2024-03-04", reason="introperiode_udloebet")

    def test_the_old_case_is_not_opened_beside_the_new_one(self, old):
        lead = make_user("leth", "team_lead")
        with pytest.raises(NotPossibleError, match="fortsat i en senere sag"):
            act(old, "reopen", "2024-04-02", user=lead)

    def test_each_case_leads_to_the_other(self, monkeypatch, old):
        new = Case.objects.get(continues=old)
        client = sit_down(monkeypatch, make_user("anna"), "2024-03-05")
        assert "Fortsat i et nyt forløb" in text_of(client.get(f"/sager/{old.pk}/"))
        page = client.get(f"/sager/{new.pk}/").content.decode()
        assert "Fortsætter et tidligere forløb" in page
        assert f'href="/sager/{old.pk}/"' in page


# --- approving the plan


class TestApprovedPlan:
    def approved(self):
        case = make_case("2023-11-05", active=True)
        lead = make_user("leth", "team_lead")
        return act(case, "approve_plan", "2024-02-05", user=lead)

    def test_it_is_written_down_who_and_when_and_nothing_else_moves(self):
        case = self.approved()
        event, changed = approval_of(case)
        assert case.state == "active"
        assert (event.by.username, str(event.effective_on), changed) == (
            "leth", "2024-02-05", False,
        )  # fmt: skip

    def test_a_step_that_is_added_later_takes_the_approval_back(self):
        case = self.approved()
        add_step(case, "FollowUpTalk", by=actor(make_user("anna"), "2024-02-06"))
        assert approval_of(case)[1] is True

    def test_so_does_one_that_is_cancelled_but_not_one_that_is_moved(self):
        case = self.approved()
        placement = act(step_of(case, CompanyPlacement), "match", "2024-02-06")
        assert approval_of(case)[1] is False
        act(placement, "cancel", "2024-02-07", reason="Virksomheden sprang fra")
        assert approval_of(case)[1] is True

    def test_approved_again_it_holds_again(self):
        case = self.approved()
        add_step(case, "FollowUpTalk", by=actor(make_user("anna"), "2024-02-06"))
        case = act(case, "approve_plan", "2024-02-07", user=make_user("lotte", "team_lead"))
        event, changed = approval_of(case)
        assert (event.by.username, changed) == ("lotte", False)

    def test_it_blocks_nothing(self):
        case = make_case("2023-11-05", active=True)
        assert approval_of(case) == (None, False)
        assert started(case, "2024-02-05").state == "running"


def test_why_there_is_no_closing_measurement_is_not_called_voluntary(case, monkeypatch):
    page = text_of(
        sit_down(monkeypatch, make_user("anna"), "2024-03-04").get(f"/sager/{case.pk}/flyt/close/")
    )
    label = page[page.index("Hvorfor ingen afsluttende måling?") :]
    assert not label.startswith('Hvorfor ingen afsluttende måling?<span class="weight-normal">')
    assert "Kan stå tomt, hvis borgeren er død." in label


def test_a_case_that_never_ran_is_not_asked_for_a_measurement(monkeypatch):
    case = make_case("2024-01-02")
    page = text_of(
        sit_down(monkeypatch, make_user("anna"), "2024-03-04").get(f"/sager/{case.pk}/flyt/close/")
    )
    assert "afsluttende måling" not in page
