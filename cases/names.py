"""Names as they are searched: any script, without case and accents."""

import unicodedata

from anyascii import anyascii

LONGEST = 500  # the column; one sign can become a dozen Latin letters


def search_key(*names: str) -> str:
    """Folded words, so that »Åse«, »ase«, »Мельник« and »Melnik« find the same person."""
    folded = anyascii(unicodedata.normalize("NFC", " ".join(names))).casefold()
    # Soft signs and ayn become apostrophes, which belong to the word: »Мельник« is one.
    folded = folded.replace("'", "").replace("`", "")
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())[:LONGEST]
