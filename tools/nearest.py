"""The files of tests in the order in which they are likely to miss a piece of the program."""

from __future__ import annotations

import re
from pathlib import Path

WORD = re.compile(r"[^\W_]{3,}")


def nearest(folders: list[str], name: str) -> list[str]:
    """First those that say the words of its name most; a word that is rare among them weighs
    more.
    """
    files = [path for folder in folders for path in sorted(Path(folder).rglob("test_*.py"))]
    said = {path: WORD.findall(path.read_text(encoding="utf-8")) for path in files}
    near = dict.fromkeys(files, 0.0)
    for word in set(WORD.findall(name)):
        times = {path: words.count(word) for path, words in said.items()}
        for path, number in times.items():
            near[path] += number / (sum(times.values()) or 1)
    return [str(path) for path in sorted(files, key=lambda path: -near[path])]
