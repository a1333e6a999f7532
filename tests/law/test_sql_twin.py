"""The status in Python and its SQL twin, on random cases, deadlines, facts and days.

Rows are written directly and not through the actions: also combinations that no action makes
must come out the same. Dates are drawn from few days, so that edges meet.
"""

from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Unit
from cases.models import (
    Case,
    Citizen,
    EducationSpell,
    EmploymentSpell,
    IncomePeriod,
    IntegrationNeed,
    TargetGroupPeriod,
)
from interventions.law.status import Status
from interventions.models import (
    CompanyPlacement,
    Deadline,
    Exemption,
    JobReadiness,
    ParentalLeave,
)
from interventions.queries.deadlines import case_facts, stated, with_status
from interventions.queries.rules import RuleBook, rule_book
from tests.make import make_unit

pytestmark = pytest.mark.django_db

DAYS = st.dates(date(2024, 2, 20), date(2024, 4, 10))
LATER = st.dates(date(2024, 5, 15), date(2024, 7, 5))  # three months on: INL § 17's presumption
BIRTHS = st.one_of(
    st.dates(date(2006, 2, 20), date(2006, 4, 10)),  # 18 within the drawn days
    st.sampled_from([date(2004, 2, 29), date(2008, 2, 29), date(1990, 6, 2), date(2015, 6, 2)]),
)
BASES = [
    "konvention", "kvote", "familie_flygtning", "familie_anden", "ukraine_saerlov",
    "afghan_saerlov", "9e", "eu", "andet",
]  # fmt: skip
INCOMES = [
    "sho", "kontanthjaelp", "dagpenge", "selvforsoergende_job", "selvforsoergende_aegtefaelle",
]  # fmt: skip


def maybe(strategy: Any) -> Any:
    return st.one_of(st.none(), strategy)


@st.composite
def periods(draw: Any, codes: list[str]) -> list[tuple[str, date, date | None]]:
    """Intervals that follow each other, with gaps; the last one may be open."""
    cuts = sorted(draw(st.sets(st.one_of(DAYS, LATER), max_size=5)))
    ends: list[date | None] = [*cuts[1:], None][: len(cuts)]
    found = [
        (draw(st.sampled_from(codes)), first, last)
        for first, last in zip(cuts, ends, strict=True)
        if draw(st.booleans())
    ]
    return found[: draw(st.integers(0, 4))]


@st.composite
def deadlines(draw: Any, book: RuleBook) -> list[dict[str, Any]]:
    codes = draw(st.sets(st.sampled_from(sorted(book.rule_ids)), min_size=1, max_size=8))
    return [draw(one_deadline(book, code)) for code in sorted(codes)]


@st.composite
def one_deadline(draw: Any, book: RuleBook, code: str) -> dict[str, Any]:
    """Awaiting, not in force, or with any version of the rule and any due date."""
    anchor_on = draw(maybe(DAYS))
    versions = [None, *(pk for pk, _ in book.by_code[code])]
    version = draw(st.sampled_from(versions)) if anchor_on else None
    due_on = draw(maybe(st.one_of(DAYS, LATER))) if version else None
    exempt = st.tuples(DAYS, st.integers(0, 20))
    return {
        "row": {
            "rule_id": book.rule_ids[code],
            "version_id": version,
            "anchor": book.latest(code).anchor,
            "anchor_on": anchor_on,
            "due_on": due_on,
            "met_on": draw(maybe(DAYS)),
            "ended_on": draw(maybe(DAYS)),
        },
        "placed": draw(st.booleans()),  # the length of a placement: its rule is chosen for good
        "exemptions": draw(st.lists(exempt, max_size=2)),
    }


