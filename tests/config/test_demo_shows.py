"""Whoever opens the demo finds every state, every status and every kind of trouble in it, and no
page that breaks on a whole history.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from accounts.localtime import COPENHAGEN, day_bounds, local_date
from accounts.models import User
from cases.cpr import parse
from cases.lifecycle import Lifecycle
from cases.models import Case, PersonIdentifier
from config.demo.cast import mixed
from config.demo.companies import BANKRUPT
from config.demo.seeding import seed
from interventions.law.status import Status
from interventions.law.workdays import why_not_open
from interventions.models import KINDS, RECORDS, Goal
from tests.config.demo_rows import AS_OF, Rows, check_now, rows
from tests.interventions.desk import sit_down

pytestmark = pytest.mark.django_db

LIVING: dict[str, type[Lifecycle]] = {"Case": Case, "Goal": Goal, **KINDS, **RECORDS}
KINDS_OF_STATES = [
    pytest.param(kind, state, id=f"{kind}-{state}")
    for kind, model in LIVING.items()
    for state in model.State.values
]


PEOPLE = (
    "sagsbehandler", "sagsbehandler3", "teamleder", "mentor", "virksomhedskonsulent", "vejleder",
    "leder", "admin", "dpo",
)  # fmt: skip
LISTS = ("/", "/danskhold/", "/virksomheder/", "/henvendelser/", "/rapporter/")
EIGHTH = 8


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[Rows]:
    """The whole cast and nobody else: the ordinary lives of a full demo only add to it.

    It stands until the last test of the module, for the pages.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        seed(len(mixed()), 1, AS_OF, lambda _moment: None)
        check_now()
        yield rows()
        transaction.set_rollback(True)


def test_the_cast_is_spread_over_the_three_tracks(told: Rows) -> None:
    tracks = Counter(case["track"] for case in told["Case"])
    assert tracks["copenhagen"] > tracks["ukraine"] > tracks["general"] > 10


@pytest.mark.parametrize(("kind", "state"), KINDS_OF_STATES)
def test_every_state_is_somewhere(told: Rows, kind: str, state: str) -> None:
    assert state in {row["state"] for row in told[kind]}


@pytest.mark.parametrize("status", list(Status))
def test_every_status_of_a_deadline_is_somewhere(told: Rows, status: Status) -> None:
    assert status in {row["status"] for row in told["status"]}


@pytest.mark.parametrize("code", ["INL-VRT-1M", "INL-VRT-GAP", "KM-PRAK-1M", "UA-VELKOMST"])
def test_the_rules_that_matter_most_are_overdue_somewhere(told: Rows, code: str) -> None:
    assert (code, "overdue") in {(r["rule__code"], r["status"]) for r in told["status"]}


def test_three_deadlines_fall_on_the_day_itself(told: Rows) -> None:
    rules = {row["pk"]: row["rule__code"] for row in told["status"]}
    today = {rules[d["id"]] for d in told["Deadline"] if d["due_on"] == AS_OF and not d["met_on"]}
    assert today >= {"INL-VRT-1M", "KM-MENTOR-TILBUD", "ALM-OPF-4W"}


@pytest.mark.parametrize(
    "reason",
    ["job", "uddannelse", "fleksjob", "foertidspension", "selvforsoergende_andet", "flyttet",
     "udrejst", "repatrieret", "opholdstilladelse_ophoert", "doed", "skift_spor",
     "introperiode_udloebet", "fejloprettet"],
)  # fmt: skip
def test_cases_have_ended_for_every_reason(told: Rows, reason: str) -> None:
    assert reason in {case["end_reason"] for case in told["Case"]}


@pytest.mark.parametrize(
    "move",
    ["reopen", "correct", "extend", "change_mentor", "plan_again", "change_track", "keep",
     "report_move", "revise_contract", "pass_module", "change_level", "record_absence",
     "record_pause", "notify", "approve_plan", "offer_again", "replan"],
)  # fmt: skip
def test_rare_moves_have_been_made(told: Rows, move: str) -> None:
    assert move in {event["move"] for event in told["Event"]}


@pytest.mark.parametrize(
    "table",
    ["Absence", "Clarification", "Collaborator", "Company", "DanishAttendance", "DanishTeam",
     "DanishTestResult", "EducationSpell", "EmploymentSpell", "Exemption", "HoursReduction",
     "Household", "JournalNote", "Measurement", "ParentalLeave", "Pause", "Relation",
     "WeekHours", "WorkedMonth"],
)  # fmt: skip
def test_every_register_has_something_in_it(told: Rows, table: str) -> None:
    assert told[table]


def test_four_eyes_have_approved_and_some_proposals_wait(told: Rows) -> None:
    outcomes = Counter((a["action"], a["outcome"]) for a in told["Approval"])
    assert outcomes["cancel", "approved"] == 2
    assert outcomes["cancel", "pending"] == outcomes["extend", "pending"] == 1
    assert outcomes["find_unfounded", "approved"] == 1


# --- what goes wrong (domain reference §5.15)
def test_a_person_who_was_registered_twice_has_both_numbers_on_the_case_that_is_kept(
    told: Rows,
) -> None:
    merged = {e["case_id"] for e in told["Event"] if e["label"].startswith("Flettet med sag")}
    states = {c["state"]: c["citizen_id"] for c in told["Case"] if c["id"] in merged}
    assert set(states) == {"active", "cancelled"}
    holders = Counter(row["citizen_id"] for row in told["PersonIdentifier"])
    assert holders[states["active"]] == 3  # two Udlændinge-IDs and a CPR number
    assert holders[states["cancelled"]] == 0


