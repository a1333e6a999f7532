"""Den almene indsats: seven characters outside the two models."""

from config.demo.acts import facts, health, placement, talks
from config.demo.cast_copenhagen import ALEKSANDRA, KAREN, MIKKEL, REACHED
from config.demo.character import Character, act

GENERAL = (
    # Four weeks in: the first talk is due today, and is held today.
    Character(
        "eu", KAREN, 28, country="PL", sex="K", needs=("dansk", "faglig"),
        income="selvforsoergende_aegtefaelle",
        acts=(act(talks.follow_up_soon, 0),),
    ),
    Character(
        "arbejde_studie", MIKKEL, 124, country="IN", needs=("arbejdsidentitet",),
        income="selvforsoergende_job", consultant=True,
        acts=(
            act(talks.follow_ups, 15, 30, "hold", "hold"),
            act(placement.placed, 40, REACHED, weeks=4),
        ),
    ),
    Character(
        "dansk_statsborger", KAREN, 200, country="DK", needs=("sundhed", "arbejdsidentitet"),
        income="kontanthjaelp",
        acts=(
            act(talks.follow_ups, 35, 50, "hold", "hold"),
            act(health.health, "find_not_needed"),
            act(placement.placed, 60, None, weeks=13),
            act(facts.handed_over, 8, "sagsbehandler2"),
        ),
    ),
    Character(
        "familie_anden", ALEKSANDRA, 150, 140, 138, country="TH", sex="K", age=(25, 40),
        needs=("dansk",), income="selvforsoergende_aegtefaelle",
        acts=(act(talks.follow_ups, 12, 40, "hold"),),
    ),
    Character(
        "eu", ALEKSANDRA, 62, country="RO", sex="M", needs=("dansk",),
        income="selvforsoergende_job",
        acts=(act(talks.follow_ups, 12, 30, "miss"),),
    ),
    # Threatened: no address in the system at all.
    Character(
        "andet", MIKKEL, 90, country="TR", sex="K", age=(22, 30), protected=True,
        needs=("social_familie",), income="kontanthjaelp",
        acts=(act(talks.follow_ups, 10, 45, "hold", "hold"),),
    ),
    # Family reunion without a CPR day yet.
    Character("familie_anden", MIKKEL, 14, 6, country="TR", sex="M", age=(24, 35),
              needs=("dansk",)),
)  # fmt: skip
