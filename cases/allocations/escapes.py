"""Cells that a spreadsheet would run as a formula, made text by an apostrophe, and back.

The way back makes a file of refused lines readable again once it is corrected.
"""

import re

_RUNS = re.compile(r"'*[=+\-@\t\r\n]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r\n]")


def escaped(text: str) -> str:
    return f"'{text}" if _RUNS.match(text) else text


def unescaped(text: str) -> str:
    return text[1:] if _ESCAPED.match(text) else text
