"""The technical log names nobody."""

import json
import logging
import sys
from typing import Any

from config.logs import JsonLines


def record(message: str, *arguments: object) -> logging.LogRecord:
    return logging.LogRecord("forlob.x", logging.ERROR, "f.py", 1, message, arguments, None)


def written(entry: logging.LogRecord) -> dict[str, Any]:
    line = JsonLines().format(entry)
    assert "\n" not in line
    parsed: dict[str, Any] = json.loads(line)
    return parsed


def test_arguments_are_left_out() -> None:
    line = written(record("Fandt ikke %s", "Åse Ærøskøbing"))
    assert line["event"] == "Fandt ikke %s"
    assert "Åse" not in str(line)


def test_an_exception_is_its_class_and_its_place_and_not_its_text() -> None:
    entry = record("fejl")
    try:
        int("010190-1234")
    except ValueError:
        entry.exc_info = sys.exc_info()
    line = written(entry)
    assert line["exception"] == "ValueError"
    assert line["raised_in"][0].startswith("test_logs.py:")
    assert "1234" not in str(line)


def test_fields_of_our_own_are_written_out() -> None:
    entry = record("request")
    entry.fields = {"route": "case", "ms": 12}
    line = written(entry)
    assert (line["route"], line["ms"], line["level"]) == ("case", 12, "error")
