"""(resource, action) of permissions.csv → the pages that ask it, and what has no page at all.

Of several requests the one that writes is the row's, else the first; the others are the form
before it, or other pages on which the same must not stand.
"""

from __future__ import annotations

from tests.permissions.pages import alone, mentors, papers, reading, staff, steps
from tests.permissions.pages.base import Asks

PAGES: dict[tuple[str, str], Asks] = {
    **reading.PAGES,
    **papers.PAGES,
    **steps.PAGES,
    **mentors.PAGES,
    **staff.PAGES,
    **alone.PAGES,
}
# (resource, action) → why there is no page to ask.
NO_PAGE = {
    ("plan", "export_pdf"): "The plan on paper is handed out by the API alone.",
    ("bulk", "export_citizens_csv"): "The list of citizens is handed out by the API alone.",
    ("report", "api"): "The same report as pages and files: report/view and report/export_*.",
    ("admin", "mfa_reset"): "The second factor comes with the signing-in.",
    ("admin", "set_password_of_other"): "A user chooses it by a link; nobody has a form for it.",
    (
        "admin",
        "impersonate",
    ): "There is no such page; the API is asked that it has no such address.",
    ("admin", "open_django_admin_citizen_table"): "There is no admin site: asked with the API.",
    ("admin", "read_session_table"): "There is no such page.",
    ("admin", "api_token_rotate_own"): "A machine has no page.",
}
