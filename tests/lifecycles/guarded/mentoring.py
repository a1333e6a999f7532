from __future__ import annotations

from tests.lifecycles.guarded.base import (
    CLOSED,
    Guarded,
    case_closed,
    consents_withdrawn,
)

MENTOR = (
    "Borgerens samtykke mangler: navn og telefon må deles med mentoren. "
    "Registrér samtykket på sagen først."
)


GUARDED: list[Guarded] = [
    ("Mentoring", "planned", "offer", "case_runs", case_closed, CLOSED),
    ("Mentoring", "declined", "offer_again", "case_runs", case_closed, CLOSED),
    ("Mentoring", "offered", "assign", "case_runs", case_closed, CLOSED),
    ("Mentoring", "offered", "assign", "consented", consents_withdrawn, MENTOR),
    ("Mentoring", "assigned", "start", "case_runs", case_closed, CLOSED),
    ("Mentoring", "assigned", "change_mentor", "case_runs", case_closed, CLOSED),
    ("Mentoring", "assigned", "change_mentor", "consented", consents_withdrawn, MENTOR),
    ("Mentoring", "running", "change_mentor", "case_runs", case_closed, CLOSED),
    ("Mentoring", "running", "change_mentor", "consented", consents_withdrawn, MENTOR),
    ("Mentoring", "running", "extend", "case_runs", case_closed, CLOSED),
]  # fmt: skip
