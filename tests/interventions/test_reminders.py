"""Reminders: on which days they come, to whom, and that counter, list and page agree."""

from __future__ import annotations

import pytest

from cases.actions.residence import record_residence
from cases.errors import NotPossibleError
from cases.models import (
    Case,
    Household,
    HouseholdMember,
    IncomePeriod,
    IntegrationNeed,
    ResidencePeriod,
)
from interventions.actions.anchors import agree_handover
from interventions.actions.follow_ups import log_follow_up
from interventions.actions.planning import plan_facts
from interventions.actions.steps import add_step
from interventions.law.reminders import read_reminders
from interventions.models import AsylumCentreTalk, DanishEducation, JournalNote, Mentoring
from interventions.planning import rows_for
from interventions.queries.mentees import mentees
from interventions.queries.reminders import _statement, reminders_of
from interventions.queries.worklist import Which, worklist
from tests.interventions.desk import sit_down, text_of
from tests.lifecycles.driver import again, drive
from tests.make import actor, at, day, make_case, make_citizen, make_consent, make_user, step_of
from tests.scenarios.acts import act, mentor, started

pytestmark = pytest.mark.django_db


def codes(case, when):
    return [row.code for row in reminders_of([case.pk], day(when))]


def mentored(assigned_on="2024-02-05", until="2025-01-08"):
    case = make_case("2023-11-05", arrived_on="2024-01-08", active=True)
    make_consent(case, "mentor", "2024-01-15")
    step = act(step_of(case, Mentoring), "offer", assigned_on)
    act(step, "assign", assigned_on, mentor=mentor("mia").pk, until=until)
    return again(case)


def log(case, on, outcome="completed"):
    by = actor(mentor("mia"), on)
    data = {"occurred_on": on, "outcome": outcome, "contact_form": "phone"}
    return log_follow_up(step_of(case, Mentoring), data, by=by, key=on)


# --- the mentor who is silent


class TestSilence:
    @pytest.mark.parametrize(
        ("when", "mentor_told", "caseworker_told"),
        [
            ("2024-02-25", False, False),
            ("2024-02-26", True, False),  # 21 days
            ("2024-03-10", True, False),
            ("2024-03-11", True, True),  # 35 days
        ],
    )
    def test_it_is_counted_from_the_day_she_became_the_mentor(
        self, when, mentor_told, caseworker_told
    ):
        case = mentored()
        assert ("MENTOR-TAVS-35" in codes(case, when)) is caseworker_told
        (mentee,) = mentees(actor(mentor("mia"), when))
        assert bool(mentee.reminder) is mentor_told

    def test_and_from_her_latest_log_whatever_came_of_the_meeting(self):
        case = mentored()
        log(case, "2024-02-20")
        log(case, "2024-03-01", "no_show")
        assert codes(case, "2024-04-04") == []
        assert codes(case, "2024-04-05") == ["MENTOR-TAVS-35"]

    def test_a_new_mentor_is_not_blamed_for_the_old_ones_silence(self):
        case = mentored()
        act(step_of(case, Mentoring), "change_mentor", "2024-03-15", mentor=mentor("mads").pk)
        assert codes(case, "2024-04-18") == []
        assert codes(case, "2024-04-19") == ["MENTOR-TAVS-35"]

    def test_an_ended_mentoring_is_silent_for_good(self):
        case = mentored()
        act(step_of(case, Mentoring), "end", "2024-03-01")
        assert codes(case, "2024-06-01") == []

    def test_a_mentor_reads_of_her_own_silence_and_of_nothing_else(self, monkeypatch):
        case = mentored(until="2025-01-08")
        told = text_of(sit_down(monkeypatch, mentor("mia"), "2025-01-05").get(f"/sager/{case.pk}/"))
        assert "du har ikke skrevet en opfølgning i 21 dage" in told
        assert "Mentorforløbet slutter" not in told
        told = text_of(
            sit_down(monkeypatch, make_user("anna"), "2025-01-05").get(f"/sager/{case.pk}/")
        )
        assert "Mentorforløbet slutter" in told
        assert "du har ikke skrevet" not in told


# --- the mentor of one who took the consent back


