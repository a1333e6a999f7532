import ast
import time
import unicodedata
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from reports.pdf.render import render
from reports.report import Column, Entry, Facts, Feed, Kind, Report, Table, Texts

ROOT = Path(__file__).resolve().parents[2]

HOSTILE = [
    "<b fed",
    '<img src="/etc/passwd"/>',
    '<a href="javascript:alert(1)">klik</a>',
    "<para><font name='x'>&nbsp;&amp;&#0;</para>",
    "Smith & Søn ]]> %s {0} \\n (Tj) <</JS>>",
    "a\x00b\x1b[31m\u202eabc\ud800",
]
CASE = Report(
    title="Forløb for ليلى Al Khatib",
    as_of=date(2026, 11, 23),
    made_at=datetime(2026, 11, 23, 9, 5),  # noqa: DTZ001 - local time, for the reader
    sections=(
        Facts("Borger", (("Navn", "Тетяна Шевченко-Ґалаґан"), ("Født", date(1990, 3, 2)))),
        Table(
            "Frister",
            (Column("Frist"), Column("Dato", Kind.DATE), Column("Dage", Kind.DAYS)),
            (("Praktik inden for den første måned", date(2026, 1, 31), 1234),),
        ),
        Feed("Hændelser", (Entry(date(2026, 1, 2), "Møde i jobcentret", "På Ærø", (("a", "b"),)),)),
        Feed("Opfølgninger", ()),
        Texts("Noter", ("محمد رضا (Reza)", "ሰላም")),
    ),
    caveats=("2 tal er skjult.",),
    definition="Åbne forløb.",
    question="Hvornår?",
    answer=("I tide.",),
    period=(date(2026, 1, 1), date(2026, 3, 31)),
)


def read(report: Report) -> PdfReader:
    return PdfReader(BytesIO(render(report)))


def words(reader: PdfReader) -> str:
    text = "\n".join(page.extract_text() for page in reader.pages)
    return " ".join(unicodedata.normalize("NFKC", text).split())


def noted(text: str) -> Report:
    return replace(CASE, sections=(Texts("Note", (text,)),))


def test_a_report_reads_whole_on_paper() -> None:
    text = words(read(CASE))
    for expected in (
        "Forløb for ليلى Al Khatib",
        "Hvornår?",
        "I tide.",
        "Тетяна Шевченко-Ґалаґан",
        "02-03-1990",
        "Praktik inden for den første måned",
        "31-01-2026",
        "1.234",
        "02-01-2026 Møde i jobcentret",
        "På Ærø",
        "Ingen.",
        "ሰላም",
        "Hvad tallet ikke siger",
        "• 2 tal er skjult.",
        "Definition Åbne forløb.",
        "Periode: 01-01-2026 til 31-03-2026. Opgjort pr. 23-11-2026. Dannet 23-11-2026 kl. 09.05.",
        f"Fingeraftryk: {CASE.short_fingerprint}",
        "Side 1 af 1",
    ):
        assert expected in text


def test_the_file_says_what_it_is() -> None:
    reader = read(CASE)
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "da-DK"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata
    assert reader.metadata.title == "Forløb for ليلى Al Khatib"


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(CASE) == render(CASE)


def test_every_font_is_embedded() -> None:
    reader = read(CASE)
    fonts = {name for page in reader.pages for name in page["/Resources"]["/Font"]}
    embedded = [
        font.get_object()["/FontDescriptor"]["/FontFile2"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert len(embedded) >= len(fonts) > 0


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_and_does_nothing(text: str) -> None:
    report = Report(
        title=text,
        as_of=date(2026, 1, 1),
        question=text,
        answer=(text,),
        sections=(
            Table(text, (Column(text),), ((text,),), totals=(text,), caption=text),
            Facts(text, ((text, text),)),
            Texts(text, (text,)),
            Feed(text, (Entry(None, text, text, ((text, text),)),)),
        ),
        caveats=(text,),
        definition=text,
    )
    reader = read(report)
    for page in reader.pages:
        assert "/Annots" not in page
        assert "/XObject" not in page["/Resources"]
    assert not {"/OpenAction", "/Names", "/AA"} & set(reader.trailer["/Root"].keys())


def test_markup_is_shown_as_it_was_typed() -> None:
    text = '<b fed <img src="/etc/passwd"/> <a href="javascript:x">x</a> & co.'
    assert text in words(read(noted(text)))


@pytest.mark.parametrize("text", ["x" * 50_000, "ord " * 50_000, "\n" * 50_000, "ا" * 50_000])
def test_huge_text_takes_less_than_two_seconds(text: str) -> None:
    begun = time.process_time()
    render(noted(text))
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("cell", ["w" * 50_000, "W " * 5_000, "\n".join("a" * 900)])
def test_a_cell_higher_than_the_page_is_cut_and_split(cell: str) -> None:
    """A row of narrow columns, each with more than a page can hold."""
    columns = tuple(Column(f"Kolonne {number}") for number in range(14))
    report = replace(CASE, sections=(Table("Bred", columns, ((cell,) * 14,)),))
    assert len(read(report).pages) >= 1
    report = replace(CASE, sections=(Facts("Note", ((cell, cell),)),))
    assert "hele teksten står på skærmen" in words(read(report))


def test_a_long_table_repeats_its_heading_and_keeps_every_row() -> None:
    rows = tuple((f"nr. {number}", 5 + number) for number in range(650))
    table = Table("Lang", (Column("Navn"), Column("Antal", Kind.COUNT)), rows, ("I alt", 214_175))
    reader = read(replace(CASE, sections=(table,)))
    text = words(reader)
    assert all(f"nr. {number} " in text for number in range(650))
    for page in reader.pages[1:-1]:
        assert page.extract_text().count("Navn") >= 1
    assert "I alt 214.175" in text
    assert f"Side 3 af {len(reader.pages)}" in text


def test_a_table_without_rows_still_shows_its_columns() -> None:
    table = Table("Tom", (Column("Navn"), Column("Antal", Kind.COUNT)), ())
    assert "Tom Navn Antal" in words(read(replace(CASE, sections=(table,))))


def test_a_report_of_nothing_is_a_page() -> None:
    assert len(read(Report("Tom", date(2026, 1, 1), (Facts("", ()), Texts("", ())))).pages) == 1


def test_nobody_goes_round_para() -> None:
    """reportlab's paragraphs and images read markup and files; only reports.pdf may draw."""
    forbidden = {"Paragraph", "XPreformatted", "Preformatted", "Image", "ImageReader"}
    apps = ("accounts", "cases", "interventions", "reports", "config")
    for path in (file for app in apps for file in (ROOT / app).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reportlab"):
                assert path.parent == ROOT / "reports" / "pdf"
                assert not forbidden & {alias.name for alias in node.names}
            if isinstance(node, ast.Import):
                assert not any(alias.name.startswith("reportlab") for alias in node.names)
