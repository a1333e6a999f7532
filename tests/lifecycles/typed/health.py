from __future__ import annotations

from tests.lifecycles.typed.base import Data, fixed

DATA: dict[tuple[str, str], Data] = {
    ("HealthAssessment", "find_not_needed"): fixed(reason="Rask", existing_information="Journal"),
    ("HealthAssessment", "offer"): fixed(existing_information="Journal", guidance_given=True),
    ("HealthAssessment", "accept"): fixed(clinic="Lægehuset"),
    ("HealthAssessment", "receive_result"): fixed(result="Ondt i ryggen"),
}  # fmt: skip
