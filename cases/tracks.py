"""From residence basis to track, programme and handover, as data.

The table says what follows from the basis a case is opened on; a case's own track may change later.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Track = Literal["copenhagen", "ukraine", "general"]
Handover = Literal["INL-OVERGIV", "INL-OVERGIV-CPR", "UA-OVERGIV", "typed"]

COPENHAGEN: Final = "copenhagen"
UKRAINE: Final = "ukraine"
GENERAL: Final = "general"


@dataclass(frozen=True, slots=True)
class Rule:
    """`handover`: the rule code that computes it, "typed" by a person, or None where there is none.

    With INL-OVERGIV-CPR the deadlines wait until the day of registration in CPR is known.
    """

    track: Track
    in_programme: bool
    handover: Handover | None


_REFUGEE = Rule(COPENHAGEN, in_programme=True, handover="INL-OVERGIV")
_QUOTA_OR_FAMILY = Rule(COPENHAGEN, in_programme=True, handover="INL-OVERGIV-CPR")
_OUTSIDE = Rule(GENERAL, in_programme=False, handover=None)

TRACK_OF: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "konvention": _REFUGEE,
        "b_status": _REFUGEE,
        "midlertidig": _REFUGEE,
        "kvote": _QUOTA_OR_FAMILY,
        "humanitaer": _REFUGEE,
        "saerlige_grunde": _REFUGEE,
        "9e": _REFUGEE,
        "familie_flygtning": _QUOTA_OR_FAMILY,
        "familie_anden": Rule(GENERAL, in_programme=True, handover="INL-OVERGIV-CPR"),
        "ukraine_saerlov": Rule(UKRAINE, in_programme=True, handover="UA-OVERGIV"),
        "afghan_saerlov": Rule(COPENHAGEN, in_programme=True, handover="typed"),
        "eu": _OUTSIDE,
        "arbejde_studie": _OUTSIDE,
        "dansk_statsborger": _OUTSIDE,
        "andet": _OUTSIDE,
    }
)