@st.composite
def worlds(draw: Any, book: RuleBook) -> dict[str, Any]:
    closed_on = draw(maybe(DAYS))
    return {
        "born_on": draw(BIRTHS),
        "case": {
            "residence_basis": draw(st.sampled_from(BASES)),
            "in_programme": draw(st.booleans()),
            "track": "copenhagen",
            "opened_on": draw(DAYS),
            "handover_on": draw(maybe(DAYS)),
            "closed_on": closed_on,
            "end_reason": "job" if closed_on else "",
        },
        "incomes": draw(periods(INCOMES)),
        "groups": draw(periods(["INL-program", "6.1", "6.2", "6.3", "6.4"])),
        "needs": draw(periods(["sundhed", "dansk"])),
        "jobs": draw(periods(["ingen", "fleksjob"])),
        "educations": draw(periods(["eud"])),
        "assessed": draw(
            st.lists(st.tuples(st.sampled_from(["jobparat", "aktivitetsparat"]), DAYS), max_size=3)
        ),
        "leaves": draw(periods(["barsel"])),
        "deadlines": draw(deadlines(book)),
        "days": draw(st.lists(st.one_of(DAYS, LATER), min_size=1, max_size=2)),
    }


def written(world: dict[str, Any], unit: Unit) -> Case:
    citizen = Citizen.objects.create(
        given_name="A", family_name="B", search_key="a b", born_on=world["born_on"], sex="X"
    )
    state = "closed" if world["case"]["closed_on"] else "created"
    case = Case(citizen=citizen, unit=unit, state=state, **world["case"])
    case.save()
    IncomePeriod.objects.bulk_create(
        IncomePeriod(citizen=citizen, code=code, from_on=first, to_on=last)
        for code, first, last in world["incomes"]
    )
    TargetGroupPeriod.objects.bulk_create(
        TargetGroupPeriod(citizen=citizen, code=code, from_on=first, to_on=last)
        for code, first, last in world.get("groups", ())
    )
    IntegrationNeed.objects.bulk_create(
        IntegrationNeed(
            citizen=citizen, code=code, opened_on=first, resolved_on=last,
            status="resolved" if last else "open",
        )
        for code, first, last in world["needs"]
    )  # fmt: skip
    EmploymentSpell.objects.bulk_create(
        EmploymentSpell(citizen=citizen, employer="x", support=code, from_on=first, to_on=last)
        for code, first, last in world.get("jobs", ())
    )
    EducationSpell.objects.bulk_create(
        EducationSpell(citizen=citizen, institution="x", level=code, from_on=first, to_on=last)
        for code, first, last in world.get("educations", ())
    )
    JobReadiness.objects.bulk_create(
        JobReadiness(case=case, category=code, assessed_on=day, recorded_at="2024-02-01T10:00:00Z")
        for code, day in world.get("assessed", ())
    )
    ParentalLeave.objects.bulk_create(
        ParentalLeave(
            case=case, child_born_on=first, from_on=first, recorded_at="2024-02-01T10:00:00Z",
            ended_on=last and last - timedelta(days=1),
        )
        for _, first, last in world.get("leaves", ())
    )  # fmt: skip
    for told in world["deadlines"]:
        placement = CompanyPlacement(case=case, added_on=case.opened_on)
        if told.get("placed"):
            placement.save()
        row = Deadline(case=case, **told["row"])
        row.placement_id = placement.pk
        row.save()
        for first, length in told["exemptions"]:
            Exemption.objects.create(
                deadline=row, reason="sygdom", from_on=first, to_on=first + timedelta(length),
                decided_at="2024-02-01T10:00:00Z",
            )  # fmt: skip
    return case


@contextmanager
def rolled_back() -> Any:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def in_python(case: Case, book: RuleBook, day: date) -> dict[int, str]:
    rows = case.deadlines.select_related("rule").prefetch_related("exemptions")
    found = stated(rows, case_facts(case), book, day)
    return {one.deadline.pk: str(one.status) for one in found}


def in_sql(case: Case, book: RuleBook, day: date) -> dict[int, str]:
    return dict(with_status(case.deadlines.all(), book, day).values_list("pk", "status"))


