import pytest

from interventions.api.parsers import read_object
from interventions.api.refusals import ApiError

REFUSED = {
    "two values for a key": b'{"kind": "Mentoring", "kind": "WelcomeTalk"}',
    "two values for an inner key": b'{"a": {"b": 1, "b": 2}}',
    "not a number": b'{"a": NaN}',
    "infinity": b'{"a": -Infinity}',
    "NUL in a value": b'{"a": "x\\u0000"}',
    "NUL in a key": b'{"x\\u0000": 1}',
    "half a surrogate pair": b'{"a": ["\\ud800"]}',
    "a list": b"[1]",
    "a text": b'"x"',
    "null": b"null",
    "nothing": b"",
    "half an object": b'{"a":',
    "a comment": b'{"a": 1} // x',
    "latin-1": '{"a": "ø"}'.encode("latin-1"),
    "a byte order mark": b'\xef\xbb\xbf{"a": 1}',
    "too deep": b"[" * 100_000,
    "a number of five thousand digits": b'{"a": ' + b"1" * 5000 + b"}",
}


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED.keys())
def test_what_can_be_read_in_two_ways_or_not_at_all_is_malformed(raw: bytes) -> None:
    with pytest.raises(ApiError) as refused:
        read_object(raw)
    assert refused.value.code == "malformed"


def test_an_object_is_read_as_it_is_written() -> None:
    raw = '{"note": "Ærø – Привіт 👋", "n": 3, "ja": true, "intet": null, "liste": ["a"]}'
    assert read_object(raw.encode()) == {
        "note": "Ærø – Привіт 👋",
        "n": 3,
        "ja": True,
        "intet": None,
        "liste": ["a"],
    }


def test_an_escaped_backslash_before_u0000_is_no_nul() -> None:
    assert read_object(b'{"a": "\\\\u0000"}') == {"a": "\\u0000"}
