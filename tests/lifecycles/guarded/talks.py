from __future__ import annotations

from tests.lifecycles.guarded.base import (
    CLOSED,
    Guarded,
    case_closed,
)

GUARDED: list[Guarded] = [
    ("AsylumCentreTalk", "planned", "hold", "case_runs", case_closed, CLOSED),
    ("AsylumCentreTalk", "planned", "reschedule", "case_runs", case_closed, CLOSED),
    ("AsylumCentreTalk", "no_show", "plan_again", "case_runs", case_closed, CLOSED),
    ("WelcomeTalk", "planned", "invite", "case_runs", case_closed, CLOSED),
    ("WelcomeTalk", "invited", "hold", "case_runs", case_closed, CLOSED),
    ("WelcomeTalk", "no_show", "invite_again", "case_runs", case_closed, CLOSED),
    ("FollowUpTalk", "planned", "invite", "case_runs", case_closed, CLOSED),
    ("FollowUpTalk", "invited", "hold", "case_runs", case_closed, CLOSED),
    ("FollowUpTalk", "no_show", "invite_again", "case_runs", case_closed, CLOSED),
]  # fmt: skip
