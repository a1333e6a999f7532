"""Each arrow of the tables, made for real: what it changes, and that it changes it once."""

import pytest

from accounts.models import AuditEvent
from cases.errors import InvalidDataError
from cases.models import Case, Event
from interventions.models import Goal
from tests.lifecycles.driver import again, data_for, drive, go, new_row, next_day, row_in, undone
from tests.lifecycles.table import LIVES

pytestmark = pytest.mark.django_db


def ended_on(row):
    return row.closed_on if isinstance(row, Case) else row.ended_on


def reason_of(row):
    return row.evaluation if isinstance(row, Goal) else row.end_reason


@pytest.mark.parametrize("kind", LIVES)
def test_a_move_leads_where_the_table_says(kind, subtests):
    """One row of the kind is driven to each state, and from there makes each move."""
    first = new_row(kind)
    for source in dict.fromkeys(source for source, _, _ in LIVES[kind].arrows):
        with undone():
            row = drive(again(first), source)
            for name, target in [arrow[1:] for arrow in LIVES[kind].arrows if arrow[0] == source]:
                with subtests.test(source=source, move=name), undone():
                    leads_to(target, again(row), name)


def leads_to(target, row, name):
    """One event and one version more; an end has its date and reason, a way back neither."""
    events = Event.objects.filter(kind=row.kind, object_id=row.pk)
    before, on = events.count(), next_day(row)
    typed = data_for(row, name, on)
    moved = go(row, name, on)
    assert (moved.state, moved.version) == (target, row.version + 1)
    assert events.count() == before + 1
    last = events.order_by("-pk").first()
    assert (last.move, last.from_state, last.to_state) == (name, row.state, target)
    assert (last.effective_on, last.label) == (on, str(row.moves()[name].label))
    assert last.reason == typed.get("reason", "")
    ends = target in LIVES[row.kind].ended
    assert ended_on(moved) == (on if ends else None)
    if ends and "reason" in typed:
        assert reason_of(moved) == typed["reason"]
    if not ends:
        assert reason_of(moved) == ""


REASONED = [
    ("Case", "active", "pause", "sygdom"),
    ("Case", "active", "close", "udrejst"),
    ("CompanyPlacement", "running", "pause", "ferie"),
    ("CompanyPlacement", "running", "break_off", "virksomhed_opsagt"),
    ("Mentoring", "running", "end", "oensket_af_borger"),
]


@pytest.mark.parametrize(("kind", "state", "name", "reason"), REASONED)
def test_a_reason_comes_from_its_code_table_and_a_foreign_one_is_refused(kind, state, name, reason):
    row = row_in(kind, state)
    with pytest.raises(InvalidDataError, match="reason: Marker en gyldig valgmulighed"):
        go(row, name, reason="fordi")
    assert again(row).state == state
    go(row, name, reason=reason)
    assert Event.objects.filter(kind=kind, object_id=row.pk).last().reason == reason


def test_a_move_leaves_a_row_in_the_trail_that_names_fields_and_no_values():
    row = row_in("FollowUpTalk", "invited")
    on = next_day(row)
    go(row, "hold", on)
    trail = AuditEvent.objects.filter(action="FollowUpTalk.hold").get()
    assert (trail.actor, trail.role, trail.resource_id) == ("leth", "team_lead", str(row.pk))
    assert trail.subjects == [str(row.case.citizen_id)]
    assert set(trail.fields) == {
        "state", "ended_on", "changes", "course_followed", "outcome", "need_for_change", "version",
    }  # fmt: skip
