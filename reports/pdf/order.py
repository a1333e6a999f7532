"""From the order in which text is typed to the order in which it is drawn, line by line.

The Unicode bidirectional algorithm by python-bidi: levels are found for the whole paragraph, the
reversal is made per line. (reportlab's own support needs a package that is not published, and
leaves words and Persian digits in the wrong order without it.)
"""

import unicodedata
from dataclasses import dataclass
from typing import Any, Literal

from bidi.algorithm import (
    apply_mirroring,
    explicit_embed_and_overrides,
    get_embedding_levels,
    get_empty_storage,
    reorder_resolved_levels,
    resolve_implicit_levels,
    resolve_neutral_types,
    resolve_weak_types,
)
from bidi.mirror import MIRRORED

Side = Literal["L", "R"]
STRONG_RIGHT = frozenset({"R", "AL"})
RIGHT = STRONG_RIGHT | {"AN"}
# What python-bidi cannot take goes through it as something else: joiners, which it would drop and
# Persian words need, as a mark; characters that are not yet in Python's tables as a letter.
STAND_INS = {"BN": "\u0300", "": "x"}
DEEPEST = 63  # open brackets, by the algorithm; the rest is left as it is


def first_side(text: str) -> Side:
    """The side on which a paragraph begins: that of its first letter that has one."""
    for character in text:
        side = unicodedata.bidirectional(character)
        if side == "L":
            return "L"
        if side in STRONG_RIGHT:
            return "R"
    return "L"


def has_right_to_left(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(c) in RIGHT for c in text)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with the levels of its characters, None where it is drawn as it is typed."""

    text: str
    side: Side
    levels: list[dict[str, Any]] | None

    def drawn(self, start: int, end: int) -> str:
        """The characters of the line from `start` to `end` from left to right, brackets turned."""
        if self.levels is None:
            return self.text[start:end]
        line = [dict(character) for character in self.levels[start:end]]
        storage = {"chars": line, "base_level": int(self.side == "R")}
        reorder_resolved_levels(storage, debug=False)
        apply_mirroring(storage, debug=False)
        return "".join(character["ch"] for character in line)


def paragraph(text: str) -> Paragraph:
    """Raises nothing; `text` has no line breaks and no embedding or isolate characters."""
    side = first_side(text)
    if not has_right_to_left(text):
        return Paragraph(text, side, None)
    storage = get_empty_storage()
    storage["base_level"], storage["base_dir"] = int(side == "R"), side
    sent = "".join(STAND_INS.get(unicodedata.bidirectional(c), c) for c in text)
    get_embedding_levels(sent, storage)
    explicit_embed_and_overrides(storage)
    resolve_weak_types(storage)
    _keep_brackets_together(storage["chars"], side)
    resolve_neutral_types(storage, debug=False)
    resolve_implicit_levels(storage, debug=False)
    for character, typed in zip(storage["chars"], text, strict=True):
        character["ch"] = typed
    return Paragraph(text, side, storage["chars"])


def _keep_brackets_together(characters: list[dict[str, Any]], side: Side) -> None:
    """Rule N0 of the algorithm, which python-bidi lacks: the two of a pair go the same way.

    Without it the brackets of "رضا (Reza) 1370" are drawn on different sides.
    """
    for start, end in _pairs(characters):
        inside = {_strong(character["type"]) for character in characters[start + 1 : end]} - {None}
        if not inside:
            continue
        way: Side = side
        if side not in inside:
            before = (_strong(character["type"]) for character in reversed(characters[:start]))
            way = next((found for found in before if found), side)
        characters[start]["type"] = characters[end]["type"] = way


def _pairs(characters: list[dict[str, Any]]) -> list[tuple[int, int]]:
    opened: list[tuple[str, int]] = []
    found = []
    for at, character in enumerate(characters):
        kind = unicodedata.category(character["ch"])
        if len(opened) == DEEPEST:
            break
        if kind == "Ps" and character["ch"] in MIRRORED:
            opened.append((MIRRORED[character["ch"]], at))
        elif kind == "Pe" and any(closing == character["ch"] for closing, _ in opened):
            while (last := opened.pop())[0] != character["ch"]:
                pass
            found.append((last[1], at))
    return sorted(found)


def _strong(kind: str) -> Side | None:
    """Numbers go with right-to-left text here, as the rule says."""
    if kind == "L":
        return "L"
    return "R" if kind in ("R", "AL", "EN", "AN") else None
