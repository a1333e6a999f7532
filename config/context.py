"""What every page shows around its own content: who is signed in, in which role, and the menu."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.http import current_actor
from accounts.models import User
from accounts.queries import NoRoleError
from accounts.roles import Permission, Role


class Entry(NamedTuple):
    label: Promise
    view: str
    permission: Permission


MENU = (
    Entry(_("Mine forløb"), "my-cases", Permission.CASE_SEE),
    Entry(_("Opret borger"), "register", Permission.CITIZEN_REGISTER),
    # Everybody who may come to know of one has the page, which is empty for nearly all of them.
    Entry(_("Henvendelser"), "concerns", Permission.CONCERN_DECIDE),
    Entry(_("Virksomheder"), "companies", Permission.COMPANIES_KEEP),
    Entry(_("Fordeling"), "hand-out", Permission.CASE_ASSIGN),
    Entry(_("Indlæs liste"), "allocations", Permission.ALLOCATIONS_IMPORT),
    Entry(_("Rapporter"), "reports", Permission.REPORT_FIGURES),
    Entry(_("Brugere"), "users", Permission.USERS_KEEP),
    Entry(_("Nøgler"), "tokens", Permission.TOKENS_KEEP),
    Entry(_("Hændelser"), "webhooks", Permission.TOKENS_KEEP),
    Entry(_("Interessekonflikter"), "conflicts", Permission.CONFLICTS_SEE),
    Entry(_("Fristregler"), "rules", Permission.RULES_KEEP),
)


def page(request: HttpRequest) -> dict[str, Any]:
    actor = _actor(request)
    if actor is None:
        return {"actor": None, "role_label": "", "menu": [], "may_search": False}
    entries = [entry for entry in MENU if actor.may(entry.permission)]
    menu = [_link(entry, request.path) for entry in entries]
    return {
        "actor": actor,
        "role_label": Role(actor.role).label,
        "menu": menu,
        "may_search": actor.may(Permission.CASE_SEE),
    }


def _actor(request: HttpRequest) -> Actor | None:
    if not isinstance(getattr(request, "user", None), User):
        return None
    try:
        return current_actor(request)
    except NoRoleError:
        return None


def _link(entry: Entry, path: str) -> dict[str, Any]:
    url = reverse(entry.view)
    return {"label": entry.label, "url": url, "current": path == url, "active": _under(path, url)}


def _under(path: str, url: str) -> bool:
    return path.startswith(url) if url != "/" else path == url
