"""The given list of 240 lines, planned once and looked at from several sides."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from accounts.actor import system
from cases.models import Case, Citizen, Event, IncomePeriod, PersonIdentifier
from interventions.models import Deadline, Step
from interventions.queries.deadlines import case_facts, stated
from interventions.queries.rules import rule_book
from reports.figures import count_cases
from reports.json_file import progression_json
from reports.period import Period
from reports.progression import Question, progression
from tests.interventions.test_import_allocations import DATA, EXPECTED, run
from tests.make import actor, at, make_unit, make_user

Planned = tuple[Path, dict[str, Any]]

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def planned(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Planned]:
    """The file, and what was answered when it was read and planned."""
    path = tmp_path_factory.mktemp("listen") / "liste.csv"
    path.write_bytes((DATA / "allocations-2024-2025.csv").read_bytes())
    with django_db_blocker.unblock(), transaction.atomic():
        for name in ("anna", "bo"):
            make_user(name, unit=make_unit())
        yield path, run(path, "--plan")
        transaction.set_rollback(True)


def test_the_given_list_becomes_226_planned_cases(planned: Planned) -> None:
    _path, answer = planned
    assert {k: answer[k] for k in ("rows", "created", "updated", "unchanged", "refused")} == {
        k: EXPECTED[k] for k in ("rows", "created", "updated", "unchanged", "refused")
    }
    assert Counter(Case.objects.values_list("track", flat=True)) == EXPECTED["tracks"]
    assert Counter(Case.objects.values_list("state", flat=True)) == {"planned": 226}
    assert answer["warnings"] == 147
    refused = {str(x["line"]): x["column"] for x in answer["lines"] if x["verdict"] == "refused"}
    assert refused == {
        n: d["column"] for n, d in EXPECTED["defects"].items() if d["verdict"] == "refused"
    }
    warned = {str(x["line"]): [w["code"] for w in x["warnings"]] for x in answer["lines"]}
    assert {n: codes for n, codes in warned.items() if codes} == EXPECTED["warnings"]


def test_the_cases_are_spread_evenly_and_every_one_has_its_deadlines(planned: Planned) -> None:
    load = Counter(Case.objects.values_list("responsible__username", flat=True))
    assert load == {"anna": 113, "bo": 113}
    # Counted by hand from the plan table; the asylum-centre talk is there while arrival lies ahead.
    expected = {
        ("copenhagen", True, True): {17, 18},
        ("ukraine", True, True): {14},
        ("general", False, True): {3},
        ("general", True, True): {10},
        ("general", True, False): {0},
        ("copenhagen", True, False): {2},
        ("ukraine", True, False): {0},
        ("general", False, False): {0},
    }
    counted = Counter(Deadline.objects.values_list("case", flat=True))
    seen = Counter()
    for case in Case.objects.select_related("citizen"):
        born, judged = case.citizen.born_on, case.handover_on or case.opened_on
        adult = (judged.year - 18, judged.month, judged.day) >= (born.year, born.month, born.day)
        key = (case.track, case.in_programme, adult)
        seen[key] += 1
        assert counted[case.pk] in expected[key], (key, case.residence_basis)
    assert seen[("copenhagen", True, True)] > 50
    assert seen[("ukraine", True, True)] > 40


def test_create_and_plan_happened_on_the_day_of_allocation(planned: Planned) -> None:
    case = Case.objects.filter(track="ukraine").select_related("citizen").first()
    assert case is not None
    assert case.opened_on == case.allocated_on
    events = Event.objects.filter(case=case, kind="Case").values_list(
        "move", "effective_on", "note"
    )
    assert list(events) == [
        ("create", case.allocated_on, "indlæst"),
        ("plan", case.allocated_on, "indlæst"),
    ]


def test_the_same_list_again_changes_nothing(planned: Planned) -> None:
    tables = (Citizen, PersonIdentifier, Case, Event, Step, Deadline, IncomePeriod)
    before = [(t.objects.count(), list(t.objects.order_by("pk").values_list("pk"))) for t in tables]
    answer = run(planned[0], "--plan")
    assert (answer["created"], answer["updated"], answer["unchanged"], answer["planned"]) == (
        0, 0, 226, 0,
    )  # fmt: skip
    assert before == [
        (t.objects.count(), list(t.objects.order_by("pk").values_list("pk"))) for t in tables
    ]


def test_planned_cases_state_their_deadlines_with_version_and_date(planned: Planned) -> None:
    case = Case.objects.select_related("citizen").get(
        citizen__given_name="Omar", citizen__family_name="Sabbagh", allocated_on="2025-11-27"
    )
    rows = case.deadlines.select_related("rule").prefetch_related("exemptions")
    by_code = {
        s.rule.code: s
        for s in stated(
            rows, case_facts(case), rule_book(), actor(make_user("anna"), "2026-02-01").today
        )
    }
    # Visiteret 27-11-2025: ansvaret overgår 01-01-2026 (nytårsdag), altså 02-01-2026.
    assert f"{case.handover_on}" == "2026-01-02"
    assert f"{by_code['INL-VRT-1M'].deadline.due_on}" == "2026-02-02"
    assert f"{by_code['KM-PRAK-1M'].deadline.due_on}" == "2026-01-29"
    assert by_code["KM-PRAK-1M"].status == "overdue"
    assert by_code["INL-VRT-1M"].status == "soon"


def test_the_report_counts_the_226_opened_cases_of_the_given_list(planned: Planned) -> None:
    today = date(2026, 11, 23)
    everything = Period.of(date(2023, 1, 1), date(2026, 12, 31), None, today)
    made = progression(system(at(today)), Question(everything))
    totals = json.loads(progression_json(made))["totals"]
    assert (totals["opened"], totals["active"], totals["closed"]) == (226, 226, 0)
    rows = count_cases(everything)
    by_track = {
        track: sum(int(row["opened"]) for row in rows if row["track"] == track)
        for track in ("copenhagen", "ukraine", "general")
    }
    assert by_track == {"copenhagen": 130, "ukraine": 78, "general": 18}
