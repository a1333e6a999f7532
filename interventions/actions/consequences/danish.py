"""What Danish brings with it: the right that begins to run, the history, a seat, a test result."""

from __future__ import annotations

from cases.actions.outcomes import record_danish_test
from cases.errors import NotPossibleError
from cases.models import DanishTestResult
from interventions.actions.anchors import correct_anchor
from interventions.actions.made import Made
from interventions.models import DanishEducation, DanishProgress, DanishTeam
from interventions.queries.danish_teams import teams


def start_right(made: Made) -> None:
    """The referral says from when she can begin (DUL-START-I and -S; INL-DU-5Y counts from it).

    Outside the programme the referral is also the application that DUL-START-S counts from.
    """
    found = {"danish_allowed_on": made.values["danish_allowed_on"]}
    if not made.case.in_programme:
        found["danish_requested_on"] = made.event.effective_on
    for name, day in found.items():
        if getattr(made.case, name) is None:
            fresh = correct_anchor(made.case, name, day, by=made.by)
            # The row's case is the one that perform goes on with.
            setattr(made.case, name, day)
            made.case.version = fresh.version


def note_progress(made: Made) -> None:
    """The columns tell where she stands now; this line is for how she came there."""
    row = made.row
    passed = made.event.move == DanishProgress.What.PASSED
    DanishProgress.objects.create(
        education=row,
        what=made.event.move,
        level=row.level,
        module=row.passed_module if passed else row.module,
        on=made.event.effective_on,
    )


def record_test(made: Made) -> None:
    """Unless the same test stands there already, say as a self-student's."""
    row: DanishEducation = made.row
    known = DanishTestResult.objects.filter(citizen=made.case.citizen_id, test=row.test)
    if not known.exists():
        record_danish_test(
            made.case,
            by=made.by,
            test=row.test,
            passed_on=made.event.effective_on,
            marks=f"skriftlig {row.mark_written}, mundtlig {row.mark_oral}",
        )


def take_seat(made: Made) -> None:
    """The team is locked: of two who enrol on the last seat one is refused."""
    DanishTeam.objects.select_for_update().get(pk=made.row.team_id)
    team = teams().get(pk=made.row.team_id)
    if team.free < 0:
        raise NotPossibleError(
            f"Den sidste plads på {team.name} er netop taget. Vælg et andet hold."
        )
