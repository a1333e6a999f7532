"""Encrypted text: unreadable in the database, bound to its column, found by a keyed index."""

from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import FieldError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from cases.encryption import decrypt, encrypt, keyed_index
from cases.models import PersonIdentifier
from cases.queries import find_by_identifier, identifier_index
from tests.make import make_citizen

PURPOSE = "cases.personidentifier.value"
CPR = "1208653999"


@given(st.text())
def test_what_was_encrypted_can_be_read_again(text: str) -> None:
    assert decrypt(encrypt(text, PURPOSE), PURPOSE) == text


def test_the_same_text_never_looks_the_same() -> None:
    assert encrypt(CPR, PURPOSE) != encrypt(CPR, PURPOSE)


def test_text_that_was_moved_from_another_column_is_refused() -> None:
    with pytest.raises(InvalidTag):
        decrypt(encrypt(CPR, PURPOSE), "interventions.healthassessment.result")


@pytest.mark.parametrize("position", [2, 14, -1])
def test_text_that_was_tampered_with_is_refused(position: int) -> None:
    stored = bytearray(encrypt(CPR, PURPOSE))
    stored[position] ^= 1
    with pytest.raises(InvalidTag):
        decrypt(bytes(stored), PURPOSE)


def test_an_older_key_still_reads_and_the_newest_writes(settings: Any) -> None:
    old, new = {1: b"\x01" * 32}, {2: b"\x02" * 32, 1: b"\x01" * 32}
    settings.FIELD_KEYS = old
    stored = encrypt(CPR, PURPOSE)
    settings.FIELD_KEYS = new
    assert decrypt(stored, PURPOSE) == CPR
    fresh = encrypt(CPR, PURPOSE)
    assert (stored[1], fresh[1]) == (1, 2)
    assert decrypt(fresh, PURPOSE) == CPR


def test_the_index_depends_on_value_purpose_and_key(settings: Any) -> None:
    index = keyed_index(CPR, "identifier:cpr")
    assert index == keyed_index(CPR, "identifier:cpr")
    assert len({index, keyed_index(CPR, "identifier:udl"), keyed_index("1", "identifier:cpr")}) == 3
    settings.INDEX_KEY = b"\x09" * 32
    assert keyed_index(CPR, "identifier:cpr") != index


@pytest.mark.parametrize("written", ["1208653999", "120865-3999", " 120865 3999 "])
def test_a_number_has_one_index_however_it_is_written(written: str) -> None:
    assert identifier_index("cpr", written) == identifier_index("cpr", CPR)


@pytest.mark.django_db
def test_the_number_is_nowhere_in_clear_in_the_database() -> None:
    citizen = make_citizen("2024-03-05", identifiers={"cpr": CPR})
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_personidentifier::text, value FROM cases_personidentifier")
        ((row, value),) = cursor.fetchall()
    assert CPR not in row
    assert CPR.encode() not in bytes(value)
    assert bytes(value)[0] == 1
    assert citizen.identifiers.get().value == CPR


@pytest.mark.django_db
def test_the_number_finds_its_holder_and_only_as_what_it_is() -> None:
    citizen = make_citizen("2024-03-05", identifiers={"cpr": CPR})
    assert find_by_identifier("cpr", "120865-3999") == citizen
    assert find_by_identifier("udlaendinge_id", CPR) is None
    assert find_by_identifier("cpr", CPR[:-1]) is None


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["value", "value__startswith", "value__in"])
def test_encrypted_text_cannot_be_looked_up(lookup: str) -> None:
    with pytest.raises(FieldError, match="is encrypted"):
        list(PersonIdentifier.objects.filter(**{lookup: [CPR] if "in" in lookup else CPR}))
