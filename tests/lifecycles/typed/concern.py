from __future__ import annotations

from tests.lifecycles.typed.base import Data, fixed

DATA: dict[tuple[str, str], Data] = {
    ("SocialControlConcern", "screen"): fixed(may_see=[], safe_contact="Kun på sprogskolen"),
    ("SocialControlConcern", "find_unfounded"): fixed(reason="misforstaaelse"),
    ("SocialControlConcern", "act"): fixed(alone=True, interpreter="none", plan="Rettigheder"),
    ("SocialControlConcern", "notify"): fixed(notified_to="Borgercenter Børn og Unge"),
    ("SocialControlConcern", "close"): fixed(barrier_removed="partly", conclusion="Hun arbejder"),
}
