"""Særloven: fifteen characters from Ukraine."""

from config.demo.acts import endings, facts, health, mentoring, placement, talks
from config.demo.cast_copenhagen import ALEKSANDRA, KAREN, MIKKEL, REACHED, WEAK
from config.demo.character import Character, act

LAW = "ukraine_saerlov"

NORD = (
    Character(
        LAW, KAREN, 215, 228, country="UA", family="u", sex="K", age=(34, 43), consultant=True,
        needs=("dansk",), early=(facts.household,),
        acts=(
            talks.welcome,
            act(placement.placed, 20, REACHED, weeks=8),
            act(placement.running, 50),
            act(talks.follow_ups, 100, 40, "hold", "hold"),
            act(talks.follow_up_soon, 4),
        ),
    ),
    Character(
        LAW, KAREN, 215, 228, country="UA", family="u", sex="K", age=(58, 64),
        acts=(
            act(talks.welcome, health="yes"),
            act(health.health, "offer", "accept", "examine", start=40),
            act(facts.exempt, "INL-VRT-1M", "saerlige_grunde"),
        ),
    ),
    Character(LAW, KAREN, 215, 228, country="UA", family="u", age=(6, 12)),
    # Taken over four weeks ago: the first offer from a company is due.
    Character(
        LAW, KAREN, 48, 60, country="UA", sex="M", needs=("faglig",), consultant=True,
        acts=(act(talks.welcome, 3), act(placement.to_come, 1, agreed=True)),
    ),
    # Invited for today, three days too late.
    Character(LAW, KAREN, 37, 41, country="UA", sex="K", acts=(act(talks.welcome_soon, 0),)),
    Character(LAW, MIKKEL, 34, 45, country="UA", sex="M",
              acts=(act(talks.welcome, 1, missed=1, held=False),)),
    # The responsibility passes in some days.
    Character(LAW, KAREN, 14, 20, country="UA", sex="K"),
    Character(
        LAW, MIKKEL, 405, 420, country="UA", sex="M", consultant=True,
        acts=(
            act(talks.welcome, 4, missed=1),
            act(placement.placed, 25, REACHED, weeks=13, form="utility_job"),
            act(placement.placed, 140, placement.broken_off(30, "job")),
            act(talks.follow_ups, 110, 60, "hold", "hold"),
        ),
    ),
)  # fmt: skip

SOUTH = (
    Character(
        LAW, ALEKSANDRA, 300, 312, country="UA", sex="M",
        acts=(
            act(talks.welcome, 1, missed=1, held=False),
            act(endings.closed, 245, "job", "Fast job på lager, før vi fik holdt samtalen."),
        ),
    ),
    Character(
        LAW, ALEKSANDRA, 255, 262, country="UA", sex="K",
        acts=(
            act(talks.welcome, 6, missed=2, health="yes"),
            act(health.health, "find_not_needed", start=70),
            act(placement.placed, 60, WEAK, weeks=6),
        ),
    ),
    Character(
        LAW, ALEKSANDRA, 160, 170, country="UA", sex="M", family="v", age=(35, 48),
        early=(facts.household,),
        acts=(
            talks.welcome,
            act(placement.placed, 18, REACHED, weeks=8),
            act(mentoring.mentored, last=8),
            act(talks.follow_ups, 95, 30, "send_regrets", "cancel"),
        ),
    ),
    Character(
        LAW, ALEKSANDRA, 160, 170, country="UA", sex="K", family="v", age=(32, 45),
        income="selvforsoergende_job", halts=True,
        acts=(talks.welcome_exempt, act(endings.paused_and_resumed, 40, "udlandsophold", 21)),
    ),
    Character(
        LAW, ALEKSANDRA, 340, 352, country="UA", sex="K", age=(22, 29),
        acts=(
            act(talks.welcome, health="yes"),
            act(health.health, "find_not_needed", "reassess", start=60),
            act(placement.placed, 35, placement.broken_off(40, "virksomhed_opsagt")),
            act(endings.closed, 120, "udrejst", "Rejst hjem til sin familie."),
        ),
    ),
    Character(LAW, "", 5, 11, unit="NORD", country="UA", sex="K", family="w", age=(29, 36)),
    Character(LAW, "", 5, 11, unit="NORD", country="UA", family="w", age=(4, 9)),
)  # fmt: skip

UKRAINE = (*NORD, *SOUTH)
