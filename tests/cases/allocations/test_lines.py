"""What refuses a line, what is only remarked on, and what is read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.allocations.columns import STANDARD
from cases.allocations.facts import Allocation, Person
from cases.allocations.files import Record
from cases.allocations.lines import judge
from cases.allocations.reading import Fault
from cases.cpr import Cpr
from tests.cases.allocations.lists import COUNTRIES, LANGUAGES, TODAY, judged


def person_of(**changes: str) -> Person:
    facts = judged(**changes).facts
    assert facts
    return facts.person


def allocation_of(**changes: str) -> Allocation:
    facts = judged(**changes).facts
    assert facts
    return facts.allocation


def test_a_whole_line_becomes_typed_facts() -> None:
    line = judged(cpr="241282-2534", telefon="31 37 99 42", email="r@example.dk", tolkebehov="ja")
    assert line.faults == ()
    assert line.identity.udlaendinge_id == "78981230"
    assert line.identity.cpr == Cpr("2412822534", date(1982, 12, 24), "K", checksum_ok=False)
    assert line.identity.replacement is None
    assert line.facts
    assert line.facts.person == Person(
        given_name="Rania",
        family_name="Al Khatib",
        born_on=date(1982, 12, 24),
        sex="K",
        citizenship="SY",
        birth_country="SY",
        language="ara",
        needs_interpreter=True,
        phone="+4531379942",
        email="r@example.dk",
        address_protected=False,
    )
    assert line.facts.allocation == Allocation(
        "konvention", date(2024, 11, 1), date(2024, 12, 4), ""
    )


def test_what_the_list_leaves_out_is_unknown_and_not_no() -> None:
    person = person_of(sprog="", tolkebehov="", adressebeskyttelse="")
    assert (person.language, person.needs_interpreter, person.address_protected) == (None,) * 3
    assert allocation_of(ankomstdato="").arrived_on is None


REFUSED = [
    ({"udlaendinge_id": ""}, "udlaendinge_id", "Udfyld mindst ét af dem"),
    ({"udlaendinge_id": "7898123"}, "udlaendinge_id", "8 cifre"),
    ({"udlaendinge_id": "789812301"}, "udlaendinge_id", "8 cifre"),
    ({"udlaendinge_id": "7898 123"}, "udlaendinge_id", "8 cifre"),
    ({"cpr": "241282-253"}, "cpr", "for kort"),
    ({"cpr": "251282-2534"}, "cpr", "stemmer ikke med fødselsdatoen"),
    ({"cpr": "241282-6534"}, "cpr", "stemmer ikke med fødselsdatoen"),
    ({"cpr": "841282-2534"}, "cpr", "Skriv det i feltet erstatningsnummer"),
    ({"erstatningsnummer": "241282-2534"}, "erstatningsnummer", "ikke et erstatningsperson"),
    ({"erstatningsnummer": "851282-2534"}, "erstatningsnummer", "stemmer ikke med fødselsdatoen"),
    ({"fornavn": "", "efternavn": ""}, "fornavn", "mindst ét af dem"),
    ({"fornavn": " \u200d", "efternavn": "\u200c "}, "fornavn", "mindst ét af dem"),
    ({"fornavn": "Ra\u202enia"}, "fornavn", "usynlige tegn"),
    ({"efternavn": "Al\u2066Khatib"}, "efternavn", "usynlige tegn"),
    ({"efternavn": "Al\x00Khatib"}, "efternavn", "usynlige tegn"),
    ({"efternavn": "Al\r\nKhatib"}, "efternavn", "linjeskift"),
    ({"efternavn": "Al\u200bKhatib"}, "efternavn", "usynlige tegn"),
    ({"efternavn": "S\ufffdrensen"}, "efternavn", "gået tabt"),
    ({"fornavn": "a" * 201}, "fornavn", "længere end 200 tegn"),
    ({"foedselsdato": ""}, "foedselsdato", "mangler"),
    ({"foedselsdato": "24.12.1982"}, "foedselsdato", "dd-mm-åååå"),
    ({"foedselsdato": "24-12-82"}, "foedselsdato", "dd-mm-åååå"),
    ({"foedselsdato": "29-02-2023"}, "foedselsdato", "findes ikke"),
    ({"foedselsdato": "24-12-0982"}, "foedselsdato", "før 1900"),
    ({"foedselsdato": "02-11-2024"}, "foedselsdato", "efter visiteringsdatoen"),
    ({"koen": ""}, "koen", "mangler"),
    ({"koen": "F"}, "koen", "K, M eller X"),
    ({"statsborgerskab": ""}, "statsborgerskab", "mangler"),
    ({"statsborgerskab": "QQ"}, "statsborgerskab", "kendes ikke"),
    ({"statsborgerskab": "SYR"}, "statsborgerskab", "kendes ikke"),
    ({"statsborgerskab": "ZZ"}, "statsborgerskab", "kun bruges som fødeland"),
    ({"statsborgerskab": "Jugoslavien"}, "statsborgerskab", "findes ikke længere"),
    ({"foedeland": ""}, "foedeland", "mangler"),
    ({"foedeland": "XS"}, "foedeland", "kun bruges som statsborgerskab"),
    ({"foedeland": "Sovjetunionen"}, "foedeland", "findes ikke længere"),
    ({"opholdsgrundlag": ""}, "opholdsgrundlag", "mangler"),
    ({"opholdsgrundlag": "turist"}, "opholdsgrundlag", "kendes ikke"),
    ({"visiteringsdato": ""}, "visiteringsdato", "mangler"),
    ({"visiteringsdato": "30-02-2025"}, "visiteringsdato", "findes ikke"),
    ({"visiteringsdato": "24-11-2026"}, "visiteringsdato", "i fremtiden"),
    ({"ankomstdato": "snart"}, "ankomstdato", "dd-mm-åååå"),
    ({"adressebeskyttelse": "måske"}, "adressebeskyttelse", "ja eller nej"),
]


@pytest.mark.parametrize(("changes", "column", "reason"), REFUSED)
def test_a_line_is_refused_for(changes: dict[str, str], column: str, reason: str) -> None:
    line = judged(**changes)
    assert [fault.column for fault in line.faults] == [column]
    assert reason in line.faults[0].reason
    assert line.facts is None
    assert line.remarks == ()


ACCEPTED = [
    {"visiteringsdato": "23-11-2026", "ankomstdato": ""},
    {"foedselsdato": "01-11-2024"},
    {"foedselsdato": "1982-12-24"},
    {"foedselsdato": "٢٤-١٢-١٩٨٢"},
    {"udlaendinge_id": "", "cpr": "2412822534"},
    {"udlaendinge_id": "", "erstatningsnummer": "841282-2534"},
    {"fornavn": ""},
    {"efternavn": ""},
    {"fornavn": "می\u200cنا"},
    {"fornavn": "a" * 200},
    {"koen": "x"},
    {"opholdsgrundlag": "Konvention"},
    {"adressebeskyttelse": "JA"},
]


@pytest.mark.parametrize("changes", ACCEPTED)
def test_a_line_is_accepted_with(changes: dict[str, str]) -> None:
    line = judged(**changes)
    assert line.faults == ()
    assert line.facts


REMARKED = [
    ({"cpr": "241282-2534"}, [("cpr", "cpr_modulus")]),
    (
        {"cpr": "241282-2535"},
        [("cpr", "cpr_modulus"), ("koen", "sex_contradicts_cpr")],
    ),
    ({"cpr": "241282-2535", "koen": "X"}, [("cpr", "cpr_modulus")]),
    ({"ankomstdato": "31-10-2024"}, [("ankomstdato", "arrival_before_allocation")]),
    ({"ankomstdato": "01-11-2024"}, []),
    ({"asylcenter": "Center Sandholm"}, []),
    (
        {"asylcenter": "Center Sandholm", "opholdsgrundlag": "ukraine_saerlov"},
        [("asylcenter", "asylum_centre_unexpected")],
    ),
    (
        {"asylcenter": "Center Sandholm", "opholdsgrundlag": "familie_anden"},
        [("asylcenter", "asylum_centre_unexpected")],
    ),
    ({"asylcenter": "Sand\u202eholm"}, [("asylcenter", "value_unreadable")]),
    ({"asylcenter": "C" * 101}, [("asylcenter", "value_unreadable")]),
    ({"sprog": "klingon"}, [("sprog", "value_unreadable")]),
    ({"tolkebehov": "delvist"}, [("tolkebehov", "value_unreadable")]),
    ({"telefon": "ring efter 12"}, [("telefon", "value_unreadable")]),
    ({"telefon": "+45 123"}, [("telefon", "value_unreadable")]),
    ({"telefon": "+45 1234567"}, [("telefon", "value_unreadable")]),
    ({"telefon": "0045 1234567"}, [("telefon", "value_unreadable")]),
    ({"email": "rania"}, [("email", "value_unreadable")]),
    ({"email": "r@example.dk\x00"}, [("email", "value_unreadable")]),
    (
        {"email": "rania", "sprog": "klingon", "cpr": "241282-2534"},
        [("cpr", "cpr_modulus"), ("sprog", "value_unreadable"), ("email", "value_unreadable")],
    ),
]


@pytest.mark.parametrize(("changes", "remarks"), REMARKED)
def test_a_line_is_remarked_on(changes: dict[str, str], remarks: list[tuple[str, str]]) -> None:
    line = judged(**changes)
    assert line.faults == ()
    assert [(remark.column, remark.code) for remark in line.remarks] == remarks


def test_an_unreadable_optional_value_is_left_empty() -> None:
    person = person_of(sprog="klingon", tolkebehov="delvist", telefon="x", email="x")
    assert (person.language, person.needs_interpreter) == (None, None)
    assert (person.phone, person.email) == ("", "")
    assert allocation_of(asylcenter="\u202e").asylum_centre == ""


@pytest.mark.parametrize(
    ("changes", "columns"),
    [
        ({"koen": "", "fornavn": "", "efternavn": ""}, ["fornavn", "koen"]),
        ({"opholdsgrundlag": "", "udlaendinge_id": ""}, ["udlaendinge_id", "opholdsgrundlag"]),
        ({"visiteringsdato": "", "cpr": "251282-2534"}, ["cpr", "visiteringsdato"]),
        ({"foedselsdato": "02-01-2031", "koen": "?"}, ["foedselsdato", "koen"]),
        ({"adressebeskyttelse": "?", "ankomstdato": "?"}, ["ankomstdato", "adressebeskyttelse"]),
    ],
)
def test_all_faults_are_found_in_the_files_standard_order(
    changes: dict[str, str], columns: list[str]
) -> None:
    assert [fault.column for fault in judged(**changes).faults] == columns


def test_a_fault_from_outside_takes_its_place_in_the_order() -> None:
    line = judged(koen="").refused_for(Fault("cpr", "Nummeret er en andens."))
    assert [fault.column for fault in line.faults] == ["cpr", "koen"]
    assert judged().refused_for(None).facts
    refused = judged(cpr="241282-2534").refused_for(Fault("cpr", "Nummeret er en andens."))
    assert (refused.facts, refused.remarks) == (None, ())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("SY", "SY"),
        ("sy", "SY"),
        ("Syrien", "SY"),
        ("SYRIEN", "SY"),
        ("Den  Dominikanske Republik", "DO"),
    ],
)
def test_a_country_is_read_by_code_or_danish_name(written: str, code: str) -> None:
    person = person_of(statsborgerskab=written, foedeland=written)
    assert (person.citizenship, person.birth_country) == (code, code)


def test_stateless_is_a_citizenship_and_unknown_a_birth_country() -> None:
    person = person_of(statsborgerskab="XS", foedeland="ZZ")
    assert (person.citizenship, person.birth_country) == ("XS", "ZZ")


def test_namibia_is_a_country() -> None:
    assert person_of(statsborgerskab="NA").citizenship == "NA"


@pytest.mark.parametrize(
    ("written", "stored"),
    [("ar", "ara"), ("AR", "ara"), ("ara", "ara"), ("tl", "tgl"), ("fa", "fas"), ("kmr", "kmr")],
)
def test_a_language_is_stored_as_iso_639_3(written: str, stored: str) -> None:
    assert person_of(sprog=written).language == stored


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("+45 31 37 99 42", "+4531379942"),
        ("0045 31379942", "+4531379942"),
        ("31-37-99-42", "+4531379942"),
        ("٣١٣٧٩٩٤٢", "+4531379942"),
        ("+380 (44) 123-45-67", "+380441234567"),
        ("00380441234567", "+380441234567"),
        ("070-123 45 67", "0701234567"),
    ],
)
def test_a_phone_number_is_normalised(written: str, stored: str) -> None:
    assert person_of(telefon=written).phone == stored


def test_names_lose_only_surrounding_blanks_and_are_composed() -> None:
    person = person_of(fornavn="\u00a0 A\u030asa ", efternavn="<b>=Al & Co</b>")
    assert (person.given_name, person.family_name) == ("\u00c5sa", "<b>=Al & Co</b>")


@given(st.dictionaries(st.sampled_from(STANDARD), st.text(max_size=30)))
def test_whatever_the_cells_hold_a_verdict_comes_out(cells: dict[str, str]) -> None:
    line = judge(Record(2, cells, ()), countries=COUNTRIES, languages=LANGUAGES, today=TODAY)
    assert bool(line.faults) != bool(line.facts)
