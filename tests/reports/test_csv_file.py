import csv
from datetime import date

import pytest

from reports.csv_file import safe, to_csv
from reports.report import Column, Facts, Kind, Report, Table

REPORT = Report(
    title="Progression",
    as_of=date(2026, 11, 23),
    period=(date(2026, 1, 1), date(2026, 3, 31)),
    sections=(
        Table(
            "Forløb",
            (Column("Spor"), Column("Antal", Kind.COUNT), Column("Frist", Kind.DATE)),
            (("Ukraine; særlov", 1234, date(2026, 1, 31)), ("=1+1", "–", None)),
            totals=("I alt", 1239, None),
            caption="– er skjult.",
        ),
        Facts("Ikke en tabel", (("a", "b"),)),
        Table("Andel", (Column("Pct.", Kind.NUMBER),), ((61.25,),)),
    ),
)


def test_tables_open_in_a_danish_spreadsheet() -> None:
    file = to_csv(REPORT)
    assert file.startswith(b"\xef\xbb\xbfProgression\r\n")
    assert list(csv.reader(file.decode("utf-8-sig").splitlines(), delimiter=";")) == [
        ["Progression"],
        ["Periode", "01-01-2026", "31-03-2026"],
        ["Opgjort pr.", "23-11-2026"],
        ["Fingeraftryk", REPORT.short_fingerprint],
        [],
        ["Forløb"],
        ["Spor", "Antal", "Frist"],
        ["Ukraine; særlov", "1234", "31-01-2026"],
        ["'=1+1", "–", ""],
        ["I alt", "1239", ""],
        ["– er skjult."],
        [],
        ["Andel"],
        ["Pct."],
        ["61,25"],
    ]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+45 12 34 56 78", "'+45 12 34 56 78"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\u200b=1", "'\u200b=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("\x00=1", "'=1"),
        ("\r=1", "'=1"),
        ("\t=1", "'\t=1"),
        ("\ttekst", "'\ttekst"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("1-2", "1-2"),
        ("–", "–"),
        ("Åse = Ærø", "Åse = Ærø"),
        ("", ""),
        ("   ", "   "),
    ],
)
def test_no_text_is_run_as_a_formula(typed: str, written: str) -> None:
    assert safe(typed) == written


def test_half_a_character_does_not_stop_the_file() -> None:
    report = Report("x\ud800", date(2026, 1, 1), ())
    assert to_csv(report).startswith(b"\xef\xbb\xbfx?\r\n")
