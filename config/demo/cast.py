"""Who is in the demo: the characters of all tracks, mixed, and again from the start when more
people are wanted than there are characters.
"""

from dataclasses import replace
from itertools import cycle, islice
from random import Random

from config.demo.cast_copenhagen import COPENHAGEN
from config.demo.cast_general import GENERAL
from config.demo.cast_ukraine import UKRAINE
from config.demo.character import Character

LONGEST_SHIFT = 20  # days


def cast(citizens: int, rng: Random) -> list[Character]:
    """So many characters; those of a later round have their own family and other dates."""
    characters = _mixed()
    chosen = list(islice(cycle(characters), citizens))
    shifts = [0] + [rng.randint(1, LONGEST_SHIFT) for _ in range(citizens // len(characters))]
    return [
        _again(character, place // len(characters), shifts[place // len(characters)])
        for place, character in enumerate(chosen)
    ]


def _mixed() -> list[Character]:
    """Every beginning of the list has about the same share of each track."""
    placed = [
        ((place + 0.5) / len(track), character)
        for track in (COPENHAGEN, UKRAINE, GENERAL)
        for place, character in enumerate(track)
    ]
    return [character for _, character in sorted(placed, key=lambda pair: pair[0])]


def _again(character: Character, round_: int, shift: int) -> Character:
    if round_ == 0:
        return character
    family = character.family and f"{character.family}{round_}"
    return replace(character, family=family, shift=shift)
