"""Correcting an anchor: exactly what hangs on it moves, and the old dates stay readable."""

from typing import Any

import pytest

from accounts.models import AuditEvent
from cases.actions.facts import record_income
from cases.errors import NotPossibleError
from cases.models import Case, Change, Event
from interventions.actions.anchors import agree_handover, correct_anchor
from interventions.law.status import Status
from tests.lifecycles.driver import again
from tests.make import actor, day, make_case, make_consent, make_user
from tests.scenarios.acts import act, due_on, started, status_on

pytestmark = pytest.mark.django_db

HANDOVER = {
    "INL-KONTRAKT", "INL-VISITATION", "INL-PROG-1Y", "INL-PROG-5Y", "INL-VRT-1M", "KM-HELBRED",
    "INL-HELBRED", "INL-DU-HENV", "DUL-START-I",
    "INL-ERKL",  # it awaits the contract, and ends with the programme's five years
}  # fmt: skip
ARRIVAL = {"KM-ASYL", "KM-PRAK-1M", "KM-MENTOR-TILBUD", "KM-MENTOR-12M"}


def correct(case: Case, name: str, to: str | None, when: str = "2024-03-04", **more: Any) -> Case:
    by = actor(make_user("anna"), when)
    return correct_anchor(case, name, day(to) if to else None, by=by, **more)


def all_dates(case: Case) -> dict[str, tuple[Any, ...]]:
    columns = (
        "anchor_on",
        "version_id",
        "due_on",
        "met_on",
        "ended_on",
        "extended_days",
        "step_id",
    )
    return {
        d.rule.code: tuple(getattr(d, column) for column in columns)
        for d in case.deadlines.select_related("rule")
    }


def moved(before: dict[str, Any], case: Case) -> set[str]:
    after = all_dates(case)
    assert set(after) == set(before)
    return {code for code in after if after[code] != before[code]}


@pytest.mark.parametrize(
    ("name", "to", "codes"),
    [
        ("arrived_on", "2024-02-12", ARRIVAL),
        ("allocated_on", "2023-12-20", HANDOVER),  # handover moves from 2 January to 1 February
        # The referral can be hoped for as long as the right runs.
        ("danish_allowed_on", "2024-01-22", {"INL-DU-5Y", "DUL-START-I", "INL-DU-HENV"}),
        ("cpr_registered_on", "2024-01-22", set()),
        ("welcome_letter_on", "2024-01-22", set()),
        ("danish_requested_on", "2024-01-22", set()),
    ],
)
def test_exactly_the_deadlines_that_hang_on_the_anchor_move(
    name: str, to: str, codes: set[str]
) -> None:
    case = make_case("2023-11-05", arrived_on="2024-01-31")
    before = all_dates(case)
    correct(case, name, to, reason="Brev fra Udlændingestyrelsen")
    assert moved(before, again(case)) == codes


def test_the_corrected_deadlines_fall_where_they_should() -> None:
    case = make_case("2023-11-05", arrived_on="2024-01-31")
    correct(case, "arrived_on", "2024-02-12", reason="Indkvarteringen ringede")
    assert {code: due_on(case, code) for code in ARRIVAL} == {
        "KM-ASYL": "2024-02-11",
        "KM-PRAK-1M": "2024-03-12",
        "KM-MENTOR-TILBUD": "2024-02-19",
        "KM-MENTOR-12M": "2025-02-12",
    }


def test_another_case_stays_as_it_was() -> None:
    case, other = make_case("2023-11-05"), make_case("2023-11-05")
    before = all_dates(other)
    correct(case, "allocated_on", "2023-12-20", reason="Tastefejl")
    assert moved(before, again(other)) == set()


def test_the_old_values_stay_readable() -> None:
    case = make_case("2023-11-05", arrived_on="2024-01-31")
    prak = case.deadlines.get(rule__code="KM-PRAK-1M")
    correct(case, "arrived_on", "2024-02-12", reason="Indkvarteringen ringede")
    columns = ("resource", "object_id", "field", "old", "new", "reason", "by__username")
    about_case = Change.objects.filter(resource="case").values_list(*columns)
    assert list(about_case.exclude(field="responsible")) == [
        ("case", case.pk, "arrived_on", "2024-01-31", "2024-02-12", "Indkvarteringen ringede",
         "anna"),
    ]  # fmt: skip
    about_deadline = Change.objects.filter(resource="deadline", object_id=prak.pk)
    assert list(about_deadline.values_list("field", "old", "new", "reason")) == [
        ("anchor_on", "2024-01-31", "2024-02-12", "Indkvarteringen ringede"),
        ("due_on", "2024-02-29", "2024-03-12", "Indkvarteringen ringede"),
    ]
    assert Change.objects.filter(resource="deadline").values("object_id").distinct().count() == 4


