"""What nothing outlives: its case, whichever of the four ends it has, its placement, its talk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases.models import Approval, Assignment, Case
from interventions.actions.approvals import propose
from interventions.actions.requests import propose_completion
from interventions.models import Appointment, Pause
from interventions.queries.appointments import open_appointment
from tests.lifecycles.driver import OPENED, again, go, new_row, next_day, row_in
from tests.lifecycles.typed import WEEK, morning
from tests.make import actor, assign, make_user

pytestmark = pytest.mark.django_db

# Each end of a case, with the moves before it.
ENDS = {"close": (), "hand_over": ("report_move",), "change_track": (), "cancel": ()}


@pytest.mark.parametrize("name", ENDS)
def test_no_step_function_request_or_proposal_outlives_its_case(name: str) -> None:
    mentoring = row_in("Mentoring", "running")
    on, mentor = next_day(mentoring), mentoring.mentor
    Case.objects.update(arrived_on=OPENED)  # a second year of a mentor is for two to decide
    mentoring = again(mentoring)
    longer = {"effective_on": on, "until": on + 60 * WEEK, "reason": "Brug for mere"}
    anna = actor(make_user("anna"), on)
    proposal = propose(mentoring, "extend", longer, by=anna, reason="Brug for mere")
    request = propose_completion(mentoring, by=actor(mentor, on), text="Hun har fået et job.")
    assign(mentoring.case, make_user("vera"), "company_consultant", OPENED)
    case = again(mentoring.case)
    for move in (*ENDS[name], name):
        case = go(case, move, on)
    assert case.state in Case.ENDED
    assert not case.steps.filter(ended_on=None).exists()
    assert again(mentoring).state == "ended"
    assert again(request).state == "lapsed"
    assert Approval.objects.get(pk=proposal.pk).outcome == "lapsed"
    rows = Assignment.objects.filter(case=case, to_on=None)
    assert set(rows.values_list("function", flat=True)) <= {"responsible"}


@pytest.mark.parametrize("name", ["close", "change_track", "cancel", "report_move"])
def test_a_pause_ends_the_day_before_the_case_does_or_moves(name: str) -> None:
    case = row_in("Case", "paused")
    go(case, name)
    pause = Pause.objects.get(case=case)
    assert pause.to_on == again(case).events.latest("pk").effective_on - timedelta(days=1)


@pytest.mark.parametrize("name", ["break_off", "lapse"])
def test_a_pause_of_a_placement_ends_the_day_before_the_placement_does(name: str) -> None:
    placement = row_in("CompanyPlacement", "paused")
    on = next_day(placement)
    go(placement, name, on)
    assert Pause.objects.get(placement=placement).to_on == on - timedelta(days=1)


# Kind, the moves after which it is booked, and what each further move makes of the appointment.
BOOKED = {
    "AsylumCentreTalk": (
        ("reschedule",),
        {"hold": "attended", "miss": "no_show", "cancel": "cancelled", "lapse": "lapsed"},
    ),
    "WelcomeTalk": (
        ("invite",),
        {"hold": "attended", "miss": "no_show", "exempt": "cancelled", "lapse": "lapsed"},
    ),
    "FollowUpTalk": (
        ("invite",),
        {"hold": "attended", "miss": "no_show", "cancel": "cancelled", "lapse": "lapsed",
         "send_regrets": "regrets"},
    ),
}  # fmt: skip
SETTLED = [(kind, move, end) for kind, (_, ends) in BOOKED.items() for move, end in ends.items()]


@pytest.mark.parametrize(("kind", "move", "end"), SETTLED)
def test_the_appointment_follows_its_talk(kind: str, move: str, end: str) -> None:
    talk = new_row(kind)
    for name in BOOKED[kind][0]:
        talk = go(talk, name)
    appointment = open_appointment(talk)
    assert appointment
    go(talk, move)
    assert again(appointment).state == end


@pytest.mark.parametrize(
    ("kind", "again_by"),
    [
        ("AsylumCentreTalk", "plan_again"),
        ("WelcomeTalk", "invite_again"),
        ("FollowUpTalk", "invite_again"),
    ],
)
def test_whoever_did_not_come_is_booked_anew_and_the_first_time_stands(
    kind: str, again_by: str
) -> None:
    talk = new_row(kind)
    for name in (*BOOKED[kind][0], "miss"):
        talk = go(talk, name)
    on = next_day(talk)
    talk = go(talk, again_by, on, meets_at=morning(on + WEEK))
    states = Appointment.objects.filter(step=talk).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["no_show", "booked"]
