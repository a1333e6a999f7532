"""Random walks over whole cases: after every deed the rules that hold for all lifecycles hold.

The walks are the same at each run (derandomize), so that a red build can be repeated. A case is
built once for all walks that begin with it, and each walk is taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from cases.access import OutOfReachError
from cases.errors import InvalidDataError, NotPossibleError
from interventions.queries.rules import RuleBook, rule_book
from tests.lifecycles.walks import adding, moving, overall, registering, rules, rules_of_steps
from tests.lifecycles.walks.seen import Seen, everything, see
from tests.lifecycles.walks.start import STARTS, People, Start, people
from tests.lifecycles.walks.walk import Walk

pytestmark = pytest.mark.django_db

REFUSED = (NotPossibleError, InvalidDataError, PermissionDenied, OutOfReachError)
Deed = Callable[[Walk], None]

FACTS: tuple[Deed, ...] = (
    registering.an_anchor, registering.an_earlier_handover, registering.a_need,
    registering.an_income, registering.a_job_or_education, registering.a_result,
    registering.an_exemption, registering.a_measurement, registering.a_visitation,
    registering.a_leave, registering.hours, registering.attendance, registering.a_consent,
    registering.somebody_around, registering.a_standing, registering.another_responsible,
)  # fmt: skip
ROWS: tuple[Deed, ...] = (
    adding.a_step, adding.a_goal, adding.an_appointment, adding.a_pause_told_afterwards,
    adding.a_follow_up, adding.a_wish, adding.a_concern, adding.a_paper, adding.a_note,
)  # fmt: skip
MOVES: tuple[Deed, ...] = (
    *[moving.a_move, moving.a_move_on, moving.a_move_on] * 8,
    *[moving.a_decision_of_two] * 3,
    moving.a_proposal, moving.what_time_does, moving.a_bankruptcy,
)  # fmt: skip
DEEDS: tuple[Deed, ...] = (*MOVES, *ROWS, *FACTS)
ENDINGS: tuple[Deed, ...] = (moving.an_end, moving.an_end, moving.a_death)
AFTERWARDS: tuple[Deed, ...] = (
    *[moving.a_reopening, moving.a_decision_of_two, moving.a_move, adding.a_paper] * 5, *DEEDS,
)  # fmt: skip

RULES = (
    rules.r1_every_change_of_state_is_one_event,
    rules.r2_dates_are_in_order,
    rules.r3_versions_count,
    rules.r4_nothing_lives_on_in_an_ended_case,
    rules.r5_nothing_is_asked_of_the_dead,
    rules.r6_one_case_at_a_time,
    rules.r7_a_refusal_is_no_absence,
    rules_of_steps.r8_a_child_gets_no_programme,
    rules_of_steps.r10_what_was_sent_stays,
    rules_of_steps.r11_nothing_is_shared_without_consent,
    rules_of_steps.r12_no_placement_stands_alone,
)


def throws(number: int) -> Any:
    return st.binary(min_size=number, max_size=number)


def walks(number: int) -> Any:
    return settings(
        max_examples=number,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],  # making a walk shorter takes minutes; what was done is printed
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


@pytest.fixture
def everybody() -> People:
    return people()


def starts(*names: str) -> dict[str, Start]:
    return {name: STARTS[name]() for name in names}


def step(walk: Walk, deeds: Sequence[Deed]) -> None:
    """Time passes, and somebody does something; a refusal has written nothing (R3)."""
    walk.later()
    written = everything()
    try:
        deed = walk.dice.one_of(deeds)
        walk.told.append(f"{walk.today} {deed.__name__}")
        deed(walk)
    except REFUSED as refusal:
        walk.told.append(f"  refused: {refusal}")
        assert everything() == written
    walk.seen = see(walk.citizen_id, walk.today)


def check(before: Seen, walk: Walk, book: RuleBook) -> None:
    for rule in RULES:
        rule(before, walk.seen)
    rules_of_steps.r13_mentor_and_danish_block_no_placement(walk.seen, walk.people)
    overall.settled_as_from_scratch(walk.seen, book)
    if walk.dice.once_in(3):
        told_alike(walk, book)


def told_alike(walk: Walk, book: RuleBook) -> None:
    day = walk.today + timedelta(days=walk.dice.number(-100, 155) * 4)
    overall.told_alike_in_python_and_sql(walk.seen, book, day)


def check_whole(walk: Walk, book: RuleBook) -> None:
    """What costs more than a deed: where a walk has come to, and one of the two dear ones."""
    overall.asked_of_nobody(walk.seen, walk.people)
    overall.a_mentor_sees_her_own_only(walk.seen, walk.people)
    told_alike(walk, book)
    if walk.dice.once_in(2):
        overall.listed_as_on_its_page(walk.seen, walk.people, book)
    else:
        overall.time_may_run_late_or_twice(walk.seen, walk.people)


def go(walk: Walk, course: Iterator[Sequence[Deed]] | list[Sequence[Deed]]) -> None:
    """Hypothesis prints what was done in a walk that fails."""
    book = rule_book()
    try:
        for deeds in course:
            before = walk.seen
            step(walk, deeds)
            check(before, walk, book)
        check_whole(walk, book)
    finally:
        note("\n".join(walk.told))


def test_whatever_is_done_to_a_case_the_rules_hold(everybody):
    begun = starts(*STARTS)

    @walks(9)
    @given(name=st.sampled_from(sorted(begun)), chance=throws(130))
    def any_walk(name, chance):
        with transaction.atomic():
            go(Walk.begin(chance, everybody, begun[name]), [DEEDS] * 12)
            transaction.set_rollback(True)

    any_walk()


def test_however_a_case_ends_the_rules_hold(everybody):
    begun = starts("begivenhedsrig", "familie_anden")

    @walks(7)
    @given(name=st.sampled_from(sorted(begun)), chance=throws(110))
    def walk_to_the_end(name, chance):
        with transaction.atomic():
            course = [DEEDS, DEEDS, ENDINGS, *[AFTERWARDS] * 5, ENDINGS, AFTERWARDS]
            go(Walk.begin(chance, everybody, begun[name]), course)
            transaction.set_rollback(True)

    walk_to_the_end()


def test_the_same_deeds_lead_a_citizen_of_any_origin_to_the_same_place(everybody):
    """R9: where somebody was born, and of which country she is a citizen, is never a guard."""
    origins = [{}, {"birth_country": "US", "citizenship": "US"}, {"birth_country": "DK"}]
    pairs = {name: [STARTS[name](**origin) for origin in origins]
             for name in ("konvention", "ukraine_saerlov")}  # fmt: skip

    @walks(1)
    @given(name=st.sampled_from(sorted(pairs)), chance=throws(110))
    def same_walk(name, chance):
        found = [reached(chance, everybody, start) for start in pairs[name]]
        assert found[0] == found[1] == found[2]

    same_walk()


def reached(chance: bytes, everybody: People, start: Start) -> Any:
    with transaction.atomic():
        walk = Walk.begin(chance, everybody, start)
        for _ in range(14):
            step(walk, DEEDS)
        transaction.set_rollback(True)
    return overall.outcome(walk.seen)
