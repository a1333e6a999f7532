"""The trail's row and what it tells about are written together or not at all."""

from typing import Any

import pytest

from accounts.models import AuditEvent
from cases.actions import facts
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Case, Event
from interventions.actions import anchors
from interventions.actions import perform as performing
from interventions.actions.anchors import agree_handover, correct_anchor
from interventions.actions.approvals import propose
from interventions.actions.perform import perform
from interventions.actions.steps import add_step
from tests.lifecycles.driver import again
from tests.make import actor, day, make_case, make_user
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db


WHEN = "2024-06-03"


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-03-05", arrived_on="2024-04-10", active=True))


def anna(when: str = WHEN) -> Any:
    return actor(make_user("anna"), when)


class BrokenError(Exception):
    pass


def broken(*_args: Any, **_kwargs: Any) -> None:
    raise BrokenError


def everything() -> tuple[int, ...]:
    state = Case.objects.values_list("state", "version", "arrived_on")
    return AuditEvent.objects.count(), Event.objects.count(), hash(tuple(state))


def test_a_move_that_fails_after_its_row_was_written_leaves_none(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()
    monkeypatch.setattr(performing, "settle", broken)
    with pytest.raises(BrokenError):
        perform(case, "pause", {"reason": "sygdom"}, by=anna())
    assert everything() == before


def test_a_move_without_its_row_is_not_made(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything()
    monkeypatch.setattr("cases.actions.moves.record", broken)
    with pytest.raises(BrokenError):
        perform(case, "pause", {"reason": "sygdom"}, by=anna())
    assert (everything(), again(case).state) == (before, "active")


def test_a_correction_that_fails_leaves_nothing(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()
    monkeypatch.setattr(anchors, "settle", broken)
    with pytest.raises(BrokenError):
        correct_anchor(case, "arrived_on", day("2024-05-06"), by=anna(), reason="Ny")
    assert everything() == before


def test_a_fact_without_its_row_is_not_kept(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "record", broken)
    with pytest.raises(BrokenError):
        facts.open_need(case, "dansk", by=anna(), on=day(WHEN))
    assert not case.citizen.needs.exists()


def test_what_is_refused_leaves_no_row(case: Case) -> None:
    before = everything()
    refused: list[Any] = [
        lambda: perform(case, "take_over", by=anna()),  # is active already
        lambda: perform(case, "pause", {"reason": ""}, by=anna()),
        lambda: perform(case, "pause", {"reason": "sygdom"}, by=anna(), seen_version=0),
        lambda: correct_anchor(case, "arrived_on", day("2024-05-06"), by=anna()),
        lambda: agree_handover(case, day("2024-04-15"), by=anna()),
        lambda: add_step(case, "AsylumCentreTalk", by=anna()),
        lambda: propose(case, "pause", {"reason": "sygdom"}, by=anna(), reason="x"),
    ]
    for attempt in refused:
        with pytest.raises((NotPossibleError, InvalidDataError)):
            attempt()
    assert everything() == before
