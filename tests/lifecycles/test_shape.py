"""The declared lifecycles against the typed tables, and the laws that hold for every one."""

import re

import pytest

from cases.lifecycle import Lifecycle
from interventions.diagrams import LIFECYCLES
from interventions.models import KINDS, RECORDS
from tests.lifecycles.table import LIVES, OUTLIVE_THE_CASE, REENTRY

KIND = {lifecycle.__name__: lifecycle for lifecycle in LIFECYCLES}
STEPS = sorted(KINDS)
DYING = sorted({**KINDS, **RECORDS}.keys() - OUTLIVE_THE_CASE)

each_kind = pytest.mark.parametrize("kind", LIVES)


def states(lifecycle: type[Lifecycle]) -> list[str]:
    return [state.value for state in lifecycle.State]


def open_states(kind: str) -> set[str]:
    return {state for state in states(KIND[kind]) if state not in KIND[kind].ENDED}


def test_the_table_knows_every_kind():
    assert set(KIND) == set(LIVES)


@each_kind
def test_states_are_those_of_the_decisions(kind):
    assert set(states(KIND[kind])) == set(LIVES[kind].states)


@each_kind
def test_life_begins_in_the_first_state(kind):
    first = states(KIND[kind])[0]
    assert first == LIVES[kind].states[0]
    assert KIND[kind]().state == first


@each_kind
def test_ended_states_are_the_starred_ones(kind):
    assert LIVES[kind].ended == KIND[kind].ENDED


@each_kind
def test_moves_are_those_of_the_decisions(kind):
    assert set(KIND[kind].moves()) == set(LIVES[kind].moves)


@each_kind
def test_arrows_are_those_of_the_decisions(kind):
    written = [(arrow.source, arrow.move.name, arrow.target) for arrow in KIND[kind].arrows()]
    assert sorted(written) == sorted(LIVES[kind].arrows)


@each_kind
def test_every_state_is_reached_from_the_first(kind):
    reached, arrows = {states(KIND[kind])[0]}, KIND[kind].arrows()
    while more := {a.target for a in arrows if a.source in reached} - reached:
        reached |= more
    assert reached == set(states(KIND[kind]))


@each_kind
def test_every_state_that_has_not_ended_has_a_way_out(kind):
    left = {arrow.source for arrow in KIND[kind].arrows() if arrow.target != arrow.source}
    assert open_states(kind) <= left


@each_kind
def test_only_reentry_leaves_an_ended_state_and_nothing_else_is_called_so(kind):
    arrows = KIND[kind].arrows()
    leaving = {a.move.name for a in arrows if a.source in KIND[kind].ENDED}
    assert leaving == {name for name, move in KIND[kind].moves().items() if move.reentry}
    assert leaving == {move for of, move in REENTRY if of == kind}


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_a_record_lapses_from_every_open_state_unless_it_outlives_the_case(kind):
    lapses = {arrow.source for arrow in KIND[kind].arrows() if arrow.move.name == "lapse"}
    assert lapses == (set() if kind in OUTLIVE_THE_CASE else open_states(kind))
    assert RECORDS[kind].outlives_case == (kind in OUTLIVE_THE_CASE)


@pytest.mark.parametrize("kind", STEPS)
def test_every_kind_of_step_lapses_from_every_open_state_and_only_from_there(kind):
    lapses = [arrow for arrow in KIND[kind].arrows() if arrow.move.name == "lapse"]
    assert {arrow.source for arrow in lapses} == open_states(kind)
    assert {arrow.target for arrow in lapses} <= KIND[kind].ENDED


@pytest.mark.parametrize("kind", DYING)
def test_nothing_may_stop_a_lapse_and_nobody_but_time_makes_it(kind):
    for arrow in KIND[kind].arrows():
        assert arrow.move.by_time == (arrow.move.name in ("lapse", "expire"))
        if arrow.move.name == "lapse":
            assert arrow.move.guards == ()
            assert arrow.move.four_eyes is None


@pytest.mark.parametrize("kind", sorted({**KINDS, **RECORDS}))
def test_a_step_and_a_record_say_what_they_are_called(kind):
    assert re.match(r"[A-ZÆØÅ]", str(KIND[kind].label))


@each_kind
def test_labels_are_danish_words_and_no_two_states_share_one(kind):
    labels = {state.value: str(state.label) for state in KIND[kind].State}
    moves = {name: str(move.label) for name, move in KIND[kind].moves().items()}
    assert len(set(labels.values())) == len(labels)
    for name, label in [*labels.items(), *moves.items()]:
        assert re.fullmatch(r"[A-ZÆØÅ][\wæøåé ()–]+", label), name
        if name != "start":  # the same word in both languages
            assert label.lower() != name.replace("_", " ")


@each_kind
def test_the_same_move_is_declared_alike_wherever_it_starts(kind):
    """Two arrows of one name differ in their ends alone: one label, one permission, one form."""
    for arrow in KIND[kind].arrows():
        first = KIND[kind].moves()[arrow.move.name]
        assert (arrow.move.label, arrow.move.needs, arrow.move.reasons, arrow.move.four_eyes) == (
            first.label, first.needs, first.reasons, first.four_eyes
        )  # fmt: skip
        assert arrow.move.guards == first.guards
