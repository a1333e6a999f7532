"""So many requests a minute for each person or machine (API_RATE); strangers by address."""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle


class EachAsker(SimpleRateThrottle):
    """Counted in each web process by itself: with two of them the rate is at most doubled."""

    scope = "api"

    def get_cache_key(self, request: Request, view: Any) -> str:
        asker = getattr(request.user, "pk", None) or self.get_ident(request)
        return f"api-rate:{asker}"
