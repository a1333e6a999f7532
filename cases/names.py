"""Names as they are searched: any script, without case and accents."""

import unicodedata

from anyascii import anyascii


def search_key(*names: str) -> str:
    """Folded words, so that »Åse«, »ase«, »Мельник« and »Melnik« find the same person."""
    folded = anyascii(unicodedata.normalize("NFC", " ".join(names))).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())