def test_a_correction_is_an_event_and_a_new_version_of_the_case() -> None:
    case = make_case("2023-11-05", arrived_on="2024-01-31")
    correct(case, "arrived_on", "2024-02-12", reason="Indkvarteringen ringede")
    event = Event.objects.get(case=case, move="correct")
    assert (event.label, event.reason, event.effective_on) == (
        "Ankommet til København: 31-01-2024 rettet til 12-02-2024",
        "Indkvarteringen ringede",
        day("2024-03-04"),
    )
    assert again(case).version == case.version + 1


def test_a_correction_does_not_stand_in_the_way_of_a_back_dated_move() -> None:
    """R2 looks at moves: what was corrected on 4 March says nothing of when it was taken over."""
    case = make_case("2023-11-05")
    correct(case, "arrived_on", "2024-01-31")
    act(case, "take_over", "2024-03-05", on="2024-02-28")
    assert again(case).state == "active"


def test_the_same_date_again_changes_nothing() -> None:
    case = make_case("2023-11-05", arrived_on="2024-01-31")
    trail = AuditEvent.objects.count(), Event.objects.count()
    correct(case, "arrived_on", "2024-01-31")
    assert again(case).version == case.version
    assert (AuditEvent.objects.count(), Event.objects.count()) == trail


# --- unknown becoming known, and back


def test_an_unknown_arrival_becomes_known() -> None:
    case = make_case("2023-11-05")
    before = all_dates(case)
    assert {due_on(case, code) for code in ARRIVAL} == {""}
    assert status_on(case, "KM-PRAK-1M", "2024-03-04") == Status.AWAITING_DATE
    correct(case, "arrived_on", "2024-01-31")  # no reason: nothing is corrected
    assert moved(before, again(case)) == ARRIVAL
    assert due_on(case, "KM-PRAK-1M") == "2024-02-29"
    assert status_on(case, "KM-PRAK-1M", "2024-03-04") == Status.OVERDUE
    event = Event.objects.get(case=case, move="correct")
    assert event.label == "Ankommet til København: 31-01-2024"


def test_a_fact_that_was_there_first_meets_the_deadline_when_its_date_is_known() -> None:
    case = make_case("2023-11-05", active=True)
    started(case, "2024-02-20")
    assert status_on(case, "KM-PRAK-1M", "2024-02-20") == Status.AWAITING_DATE
    correct(case, "arrived_on", "2024-01-31")
    assert status_on(case, "KM-PRAK-1M", "2024-03-04") == Status.MET_ON_TIME


def test_an_arrival_that_was_wrong_can_be_taken_back_with_a_reason() -> None:
    case = make_case("2023-11-05", arrived_on="2024-01-31")
    with pytest.raises(NotPossibleError, match="Skriv en begrundelse"):
        correct(case, "arrived_on", None)
    correct(case, "arrived_on", None, reason="Kom ikke alligevel")
    assert {due_on(case, code) for code in ARRIVAL} == {""}
    rows = case.deadlines.filter(anchor="arrived_on").values_list("version", "anchor_on")
    assert set(rows) == {(None, None)}


def test_before_the_rule_was_in_force_the_deadline_is_not_relevant() -> None:
    case = make_case("2023-11-05", arrived_on="2024-01-31")
    correct(case, "arrived_on", "2015-12-31", reason="Tastefejl")
    prak = case.deadlines.get(rule__code="KM-PRAK-1M")
    assert (prak.anchor_on, prak.version, prak.due_on) == (day("2015-12-31"), None, None)
    assert status_on(case, "KM-PRAK-1M", "2024-03-04") == Status.NOT_RELEVANT


