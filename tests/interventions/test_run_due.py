"""What time does: once, on the right day, whenever it is asked."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.actor import system
from accounts.models import AuditEvent
from accounts.roles import SYSTEM
from cases.errors import NotPossibleError
from cases.models import Approval, Event
from interventions.actions.anchors import correct_anchor
from interventions.actions.approvals import propose
from interventions.actions.perform import perform
from interventions.actions.run_due import run_due
from interventions.models import AsylumCentreTalk, Deadline
from interventions.queries.rules import rule_book
from interventions.queries.worklist import worklist
from reports.figures import count_cases, count_deadlines
from reports.period import Period
from tests.lifecycles.driver import again
from tests.make import actor, at, day, make_case, make_user, step_of
from tests.scenarios.acts import act, stated_on, status_on

pytestmark = pytest.mark.django_db


def ran(when, **options):
    return dict(run_due(by=system(at(when)), **options).made)


def arriving(arrived_on="2024-02-05", opened="2024-01-02"):
    case = make_case(opened, arrived_on=arrived_on)
    return case, step_of(case, AsylumCentreTalk)


def test_a_talk_that_was_not_held_lapses_on_arrival_with_its_reason():
    case, talk = arriving()
    assert ran("2024-02-04") == {}
    assert ran("2024-02-05") == {"AsylumCentreTalk.lapse": 1}
    talk = again(talk)
    assert (talk.state, talk.ended_on.isoformat()) == ("lapsed", "2024-02-05")
    assert talk.end_reason == "ankommet før samtalen"
    event = Event.objects.get(case=case, kind="AsylumCentreTalk", move="lapse")
    assert (event.by, event.role, event.effective_on.isoformat()) == (None, SYSTEM, "2024-02-05")


@pytest.mark.parametrize("moves", [["miss"], ["reschedule"], []])
def test_whatever_became_of_the_talk_before_it_lapses_but_not_when_it_was_held(moves):
    _, talk = arriving()
    for name in moves:
        talk = act(talk, name, "2024-01-10")
    ran("2024-03-01")
    assert again(talk).state == "lapsed"
    _, held = arriving()
    act(held, "hold", "2024-01-10")
    assert ran("2024-03-01") == {}
    assert again(held).state == "held"


def test_a_run_that_was_missed_for_days_dates_the_move_as_if_it_had_not_been():
    _, talk = arriving()
    assert ran("2024-03-20") == {"AsylumCentreTalk.lapse": 1}
    talk = again(talk)
    assert talk.ended_on.isoformat() == "2024-02-05"
    event = Event.objects.get(kind="AsylumCentreTalk", move="lapse")
    assert event.recorded_at == at("2024-03-20")


def test_a_second_run_writes_nothing():
    arriving()
    ran("2024-02-05")
    before = (Event.objects.count(), AuditEvent.objects.count())
    assert ran("2024-02-05") == {}
    assert ran("2024-02-06") == {}
    assert (Event.objects.count(), AuditEvent.objects.count()) == before


def test_a_dry_run_counts_and_writes_nothing():
    _, talk = arriving()
    before = (Event.objects.count(), AuditEvent.objects.count())
    assert ran("2024-02-05", dry_run=True) == {"AsylumCentreTalk.lapse": 1}
    assert again(talk).state == "planned"
    assert (Event.objects.count(), AuditEvent.objects.count()) == before


@pytest.mark.parametrize("today", ["2024-02-04", "2024-02-05", "2024-03-06"])
def test_the_deadline_reads_the_same_before_a_late_run_and_after(today):
    case, _ = arriving()
    before = stated_on(case, "KM-ASYL", today)
    ran("2024-03-06")
    after = stated_on(case, "KM-ASYL", today)
    assert (after.status, after.on_work_list) == (before.status, before.on_work_list)


def test_the_missed_talk_stays_overdue_but_leaves_the_days_list_with_the_arrival():
    case, _ = arriving()
    on_the_day_before = stated_on(case, "KM-ASYL", "2024-02-04")
    assert (on_the_day_before.status, on_the_day_before.on_work_list) == ("soon", True)
    on_arrival = stated_on(case, "KM-ASYL", "2024-02-05")
    assert (on_arrival.status, on_arrival.on_work_list) == ("overdue", False)


def test_an_arrival_that_is_put_off_gives_the_deadline_back():
    case, _ = arriving()
    from_anna = actor(make_user("anna"), "2024-01-20")
    correct_anchor(case, "arrived_on", day("2024-03-11"), by=from_anna, reason="Udsat")
    assert status_on(case, "KM-ASYL", "2024-02-10") == "upcoming"
    assert ran("2024-02-10") == {}


def test_a_proposal_lapses_after_five_working_days():
    case = make_case("2024-01-02")
    # Monday: five working days end on the Monday after.
    propose(case, "cancel", {}, by=actor(make_user("anna"), "2024-02-05"), reason="Forkert borger")
    assert ran("2024-02-12") == {}
    assert ran("2024-02-13") == {"Approval.lapse": 1}
    approval = Approval.objects.get()
    assert (approval.outcome, approval.decided_by) == ("lapsed", None)
    assert AuditEvent.objects.filter(action="approval.lapsed", actor=SYSTEM).count() == 1
    assert ran("2024-02-14") == {}


def test_an_ended_case_is_left_alone():
    case, talk = arriving()
    act(case, "close", "2024-01-20", reason="udrejst")
    assert ran("2024-03-01") == {}
    assert again(talk).ended_on.isoformat() == "2024-01-20"


def test_only_time_makes_its_moves():
    with pytest.raises(PermissionDenied):
        run_due(by=actor(make_user("leth", "team_lead"), "2024-02-05"))


class TestCommand:
    def run(self, *arguments):
        out = StringIO()
        call_command("run_due", *arguments, stdout=out)
        return out.getvalue().splitlines()

    def test_it_prints_counts_and_no_names(self):
        arriving()
        assert self.run("--today", "05-02-2024", "--dry-run") == [
            "AsylumCentreTalk.lapse: 1", "Ville være flyttet: 1",
        ]  # fmt: skip
        assert self.run("--today", "2024-02-05") == ["AsylumCentreTalk.lapse: 1", "Flyttet: 1"]
        assert self.run("--today", "2024-02-05") == ["Flyttet: 0"]

    def test_a_day_that_is_none_is_refused(self):
        with pytest.raises(CommandError, match="er ikke en dato") as refused:
            self.run("--today", "i går")
        assert refused.value.returncode == 2


# --- what a missed run changes: nothing that anybody counts


def counted(on):
    """What the team lead's counters and the month's figures say."""
    lead = actor(make_user("leth", "team_lead"), on)
    period = Period(day("2024-01-01"), day("2024-02-29"), lead.today)
    rules = {
        (row["code"], status): row[status]
        for rows in count_deadlines(period, rule_book()).values()
        for row in rows
        for status in ("met_on_time", "met_late", "overdue", "exempt")
        if row[status]
    }
    return dict(worklist(lead).counters), count_cases(period), rules


def a_month_of_arrivals():
    for arrived in ("2024-02-01", "2024-02-05", "2024-02-14", "2024-03-01", "2024-04-01"):
        _, talk = arriving(arrived)
        if arrived == "2024-02-05":
            act(talk, "miss", "2024-01-20")
        if arrived == "2024-02-14":
            act(talk, "hold", "2024-02-10")


def test_lists_and_figures_are_the_same_run_daily_and_run_once_after_a_month():
    a_month_of_arrivals()
    missed = {}
    for offset in range(0, 31, 6):
        today = day("2024-02-01") + timedelta(days=offset)
        missed[today] = counted(today)
    kept = {}
    with transaction.atomic():
        for offset in range(31):
            today = day("2024-02-01") + timedelta(days=offset)
            run_due(by=system(at(today)))
            if today in missed:
                kept[today] = counted(today)
        daily = steps_now()
        transaction.set_rollback(True)
    assert kept == missed
    assert len({str(one) for one in missed.values()}) > 1  # the world did move
    run_due(by=system(at("2024-03-02")))
    assert steps_now() == daily
    assert {today: counted(today) for today in missed} == missed


def steps_now():
    """Each talk's state and end, and each deadline as it is settled."""
    talks = AsylumCentreTalk.objects.order_by("pk").values_list("pk", "state", "ended_on")
    facts = ("pk", "due_on", "met_on", "ended_on")
    return list(talks), list(Deadline.objects.order_by("pk").values_list(*facts))


