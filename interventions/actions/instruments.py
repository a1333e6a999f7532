"""Instruments of measurement as data: a file is loaded again and again without harm."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from pathlib import Path

from django.db import transaction

from interventions.models import Indicator, Instrument, InstrumentVersion

SHIPPED = Path(__file__).parents[1] / "instruments" / "progression.csv"
OF_INDICATOR = ("code", "asked_of", "need", "label", "question", "observed", "low", "high")
OF_VERSION = ("instrument", "name", "version", "valid_from")


class InstrumentFileError(ValueError):
    """The file is not one of instruments, or changes a version; the message can be shown."""


@transaction.atomic
def load_instruments(lines: Iterable[str]) -> int:
    """Add the versions that are not known yet; answers how many were added.

    A loaded version is never changed, since measurements refer to its words. Raises
    InstrumentFileError, and writes nothing then.
    """
    reader = csv.DictReader(lines, delimiter=";")
    if list(reader.fieldnames or ()) != [*OF_VERSION, *OF_INDICATOR]:
        raise InstrumentFileError("Filens kolonner er ikke dem, et instrument har.")
    rows = list(reader)
    return sum(
        _load(key, list(group))
        for key, group in groupby(rows, key=lambda row: tuple(row[name] for name in OF_VERSION))
    )


def _load(key: tuple[str, ...], rows: list[dict[str, str]]) -> bool:
    code, name, number, valid_from = key
    told = [{name: row[name] for name in OF_INDICATOR} for row in rows]
    instrument, _ = Instrument.objects.get_or_create(code=code, defaults={"name": name})
    known = instrument.versions.filter(number=int(number)).first()
    if known:
        if known.valid_from != date.fromisoformat(valid_from) or _told(known) != told:
            raise InstrumentFileError(
                f"Version {number} af {code} er indlæst og kan ikke ændres. "
                "Giv den nye ordlyd et nyt versionsnummer."
            )
        return False
    version = InstrumentVersion.objects.create(
        instrument=instrument, number=int(number), valid_from=date.fromisoformat(valid_from)
    )
    Indicator.objects.bulk_create(
        Indicator(version=version, position=position, **row) for position, row in enumerate(told)
    )
    return True


def _told(version: InstrumentVersion) -> list[dict[str, str]]:
    return list(version.indicators.order_by("position").values(*OF_INDICATOR))