class TestMentorWithoutConsent:
    def withdrawn(self, on="2024-03-01"):
        case = mentored()
        case.citizen.consents.filter(purpose="mentor").update(withdrawn_on=day(on))
        return case

    def test_it_is_told_from_that_day_until_there_is_a_new_one(self):
        case = self.withdrawn()
        assert "MENTOR-SAMTYKKE" not in codes(case, "2024-02-29")
        (told,) = [
            r for r in reminders_of([case.pk], day("2024-03-01")) if r.code == "MENTOR-SAMTYKKE"
        ]
        assert (told.day, told.when) == (day("2024-03-01"), "siden 01-03-2024")
        make_consent(case, "mentor", "2024-03-05")
        assert "MENTOR-SAMTYKKE" in codes(case, "2024-03-04")
        assert "MENTOR-SAMTYKKE" not in codes(case, "2024-03-05")

    def test_it_goes_with_the_mentor(self):
        case = self.withdrawn()
        act(step_of(case, Mentoring), "end", "2024-03-04")
        assert "MENTOR-SAMTYKKE" not in codes(case, "2024-03-04")

    def test_another_consent_that_is_taken_back_says_nothing_of_the_mentor(self):
        case = mentored()
        make_consent(case, "doctor", "2024-02-01")
        case.citizen.consents.filter(purpose="doctor").update(withdrawn_on=day("2024-03-01"))
        assert "MENTOR-SAMTYKKE" not in codes(case, "2024-03-04")

    def test_the_case_page_leads_to_a_new_consent_and_the_mentor_reads_nothing_of_it(
        self, monkeypatch
    ):
        case = self.withdrawn()
        desk = sit_down(monkeypatch, make_user("anna"), "2024-03-04")
        told = text_of(desk.get(f"/sager/{case.pk}/"))
        assert "Samtykket til at dele med mentoren er trukket tilbage" in told
        assert "Registrér et nyt samtykke" in told
        mentors = text_of(
            sit_down(monkeypatch, mentor("mia"), "2024-03-04").get(f"/sager/{case.pk}/")
        )
        assert "er trukket tilbage" not in mentors


# --- the mentor's last day


@pytest.mark.parametrize(
    ("until", "silent_on", "told_on"),
    [
        ("2024-06-30", "2024-12-08", "2024-12-09"),  # the year from arrival, 2025-01-08
        ("2025-01-31", "2024-12-31", "2025-01-01"),  # granted beyond it
    ],
)
def test_the_mentors_last_day_is_that_of_the_year_or_a_later_grant(until, silent_on, told_on):
    case = mentored(until="2025-01-08")
    Mentoring.objects.filter(case=case).update(until=day(until))
    assert "MENTOR-SLUT" not in codes(case, silent_on)
    assert "MENTOR-SLUT" in codes(case, told_on)


# --- the permit


class TestPermit:
    def until(self, last):
        case = make_case("2024-01-08", basis="ukraine_saerlov")
        ResidencePeriod.objects.filter(citizen=case.citizen).update(valid_until=day(last))
        return case

    @pytest.mark.parametrize(
        ("when", "told"),
        [
            ("2024-12-16", []),
            ("2024-12-17", ["OPHOLD-90"]),
            ("2025-02-14", ["OPHOLD-90"]),
            ("2025-02-15", ["OPHOLD-30"]),
            ("2025-03-17", ["OPHOLD-30"]),
            ("2025-04-01", ["OPHOLD-30"]),  # it does not close the case: still to be dealt with
        ],
    )
    def test_ninety_and_thirty_days_before_and_until_it_is_dealt_with(self, when, told):
        assert codes(self.until("2025-03-17"), when) == told

    def test_an_extension_silences_it(self):
        case = self.until("2025-03-17")
        by = actor(make_user("anna"), "2025-03-01")
        record_residence(
            case, "ukraine_saerlov", by=by, from_on=by.today, valid_until=day("2026-03-17")
        )
        assert codes(case, "2025-03-01") == []
        assert ResidencePeriod.objects.filter(citizen=case.citizen).count() == 1

    def test_another_ground_ends_the_period_before(self):
        case = self.until("2025-03-17")
        by = actor(make_user("anna"), "2025-03-01")
        record_residence(case, "konvention", by=by, from_on=by.today, valid_until=None)
        found = ResidencePeriod.objects.filter(citizen=case.citizen)
        assert [(p.code, str(p.to_on)) for p in found] == [
            ("ukraine_saerlov", "2025-03-01"), ("konvention", "None"),
        ]  # fmt: skip
        assert codes(case, "2025-03-01") == []

    def test_a_permit_does_not_end_before_it_begins(self):
        case = self.until("2025-03-17")
        by = actor(make_user("anna"), "2025-03-01")
        with pytest.raises(NotPossibleError, match="før den begynder"):
            record_residence(case, "eu", by=by, from_on=by.today, valid_until=day("2025-02-01"))


# --- eighteen


