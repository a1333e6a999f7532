"""How lists in the API are cut into pages."""

from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    """Cursors stay right while rows are added; a view with another order says so itself."""

    ordering = "-pk"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