def test_five_years_end_a_programme_and_a_right_on_their_own_days():
    """The right from 29 February 2024 ends with 28 February 2029 (scenario 35)."""
    case = make_case("2023-11-05", danish_allowed_on="2024-02-29", active=True)
    assert str(case.handover_on) == "2024-01-02"
    assert ran("2029-01-02").get("IntegrationProgramme.expire") is None
    assert ran("2029-01-03")["IntegrationProgramme.expire"] == 1
    assert ran("2029-02-28") == {}
    assert ran("2029-04-10") == {"DanishEducation.expire": 1}
    ended = {s.kind: (s.state, str(s.ended_on)) for s in case.steps.exclude(ended_on=None)}
    assert ended["IntegrationProgramme"] == ("expired", "2029-01-03")
    assert ended["DanishEducation"] == ("right_expired", "2029-03-01")


def test_a_case_that_cannot_be_moved_is_told_by_number_and_stops_no_other(monkeypatch):
    (stuck, _), (_, talk) = arriving(), arriving()

    def refuse(row, name, data, *, by):
        if row.case_id == stuck.pk:
            raise NotPossibleError("Noget mangler.")
        return perform(row, name, data, by=by)

    monkeypatch.setattr("interventions.actions.run_due.perform", refuse)
    found = run_due(by=system(at("2024-02-05")))
    assert (found.failed, dict(found.made)) == ([stuck.pk], {"AsylumCentreTalk.lapse": 1})
    assert again(talk).state == "lapsed"
    with pytest.raises(CommandError, match=f"Kunne ikke flyttes: sag {stuck.pk}"):
        call_command("run_due", today="2024-02-05", stdout=StringIO())
