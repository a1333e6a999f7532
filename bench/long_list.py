"""Writes an allocation list of any length, for measuring an import.

usage: python bench/long_list.py LINES FILE
       command time -v python manage.py import_allocations FILE --unit CODE --json > /dev/null
"""

import csv
import random
import sys
from datetime import date, timedelta
from pathlib import Path

HEADER = (
    "udlaendinge_id;cpr;erstatningsnummer;fornavn;efternavn;foedselsdato;koen;statsborgerskab;"
    "foedeland;opholdsgrundlag;visiteringsdato;ankomstdato;asylcenter;sprog;tolkebehov;telefon;"
    "email;adressebeskyttelse"
)
GIVEN = ("Rania", "Omar", "Iryna", "Василь", "ليلى", "Hala", "Andrij", "Fatima")
FAMILY = ("Al Khatib", "Мельник", "Darwish", "Hosseini", "Sabbagh", "O'Hara-Petrenko")
BASES = ("konvention", "b_status", "ukraine_saerlov", "familie_flygtning", "eu")


def row(number: int, chance: random.Random) -> list[str]:
    """One valid line; every hundredth lacks its birth date and is refused."""
    born = date(1955, 1, 2) + timedelta(days=chance.randrange(18_000))
    allocated = date(2024, 1, 1) + timedelta(days=chance.randrange(700))
    return [
        f"{10_000_000 + number}", "", "", chance.choice(GIVEN), chance.choice(FAMILY),
        "" if number % 100 == 0 else f"{born:%d-%m-%Y}", chance.choice("KM"), "SY", "SY",
        chance.choice(BASES), f"{allocated:%d-%m-%Y}", "", "", "ar", "ja", "", "", "nej",
    ]  # fmt: skip


def main() -> None:
    lines, path = int(sys.argv[1]), Path(sys.argv[2])
    chance = random.Random(1)  # noqa: S311 - invented people, not secrets
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(HEADER + "\r\n")
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerows(row(number, chance) for number in range(1, lines + 1))


if __name__ == "__main__":
    main()
