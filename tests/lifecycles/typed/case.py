from __future__ import annotations

from tests.lifecycles.typed.base import Data, fixed

DATA: dict[tuple[str, str], Data] = {
    ("Case", "pause"): fixed(reason="sygdom"),
    ("Case", "close"): fixed(reason="job"),
    ("Case", "reopen"): fixed(reason="Borgeren er kommet tilbage"),
}  # fmt: skip
