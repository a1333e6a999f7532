"""Invented people: names in their own script or in Latin letters, numbers, phones, addresses."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from anyascii import anyascii

from config.demo.character import Character
from config.demo.numbers import Numbers

NAMES = Path(__file__).with_name("names.toml")
STREETS = ("Papirdragevej", "Solsortesporet", "Tudsemindevej", "Kardemommegangen", "Hyldeblomstvej")
TOWNS = ("2300 København S", "2400 København NV", "2450 København SV", "2700 Brønshøj")
NEEDS_INTERPRETER = ("yes", "yes", "yes", "partly", "no")
YEAR = 365.2425


@dataclass(frozen=True)
class Person:
    """`values` are columns of Citizen; the numbers are attached when they become known."""

    values: Mapping[str, Any]
    udlaendinge_id: str
    cpr: str
    replacement: str

    def as_double_of(self, other: Person) -> Person:
        """The same person, registered a second time under another number."""
        return replace(self, values=other.values)

    @property
    def first_name(self) -> str:
        return str(self.values["given_name"])


class People:
    """Makes one person for each character; a family shares its surname and its address."""

    def __init__(self, rng: Random, as_of: date) -> None:
        self._rng, self._as_of = rng, as_of
        self._numbers = Numbers(rng)
        self._names = tomllib.loads(NAMES.read_text(encoding="utf-8"))
        self._families: dict[str, tuple[list[str], str, str]] = {}
        self._used: Counter[str] = Counter()

    def make(self, character: Character) -> Person:
        sex = character.sex or self._rng.choice("KM")
        born_on = self._birth(*character.age)
        return Person(
            values=self._values(character, sex, born_on),
            udlaendinge_id=self._numbers.udlaendinge_id(),
            cpr=self._numbers.cpr(born_on, sex),
            replacement=self._numbers.replacement(born_on, sex),
        )

    def _values(self, character: Character, sex: str, born_on: date) -> dict[str, Any]:
        table = self._names[character.country]
        surname, address, language = self._family(character, table)
        given = self._fresh(table["female" if sex == "K" else "male"])
        native = self._rng.randrange(10) < table["script"]
        values = {
            "given_name": given[-1] if native else given[0],
            "family_name": surname[-1] if native else surname[0],
            "born_on": born_on,
            "sex": sex,
            "language": language,
            "interpreter": self._interpreter(character),
        }
        if not character.is_child:
            values["phone"] = self._numbers.phone()
            values["email"] = _email(given[0], surname[0])
        if character.protected:
            values["safe_contact"] = "Ring ikke – kun sms på hverdage før kl. 14."
            values["care_mark"] = "Sidder ikke i venteværelset: hentes ved indgangen."
        else:
            values["address"] = address
        return values

    def _family(self, character: Character, table: dict[str, Any]) -> tuple[list[str], str, str]:
        rng = self._rng
        address = f"{rng.choice(STREETS)} {rng.randint(1, 98)}, {rng.choice(TOWNS)}"
        if character.family in self._families:
            return self._families[character.family]
        made = self._fresh(table["family"]), address, rng.choice(table["languages"])
        if character.family:
            self._families[character.family] = made
        return made

    def _fresh(self, names: list[list[str]]) -> list[str]:
        """One of the names that the fewest people have so far."""
        fewest = min(self._used[name[0]] for name in names)
        chosen = self._rng.choice([name for name in names if self._used[name[0]] == fewest])
        self._used[chosen[0]] += 1
        return chosen

    def _interpreter(self, character: Character) -> str:
        if character.country in ("DK", "IN"):
            return "no"
        return "unknown" if character.is_child else self._rng.choice(NEEDS_INTERPRETER)

    def _birth(self, youngest: int, oldest: int) -> date:
        """Never 1 January, which has issued numbers that fail modulus 11."""
        age = self._rng.uniform(youngest + 0.05, oldest + 0.9)
        born_on = self._as_of - timedelta(days=int(age * YEAR))
        return born_on + timedelta(days=1) if (born_on.month, born_on.day) == (1, 1) else born_on


def _email(given: str, family: str) -> str:
    local = anyascii(f"{given}.{family}").lower().replace(" ", "").replace("'", "")
    return f"{local}@example.com"
