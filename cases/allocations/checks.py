"""What a person's facts must not say together, and what is odd in them and yet may be right.

The same sentences judge a line of a list and the form of a single person.
"""

from collections.abc import Iterator
from datetime import date

from cases.allocations.columns import Remark
from cases.allocations.facts import Identity
from cases.allocations.reading import Fault
from cases.cpr import Cpr
from cases.tracks import COPENHAGEN, TRACK_OF

CPR_MODULUS = Remark(
    "cpr",
    "cpr_modulus",
    "Personnummeret opfylder ikke modulus 11. Kontrollér, at det er tastet rigtigt.",
)
SEX_CONTRADICTS_CPR = Remark(
    "koen",
    "sex_contradicts_cpr",
    "Kønnet stemmer ikke med personnummerets sidste ciffer. Kontrollér begge.",
)
ARRIVAL_BEFORE_ALLOCATION = Remark(
    "ankomstdato",
    "arrival_before_allocation",
    "Ankomstdatoen ligger før visiteringsdatoen. Kontrollér begge.",
)
ASYLUM_CENTRE_UNEXPECTED = Remark(
    "asylcenter",
    "asylum_centre_unexpected",
    "Et asylcenter er uventet ved dette opholdsgrundlag. Kontrollér opholdsgrundlaget.",
)


def contradictions(
    identity: Identity, born_on: date | None, allocated_on: date | None, today: date
) -> Iterator[Fault]:
    """Dates that can't stand together; what is missing (None) has its own fault."""
    for column, noun, number in (
        ("cpr", "CPR-nummeret", identity.cpr),
        ("erstatningsnummer", "Erstatningsnummeret", identity.replacement),
    ):
        if born_on and number and number.born_on != born_on:
            yield Fault(
                column, f"{noun} stemmer ikke med fødselsdatoen. Ret det af dem, der er forkert."
            )
    if born_on and allocated_on and born_on > allocated_on:
        yield Fault(
            "foedselsdato",
            "Fødselsdatoen ligger efter visiteringsdatoen. Ret den af dem, der er forkert.",
        )
    if allocated_on and allocated_on > today:
        yield Fault("visiteringsdato", "Visiteringsdatoen ligger i fremtiden. Ret den.")


def oddities(
    cpr: Cpr | None,
    sex: str,
    residence_basis: str,
    *,
    allocated_on: date | None,
    arrived_on: date | None,
    asylum_centre: str,
) -> Iterator[Remark]:
    if cpr and not cpr.checksum_ok:
        yield CPR_MODULUS
    if cpr and sex not in {cpr.sex, "X"}:
        yield SEX_CONTRADICTS_CPR
    if allocated_on and arrived_on and arrived_on < allocated_on:
        yield ARRIVAL_BEFORE_ALLOCATION
    if asylum_centre and TRACK_OF[residence_basis].track != COPENHAGEN:
        yield ASYLUM_CENTRE_UNEXPECTED
