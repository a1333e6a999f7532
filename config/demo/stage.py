"""The order of the demo: many acts at once, each waiting for its own moment."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Protocol

from config.demo.character import Act


class Player(Protocol):
    now: datetime


class Stage:
    """Resumes the acts in the order of the moments they wait for, up to (not including) `end`.

    So rows and trail are written in the order in which things happened, as in real life.
    """

    def __init__(self, end: datetime) -> None:
        self._end = end
        self._waiting: list[tuple[datetime, int, Player, Act]] = []
        self._order = count()

    def go_on(self, player: Player, act: Act) -> None:
        """Run the act up to the next moment it waits for; what comes after `end` never happens."""
        moment = next(act, None)
        if moment is not None and moment < self._end:
            heapq.heappush(self._waiting, (moment, next(self._order), player, act))

    def stop(self, player: Player) -> None:
        """All that the player still waits for is called off."""
        self._waiting = [entry for entry in self._waiting if entry[2] is not player]
        heapq.heapify(self._waiting)

    def run(self, told: Callable[[datetime], None]) -> None:
        while self._waiting:
            moment, _, player, act = heapq.heappop(self._waiting)
            player.now = moment
            told(moment)
            self.go_on(player, act)
