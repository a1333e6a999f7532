"""Code tables and countries: data files, loaded again and again without harm."""

import csv
from datetime import date
from pathlib import Path

from django.db import transaction

from cases.models import Code, Country

FOLDER = Path(__file__).parents[1] / "codes"


@transaction.atomic
def load_codes(folder: Path = FOLDER) -> int:
    """Adds and updates codes, languages and countries; nothing is removed. Answers how many."""
    rows = [*_codes(folder), *_languages(folder)]
    Code.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["table", "code"],
        update_fields=["label", "note", "position", "valid_from", "valid_to"],
    )
    countries = _countries(folder)
    Country.objects.bulk_create(
        countries,
        update_conflicts=True,
        unique_fields=["alpha_2"],
        update_fields=["alpha_3", "name", "group", "selected_menapt"],
    )
    return len(rows) + len(countries)


def _codes(folder: Path) -> list[Code]:
    return [
        Code(
            table=row["table"],
            code=row["code"],
            label=row["label"],
            note=row["note"],
            position=position,
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )
        for position, row in enumerate(_rows(folder / "codes.csv", ";"))
    ]


def _languages(folder: Path) -> list[Code]:
    rows = sorted(_rows(folder / "languages.csv", ","), key=lambda row: row["name_da"])
    return [
        Code(table="language", code=row["alpha_3"], label=row["name_da"], position=position)
        for position, row in enumerate(rows)
    ]


def _countries(folder: Path) -> list[Country]:
    return [
        Country(
            alpha_2=row["alpha_2"],
            alpha_3=row["alpha_3"],
            name=row["name_da"],
            group=row["group"],
            selected_menapt=row["selected_menapt"] == "true",
        )
        for row in _rows(folder / "countries.csv", ",")
    ]


def _rows(path: Path, delimiter: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
