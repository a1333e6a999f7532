"""Scenarios 9, 42 and 43 of domain.md §7: the mentor's year, a late yes, and a death."""

from __future__ import annotations

from typing import Any

import pytest

from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Case
from interventions.actions.perform import perform
from interventions.actions.steps import add_step
from interventions.law.reminders import reminders
from interventions.models import HealthAssessment, Mentoring
from interventions.queries.reminders import reminders_of
from interventions.queries.worklist import worklist
from reports.case_reading import read_case
from tests.lifecycles.driver import again, data_for
from tests.make import actor, day, make_case, make_consent, make_user, step_of
from tests.scenarios.acts import act, assigned, mentor, started, stated_on, with_goal

pytestmark = pytest.mark.django_db


def reminded_of(case: Case, when: str) -> list[str]:
    return [row.code for row in reminders_of([case.pk], day(when))]


class TestScenario9:
    def mentored(self) -> Case:
        case = make_case("2023-11-05", arrived_on="2024-02-29", active=True)
        make_consent(case, "mentor", "2024-01-15")
        assigned(case, mentor("mia"), "2024-02-29")
        act(step_of(case, Mentoring), "start", "2024-03-01")
        return again(case)

    def test_scenario_9_the_mentor_year_ends_on_the_last_day_of_february(self) -> None:
        assert stated_on(self.mentored(), "KM-MENTOR-12M", "2024-03-01").deadline.due_on == day(
            "2025-02-28"
        )

    @pytest.mark.parametrize(
        ("when", "told"), [("2025-01-28", False), ("2025-01-29", True), ("2025-02-28", True)]
    )
    def test_scenario_9_the_task_comes_thirty_days_before(self, when: str, *, told: bool) -> None:
        case = self.mentored()
        (rows,) = [[r for r in reminders_of([case.pk], day(when)) if r.code == "MENTOR-SLUT"]]
        assert bool(rows) is told
        assert all(row.day == day("2025-02-28") for row in rows)

    def test_scenario_9_a_mentoring_that_has_ended_reminds_of_nothing(self) -> None:
        case = self.mentored()
        act(step_of(case, Mentoring), "end", "2025-01-20")
        assert reminded_of(case, "2025-02-10") == []


def test_scenario_42_a_refused_health_assessment_is_offered_again_within_five_years() -> None:
    case = make_case("2023-11-15", active=True)
    Case.objects.filter(pk=case.pk).update(handover_on=day("2024-02-01"))
    case = again(case)
    assessment = act(step_of(case, HealthAssessment), "offer", "2024-04-15")
    assessment = act(assessment, "decline", "2024-05-01")
    assert assessment.state == "declined"
    assert act(assessment, "offer_again", "2026-06-01").state == "offered"


