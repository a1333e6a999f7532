"""What a part of the case page beside steps and deadlines is made of, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from cases.models import Case


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class Entry:
    """One line: `badge` is a kind of components/badge.html; `under` stands small below it."""

    title: str
    state: str = ""
    badge: str = "quiet"
    facts: tuple[tuple[str, str], ...] = ()
    text: str = ""
    under: str = ""
    links: tuple[Link, ...] = ()
    ended: bool = False


@dataclass(frozen=True)
class Section:
    """`key` is its anchor on the page; `side` puts it beside the steps. `empty` says in a
    sentence that there is nothing yet. `more` entries are folded away under their number.
    """

    key: str
    title: str
    entries: tuple[Entry, ...]
    empty: str
    links: tuple[Link, ...] = ()
    more: tuple[Entry, ...] = ()
    side: bool = False

    @property
    def count(self) -> int:
        return len(self.entries) + len(self.more)


def register_link(case: Case, label: str, action: str, about: int | None = None) -> Link:
    """To the page on which `action` (a name of views/registrations) is filled in."""
    url = reverse("case-action", args=(case.pk, action))
    return Link(label, f"{url}?id={about}" if about else url)
