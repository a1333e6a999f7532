"""Københavnermodellen: twenty-eight characters."""

from accounts.roles import Function
from config.demo.acts import around, endings, facts, health, mentoring, placement, talks
from config.demo.character import Character, act

KAREN, MIKKEL, ALEKSANDRA = "sagsbehandler", "sagsbehandler2", "sagsbehandler3"
REACHED = placement.completed("reach", "reach_partly")
WEAK = placement.completed("reach_partly", "fail")

NORD_FAMILIES = (
    # The father: everything has been tried, most of it in time.
    Character(
        "konvention", KAREN, 330, 282, family="a", sex="M", age=(38, 46), consultant=True,
        needs=("dansk", "faglig"),
        early=(talks.asylum_held, facts.household),
        acts=(
            act(mentoring.mentored, last=3),
            act(placement.placed, 16, REACHED, weeks=13),
            act(placement.running, 40, form="wage_subsidy"),
            act(health.health, *health.WHOLE, start=30),
            act(around.helped, "sundhed", Function.HEALTH_COORDINATOR, 28, days_on=90),
            act(talks.follow_ups, 100, 45, "hold", "hold", "hold"),
            act(talks.follow_up_soon, 0),
            act(facts.need_met, "faglig", 150),
        ),
    ),
    # The mother: no mentor, no doctor, and a placement that waits for her to get well.
    Character(
        "konvention", KAREN, 330, 282, family="a", sex="K", age=(33, 40), consultant=True,
        needs=("dansk",),
        early=(talks.asylum_held,),
        acts=(
            act(mentoring.offered, declined=True),
            act(placement.placed, 45, placement.broken_off(30, "sygdom")),
            act(placement.paused, 62, 12),
            act(health.health, "offer", "decline", start=50),
            act(around.helped, "familie", Function.FAMILY_CASEWORKER, 20),
            act(talks.follow_ups, 105, 60, "hold", "miss"),
            act(talks.follow_up_off, 3),
        ),
    ),
    Character("konvention", KAREN, 330, 282, family="a", age=(8, 11),
              acts=(act(health.health, "offer", start=60),)),
    Character("konvention", KAREN, 330, 282, family="a", age=(2, 5)),
    # Joined her husband; he supports her.
    Character(
        "familie_flygtning", KAREN, 44, 33, 30, sex="K", age=(24, 34), country="SY",
        income="selvforsoergende_aegtefaelle", needs=("dansk",),
        acts=(act(mentoring.offered, declined=True),),
    ),
)  # fmt: skip

