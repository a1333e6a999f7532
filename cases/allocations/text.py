"""Text as it comes from outside: one form of each letter, nothing that hides."""

import unicodedata

_HIDING = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"  # Persian and Kurdish are spelled with them
_LOST = "\ufffd"


def clean(text: str) -> str:
    """NFC, without surrounding blanks; a text of nothing but joiners is empty."""
    kept = text.strip()
    if kept.isascii():
        return kept
    return unicodedata.normalize("NFC", kept) if kept.strip(_JOINERS) else ""


def hides(text: str) -> bool:
    """Whether control characters, a switch of reading direction or other invisible signs are in it.

    A line break is a control character too. The joiners ZWNJ and ZWJ are allowed.
    """
    if text.isprintable():
        return False
    return any(
        unicodedata.category(character) in _HIDING and character not in _JOINERS
        for character in text
    )


def lost(text: str) -> bool:
    """Whether a character was unreadable in the file's encoding and was replaced."""
    return _LOST in text
