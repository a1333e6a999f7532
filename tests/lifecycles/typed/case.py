from __future__ import annotations

from tests.lifecycles.typed.base import Data, fixed

DATA: dict[tuple[str, str], Data] = {
    ("Case", "pause"): fixed(reason="sygdom"),
    ("Case", "close"): fixed(reason="job", no_measurement="Borgeren mødte ikke"),
    ("Case", "report_move"): fixed(moves_to="Aarhus"),
    ("Case", "keep"): fixed(reason="Aarhus overtager ikke programmet"),
    ("Case", "change_track"): fixed(reason="skift_spor", residence_basis="eu"),
    ("Case", "reopen"): fixed(reason="Borgeren er kommet tilbage"),
}  # fmt: skip
