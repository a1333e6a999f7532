"""The lifecycles as the decisions list them (shared decisions §3), typed by hand.

Nothing here is read from the code: a state, a move or an arrow that appears in or disappears
from the code makes a test fail until somebody has decided and typed it here too.
"""

from typing import NamedTuple


class Life(NamedTuple):
    """`arrows` are (from, move, to) as the decision tables have them; the first state begins."""

    states: tuple[str, ...]
    ended: frozenset[str]
    arrows: tuple[tuple[str, str, str], ...]

    @property
    def moves(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(move for _, move, _ in self.arrows))

    def target(self, state: str, move: str) -> str | None:
        found = [to for source, name, to in self.arrows if (source, name) == (state, move)]
        return found[0] if found else None


def life(states: str, *arrows: str) -> Life:
    """`states` with a star behind the ended ones; each arrow reads "from[|from…] move to"."""
    names = states.split()
    written = []
    for arrow in arrows:
        sources, move, target = arrow.split()
        written += [(source, move, target) for source in sources.split("|")]
    return Life(
        states=tuple(name.rstrip("*") for name in names),
        ended=frozenset(name.rstrip("*") for name in names if name.endswith("*")),
        arrows=tuple(written),
    )


LIVES = {
    "Case": life(
        "created planned active paused moving closed* cancelled*",
        "created plan planned",
        "planned take_over active",
        "planned approve_plan planned",
        "active approve_plan active",
        "active pause paused",
        "paused resume active",
        "active|paused report_move moving",
        "moving hand_over closed",
        "moving keep active",
        "created|planned|active|paused|moving close closed",
        "planned|active|paused change_track closed",
        "created|planned|active|paused|moving cancel cancelled",
        "closed reopen active",
    ),
    "AsylumCentreTalk": life(
        "planned held* no_show cancelled* lapsed*",
        "planned hold held",
        "planned reschedule planned",
        "planned miss no_show",
        "no_show plan_again planned",
        "planned cancel cancelled",
        "planned|no_show lapse lapsed",
    ),
    "WelcomeTalk": life(
        "planned invited held* no_show exempt* lapsed*",
        "planned invite invited",
        "invited hold held",
        "invited miss no_show",
        "no_show invite_again invited",
        "invited|no_show exempt exempt",
        "planned|invited|no_show lapse lapsed",
    ),
    "IntegrationProgramme": life(
        "planned contracted running paused completed* expired* broken_off* lapsed*",
        "planned agree_contract contracted",
        "contracted start running",
        "contracted revise_contract contracted",
        "running revise_contract running",
        "running pause paused",
        "paused resume running",
        "running|paused complete completed",
        "contracted|running|paused break_off broken_off",
        "planned|contracted|running|paused expire expired",
        "planned|contracted lapse lapsed",
        "running|paused lapse broken_off",
    ),
    "CompanyPlacement": life(
        "draft matched agreed running paused completed* broken_off* cancelled* lapsed*",
        "draft match matched",
        "matched agree agreed",
        "agreed start running",
        "running record_absence running",
        "running extend running",
        "running pause paused",
        "paused resume running",
        "running complete completed",
        "running|paused break_off broken_off",
        "draft|matched|agreed cancel cancelled",
        "draft|matched|agreed lapse lapsed",
        "running|paused lapse broken_off",
    ),
    "Mentoring": life(
        "planned offered declined* assigned running ended* lapsed*",
        "planned offer offered",
        "offered decline declined",
        "declined offer_again offered",
        "offered assign assigned",
        "assigned start running",
        "assigned change_mentor assigned",
        "running change_mentor running",
        "running extend running",
        "assigned|running end ended",
        "planned|offered lapse lapsed",
        "assigned|running lapse ended",
    ),
    "HealthAssessment": life(
        "assessing_need not_needed* offered declined* referred examined"
        " result_received* closed_without_result* lapsed*",
        "assessing_need find_not_needed not_needed",
        "assessing_need offer offered",
        "offered decline declined",
        "declined offer_again offered",
        "offered accept referred",
        "referred miss offered",
        "referred examine examined",
        "examined receive_result result_received",
        "examined close_without_result closed_without_result",
        "not_needed reassess assessing_need",
        "assessing_need|offered|referred|examined lapse lapsed",
    ),
    "FollowUpTalk": life(
        "planned invited sent_regrets no_show held* cancelled* lapsed*",
        "planned invite invited",
        "invited hold held",
        "invited send_regrets sent_regrets",
        "sent_regrets replan planned",
        "invited miss no_show",
        "no_show invite_again invited",
        "planned|invited cancel cancelled",
        "planned|invited|sent_regrets|no_show lapse lapsed",
    ),
    "DanishEducation": life(
        "planned referred exempt* placed running paused passed* broken_off* right_expired* lapsed*",
        "planned refer referred",
        "planned|referred exempt exempt",
        "referred place placed",
        "placed start running",
        "running pass_module running",
        "running change_level running",
        "running pause paused",
        "paused resume running",
        "running pass_test passed",
        "running|paused break_off broken_off",
        "broken_off reopen running",
        "planned|referred|placed|running|paused expire right_expired",
        "planned|referred|placed lapse lapsed",
        "running|paused lapse broken_off",
    ),
    "JobDanish": life(
        "planned enrolled did_not_attend running completed* broken_off* cancelled* lapsed*",
        "planned|did_not_attend enrol enrolled",
        "enrolled start running",
        "enrolled miss did_not_attend",
        "running complete completed",
        "running break_off broken_off",
        "planned|enrolled|did_not_attend cancel cancelled",
        "planned|enrolled|did_not_attend lapse lapsed",
        "running lapse broken_off",
    ),
    "WorkplaceDanish": life(
        "planned enrolled did_not_attend running completed* broken_off* cancelled* lapsed*",
        "planned|did_not_attend enrol enrolled",
        "enrolled start running",
        "enrolled miss did_not_attend",
        "running complete completed",
        "running break_off broken_off",
        "planned|enrolled|did_not_attend cancel cancelled",
        "planned|enrolled|did_not_attend lapse lapsed",
        "running lapse broken_off",
    ),
    "Appointment": life(
        "booked attended* no_show* regrets* cancelled* lapsed*",
        "booked book_interpreter booked",
        "booked attend attended",
        "booked miss no_show",
        "booked regret regrets",
        "booked cancel cancelled",
        "booked lapse lapsed",
    ),
    "Decision": life(
        "drafted in_hearing sent delivered* withdrawn*",
        "drafted hear in_hearing",
        "in_hearing record_answer in_hearing",
        "drafted|in_hearing send sent",
        "sent receive delivered",
        "drafted|in_hearing withdraw withdrawn",
    ),
    "Complaint": life(
        "received reassessing granted* upheld_sent decided*",
        "received reassess reassessing",
        "reassessing grant granted",
        "reassessing forwarded upheld_sent",
        "upheld_sent decide decided",
    ),
    "AccessRequest": life(
        "received decided* withdrawn*",
        "received decided decided",
        "received withdraw withdrawn",
    ),
    "Request": life(
        "open accepted* declined* withdrawn* lapsed*",
        "open accept accepted",
        "open decline declined",
        "open withdraw withdrawn",
        "open lapse lapsed",
    ),
    "VolunteerActivity": life(
        "suggested interested participating ended* declined* lapsed*",
        "suggested show_interest interested",
        "interested join participating",
        "participating end ended",
        "suggested|interested decline declined",
        "declined|ended suggest_again suggested",
        "suggested|interested|participating lapse lapsed",
    ),
    "SocialControlConcern": life(
        "raised clarifying in_progress unfounded* closed* lapsed*",
        "raised screen clarifying",
        "clarifying find_unfounded unfounded",
        "clarifying act in_progress",
        "clarifying notify clarifying",
        "in_progress notify in_progress",
        "in_progress close closed",
        "raised|clarifying|in_progress lapse lapsed",
    ),
    "Goal": life(
        "active reached* partly_reached* not_reached* dropped*",
        "active reach reached",
        "active reach_partly partly_reached",
        "active fail not_reached",
        "active drop dropped",
    ),
}

REENTRY = {
    ("Case", "reopen"),
    ("Mentoring", "offer_again"),
    ("HealthAssessment", "offer_again"),
    ("HealthAssessment", "reassess"),
    ("DanishEducation", "reopen"),
    ("VolunteerActivity", "suggest_again"),
}
# A complaint is still answered when its case is closed; an appointment dies with it.
OUTLIVE_THE_CASE = {"Decision", "Complaint", "AccessRequest"}
STATES = [(kind, state) for kind, its in LIVES.items() for state in its.states]
ARROWS = [(kind, *arrow) for kind, its in LIVES.items() for arrow in its.arrows]