NORD = (
    # A month in Copenhagen, no placement yet, and days to go.
    Character(
        "konvention", KAREN, 82, 28, country="ER", sex="M", age=(22, 30), consultant=True,
        needs=("arbejdsidentitet",),
        early=(talks.asylum_missed,),
        acts=(mentoring.offered, act(placement.to_come, 6, agreed=False)),
    ),
    # Arrived a week ago: the mentor is to be offered today.
    Character(
        "b_status", KAREN, 70, 7, country="AF", sex="K", age=(26, 38),
        needs=("dansk", "social_familie"), early=(talks.asylum_held,),
    ),
    # Not here yet.
    Character(
        "midlertidig", KAREN, 38, -9, country="IR", consultant=True,
        early=(act(talks.asylum_soon, 3),),
    ),
    # The placement broke off four weeks ago: six weeks to the next one.
    Character(
        "b_status", KAREN, 98, 58, sex="M", needs=("dansk",), consultant=True,
        early=(talks.asylum_held,),
        acts=(
            act(mentoring.mentored, last=2, help_wanted=True),
            act(placement.placed, 5, placement.broken_off(0, "udeblivelse", ago=30)),
        ),
    ),
    # On leave with a small child.
    Character(
        "konvention", KAREN, 270, 222, country="ER", sex="K", age=(24, 33),
        needs=("dansk", "social_familie"),
        early=(talks.asylum_cancelled,),
        acts=(
            act(mentoring.mentored, last=11),
            act(placement.placed, 20, WEAK, weeks=6),
            act(health.health, "offer", "accept", start=60),
            act(endings.paused, 45, "barsel", 240),
        ),
        halts=True,
    ),
    # Twice in the system: cancelled with four eyes, and one that waits for the second pair.
    Character("konvention", KAREN, 58, 20, country="AF", early=(
        act(endings.cancelled, 30, approve=True),
    )),
    Character("midlertidig", KAREN, 30, country="SO", early=(
        talks.asylum_missed, act(endings.cancelled, 2, approve=None),
    )),
    Character(
        "konvention", KAREN, 128, 80, country="IR", sex="M", needs=("dansk", "kultur"),
        early=(facts.allocation_corrected, talks.asylum_held),
        acts=(
            mentoring.assigned,
            act(placement.placed, 40, None, weeks=13),
            act(health.health, "offer", "accept", "miss", start=20, every=12),
            act(talks.follow_up_planned, 6),
        ),
    ),
    Character(
        "konvention", KAREN, 176, 132, country="AF", sex="M", consultant=True,
        needs=("faglig",),
        early=(facts.earlier_handover, act(talks.asylum_missed, again=True)),
        acts=(
            act(mentoring.mentored, last=9, changed=48),
            act(placement.placed, 22, placement.extended(REACHED), weeks=8),
            act(health.health, "offer", "accept", "examine", start=35),
            act(talks.follow_ups, 95, 30, "miss", "hold"),
            act(placement.to_come, 3, agreed=True),
        ),
    ),
    Character(
        "konvention", MIKKEL, 520, 472, country="SY", sex="M", consultant=True,
        needs=("faglig",),
        early=(talks.asylum_held,),
        acts=(
            act(mentoring.mentored, last=110),
            act(mentoring.ended, 90),
            act(placement.placed, 14, REACHED, weeks=8),
            act(placement.placed, 95, placement.interrupted(REACHED), weeks=10,
                form="wage_subsidy"),
            act(health.health, "offer", "decline"),
            act(talks.follow_ups, 120, 40, "hold", "hold", "hold", "hold"),
            act(endings.closed, 60, "job", "Ansat på 30 timer i køkkenet, hvor praktikken var."),
        ),
    ),
    Character(
        "b_status", MIKKEL, 262, 215, country="SO", sex="K",
        early=(talks.asylum_missed,),
        acts=(
            act(mentoring.mentored, last=48),
            act(placement.running, 75),
            act(health.health, "offer", start=70),
            act(talks.follow_up_planned, 50),
            act(endings.moved_away, 49, "Aarhus", waits=14),
        ),
    ),
    Character(
        "konvention", MIKKEL, 430, 382, country="SY", sex="K", needs=("social_kontrol",),
        early=(talks.asylum_held,),
        acts=(
            act(mentoring.offered, declined=True, again=True),
            act(placement.placed, 24, WEAK),
            act(endings.closed_and_reopened, 150, 50),
        ),
    ),
    # Seventeen and alone: a child at the handover.
    Character(
        "saerlige_grunde", MIKKEL, 120, 74, country="AF", sex="M", age=(16, 16),
        acts=(act(health.health, *health.WHOLE, start=10, every=10),),
    ),
    # The mentor has written nothing for forty days.
    Character(
        "humanitaer", MIKKEL, 305, 257, country="IR", numbers="replacement",
        needs=("sundhed", "dansk"), early=(talks.asylum_held,),
        acts=(
            act(mentoring.mentored, last=40),
            act(health.health, "offer", "accept", "examine", "close_without_result", start=25),
            act(facts.exempt, "INL-VRT-1M", "sygdom"),
            act(talks.follow_up_noted_late, 120),
        ),
    ),
    # The first year with a mentor is over, and three months more have been asked for.
    Character(
        "konvention", MIKKEL, 400, 352, country="ER", sex="M", early=(talks.asylum_held,),
        acts=(
            act(mentoring.mentored, last=6),
            act(mentoring.extended, 1, decided=None),
            act(placement.placed, 28, placement.goal_changed(REACHED), weeks=10),
            act(health.health, *health.WHOLE),
        ),
    ),
    Character("b_status", "", 6, unit="NORD", country="SY"),
)  # fmt: skip

SOUTH = (
    Character(
        "konvention", ALEKSANDRA, 192, 144, country="SY", sex="M", age=(56, 62),
        early=(talks.asylum_held,),
        acts=(
            act(mentoring.mentored, last=60),
            act(health.health, "offer", start=20),
            act(endings.closed, 50, "doed"),
        ),
    ),
    Character(
        "kvote", ALEKSANDRA, 205, 184, 183, country="CD", sex="K", age=(31, 39), family="k",
        needs=("dansk", "sundhed"),
        early=(facts.household,),
        acts=(
            act(mentoring.mentored, last=5),
            act(placement.placed, 50, placement.broken_off(25, "mistrivsel")),
            act(health.health, "offer", start=172),
        ),
    ),
    Character("kvote", ALEKSANDRA, 205, 184, 183, country="CD", age=(13, 16), family="k",
              acts=(act(health.health, *health.WHOLE, start=25),)),
    # Her CPR day is not known yet, and with it no deadline.
    Character("kvote", ALEKSANDRA, 33, 12, country="CD", sex="M"),
    # Broken off eight weeks ago and nothing since: past the six weeks.
    Character(
        "kvote", ALEKSANDRA, 96, 84, 80, country="SY", sex="M",
        acts=(
            mentoring.offered,
            act(placement.given_up, 1),
            act(placement.placed, 20, placement.broken_off(0, "samarbejde", ago=52)),
        ),
    ),
    # Lives at an address that nobody is told.
    Character(
        "konvention", ALEKSANDRA, 212, 164, country="IR", sex="K", age=(27, 36), protected=True,
        needs=("social_kontrol", "dansk"), early=(talks.asylum_held,),
        acts=(
            act(mentoring.mentored, last=4, changed=70),
            act(placement.running, 35),
            act(facts.consent_withdrawn, 20),
            act(talks.follow_ups, 90, 35, "hold", "cancel", "hold"),
            act(talks.follow_up_soon, 1),
        ),
    ),
    Character("konvention", "", 9, unit="SYD", country="ER", sex="M"),
)  # fmt: skip

COPENHAGEN = (*NORD_FAMILIES, *NORD, *SOUTH)
