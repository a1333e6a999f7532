from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.lifecycles.typed.base import Data, fixed


def _hearing(_row: Any, on: date) -> dict[str, Any]:
    """The time to answer is up on the day before the next move."""
    return {"hearing_answer_by": (on + timedelta(days=6)).isoformat()}


DATA: dict[tuple[str, str], Data] = {
    ("Decision", "hear"): _hearing,
    ("Decision", "record_answer"): fixed(hearing_answer="Jeg vil gerne beholde min mentor."),
    ("Decision", "send"): fixed(
        legal_basis="lov om aktiv beskæftigelsesindsats § 167", facts="Forløbet har varet et år.",
        reasons="Målet er nået.", guidance="Du kan klage inden fire uger.", well_informed="on",
        no_hearing_reason="Borgeren har selv ønsket det.",
    ),
    ("Decision", "withdraw"): fixed(reason="Borgeren har fået job"),
    ("Complaint", "grant"): fixed(reassessment="Borgeren har ret."),
    ("Complaint", "forwarded"): fixed(reassessment="Der er intet nyt i klagen."),
    ("Complaint", "decide"): fixed(appeal_outcome="upheld"),
    ("AccessRequest", "decided"): fixed(outcome="partly", withheld="Interne notater, OFL § 23"),
    ("AccessRequest", "withdraw"): fixed(reason="Har fået svar på anden vis"),
    ("Request", "decline"): fixed(answer="Hun mangler den sidste samtale."),
}  # fmt: skip