def edges(case: Case) -> set[date]:
    """The days about which the calendar alone changes the status of the first deadline."""
    due_on = case.deadlines.order_by("pk").values_list("due_on", flat=True).first()
    return {due_on + timedelta(days=n) for n in (-15, -14, 0, 1)} if due_on else set()


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_overdue_in_python_is_overdue_in_sql_and_so_is_every_other_status(
    data: st.DataObject,
) -> None:
    unit, book = make_unit(), rule_book()
    world = data.draw(worlds(book))
    with rolled_back():
        case = written(world, unit)
        for day in {*world["days"], *edges(case)}:
            assert in_sql(case, book, day) == in_python(case, book, day)


DUE = date(2024, 3, 15)
BEFORE, AFTER = DUE - timedelta(days=1), DUE + timedelta(days=1)


@pytest.mark.parametrize(
    ("code", "row", "exempt", "today", "expected"),
    [
        ("KM-HELBRED", {}, False, date(2024, 2, 29), Status.UPCOMING),
        ("KM-HELBRED", {}, False, date(2024, 3, 1), Status.SOON),
        ("KM-HELBRED", {}, False, DUE, Status.SOON),
        ("KM-HELBRED", {}, False, AFTER, Status.OVERDUE),
        ("INL-DU-5Y", {}, False, AFTER, Status.LAPSED),
        ("KM-HELBRED", {"met_on": DUE}, False, AFTER, Status.MET_ON_TIME),
        ("KM-HELBRED", {"met_on": AFTER}, False, AFTER, Status.MET_LATE),
        ("KM-HELBRED", {"met_on": AFTER}, False, DUE, Status.SOON),
        ("KM-HELBRED", {"met_on": AFTER}, True, AFTER, Status.EXEMPT),
        ("KM-HELBRED", {"met_on": DUE}, True, AFTER, Status.MET_ON_TIME),
        ("KM-HELBRED", {}, True, AFTER, Status.EXEMPT),
        ("KM-HELBRED", {"ended_on": DUE}, False, AFTER, Status.LAPSED),
        ("KM-HELBRED", {"ended_on": AFTER}, False, AFTER, Status.OVERDUE),
        ("KM-HELBRED", {"ended_on": BEFORE}, True, AFTER, Status.EXEMPT),
        ("INL-HELBRED", {}, False, AFTER, Status.NOT_RELEVANT),
        ("INL-HELBRED", {"met_on": AFTER}, True, AFTER, Status.NOT_RELEVANT),
        ("INL-HELBRED", {"met_on": DUE}, False, AFTER, Status.NOT_RELEVANT),
        ("KM-HELBRED", {"due_on": None}, False, AFTER, Status.AWAITING_DATE),
        ("KM-HELBRED", {"due_on": None, "ended_on": BEFORE}, False, AFTER, Status.LAPSED),
        ("INL-HELBRED", {"due_on": None, "ended_on": BEFORE}, False, AFTER, Status.NOT_RELEVANT),
        ("KM-HELBRED", {"due_on": None, "anchor_on": DUE}, False, AFTER, Status.NOT_RELEVANT),
    ],
)
def test_both_twins_say_what_is_written_here(
    code: str, row: dict[str, Any], exempt: bool, today: date, expected: Status
) -> None:
    book = rule_book()
    known = "due_on" not in row
    deadline = {
        "rule_id": book.rule_ids[code],
        "version_id": book.by_code[code][-1][0] if known else None,
        "anchor": "handover_on",
        "anchor_on": date(2023, 9, 15) if known else None,
        "due_on": DUE,
        **row,
    }
    world = {
        "born_on": date(1990, 6, 2),
        "case": {
            "residence_basis": "konvention",
            "in_programme": True,
            "track": "copenhagen",
            "opened_on": date(2023, 9, 15),
            "handover_on": date(2023, 9, 15),
            "closed_on": None,
            "end_reason": "",
        },
        "incomes": [],
        "needs": [],
        "deadlines": [{"row": deadline, "exemptions": [(BEFORE, 1)] if exempt else []}],
    }
    case = written(world, make_unit())
    assert list(in_python(case, book, today).values()) == [expected]
    assert list(in_sql(case, book, today).values()) == [expected]
