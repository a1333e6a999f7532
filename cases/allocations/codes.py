"""Countries and languages as the list may write them, out of the data files in cases/codes."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

STATELESS = "XS"
UNKNOWN_COUNTRY = "ZZ"
_DATA = Path(__file__).resolve().parent.parent / "codes"


@dataclass(frozen=True, slots=True)
class Countries:
    """`by_key`: casefolded alpha-2 code or Danish name → alpha-2. `ended`: former states."""

    by_key: Mapping[str, str]
    ended: frozenset[str]


def load_countries(folder: Path = _DATA) -> Countries:
    by_key: dict[str, str] = {}
    for row in _rows(folder / "countries.csv"):
        by_key[row["name_da"].casefold()] = row["alpha_2"]
        by_key[row["alpha_2"].casefold()] = row["alpha_2"]
    ended = {
        row[key].casefold()
        for row in _rows(folder / "countries_historic.csv")
        for key in ("alpha_4", "alpha_3_former", "name_da")
    }
    return Countries(by_key, frozenset(ended))


def load_languages(folder: Path = _DATA) -> Mapping[str, str]:
    """ISO 639-1 and 639-3 codes in lower case → ISO 639-3."""
    found: dict[str, str] = {}
    for row in _rows(folder / "languages.csv"):
        found[row["alpha_3"]] = row["alpha_3"]
        if row["alpha_2"]:
            found[row["alpha_2"]] = row["alpha_3"]
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
