"""The fonts of the papers: DejaVu Sans for Latin, Cyrillic, Arabic and Persian, Noto for Tigrinya.

Every character of a paper comes from an embedded font; nothing falls back on the fonts of the
reader's machine.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import getFont, getRegisteredFontNames, registerFont
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD = "DejaVuSans", "DejaVuSans-Bold"
# Noto Sans Ethiopic is drawn only where DejaVu has no glyph, and only if the file is there.
FALLBACKS = {REGULAR: "NotoSansEthiopic_400Regular", BOLD: "NotoSansEthiopic_700Bold"}

ROOT = Path(__file__).resolve().parents[2]
PLACES = (
    ROOT / "static" / "vendor" / "fonts",
    ROOT / "node_modules" / "dejavu-fonts-ttf" / "ttf",
    ROOT / "node_modules" / "@expo-google-fonts" / "noto-sans-ethiopic" / "400Regular",
    ROOT / "node_modules" / "@expo-google-fonts" / "noto-sans-ethiopic" / "700Bold",
)


class FontsMissingError(Exception):
    """The font files are nowhere to be found; the message says how to fetch them."""


def register(folder: Path | None = None) -> None:
    """Make the fonts known to reportlab; the first call of a process does it for all.

    `folder` is asked first, then the places where the front-end parts lie. Raises
    FontsMissingError when DejaVu Sans is in none of them.
    """
    if BOLD in getRegisteredFontNames():
        return
    places = ([folder] if folder else []) + list(PLACES)
    for name in (REGULAR, BOLD):
        file = next(_files(name, places), None)
        if file is None:
            raise FontsMissingError(f"{name}.ttf mangler. Hent skrifterne med: npm ci")
        registerFont(TTFont(name, str(file)))
        fallback = next(_files(FALLBACKS[name], places), None)
        if fallback is not None:
            registerFont(TTFont(FALLBACKS[name], str(fallback)))
    font_for.cache_clear()


def _files(name: str, places: list[Path]) -> Iterator[Path]:
    return (place / f"{name}.ttf" for place in places if (place / f"{name}.ttf").is_file())


@cache
def font_for(character: str, *, bold: bool) -> str:
    """The name of the font that draws this character (DejaVu's empty box if none can)."""
    first = BOLD if bold else REGULAR
    code = ord(character)
    if code in getFont(first).face.charToGlyph:
        return first
    try:
        fallback = getFont(FALLBACKS[first])
    except KeyError:
        return first
    return FALLBACKS[first] if code in fallback.face.charToGlyph else first
