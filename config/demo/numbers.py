"""Numbers that nobody has: they look right, and were never issued."""

from datetime import date
from random import Random

from cases.cpr import parse

EARLY_CENTURY, LATE_CENTURY = "0123", "4569"  # the seventh digit of births before and from 2000
NEW_CENTURY = 2000
REPLACEMENT_DAYS = 60


class Numbers:
    """Each number once in one demo."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given: set[str] = set()

    def cpr(self, born_on: date, sex: str) -> str:
        """Agrees with birth date and sex and fails modulus 11 (shared decisions §8).

        Such numbers are issued for 1 January alone, so a birth on that day raises ValueError.
        """
        if (born_on.month, born_on.day) == (1, 1):
            raise ValueError("1 January has issued numbers that fail modulus 11")
        while True:
            digits = f"{born_on:%d%m%y}{self._last_four(born_on, sex)}"
            if not parse(digits).checksum_ok and self._new(digits):
                return digits

    def replacement(self, born_on: date, sex: str) -> str:
        """Erstatningspersonnummer: 60 added to the day."""
        while True:
            start = f"{born_on.day + REPLACEMENT_DAYS}{born_on:%m%y}"
            digits = start + self._last_four(born_on, sex)
            if self._new(digits):
                return digits

    def udlaendinge_id(self) -> str:
        return self._fresh(10_000_000, 99_999_999)

    def phone(self) -> str:
        """Danish numbers never begin with 0."""
        return "+45" + self._fresh(100_000, 999_999).rjust(8, "0")

    def _last_four(self, born_on: date, sex: str) -> str:
        century = EARLY_CENTURY if born_on.year < NEW_CENTURY else LATE_CENTURY
        last = self._rng.choice("13579" if sex == "M" else "02468")
        return f"{self._rng.choice(century)}{self._rng.randrange(100):02}{last}"

    def _fresh(self, first: int, last: int) -> str:
        while True:
            number = str(self._rng.randint(first, last))
            if self._new(number):
                return number

    def _new(self, number: str) -> bool:
        fresh = number not in self._given
        self._given.add(number)
        return fresh