class TestEighteen:
    @pytest.mark.parametrize(
        ("born", "when", "told"),
        [
            ("2006-06-14", "2024-05-14", False),
            ("2006-06-14", "2024-05-15", True),
            ("2006-06-14", "2024-07-14", True),
            ("2006-06-14", "2024-07-15", False),
            ("2008-02-29", "2026-01-29", False),
            ("2008-02-29", "2026-01-30", True),  # 1 March, minus 30 days
            ("2003-06-14", "2024-06-14", False),  # was an adult from the start
        ],
    )
    def test_the_citizen_herself(self, born, when, told):
        case = make_case("2024-01-08", citizen={"born_on": day(born)})
        assert ("BARN-18" in codes(case, when)) is told

    def test_a_child_of_the_household_is_told_on_the_parents_case(self):
        case = make_case("2024-01-08")
        child = make_citizen("2024-01-08", born_on=day("2006-06-14"))
        home = Household.objects.create(created_on=day("2024-01-08"))
        for citizen in (case.citizen, child):
            HouseholdMember.objects.create(
                household=home, citizen=citizen, from_on=day("2024-01-08")
            )
        assert codes(case, "2024-06-01") == ["BARN-18"]
        HouseholdMember.objects.filter(citizen=child).update(to_on=day("2024-05-20"))
        assert codes(case, "2024-06-01") == []


def test_a_placement_ends_in_fourteen_days():
    case = make_case("2023-11-05", active=True)
    started(case, "2024-02-05", planned_from="2024-02-05", planned_to="2024-03-03")
    assert codes(case, "2024-02-17") == []
    assert codes(case, "2024-02-18") == ["PRAK-SLUT"]
    assert codes(case, "2024-03-10") == ["PRAK-SLUT"]


def test_a_talk_without_a_note_is_told_on_the_third_day_until_there_is_one():
    case = make_case("2024-01-08")
    act(step_of(case, AsylumCentreTalk), "hold", "2024-01-15")
    assert codes(case, "2024-01-17") == []
    assert codes(case, "2024-01-18") == ["NOTAT-3"]
    JournalNote.objects.create(
        case=case, theme="andet", happened_on=day("2024-01-15"), text="Vil være kok",
        recorded_at=at("2024-01-18"), by=make_user("anna"),
    )  # fmt: skip
    assert codes(case, "2024-01-18") == []


# --- what the plan would have had


class TestProposals:
    def general(self, **need):
        return make_case("2024-01-08", basis="familie_anden", active=False)

    def test_a_need_that_is_opened_later_proposes_the_step_and_adds_nothing(self):
        case = self.general()
        before = case.steps.count()
        IntegrationNeed.objects.create(
            citizen=case.citizen, code="sundhed", opened_on=day("2024-02-05")
        )
        assert codes(case, "2024-02-05") == ["FORSLAG-SUNDHED"]
        assert case.steps.count() == before
        add_step(case, "HealthAssessment", by=actor(make_user("anna"), "2024-02-06"))
        assert codes(case, "2024-02-06") == []

    def test_a_need_that_is_resolved_proposes_nothing(self):
        case = self.general()
        IntegrationNeed.objects.create(
            citizen=case.citizen, code="sundhed", opened_on=day("2024-02-05"),
            status="resolved", resolved_on=day("2024-02-07"),
        )  # fmt: skip
        assert codes(case, "2024-02-08") == []

    @pytest.mark.parametrize(
        ("when", "proposed"),
        [("2024-02-28", ["FORSLAG-DANSK"]), ("2024-02-29", ["FORSLAG-JOBDANSK"])],
    )
    def test_when_the_right_to_danish_has_run_out_jobdansk_is_proposed(self, when, proposed):
        case = make_case("2024-01-08", basis="eu", danish_allowed_on="2019-02-28")
        IntegrationNeed.objects.create(
            citizen=case.citizen, code="dansk", opened_on=day("2024-02-05")
        )
        assert codes(case, when) == proposed
        (row,) = reminders_of([case.pk], day(when))
        add_step(case, row.proposes, by=actor(make_user("anna"), when))
        assert codes(case, when) == []

    @pytest.mark.parametrize(("passed", "proposed"), [(True, []), (False, ["FORSLAG-DANSK"])])
    def test_danish_that_was_passed_before_a_change_of_track_is_not_proposed(
        self, passed, proposed
    ):
        old = make_case("2023-11-05", active=True)
        education = step_of(old, DanishEducation)
        if passed:
            drive(education, "passed")
        changed = {"reason": "introperiode_udloebet", "residence_basis": ""}
        act(again(old), "change_track", "2024-12-02", **changed)
        case = Case.objects.get(continues=old)
        IntegrationNeed.objects.create(
            citizen=case.citizen, code="dansk", opened_on=day("2024-12-09")
        )
        assert codes(case, "2024-12-09") == proposed

    @pytest.mark.parametrize(
        ("need", "income", "kinds"),
        [
            ("", "", set()),
            ("faglig", "", {"CompanyPlacement"}),
            ("arbejdsidentitet", "", {"CompanyPlacement"}),
            ("sundhed", "", {"HealthAssessment"}),
            ("dansk", "", {"DanishEducation"}),
            ("", "kontanthjaelp", {"CompanyPlacement"}),
            ("", "selvforsoergende_job", set()),
        ],
    )
    def test_what_is_proposed_is_what_the_plan_would_have(self, need, income, kinds):
        case = make_case("2024-01-08", basis="eu")
        asked = ("CompanyPlacement", "HealthAssessment", "DanishEducation")
        if need:
            IntegrationNeed.objects.create(
                citizen=case.citizen, code=need, opened_on=day("2024-02-05")
            )
        if income:
            IncomePeriod.objects.create(
                citizen=case.citizen, code=income, from_on=day("2024-02-05")
            )
        found = {row.proposes for row in reminders_of([case.pk], day("2024-02-12"))}
        plan = {row.kind for row in rows_for(plan_facts(again(case), day("2024-02-12")))}
        assert found == plan & set(asked) == kinds


