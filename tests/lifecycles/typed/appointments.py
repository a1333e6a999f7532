from __future__ import annotations

from tests.lifecycles.typed.base import Data, fixed

DATA: dict[tuple[str, str], Data] = {
    ("Appointment", "miss"): fixed(contact_attempts="Ringet to gange", reasonable_cause="unknown"),
    ("Appointment", "regret"): fixed(reason="Syg"),
    ("Appointment", "cancel"): fixed(reason="Lokalet er lukket"),
}
