"""Who acts, in which role, and when: made once at the edge and passed inwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from accounts.localtime import local_date
from accounts.roles import GRANTS, SYSTEM, Permission, functions_granting


@dataclass(frozen=True)
class Actor:
    """The domain asks no clock and no session: it asks its actor.

    `now` is an aware instant; `today` is its date in Copenhagen.
    """

    username: str
    name: str
    role: str
    now: datetime
    user_id: int | None = None
    unit_id: int | None = None
    area_id: int | None = None
    request_id: str = ""

    @property
    def today(self) -> date:
        return local_date(self.now)

    @property
    def person(self) -> int:
        """The acting user's id. Raises TypeError for the system, which is nobody."""
        if self.user_id is None:
            raise TypeError(f"{self.username} is no person")
        return self.user_id

    def may(self, permission: Permission) -> bool:
        """Whether the role holds the permission at all, on whichever case."""
        held = GRANTS.get(self.role, {})
        return permission in held or bool(functions_granting(self.role, permission))

    def at(self, now: datetime) -> Actor:
        return replace(self, now=now)


def system(now: datetime) -> Actor:
    """The actor of what time does and of commands that name no person."""
    return Actor(username=SYSTEM, name="Systemet", role=SYSTEM, now=now)