# --- one definition


class TestOneDefinition:
    def test_counter_rows_and_pages_agree_and_ended_cases_have_none(self):
        cases = [mentored(), make_case("2024-01-08"), mentored()]
        anna = actor(make_user("anna"), "2024-03-11")
        found = {row.case_id for row in reminders_of([c.pk for c in cases], anna.today)}
        work = worklist(anna, chosen=Which.REMINDERS)
        assert work.counters[Which.REMINDERS] == work.rows.size == len(work.rows[0:50]) == 2
        assert {row.case_id for row in work.rows[0:50]} == found == {cases[0].pk, cases[2].pk}
        act(cases[0], "close", "2024-03-11")
        assert worklist(anna).counters[Which.REMINDERS] == 1
        assert codes(cases[0], "2024-03-11") == []

    def test_a_colleague_is_not_reminded_and_her_team_lead_is(self):
        mentored()
        naboen = actor(make_user("naboen"), "2024-03-11")
        assert Which.REMINDERS not in worklist(naboen, whole_unit=True).counters
        leth = actor(make_user("leth", "team_lead"), "2024-03-11")
        assert worklist(leth).counters[Which.REMINDERS] == 1

    def test_a_row_says_of_what(self):
        mentored()
        (row,) = worklist(actor(make_user("anna"), "2024-03-11"), chosen=Which.REMINDERS).rows[0:9]
        assert (row.next, row.status, row.why) == (
            "Mentoren har ikke skrevet en opfølgning i 35 dage", "Husk", "siden 05-02-2024",
        )  # fmt: skip

    def test_what_is_written_once_a_day_holds_nobodys_data(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert _statement.__wrapped__(day("2024-03-11"))

    @pytest.mark.parametrize("number", [1, 4])
    def test_the_list_costs_the_same_whatever_its_length(self, number, django_assert_num_queries):
        for _ in range(number):
            mentored()
        anna = actor(make_user("anna"), "2024-03-11")
        with django_assert_num_queries(3):
            work = worklist(anna, chosen=Which.REMINDERS)
        with django_assert_num_queries(5):
            rows = work.rows[0:50]
        assert len(rows) == number


def test_a_table_that_reminds_nobody_is_refused():
    with pytest.raises(ValueError, match="ukendt modtager"):
        read_reminders(["code;days;counted_from;for;subject", "X;1;dag;chefen;Ring"])


# --- who is found to have been a child at the handover (R8)


class TestUnder18:
    def found(self):
        """18 on 20 June 2024, between the agreed handover and the computed one on 1 July."""
        case = make_case("2024-05-15", citizen={"born_on": day("2006-06-20")})
        assert case.steps.filter(kind="Mentoring").exists()
        assert codes(case, "2024-05-20") == []
        make_consent(case, "earlier_handover", "2024-05-15")
        return agree_handover(
            case, day("2024-06-19"), by=actor(make_user("anna"), "2024-05-20"), reason="Aftalt"
        )

    def test_what_an_adult_was_planned_is_told_until_somebody_has_ended_it(self):
        case = self.found()
        assert codes(case, "2024-05-20") == ["UNDER-18"]
        counters = worklist(actor(make_user("anna"), "2024-05-20")).counters
        assert counters[Which.REMINDERS] == 1
        (told,) = [r for r in reminders_of([case.pk], day("2024-05-20")) if r.code == "UNDER-18"]
        assert "under 18 år ved overgivelsen" in told.subject
        for step in case.steps.exclude(kind="HealthAssessment"):
            type(step).objects.filter(pk=step.pk).update(ended_on=day("2024-05-21"))
        assert "UNDER-18" not in codes(case, "2024-05-21")

    def test_on_the_birthday_itself_she_is_of_age(self):
        case = self.found()
        by = actor(make_user("anna"), "2024-05-21")
        agree_handover(again(case), day("2024-06-20"), by=by, reason="Tastefejl")
        assert "UNDER-18" not in codes(case, "2024-05-21")