class TestScenario43:
    """The citizen dies on 10 June 2024; it is written down on the 14th."""

    def world(self) -> tuple[Case, Any, Any]:
        case = make_case("2023-11-05", arrived_on="2024-02-01", active=True)
        make_consent(case, "mentor", "2024-01-15")
        running = started(case, "2024-05-20", planned_from="2024-05-20", planned_to="2024-06-16")
        assigned(case, mentor("mia"), "2024-02-05")
        agreed = add_step(case, "CompanyPlacement", by=actor(make_user("anna"), "2024-05-27"))
        agreed = act(agreed, "match", "2024-05-27", hours_per_week=10)
        with_goal(agreed, "2024-05-27")
        agreed = act(agreed, "agree", "2024-05-28")
        return again(case), running, agreed

    def die(self, case: Case) -> Case:
        closed: Case = act(case, "close", "2024-06-14", on="2024-06-10", reason="doed")
        return closed

    def test_scenario_43_open_placements_end_with_the_same_date(self) -> None:
        case, running, agreed = self.world()
        case = self.die(case)
        assert (case.state, case.closed_on, case.end_reason) == (
            "closed",
            day("2024-06-10"),
            "doed",
        )
        running, agreed = again(running), again(agreed)
        assert (running.state, running.ended_on) == ("broken_off", day("2024-06-10"))
        assert (agreed.state, agreed.ended_on) == ("lapsed", day("2024-06-10"))
        assert not case.steps.filter(ended_on=None).exists()

    def test_scenario_43_the_start_of_a_placement_is_refused(self) -> None:
        case, _, agreed = self.world()
        self.die(case)
        with pytest.raises(NotPossibleError):
            act(agreed, "start", "2024-06-14")
        with pytest.raises(NotPossibleError, match="Sagen er afsluttet"):
            add_step(case, "CompanyPlacement", by=actor(make_user("anna"), "2024-06-14"))

    def test_scenario_43_there_are_reminders_before_and_none_after(self) -> None:
        case, _, _ = self.world()
        assert reminded_of(case, "2024-06-12") == ["MENTOR-TAVS-35", "PRAK-SLUT"]
        self.die(case)
        assert reminded_of(case, "2024-06-14") == []
        assert reminded_of(case, "2025-02-01") == []

    def test_scenario_43_no_deadline_is_open_from_that_day(self) -> None:
        case, _, _ = self.world()
        self.die(case)
        rows = {d.rule.code for d in case.deadlines.select_related("rule")}
        found = {code: stated_on(case, code, "2024-06-14") for code in rows}
        assert [code for code, one in found.items() if one.on_work_list] == []
        after = [c for c, one in found.items()
                 if one.deadline.due_on and one.deadline.due_on > day("2024-06-10")]  # fmt: skip
        assert after
        assert {str(found[code].status) for code in after} <= {
            "lapsed", "met_on_time", "not_relevant",
        }  # fmt: skip

    def test_scenario_43_the_case_leaves_every_list_and_the_mentor_her_access(self) -> None:
        case, _, _ = self.world()
        anna = actor(make_user("anna"), "2024-06-14")
        assert worklist(anna).rows.size == 1
        self.die(case)
        assert worklist(anna).counters == {"alle": 0}
        assert not case.assignments.filter(function="mentor", to_on=None).exists()

    def test_scenario_43_a_death_is_registered_on_its_own_day_whatever_happened_since(
        self,
    ) -> None:
        case, _, _ = self.world()
        case = act(case, "pause", "2024-06-12")
        assert self.die(case).closed_on == day("2024-06-10")

    def test_scenario_43_a_death_lies_neither_ahead_nor_before_the_case(self) -> None:
        case, _, _ = self.world()
        with pytest.raises(InvalidDataError, match="ikke ligge i fremtiden"):
            act(case, "close", "2024-06-14", on="2024-06-15", reason="doed")
        with pytest.raises(InvalidDataError, match="Sagen blev først oprettet den 05-11-2023"):
            act(case, "close", "2024-06-14", on="2023-11-04", reason="doed", note="Brev")

    def test_scenario_43_the_paper_says_that_it_must_not_be_sent(self) -> None:
        case, _, _ = self.world()
        anna = actor(make_user("anna"), "2024-06-14")
        assert "Bemærk" not in read_case(anna, case.pk).told.case
        self.die(case)
        assert read_case(anna, case.pk).told.case["Bemærk"] == (
            "Borgeren er død den 10-06-2024. Rapporten må ikke sendes."
        )

    def test_scenario_43_it_is_not_opened_again(self) -> None:
        case, _, _ = self.world()
        case = self.die(case)
        with pytest.raises(NotPossibleError, match="Sagen kan kun rettes"):
            perform(
                case, "reopen", data_for(case, "reopen", day("2024-06-20")),
                by=actor(make_user("leth", "team_lead"), "2024-06-20"),
            )  # fmt: skip


def test_the_table_says_when_each_reminder_comes() -> None:
    assert {code: (line.days, line.to) for code, line in reminders().items()} == {
        "MENTOR-TAVS-21": (21, "mentor"),
        "MENTOR-TAVS-35": (35, "sagsbehandler"),
        "MENTOR-STOPPET": (0, "sagsbehandler"),
        "MENTOR-SLUT": (-30, "sagsbehandler"),
        "OPHOLD-90": (-90, "sagsbehandler"),
        "OPHOLD-30": (-30, "sagsbehandler"),
        "BARN-18": (-30, "sagsbehandler"),
        "PRAK-SLUT": (-14, "sagsbehandler"),
        "NOTAT-3": (3, "sagsbehandler"),
        "FORSLAG-PRAK": (0, "sagsbehandler"),
        "FORSLAG-DANSK": (0, "sagsbehandler"),
        "FORSLAG-JOBDANSK": (0, "sagsbehandler"),
        "FORSLAG-SUNDHED": (0, "sagsbehandler"),
        "UNDER-18": (-90, "sagsbehandler"),
        "UDEBLEVET-3": (0, "sagsbehandler"),
        "MENTOR-SAMTYKKE": (0, "sagsbehandler"),
    }
