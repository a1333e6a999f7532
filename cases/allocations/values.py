"""One cell → one typed value. Each reader raises `ValueRefusedError` with a Danish reason.

A reason never repeats the cell: the command's output must name no person.
"""

import re
from collections.abc import Mapping
from datetime import date

from cases.allocations.codes import STATELESS, UNKNOWN_COUNTRY, Countries
from cases.allocations.text import hides, lost
from cases.cpr import latin_digits
from cases.tracks import TRACK_OF

_DANISH_DATE = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_OLDEST_YEAR = 1900
_UDLAENDINGE_ID = re.compile(r"[0-9]{8}")
_DANISH_PHONE = re.compile(r"(?:(?:\+|00)45)?([2-9][0-9]{7})")
_FOREIGN_PHONE = re.compile(r"(?:\+|00)(?!45)([1-9][0-9]{6,14})")
_OTHER_PHONE = re.compile(r"[0-9]{6,15}")
_PHONE_MARKS = re.compile(r"[\s().\-–‑/]")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
_MAX_EMAIL = 254
MAX_NAME = 200
MAX_CENTRE = 100


class ValueRefusedError(ValueError):
    """The cell can't be read as what its column holds; the message says why."""


def day(text: str) -> date:
    plain = latin_digits(text)
    if match := _DANISH_DATE.fullmatch(plain):
        dd, mm, yyyy = match.groups()
    elif match := _ISO_DATE.fullmatch(plain):
        yyyy, mm, dd = match.groups()
    else:
        raise ValueRefusedError("Datoen skal skrives dd-mm-åååå eller åååå-mm-dd.")
    try:
        found = date(int(yyyy), int(mm), int(dd))
    except ValueError as error:
        raise ValueRefusedError("Datoen findes ikke i kalenderen. Ret den.") from error
    if found.year < _OLDEST_YEAR:
        raise ValueRefusedError("Årstallet ligger før 1900. Ret datoen.")
    return found


def udlaendinge_id(text: str) -> str:
    plain = latin_digits(text)
    if not _UDLAENDINGE_ID.fullmatch(plain):
        raise ValueRefusedError("Udlændinge-ID skal være 8 cifre uden andre tegn.")
    return plain


def name(text: str) -> str:
    """Any script, as written; the length in characters is bounded by `MAX_NAME`."""
    if lost(text):
        raise ValueRefusedError(
            "Navnet indeholder tegn, der er gået tabt. Skriv navnet igen, og gem filen som UTF-8."
        )
    if hides(text):
        raise ValueRefusedError(
            "Navnet indeholder linjeskift, styretegn eller andre usynlige tegn. "
            "Skriv navnet igen uden dem."
        )
    if len(text) > MAX_NAME:
        raise ValueRefusedError(f"Navnet er længere end {MAX_NAME} tegn. Forkort det.")
    return text


def sex(text: str) -> str:
    found = text.upper()
    if found not in {"K", "M", "X"}:
        raise ValueRefusedError("Køn skal være K, M eller X.")
    return found


def citizenship(text: str, countries: Countries) -> str:
    found = _country(text, countries)
    if found == UNKNOWN_COUNTRY:
        raise ValueRefusedError(
            "ZZ (uoplyst) kan kun bruges som fødeland. Skriv statsborgerskabet, "
            "eller XS for statsløs."
        )
    return found


def birth_country(text: str, countries: Countries) -> str:
    found = _country(text, countries)
    if found == STATELESS:
        raise ValueRefusedError(
            "XS (statsløs) kan kun bruges som statsborgerskab. Skriv fødelandet, "
            "eller ZZ hvis det er ukendt."
        )
    return found


def residence_basis(text: str) -> str:
    found = text.lower()
    if found not in TRACK_OF:
        raise ValueRefusedError(
            f"Opholdsgrundlaget kendes ikke. Brug en af koderne: {', '.join(TRACK_OF)}."
        )
    return found


def asylum_centre(text: str) -> str:
    if hides(text) or lost(text) or len(text) > MAX_CENTRE:
        raise ValueRefusedError(
            f"Asylcenter må højst være {MAX_CENTRE} tegn og ikke indeholde usynlige tegn."
        )
    return text


def language(text: str, languages: Mapping[str, str]) -> str:
    found = languages.get(text.lower())
    if found is None:
        raise ValueRefusedError("Sproget skal være en kode fra ISO 639-1 eller 639-3, fx ar.")
    return found


def yes_no(text: str) -> bool:
    found = {"ja": True, "nej": False}.get(text.lower())
    if found is None:
        raise ValueRefusedError("Skriv ja eller nej.")
    return found


def phone(text: str) -> str:
    """E.164 for Danish numbers and those with a country code, else six to fifteen bare digits."""
    bare = _PHONE_MARKS.sub("", latin_digits(text))
    if match := _DANISH_PHONE.fullmatch(bare):
        return f"+45{match[1]}"
    if match := _FOREIGN_PHONE.fullmatch(bare):
        return f"+{match[1]}"
    if _OTHER_PHONE.fullmatch(bare) and not bare.startswith("0045"):
        return bare
    raise ValueRefusedError("Telefonnummeret kan ikke læses. Skriv 8 cifre eller landekode med +.")


def email(text: str) -> str:
    if hides(text) or lost(text) or len(text) > _MAX_EMAIL or not _EMAIL.fullmatch(text):
        raise ValueRefusedError("E-mailadressen kan ikke læses. Skriv den som navn@domæne.dk.")
    return text


def _country(text: str, countries: Countries) -> str:
    key = " ".join(text.casefold().split())
    found = countries.by_key.get(key)
    if found is None and key in countries.ended:
        raise ValueRefusedError(
            "Landet findes ikke længere. Skriv det land, som stedet hører til i dag."
        )
    if found is None:
        raise ValueRefusedError(
            "Landet kendes ikke. Skriv landekoden på to bogstaver eller landets danske navn."
        )
    return found