def test_an_allocation_corrected_over_the_change_of_the_law_changes_the_version() -> None:
    case = make_case("2024-03-26", basis="ukraine_saerlov")
    assert case.handover_on == day("2024-04-04")  # four working days
    case = correct(case, "allocated_on", "2024-04-02", "2024-05-06", reason="Ny afgørelse")
    assert case.handover_on == day("2024-04-23")  # fifteen
    assert due_on(case, "INL-KONTRAKT") == "2024-05-23"
    case = correct(case, "allocated_on", "2024-03-31", "2024-05-06", reason="Tastefejl")
    assert case.handover_on == day("2024-04-05")
    assert due_on(case, "INL-KONTRAKT") == "2024-05-05"
    old = Change.objects.filter(resource="case", field="handover_on").order_by("pk")
    assert list(old.values_list("old", "new")) == [
        ("2024-04-04", "2024-04-23"),
        ("2024-04-23", "2024-04-05"),
    ]


# --- an agreed handover when the allocation is corrected


def agreed_case() -> Case:
    """Allocated on 9 July 2024: computed 2 September, agreed for 19 August."""
    case = make_case("2024-07-09")
    make_consent(case, "earlier_handover", "2024-07-20")
    by = actor(make_user("anna"), "2024-07-22")
    return agree_handover(case, day("2024-08-19"), by=by)


@pytest.mark.parametrize(
    ("allocated", "computed", "counts"),
    [
        ("2024-08-01", "2024-10-01", "2024-08-19"),  # still earlier: it stays
        ("2024-06-18", "2024-08-01", "2024-08-01"),  # now later than the computed one
    ],
)
def test_an_agreed_handover_stays_as_long_as_it_is_no_later_than_the_computed_one(
    allocated: str, computed: str, counts: str
) -> None:
    case = correct(agreed_case(), "allocated_on", allocated, "2024-08-12", reason="Nyt brev")
    assert (case.handover_computed_on, case.handover_on) == (day(computed), day(counts))
    assert case.handover_agreed_on == day("2024-08-19")  # shown, also when it no longer counts
    contract = case.deadlines.get(rule__code="INL-KONTRAKT")
    assert contract.anchor_on == day(counts)


def test_an_agreed_handover_that_no_longer_counted_counts_again_when_it_may() -> None:
    case = correct(agreed_case(), "allocated_on", "2024-06-18", "2024-08-12", reason="Nyt brev")
    case = correct(case, "allocated_on", "2024-07-09", "2024-08-12", reason="Det gamle var rigtigt")
    assert case.handover_on == day("2024-08-19")


# --- the 42 months of Danish classes begin with the welcome letter


def test_the_letter_begins_the_42_months_of_somebody_who_supports_herself() -> None:
    case = make_case("2024-01-08", basis="eu", active=True)
    by = actor(make_user("anna"), "2024-03-04")
    record_income(case, "selvforsoergende_job", by=by, from_on=day("2024-01-08"))
    correct(case, "welcome_letter_on", "2024-02-29")
    assert due_on(case, "DUL-KLIP-42M") == "2027-08-29"
    assert status_on(case, "DUL-KLIP-42M", "2024-03-05") == Status.UPCOMING
    assert status_on(case, "DUL-KLIP-42M", "2027-08-30") == Status.LAPSED  # never overdue

    correct(case, "welcome_letter_on", "2024-01-31", reason="Tastefejl")
    assert due_on(case, "DUL-KLIP-42M") == "2027-07-31"
    assert case.deadlines.filter(rule__code="DUL-KLIP-42M").count() == 1


def test_a_letter_that_is_known_when_the_case_is_planned_counts_too() -> None:
    case = make_case("2024-01-08", basis="arbejde_studie", welcome_letter_on="2024-01-04")
    assert due_on(case, "DUL-KLIP-42M") == "2027-07-04"
    assert status_on(case, "DUL-KLIP-42M", "2024-01-08") == Status.NOT_RELEVANT  # income unknown


@pytest.mark.parametrize(
    ("basis", "born"), [("familie_anden", "1990-05-17"), ("konvention", "1990-05-17"),
                        ("eu", "2010-05-17")],
)  # fmt: skip
def test_whoever_learns_free_of_charge_or_is_a_child_has_no_42_months(
    basis: str, born: str
) -> None:
    case = make_case("2024-01-08", basis=basis, citizen={"born_on": day(born)})
    correct(case, "welcome_letter_on", "2024-01-31")
    assert not case.deadlines.filter(rule__code="DUL-KLIP-42M").exists()
