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
    """One line: `badge` is a kind of components/badge.html; `under` stands small below it.

    `letter` is a long text, as it was sent: it is folded away.
    """

    title: str
    state: str = ""
    badge: str = "quiet"
    facts: tuple[tuple[str, str], ...] = ()
    text: str = ""
    letter: str = ""
    under: str = ""
    links: tuple[Link, ...] = ()
    ended: bool = False


@dataclass(frozen=True)
class Section:
    """`key` is its anchor on the page; `side` puts it beside the steps. `empty` says in a
    sentence that there is nothing yet: then it stands with the other empty ones at the end.
    `more` entries are folded away under their number, or under the word `folded` and it. `first`
    puts it before what is less urgent; `compact` puts an entry's facts on the line of its title.
    """

    key: str
    title: str
    entries: tuple[Entry, ...]
    empty: str
    links: tuple[Link, ...] = ()
    more: tuple[Entry, ...] = ()
    side: bool = False
    first: bool = False
    compact: bool = False
    folded: str = ""

    @property
    def count(self) -> int:
        return len(self.entries) + len(self.more)


@dataclass(frozen=True)
class Parts:
    """Where each stands: what is urgent first, and what has nothing in it yet last of all."""

    sections: list[Section]

    @property
    def first(self) -> list[Section]:
        return self._those(first=True, side=False)

    @property
    def near(self) -> list[Section]:
        return self._those(first=True, side=True)

    @property
    def main(self) -> list[Section]:
        return self._those(first=False, side=False)

    @property
    def side(self) -> list[Section]:
        return self._those(first=False, side=True)

    @property
    def empty(self) -> list[Section]:
        return [one for one in self.sections if not one.count]

    def _those(self, *, first: bool, side: bool) -> list[Section]:
        wanted = (first, side)
        return [one for one in self.sections if one.count and (one.first, one.side) == wanted]


def register_link(case: Case, label: str, action: str, about: int | None = None) -> Link:
    """To the page on which `action` (a name of registrations) is filled in."""
    url = reverse("case-action", args=(case.pk, action))
    return Link(label, f"{url}?id={about}" if about else url)
