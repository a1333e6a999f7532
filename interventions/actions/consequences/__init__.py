"""What follows from a move: the whole table. One short function for each line, in the module
of what it is about.
"""

from __future__ import annotations

from collections.abc import Callable

from interventions.actions.consequences import (
    appointments,
    case,
    danish,
    health,
    mentoring,
    papers,
    pauses,
    placement,
    programme,
    requests,
    talks,
    track,
)
from interventions.actions.made import Made
from interventions.actions.proposals import lapse_with_case

Consequence = Callable[[Made], None]

# What no case outlives.
ENDS: tuple[Consequence, ...] = (
    lapse_with_case,
    case.end_steps,
    case.end_functions,
    case.end_records,
)

CONSEQUENCES: dict[tuple[str, str], tuple[Consequence, ...]] = {
    ("Case", "plan"): (case.plan_steps,),
    ("Case", "pause"): (pauses.begin,),
    ("Case", "resume"): (pauses.end,),
    ("Case", "report_move"): (pauses.end,),
    ("Case", "close"): (pauses.end, *ENDS),
    ("Case", "hand_over"): ENDS,
    ("Case", "change_track"): (pauses.end, *ENDS, track.open_successor),
    ("Case", "cancel"): (pauses.end, *ENDS),
    ("Case", "reopen"): (
        case.plan_if_never_planned,
        case.ask_again,
        placement.start_gap,
    ),
    ("AsylumCentreTalk", "reschedule"): (appointments.book,),
    ("AsylumCentreTalk", "plan_again"): (appointments.book,),
    ("AsylumCentreTalk", "hold"): (appointments.hold,),
    ("AsylumCentreTalk", "miss"): (appointments.miss,),
    ("AsylumCentreTalk", "cancel"): (appointments.cancel,),
    ("AsylumCentreTalk", "lapse"): (appointments.lapse,),
    ("WelcomeTalk", "invite"): (appointments.book,),
    ("WelcomeTalk", "invite_again"): (appointments.book,),
    ("WelcomeTalk", "miss"): (appointments.miss,),
    ("WelcomeTalk", "exempt"): (appointments.cancel,),
    ("WelcomeTalk", "lapse"): (appointments.lapse,),
    ("FollowUpTalk", "invite"): (appointments.book,),
    ("FollowUpTalk", "invite_again"): (appointments.book,),
    ("FollowUpTalk", "send_regrets"): (appointments.regret,),
    ("FollowUpTalk", "miss"): (appointments.miss,),
    ("FollowUpTalk", "cancel"): (appointments.cancel,),
    ("FollowUpTalk", "lapse"): (appointments.lapse,),
    ("WelcomeTalk", "hold"): (health.assess_health, appointments.hold),
    ("FollowUpTalk", "hold"): (talks.count_from_talk, appointments.hold),
    ("Mentoring", "assign"): (mentoring.give_mentor_access, mentoring.count_grant),
    ("Mentoring", "extend"): (mentoring.count_grant,),
    ("Mentoring", "change_mentor"): (mentoring.change_mentor_access,),
    ("Mentoring", "end"): (mentoring.take_mentor_access,),
    ("Mentoring", "lapse"): (mentoring.take_mentor_access,),
    ("IntegrationProgramme", "agree_contract"): (
        programme.keep_version,
        programme.date_declaration,
    ),
    ("IntegrationProgramme", "revise_contract"): (programme.keep_version,),
    ("DanishEducation", "refer"): (danish.start_right,),
    ("DanishEducation", "place"): (danish.note_progress,),
    ("DanishEducation", "pass_module"): (danish.note_progress,),
    ("DanishEducation", "change_level"): (danish.note_progress,),
    ("DanishEducation", "pass_test"): (danish.record_test,),
    ("JobDanish", "enrol"): (danish.take_seat,),
    ("CompanyPlacement", "match"): (placement.remember_company,),
    ("CompanyPlacement", "start"): (placement.begin_span,),
    ("CompanyPlacement", "extend"): (placement.lengthen_span,),
    ("CompanyPlacement", "record_absence"): (placement.write_absence,),
    ("CompanyPlacement", "complete"): (placement.evaluate_goals, placement.start_gap),
    ("CompanyPlacement", "pause"): (pauses.begin,),
    ("CompanyPlacement", "resume"): (pauses.end,),
    ("CompanyPlacement", "break_off"): (
        pauses.end,
        placement.drop_goals,
        placement.start_gap,
    ),
    ("CompanyPlacement", "cancel"): (placement.drop_goals,),
    ("CompanyPlacement", "lapse"): (pauses.end, placement.drop_goals),
    ("Decision", "record_answer"): (papers.only_the_living,),
    ("Decision", "receive"): (papers.only_the_living, papers.start_complaint_time),
    ("Request", "accept"): (requests.hand_over,),
}
