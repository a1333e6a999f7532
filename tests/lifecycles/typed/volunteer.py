from __future__ import annotations

from tests.lifecycles.typed.base import Data, fixed

DATA: dict[tuple[str, str], Data] = {
    ("VolunteerActivity", "show_interest"): fixed(
        activity="syvaerksted", place="dortheagaarden", organisation="Welcome House"
    ),
    ("VolunteerActivity", "join"): fixed(children=2),
    ("VolunteerActivity", "end"): fixed(benefit="Har fået en veninde"),
}
