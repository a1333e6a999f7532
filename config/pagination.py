"""How lists in the API are cut into pages."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request


class Pages(CursorPagination):
    """Cursors stay right while rows are added. A view allows the orders in which it is read:
    word of `order` → column that is never empty.
    """

    ordering = "-pk"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: Any) -> tuple[str, ...]:
        chosen = view.orders.get(request.query_params.get("order", ""), self.ordering)
        # Rows of the same day keep their places.
        return (chosen,) if chosen.endswith("pk") else (chosen, "-pk" if chosen[0] == "-" else "pk")

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        order = {
            "name": "order",
            "in": "query",
            "schema": {"type": "string", "enum": list(view.orders)},
            "description": "Rækkefølge; de nyeste først, når den udelades.",
        }
        return [*super().get_schema_operation_parameters(view), order]
