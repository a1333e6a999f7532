import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.pdf import fonts
from reports.pdf.order import first_side, paragraph
from reports.pdf.runs import runs, width
from reports.pdf.text import SHORTENED, FreeText, TextStyle, clean, para


@pytest.fixture(autouse=True)
def _fonts() -> None:
    fonts.register()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("<b fed <img src='/etc/passwd'> & co.", "<b fed <img src='/etc/passwd'> & co."),
        ("a\x00b\x1bc\x07d\x9fe", "abcde"),
        ("én\r\nto\rtre\x0bfire\u2028fem", "én\nto\ntre\nfire\nfem"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("A\u030ase", "Åse"),
        ("navn\u202egpj.exe", "navngpj.exe"),
        ("a\u2066b\u2069c\u200ed\ufeff", "abcd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800x", "x"),
        ("\tind", "ind"),
        ("", ""),
    ],
)
def test_text_is_cleaned_but_never_read_as_markup(typed: str, wanted: str) -> None:
    assert clean(typed) == wanted


def test_a_long_text_says_that_it_was_cut() -> None:
    assert clean("x" * 20_000) == "x" * 20_000
    assert clean("x" * 20_001) == "x" * 20_000 + " " + SHORTENED
    assert clean("abcdef", limit=3) == "abc " + SHORTENED


def test_a_text_of_line_breaks_says_that_it_was_cut() -> None:
    assert clean("a\n" * 1_000 + "b") == "a\n" * 999 + "a " + SHORTENED


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Al Khatib ليلى", "L"),
        ("ليلى Al Khatib", "R"),
        ("(123) שלום", "R"),
        ("12-03", "L"),
        ("", "L"),
    ],
)
def test_a_paragraph_begins_on_the_side_of_its_first_letter(text: str, side: str) -> None:
    assert first_side(text) == side


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        pytest.param("Forløb for ليلى (født 1990)", "Forløb for ىليل (født 1990)", id="in Danish"),
        pytest.param("ليلى Al Khatib", "Al Khatib ىليل", id="a mixed name"),
        pytest.param("رضا (Reza) ۱۳۷۰", "۱۳۷۰ (Reza) اضر", id="brackets turn, digits do not"),
        pytest.param("ليلى (علي)", "(يلع) ىليل", id="brackets in Arabic"),
        pytest.param("af (ليلى [Lejla]) og", "af (ىليل [Lejla]) og", id="brackets in Danish"),
        pytest.param("(]) ا", "ا ([)", id="brackets that are no pairs"),
        pytest.param("می\u200cخواهم", "مهاوخ\u200cیم", id="the joiner stays"),
        pytest.param("Тетяна Ґалаґан", "Тетяна Ґалаґан", id="Cyrillic"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_text_is_drawn_in_the_order_of_its_script(typed: str, drawn: str) -> None:
    assert paragraph(typed).drawn(0, len(typed)) == drawn


def test_arabic_letters_are_joined() -> None:
    """Four letters, the forms they take at the start, inside and at the end of a word."""
    [run] = runs(paragraph("بيبي").drawn(0, 4), bold=False, size=10)
    assert [ord(glyph) for glyph in run.text] == [0xFEF2, 0xFE92, 0xFEF4, 0xFE91]


def test_each_script_gets_a_font_that_has_it() -> None:
    found = runs("Åse ሰላም Київ", bold=False, size=10)
    assert [(run.font, run.text) for run in found] == [
        ("DejaVuSans", "Åse "),
        ("NotoSansEthiopic_400Regular", "ሰላም"),
        ("DejaVuSans", " Київ"),
    ]


def lines(text: str, available: float) -> list[str]:
    flowable = para(text, TextStyle(size=10))
    flowable.wrap(available, 1_000)
    return [line.drawn for line in flowable.lines]


def test_lines_break_between_words() -> None:
    room = width("Åse og", bold=False, size=10) + 0.1
    assert lines("Åse og Bo er her", room) == ["Åse og", "Bo er", "her"]


def test_a_word_wider_than_the_line_is_broken_inside() -> None:
    room = width("www", bold=False, size=10) + 0.1
    assert lines("i wwwww i", room) == ["i", "www", "ww i"]


def test_typed_line_breaks_hold() -> None:
    assert lines("én\n\nto", 500) == ["én", "", "to"]


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), st.floats(20, 200))
def test_no_letter_is_lost_and_no_line_is_too_wide(text: str, available: float) -> None:
    broken = lines(text, available)
    typed = "".join(clean(text).split())
    assert sorted("".join("".join(broken).split())) == sorted(paragraph_letters(typed))
    for line in broken:
        wide = sum(run.width for run in runs(line, bold=False, size=10))
        assert wide <= available + 0.01 or len(line) == 1


def paragraph_letters(text: str) -> str:
    """Brackets may turn; everything else stays."""
    return paragraph(text).drawn(0, len(text))


@pytest.mark.parametrize("text", ["x" * 50_000, "ord " * 50_000, "العائلة وصلت " * 4_000])
def test_hostile_lengths_are_laid_out_in_two_seconds(text: str) -> None:
    begun = time.process_time()
    flowable = para(text)
    flowable.wrap(450, 700)
    assert time.process_time() - begun < 2
    assert flowable.lines[-1].drawn


def test_a_text_is_split_between_pages_without_loss() -> None:
    whole = para("a\nb\nc\nd\ne", TextStyle(leading=10, before=3, after=5))
    first, rest = whole.split(100, 29)
    assert [line.drawn for line in first.lines] == ["a", "b"]
    assert [line.drawn for line in rest.lines] == ["c", "d", "e"]
    assert (first.wrap(100, 29), rest.wrap(100, 700)) == ((100, 20), (100, 30))
    assert (first.getSpaceBefore(), first.getSpaceAfter()) == (3, 0)
    assert (rest.getSpaceBefore(), rest.getSpaceAfter()) == (0, 5)


def test_a_text_without_room_for_a_line_moves_on() -> None:
    whole = para("a\nb", TextStyle(leading=10))
    assert whole.split(100, 9) == []
    assert whole.split(100, 20) == [whole]
    assert isinstance(whole, FreeText)


def test_missing_fonts_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "getRegisteredFontNames", list)
    monkeypatch.setattr(fonts, "PLACES", ())
    with pytest.raises(fonts.FontsMissingError, match=r"DejaVuSans\.ttf mangler"):
        fonts.register()