def test_placements_at_the_closed_company_ended_on_one_day_for_one_reason(told: Rows) -> None:
    there = [p for p in told["CompanyPlacement"] if p["cvr"] == BANKRUPT.cvr]
    assert len(there) == 3
    assert {p["state"] for p in there} == {"broken_off"}
    assert {p["end_reason"] for p in there} == {"virksomhed_opsagt"}
    assert len({p["ended_on"] for p in there}) == 1


def test_a_child_who_turned_eighteen_is_still_not_in_the_programme(told: Rows) -> None:
    eighteen = {c["id"] for c in told["Citizen"] if 18 <= (AS_OF - c["born_on"]).days / 365.25 < 19}
    cases = {c["id"] for c in told["Case"] if c["citizen_id"] in eighteen and c["handover_on"]}
    assert cases
    assert not [p for p in told["IntegrationProgramme"] if p["case_id"] in cases]


def test_a_spouse_who_came_later_has_dates_and_a_case_of_her_own(told: Rows) -> None:
    spouses = [r for r in told["Relation"] if r["type"] == "aegtefaelle"]
    opened = {c["citizen_id"]: c["opened_on"] for c in told["Case"]}
    assert [opened[r["citizen_id"]] - opened[r["other_id"]] for r in spouses] == [
        timedelta(days=370)
    ]


def test_the_right_to_danish_and_a_programme_have_run_out_by_time_alone(told: Rows) -> None:
    by_time = {(e["kind"], e["to_state"]) for e in told["Event"] if e["role"] == "system"}
    assert {
        ("DanishEducation", "right_expired"),
        ("IntegrationProgramme", "expired"),
        ("AsylumCentreTalk", "lapsed"),
    } <= by_time


def test_most_deadlines_were_met_in_time(told: Rows) -> None:
    """As in a house that is well run and short of hands."""
    found = Counter(row["status"] for row in told["status"])
    in_time, late, overdue = (found[s] for s in ("met_on_time", "met_late", "overdue"))
    assert 0.65 < in_time / (in_time + late + overdue) < 0.9
    assert overdue > 20


def test_one_mentor_wrote_three_days_ago_and_another_not_for_forty(told: Rows) -> None:
    mentorings = [step for step in told["Step"] if step["kind"] == "Mentoring"]
    running = {step["id"] for step in mentorings if step["state"] == "running"}
    last: dict[int, date] = {}
    for row in told["FollowUp"]:
        step = row["mentoring_id"]
        last[step] = max(last.get(step, row["occurred_on"]), row["occurred_on"])
    days = {(AS_OF - day).days for step, day in last.items() if step in running}
    assert 3 in days
    assert [n for n in days if 40 <= n < 44]
    assert any(row["help_wanted"] for row in told["FollowUp"])


def test_an_entry_was_made_three_weeks_late_with_a_word_about_why(told: Rows) -> None:
    late = [
        event
        for event in told["Event"]
        if local_date(event["recorded_at"]) - event["effective_on"] > timedelta(days=14)
    ]
    assert late
    assert all(event["note"] for event in late)


def test_names_are_in_three_scripts(told: Rows) -> None:
    letters = "".join(row["given_name"] for row in told["Citizen"])
    assert any("a" <= c <= "z" for c in letters)
    assert any("а" <= c <= "я" for c in letters)
    assert any("\u0600" <= c <= "\u06ff" for c in letters)


def test_four_cases_wait_for_a_caseworker(told: Rows) -> None:
    open_cases = [c for c in told["Case"] if c["state"] not in Case.ENDED]
    assert [c["state"] for c in open_cases if c["responsible_id"] is None] == ["created"] * 4


def test_people_work_in_office_hours_and_the_trail_tells_it_in_order(told: Rows) -> None:
    *before, last = told["AuditEvent"]
    moments = [row["at"] for row in before]
    assert moments == sorted(moments)
    worked = [row["at"] for row in before if row["role"] != "system"]
    assert {moment.astimezone(COPENHAGEN).hour for moment in worked} <= set(range(8, 17))
    assert not [m for m in worked if why_not_open(local_date(m))]
    assert moments[-1] < last["at"] == day_bounds(AS_OF)[0]


def test_nobody_has_an_address_who_is_protected(told: Rows) -> None:
    protected = {row["citizen_id"] for row in told["Protection"]}
    assert len(protected) == 2
    assert {c["address"] for c in told["Citizen"] if c["id"] in protected} == {""}


def test_identifiers_are_of_all_kinds_and_agree_with_the_citizens(told: Rows) -> None:
    citizens = {c["id"]: c for c in told["Citizen"]}
    kinds = Counter(row["type"] for row in told["PersonIdentifier"])
    assert kinds["cpr"] > 20
    assert kinds["udlaendinge_id"] > 30
    assert kinds["erstatningsnummer"] == 1
    for row in told["PersonIdentifier"]:
        if row["type"] == PersonIdentifier.Type.CPR:
            holder = citizens[row["citizen_id"]]
            number = parse(row["value"])
            assert (number.born_on, number.sex) == (holder["born_on"], holder["sex"])


@pytest.mark.parametrize("username", PEOPLE)
def test_each_page_opens_or_is_refused(
    told: Rows, monkeypatch: pytest.MonkeyPatch, username: str
) -> None:
    user = User.objects.get(username=username)
    client = sit_down(monkeypatch, user, AS_OF)
    cases = Case.objects.order_by("pk")[::EIGHTH]
    paths = [*LISTS, *(f"/sager/{case.pk}/" for case in cases)]
    paths += [f"/sager/{c.pk}/rapport/" for c in cases if c.responsible_id == user.pk]
    found = {path: client.get(path).status_code for path in paths}
    assert set(found.values()) <= {200, 302, 403, 404}
    assert found["/"] in {200, 302}
