"""The technical log: one JSON object per line, and nobody in it.

Only the template of a message is written, never its arguments, and of an exception its class
and where it was raised, never its text: either may hold a name, a CPR number or an address.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": str(record.msg),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__qualname__
            line["raised_in"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def _places(trace: TracebackType | None) -> list[str]:
    """The innermost eight frames as file:line:function."""
    frames = traceback.extract_tb(trace)[-8:]
    return [f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in frames]
