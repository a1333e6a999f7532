"""Who is in the demo: the characters of all tracks, mixed, and then as many ordinary lives as are
wanted.
"""

from random import Random

from config.demo.cast_copenhagen import COPENHAGEN
from config.demo.cast_danish import LEARNERS
from config.demo.cast_general import GENERAL
from config.demo.cast_troubles import TROUBLES
from config.demo.cast_ukraine import UKRAINE
from config.demo.character import Character
from config.demo.ordinary import ordinary


def cast(citizens: int, rng: Random) -> list[Character]:
    """So many characters, of whom the first ones are always the same."""
    told = mixed()
    return [*told, *(ordinary(rng) for _ in range(citizens - len(told)))][:citizens]


def mixed() -> list[Character]:
    """Every beginning of the list has about the same share of each track."""
    placed = [
        ((place + 0.5) / len(track), character)
        for track in (COPENHAGEN, UKRAINE, GENERAL, LEARNERS, TROUBLES)
        for place, character in enumerate(track)
    ]
    return [character for _, character in sorted(placed, key=lambda pair: pair[0])]
