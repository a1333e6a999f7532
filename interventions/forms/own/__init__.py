"""What single moves ask beyond their own columns: one small class each, keyed by kind and move.

One module for each kind or family of kinds; this is where they come together.
"""

from interventions.forms.base import MoveForm
from interventions.forms.own import case, health, mentoring, placement, talks

OWN: dict[tuple[str, str], type[MoveForm]] = {
    **case.OWN,
    **talks.OWN,
    **placement.OWN,
    **mentoring.OWN,
    **health.OWN,
}
