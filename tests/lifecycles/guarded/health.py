from __future__ import annotations

from tests.lifecycles.guarded.base import (
    CLOSED,
    Guarded,
    case_closed,
    consents_withdrawn,
    handed_over_long_ago,
    on_the_copenhagen_model,
    quota_refugee,
)

DOCTOR = (
    "Borgerens samtykke mangler: oplysninger må deles med lægen. "
    "Registrér samtykket på sagen først."
)

RESULT = (
    "Borgerens samtykke mangler: resultatet må gives videre til jobcentret. "
    "Registrér samtykket på sagen først."
)


GUARDED: list[Guarded] = [
    ("HealthAssessment", "assessing_need", "find_not_needed", "case_runs", case_closed, CLOSED),
    ("HealthAssessment", "assessing_need", "find_not_needed", "may_be_left_out",
     on_the_copenhagen_model,
     "På Københavnermodellen tilbydes alle flygtninge en helbredsmæssig vurdering."),
    ("HealthAssessment", "assessing_need", "find_not_needed", "may_be_left_out", quota_refugee,
     "Kvoteflygtninge skal altid tilbydes en helbredsmæssig vurdering (INL § 15 d)."),
    ("HealthAssessment", "assessing_need", "offer", "case_runs", case_closed, CLOSED),
    ("HealthAssessment", "declined", "offer_again", "case_runs", case_closed, CLOSED),
    ("HealthAssessment", "declined", "offer_again", "within_five_years", handed_over_long_ago,
     "Introduktionsperioden på 5 år er udløbet."),
    ("HealthAssessment", "offered", "accept", "case_runs", case_closed, CLOSED),
    ("HealthAssessment", "offered", "accept", "consented", consents_withdrawn, DOCTOR),
    ("HealthAssessment", "examined", "receive_result", "consented", consents_withdrawn, RESULT),
    ("HealthAssessment", "not_needed", "reassess", "case_runs", case_closed, CLOSED),
]  # fmt: skip
