"""What was written down wrongly or too late, and how it was put right."""

from __future__ import annotations

from cases.models import Case
from config.demo.acts.placement import running
from config.demo.character import Act
from config.demo.days import days
from config.demo.story import Story
from interventions.actions.merging import merge_double
from interventions.actions.pauses import correct_pause, record_pause, record_placement_pause
from interventions.queries.doubles import HERE, differing

LATE = "Fik vi først at vide til opfølgningssamtalen."


def paused_afterwards(s: Story, wait: int, lasts: int = 10, *, corrected: bool = False) -> Act:
    """The case was paused for some days, which nobody wrote down at the time."""
    yield s.after(wait + lasts + 3)
    first = s.today - days(lasts + 3)
    last = first + days(lasts - 1)
    pause = record_pause(
        s.known, by=s.caseworker, from_on=first, to_on=last, reason="sygdom", note=LATE
    )
    if corrected:
        yield s.later(4)
        correct_pause(
            pause, by=s.caseworker, from_on=first, to_on=last - days(1), reason="sygdom",
            note=LATE, why="Var rask en dag før, viser lægens brev.",
        )  # fmt: skip


def placement_paused_afterwards(s: Story, started: int) -> Act:
    """A holiday that lengthens the placement by its days."""
    yield from running(s, started)
    yield s.later(25)
    first = s.today - days(12)
    record_placement_pause(
        s.step("CompanyPlacement"), by=s.consultant, from_on=first, to_on=first + days(6),
        reason="ferie", note="Stedet holdt lukket; det fortalte de bagefter.",
    )  # fmt: skip


def merged(s: Story, wait: int) -> Act:
    """Registered twice: the other case has been cancelled, its numbers and dates are taken over."""
    yield s.after(wait)
    double = next((one for one in s.others if one.character.double), None)
    if double is None:  # left out of a short cast
        return
    other = double.case
    if other.state != Case.State.CANCELLED:
        raise LookupError("the double has not been cancelled")
    choices = dict.fromkeys(differing(s.case, other), HERE)
    merge_double(s.known, other, by=s.lead, choices=choices)
