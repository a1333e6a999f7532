"""Small allocation lists for the tests. The persons are invented."""

import io
from collections.abc import Iterable
from datetime import date, datetime

from openpyxl import Workbook

from cases.allocations.codes import load_countries, load_languages
from cases.allocations.columns import STANDARD
from cases.allocations.files import Record, read_list
from cases.allocations.lines import Line, judge

TODAY = date(2026, 11, 23)
COUNTRIES = load_countries()
LANGUAGES = load_languages()
HEADER = list(STANDARD)
GOOD = {
    "udlaendinge_id": "78981230",
    "cpr": "",
    "erstatningsnummer": "",
    "fornavn": "Rania",
    "efternavn": "Al Khatib",
    "foedselsdato": "24-12-1982",
    "koen": "K",
    "statsborgerskab": "SY",
    "foedeland": "SY",
    "opholdsgrundlag": "konvention",
    "visiteringsdato": "01-11-2024",
    "ankomstdato": "04-12-2024",
    "asylcenter": "",
    "sprog": "ar",
    "tolkebehov": "nej",
    "telefon": "",
    "email": "",
    "adressebeskyttelse": "nej",
}


def person(**changes: str) -> list[str]:
    assert changes.keys() <= GOOD.keys()
    return list({**GOOD, **changes}.values())


def csv_bytes(
    *rows: Iterable[str], separator: str = ";", encoding: str = "utf-8", ending: str = "\r\n"
) -> bytes:
    """Rows joined as they are: quoting is up to the test."""
    return "".join(separator.join(row) + ending for row in rows).encode(encoding)


def sheet_bytes(*rows: Iterable[str | float | date | datetime | None]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def records(data: bytes) -> list[Record]:
    return list(read_list(data).records())


def judged(**changes: str) -> Line:
    return judge(
        Record(2, {**GOOD, **changes}, tuple(person(**changes))),
        countries=COUNTRIES,
        languages=LANGUAGES,
        today=TODAY,
    )


def judge_all(data: bytes) -> list[Line]:
    return [
        judge(record, countries=COUNTRIES, languages=LANGUAGES, today=TODAY)
        for record in records(data)
    ]
