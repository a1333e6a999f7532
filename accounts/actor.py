"""Who acts, in which role, and when: made once at the edge and passed inwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from accounts.grants import functions_granting, granted
from accounts.localtime import local_date
from accounts.roles import SYSTEM, Permission, Role, Scope

FRESH = timedelta(minutes=10)


@dataclass(frozen=True)
class Actor:
    """The domain asks no clock and no session: it asks its actor.

    `now` is an aware instant; `today` is its date in Copenhagen. `scopes` are those of a machine's
    token. `promised` says that a mentor has promised confidentiality. `signed_in_at` is None for
    whoever has not signed in by herself: commands, machines.
    """

    username: str
    name: str
    role: str
    now: datetime
    user_id: int | None = None
    unit_id: int | None = None
    area_id: int | None = None
    request_id: str = ""
    scopes: frozenset[str] = frozenset()
    promised: bool = True
    signed_in_at: datetime | None = None

    @property
    def today(self) -> date:
        return local_date(self.now)

    @property
    def person(self) -> int:
        """The acting user's id. Raises TypeError for the system, which is nobody."""
        if self.user_id is None:
            raise TypeError(f"{self.username} is no person")
        return self.user_id

    @property
    def grants(self) -> Mapping[Permission, Scope]:
        """What she holds by her role, without what functions on single cases add."""
        return granted(self.role, self.scopes)

    @property
    def must_promise(self) -> bool:
        """A mentor sees nobody before she has promised confidentiality."""
        return self.role == Role.MENTOR and not self.promised

    @property
    def is_fresh(self) -> bool:
        """Whether she signed in lately enough for what asks it of her."""
        return self.signed_in_at is not None and self.now - self.signed_in_at <= FRESH

    def may(self, permission: Permission) -> bool:
        """Whether the role holds the permission at all, on whichever case."""
        if self.must_promise:
            return False
        return permission in self.grants or bool(functions_granting(self.role, permission))

    def at(self, now: datetime) -> Actor:
        return replace(self, now=now)


def system(now: datetime) -> Actor:
    """The actor of what time does and of commands that name no person."""
    return Actor(username=SYSTEM, name="Systemet", role=SYSTEM, now=now)
