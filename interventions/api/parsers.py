"""JSON as strictly as RFC 8259 allows: whatever could be read in two ways is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import IO, Any

from rest_framework.parsers import BaseParser

from interventions.api.refusals import ApiError

MAX_BYTES = 1_000_000
NUL = "\0"


class StrictJSONParser(BaseParser):
    """One object in UTF-8, each key once, no NaN or Infinity, no NUL and no half surrogates."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise ApiError("malformed", "Indholdet er over 1 MB.")
        return read_object(raw)


def read_object(raw: bytes) -> dict[str, Any]:
    """Raises ApiError `malformed`, which says what is wrong."""
    try:
        value = json.loads(
            raw.decode(), object_pairs_hook=_each_key_once, parse_constant=_no_constant
        )
        _refuse_unstorable(value)
    except RecursionError as error:
        raise ApiError("malformed", "Indholdet er for dybt indlejret.") from error
    except ValueError as error:
        raise ApiError("malformed") from error
    if not isinstance(value, dict):
        raise ApiError("malformed")
    return value


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ApiError("malformed", "En nøgle står der mere end én gang.")
    return found


def _no_constant(name: str) -> None:
    raise ApiError("malformed", f"{name} er ikke JSON.")


def _refuse_unstorable(value: Any) -> None:
    for text in _texts(value):
        if NUL in text:
            raise ApiError("malformed", "Tegnet NUL kan ikke bruges.")
        text.encode()  # half a surrogate pair is no character


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
