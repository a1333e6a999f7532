"""What single moves ask beyond their own columns: one small class each, keyed by kind and move.

One module for each kind or family of kinds; this is where they come together.
"""

from interventions.forms.base import MoveForm
from interventions.forms.own import (
    appointments,
    case,
    concern,
    danish,
    health,
    mentoring,
    papers,
    placement,
    programme,
    talks,
    volunteer,
)

OWN: dict[tuple[str, str], type[MoveForm]] = {
    **case.OWN,
    **appointments.OWN,
    **talks.OWN,
    **programme.OWN,
    **placement.OWN,
    **mentoring.OWN,
    **papers.OWN,
    **health.OWN,
    **danish.OWN,
    **concern.OWN,
    **volunteer.OWN,
}
