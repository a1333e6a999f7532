"""Danish in all its forms: the education, teams of jobdansk, and Danish at the workplace."""

from config.demo.acts import (
    around,
    civil,
    danish,
    endings,
    measuring,
    mentoring,
    mistakes,
    outcomes,
    papers,
    placement,
    programme,
    talks,
)
from config.demo.cast_copenhagen import ALEKSANDRA, KAREN, MIKKEL, REACHED, WEAK
from config.demo.character import Character, act

RASMUS = "sagsbehandler4"
CONTRACT = act(programme.contract, 16)

DANISH = (
    # All the way through Danish, the test and a job; the programme ends with it.
    Character(
        "konvention", KAREN, 560, 512, country="SY", sex="K", needs=("dansk", "faglig"),
        usual=False, schooled=True, early=(talks.asylum_held,),
        acts=(
            act(measuring.measured, 14, both=True), CONTRACT,
            act(danish.educated, *danish.PD3, start=12, later=80, level="du3"),
            act(danish.attended, 75),
            act(programme.visited, 72), act(talks.follow_ups, 110, 40, *["hold"] * 4),
            act(placement.placed, 18, placement.away(REACHED, "syg", "lovligt", "udeblevet")),
            act(measuring.measured_at_placement, 30),
            act(programme.revised, 150),
            act(outcomes.employed, 330, hours=None, months=4),
            act(programme.moved, 345, "complete", reason="job"),
            act(mentoring.mentored, last=200, every=28), act(mentoring.ended, 160, "job"),
        ),
    ),
    # Danish paused for a birth, and the leave with its two follow-ups.
    Character(
        "b_status", RASMUS, 300, 252, country="AF", sex="K", age=(24, 34), usual=False,
        needs=("dansk", "social_familie"), early=(talks.asylum_missed,),
        acts=(
            act(measuring.measured, 20), CONTRACT,
            act(danish.educated, *danish.WHOLE, "pass_module", "pause", later=45),
            act(programme.moved, 95, "pause", reason="barsel"),
            act(around.on_leave, 130, ends_in=170), act(around.partnered, "buf", 100),
            act(placement.placed, 24, WEAK, goals=1), act(programme.visited, 80),
        ),
    ),
    # Broken off for a job, opened again by the team lead, and on to the next education.
    Character(
        "konvention", MIKKEL, 480, 431, country="ER", sex="M", usual=False, needs=("dansk",),
        early=(talks.asylum_held,),
        acts=(
            act(measuring.measured, 25, last=120), CONTRACT,
            act(danish.educated, *danish.WHOLE, "change_level", "break_off", "reopen", later=60),
            act(programme.moved, 60, "pause", "resume"),
            act(placement.placed, 20, REACHED), act(programme.visited, 66, "uddannelsesparat"),
            act(outcomes.employed, 250, hours=12, lasts=90), act(outcomes.self_student, 320),
        ),
    ),
    Character(
        "arbejde_studie", KAREN, 170, country="IN", income="selvforsoergende_job", usual=False,
        needs=("dansk",),
        acts=(act(danish.educated, "refer", "exempt", start=8), act(measuring.measured, 15),
              act(talks.follow_ups, 14, 60, "hold")),
    ),
    Character(
        "familie_anden", RASMUS, 260, 254, 251, country="TH", sex="K", age=(26, 38),
        income="selvforsoergende_aegtefaelle", needs=("dansk", "arbejdsidentitet"), usual=False,
        acts=(
            act(danish.educated, *danish.WHOLE, "break_off", start=9, later=80),
            CONTRACT, act(programme.moved, 100, "break_off", reason="selvforsoergende_andet"),
            act(measuring.measured, 22), act(talks.follow_ups, 12, 60, "hold"),
        ),
    ),
    # Came five years ago: the right to Danish and the programme have both run out.
    Character(
        "afghan_saerlov", KAREN, 620, 1850, country="AF", sex="M", age=(30, 44), since=1842,
        usual=False,
        needs=("dansk", "arbejdsidentitet"),
        acts=(
            act(danish.right_over, 1840), act(measuring.measured, 20, last=300),
            act(placement.placed, 30, WEAK, goals=1), act(programme.contract, 25),
            act(danish.job_danish, "enrol", "start", start=1820, every=8),
        ),
    ),
    Character(
        "afghan_saerlov", ALEKSANDRA, 500, 1846, country="AF", sex="K", age=(32, 48),
        since=1838, usual=False,
        needs=("dansk",), acts=(
            act(programme.contract, 12), act(measuring.measured, 12, last=40),
            act(endings.track_changed, 6, "introperiode_udloebet"),
        ),
    ),
)  # fmt: skip

TEAMS = (
    Character("ukraine_saerlov", KAREN, 330, 341, country="UA", sex="K", needs=("dansk",), acts=(
        talks.welcome, act(danish.job_danish, "enrol", "miss", "enrol", "start", "complete",
                           start=70, every=25), act(placement.placed, 20, REACHED, goals=1),
        act(papers.noted, 30, 80, 140, corrected=True),
    )),
    Character("ukraine_saerlov", MIKKEL, 240, 252, country="UA", sex="M", needs=("dansk",), acts=(
        talks.welcome, act(danish.job_danish, "enrol", "start", "break_off", start=60, every=20),
        act(placement.placed, 22, REACHED, goals=1), act(mistakes.paused_afterwards, 90),
    )),
    Character("ukraine_saerlov", RASMUS, 130, 144, country="UA", sex="K", needs=("dansk",), acts=(
        talks.welcome, act(danish.job_danish, "enrol", "miss", start=50),
        act(placement.placed, 20, placement.stays, weeks=13, goals=1),
        act(danish.at_work, "enrol", "start", start=30),
        act(outcomes.weeks, 30, 6),
    )),
    Character("ukraine_saerlov", ALEKSANDRA, 200, 210, country="UA", sex="M", needs=("dansk",),
              acts=(
        talks.welcome, act(danish.job_danish, "enrol", "cancel", start=50),
        act(placement.placed, 20, REACHED, weeks=12), act(outcomes.lowered, 40),
        act(danish.at_work, "enrol", "start", "complete", start=30, every=25),
        act(outcomes.employed, 150, support="loentilskud"), act(papers.letter_received, 100),
    )),
    Character("ukraine_saerlov", KAREN, 150, 160, country="UA", sex="K", needs=("dansk",), acts=(
        talks.welcome, act(outcomes.weeks, 40),
        act(danish.job_danish, "enrol", start=30), act(outcomes.employed, 60, hours=15),
        act(danish.at_work, "enrol", "miss", start=75),
    )),
    Character("konvention", KAREN, 190, 141, country="SY", sex="M", early=(talks.asylum_held,),
              needs=("dansk",), acts=(
        act(placement.placed, 20, REACHED, weeks=12, goals=1),
        act(danish.at_work, "enrol", "start", "break_off", start=28, every=20),
        act(danish.suggested_team, 40), mentoring.offered,
        act(civil.volunteering, "show_interest", "join", "end", start=30),
    )),
    Character("konvention", MIKKEL, 230, 182, country="SY", sex="K", early=(talks.asylum_held,),
              needs=("dansk",), acts=(
        act(placement.placed, 22, REACHED, weeks=10, goals=1),
        act(danish.at_work, "enrol", "cancel", start=30),
        act(danish.suggested_at_work, 90), mentoring.offered,
        act(papers.decided, 100, "send", complaint=("reassess", "forwarded")),
        act(civil.volunteering, "show_interest", "decline", start=40),
    )),
)  # fmt: skip

LEARNERS = (*DANISH, *TEAMS)
