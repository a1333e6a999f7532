"""What the form on a page holds before anybody types: what a browser would send back."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

CHOSEN = ("radio", "checkbox")


class _Form(HTMLParser):
    """`fields`: name → the values that stand there; a field that is there and empty has none."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] | None = None
        self._inside = False
        self._select = self._area = ""
        self._options: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form" and told.get("method") == "post" and "action" not in told:
            assert self.fields is None, "two forms on one page"
            self._inside, self.fields = True, {}
        elif self._inside and "name" in told:
            self._field(tag, told)
        elif self._select and tag == "option":
            self._options.append(told.get("value", ""))
            if "selected" in told:
                self._stands(self._select, told.get("value", ""))

    def _field(self, tag: str, told: dict[str, str]) -> None:
        name = told["name"]
        assert self.fields is not None
        self.fields.setdefault(name, [])
        if tag == "button":
            return  # its value is sent by whoever presses it
        if tag == "select":
            self._select, self._options = name, []
        elif tag == "textarea":
            self._area = name
        elif told.get("type") not in CHOSEN:
            self._stands(name, told.get("value", ""))
        elif "checked" in told:
            self._stands(name, told.get("value", "on"))

    def handle_data(self, data: str) -> None:
        if self._area and data.strip():
            self._stands(self._area, data.removeprefix("\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        if tag == "textarea":
            self._area = ""
        if tag == "select" and self._select and self.fields is not None:
            # A list in which nothing is chosen shows its first line.
            if not self.fields[self._select] and self._options:
                self._stands(self._select, self._options[0])
            self._select = ""

    def _stands(self, name: str, value: str) -> None:
        if value and self.fields is not None:
            self.fields[name].append(value)


def form_of(page: str) -> dict[str, list[str]] | None:
    """The one form of the page that is sent to the page itself, or None."""
    parser = _Form()
    parser.feed(page)
    return parser.fields


def words_of(page: str) -> str:
    """What is read on the page below its head, without the tags."""
    main = page[page.find("<main") :]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())
