"""A line of the cast: who a person is and what happens to her, before she has a name."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, ParamSpec

Act = Generator[datetime, None, None]
Acts = tuple[Callable[[Any], Act], ...]
P = ParamSpec("P")

ADULT = (21, 54)


@dataclass(frozen=True)
class Character:
    """Days are counted back from the day the demo is shown on; below zero lies ahead of it.

    `owner` is the caseworker's user name, "" while nobody has the case. `early` acts begin when
    the case is planned, `acts` when it has been taken over. `numbers`: "udl" has only an
    Udlændinge-ID, "cpr" gets a CPR number when registered there, "replacement" an
    erstatningsnummer.
    """

    basis: str
    owner: str
    opened: int
    arrived: int | None = None
    cpr: int | None = None
    early: Acts = ()
    acts: Acts = ()
    country: str = "SY"
    sex: str = ""
    age: tuple[int, int] = ADULT
    family: str = ""
    unit: str = ""
    needs: tuple[str, ...] = ()
    income: str = "benefit"
    numbers: str = "cpr"
    protected: bool = False
    consultant: bool = False
    halts: bool = False  # the case is paused or moving for a while
    usual: bool = True  # the acts of usual.py go on beside her own
    schooled: bool = False  # has learnt much Danish elsewhere
    unmeasured: int = 0  # days before the end from which nobody measures
    told: bool = True  # by hand, in the cast; the others make up the numbers
    double: bool = False  # the same person as the one before in the family
    since: int | None = None  # an old permit: the handover was agreed so many days ago

    @property
    def is_child(self) -> bool:
        return self.age[1] < ADULT[0]


def act(
    scene: Callable[Concatenate[Any, P], Act], *args: P.args, **kwargs: P.kwargs
) -> Callable[[Any], Act]:
    """The scene with all that it asks for but the story, which comes first."""
    return lambda story: scene(story, *args, **kwargs)
