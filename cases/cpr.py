"""CPR numbers: what one says about its holder, read without asking what day it is.

`stdnum.dk.cpr` gives the century and the modulus-11 sum. Its `validate` is left alone: it reads
the clock, and it refuses a replacement number without saying that it is one.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from stdnum.dk.cpr import checksum, get_birth_date
from stdnum.exceptions import ValidationError

_WRITTEN = re.compile(r"([0-9]{6})\s*[-–‑]?\s*([0-9]{4})")
_BETWEEN = re.compile(r"[\s\-–‑]")
_DIGITS = 10
_FIRST_REPLACEMENT_DAY = 61
_LAST_REPLACEMENT_DAY = 91


class CprError(ValueError):
    """The text is no CPR number; the message says why in Danish and never repeats the text."""


class ReplacementNumberError(CprError):
    """A replacement number stood where a CPR number belongs: the form can offer to move it."""


@dataclass(frozen=True, slots=True)
class Cpr:
    """`digits`: ten of them, leading zero kept, out of every repr and so out of every log.

    `sex`: K or M by the last digit. `checksum_ok`: numbers issued since 2007 may fail modulus 11,
    so a failure is a hint to look again and never an error.
    """

    digits: str = field(repr=False)
    born_on: date
    sex: str
    checksum_ok: bool


@dataclass(frozen=True, slots=True)
class Replacement:
    """A replacement number (day + 60), which is not a CPR number and says nothing of sex."""

    digits: str = field(repr=False)
    born_on: date


def parse(text: str) -> Cpr:
    """Read DDMMYY-SSSS or ten digits of any script; raises `CprError`."""
    digits = _ten_digits(text, "CPR-nummeret")
    if _is_replacement(digits):
        raise ReplacementNumberError(
            "Det er et erstatningspersonnummer (dagen er lagt 60 til) og ikke et CPR-nummer. "
            "Skriv det i feltet erstatningsnummer."
        )
    return Cpr(
        digits=digits,
        born_on=_birth_date(digits, "CPR-nummeret"),
        sex="M" if int(digits[9]) % 2 else "K",
        checksum_ok=checksum(digits) == 0,
    )


def parse_replacement(text: str) -> Replacement:
    """Read a replacement number (day 61 to 91); raises `CprError`."""
    digits = _ten_digits(text, "Erstatningsnummeret")
    if not _is_replacement(digits):
        raise CprError(
            "Det er ikke et erstatningspersonnummer: dagen skal være lagt 60 til. "
            "Et rigtigt CPR-nummer hører til i feltet cpr."
        )
    return Replacement(digits, _birth_date(_without_sixty(digits), "Erstatningsnummeret"))


def format_cpr(digits: str) -> str:
    """Ten digits, also of a replacement number, as DDMMYY-SSSS."""
    return f"{digits[:6]}-{digits[6:]}"


def masked(digits: str) -> str:
    """Ten digits as DDMMYY-****, what lists show."""
    return f"{digits[:6]}-****"


def masked_from_birth(born_on: date) -> str:
    """The same mask without opening the number: its first six digits are the birth date."""
    return f"{born_on:%d%m%y}-****"


def latin_digits(text: str) -> str:
    """Decimal digits of every script as 0-9; all else unchanged."""
    if text.isascii():
        return text
    return "".join(
        character if (digit := unicodedata.decimal(character, None)) is None else str(digit)
        for character in text
    )


def _ten_digits(text: str, noun: str) -> str:
    plain = latin_digits(text).strip()
    if match := _WRITTEN.fullmatch(plain):
        return match[1] + match[2]
    bare = _BETWEEN.sub("", plain)
    if not (bare.isascii() and bare.isdecimal()):
        raise CprError(f"{noun} må kun indeholde cifre og én bindestreg: DDMMÅÅ-SSSS.")
    if len(bare) < _DIGITS:
        raise CprError(f"{noun} er for kort: det skal have 10 cifre, DDMMÅÅ-SSSS.")
    if len(bare) > _DIGITS:
        raise CprError(f"{noun} er for langt: det skal have 10 cifre, DDMMÅÅ-SSSS.")
    raise CprError(f"{noun} skal skrives som DDMMÅÅ-SSSS eller 10 cifre i træk.")


def _is_replacement(digits: str) -> bool:
    return _FIRST_REPLACEMENT_DAY <= int(digits[:2]) <= _LAST_REPLACEMENT_DAY


def _without_sixty(digits: str) -> str:
    return f"{int(digits[:2]) - 60:02}{digits[2:]}"


def _birth_date(digits: str, noun: str) -> date:
    try:
        return get_birth_date(digits)
    except ValidationError as error:
        raise CprError(f"{noun} begynder med en dato, der ikke findes. Ret tallene.") from error
