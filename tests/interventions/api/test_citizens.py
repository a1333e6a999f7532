"""One citizen, part by part: each relation of permissions.csv and what it is told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent
from interventions.queries.fieldsets import FIELDSETS
from tests import make
from tests.interventions.api.calls import JSON, ROOT, Caller, told
from tests.interventions.api.citizen_world import Machine, caller, fill, log, set_apart
from tests.interventions.api.conftest import World
from tests.interventions.counting import is_border

KNOWN = {
    "name", "birth_year", "cpr_masked", "language_interpreter", "care_flag", "protection_flag",
    "responsible_staff",
}  # fmt: skip
PLAN = {"plan_steps_shared", "plan_steps_all"}
WORK = {
    "needs_general", "health", "nsc", "case_note", "mentor_log_other", "document",
    "document_sensitive", "consent",
}  # fmt: skip
OWN = KNOWN | PLAN | WORK | {"contact", "address"}
# A mentor's birth_year is an exception from permissions.csv: shared decisions §1.
MENTOR = {
    "name", "birth_year", "language_interpreter", "contact", "care_flag", "plan_steps_shared",
    "mentor_log_own", "responsible_staff",
}  # fmt: skip
RESTRICTED = {"name", "cpr_masked", "care_flag", "responsible_staff"}
# (who, what stands about the citizen) → the parts that are told beside id, case_id and version.
TOLD: dict[tuple[str, str], set[str]] = {
    ("own", ""): OWN,
    ("own", "protected"): OWN - {"address"},
    ("own", "restricted"): RESTRICTED,
    ("own", "closed"): OWN,
    ("substitute", ""): OWN,
    ("substitute", "protected"): OWN - {"address"},
    ("colleague", ""): KNOWN | PLAN | {"contact"},
    ("colleague", "protected"): KNOWN,
    ("glass", ""): KNOWN | PLAN | {"contact", "address", "needs_general", "health", "case_note"},
    ("lead", ""): OWN,
    ("lead", "protected"): OWN - {"address"},
    ("lead", "restricted"): RESTRICTED,
    ("mentor", ""): MENTOR,
    ("mentor", "protected"): MENTOR - {"contact"},
    ("company_consultant", ""): KNOWN | PLAN | {"contact", "needs_general", "case_note"},
    ("health_coordinator", ""): KNOWN | PLAN | {"contact", "health", "consent"},
    ("machine", ""): {"name", "birth_year", "cpr_full", *PLAN},
    ("machine", "protected"): {"birth_year", "cpr_full", *PLAN},
}
NOBODYS = [
    ("stranger", "", 404), ("stranger", "protected", 404), ("other_lead", "", 404),
    ("other_mentor", "", 404), ("family", "", 404), ("own", "erased", 404),
    ("stale_glass", "", 404), ("foreign_machine", "", 404), ("manager", "", 403),
    ("admin", "", 403), ("dpo", "", 403), ("reporting_machine", "", 403),
]  # fmt: skip
# A text → the parts in which it may stand.
TEXTS = {
    "KANARI-dansk": {"needs_general"}, "KANARI-sundhed": {"health"},
    "KANARI-social_kontrol": {"nsc", "case_note", "document_sensitive"},
    "KANARI-concern": {"nsc"}, "KANARI-myndighed-note": {"case_note"},
    "KANARI-myndighed-letter": {"document"}, "KANARI-helbred-note": {"case_note"},
    "KANARI-helbred-letter": {"document_sensitive"}, "KANARI-decision": {"document"},
    "KANARI-complaint": {"document_sensitive"}, "KANARI-log": {"mentor_log_own",
    "mentor_log_other"}, "Vej 1": {"address"}, "+4522334455": {"contact"},
    "170590-****": {"cpr_masked"}, "1705900009": {"cpr_full"}, "Ring først": {"care_flag"},
}  # fmt: skip


@pytest.fixture
def full(world: World) -> World:
    fill(world)
    return world


def asker(world: World, who: str) -> Caller:
    if who == "machine":
        return Machine("citizens.read")
    if who == "foreign_machine":
        return Machine("citizens.read", unit="SYD")
    if who == "reporting_machine":
        return Machine("reports.read")
    return caller(world, who)


def read(world: World, who: Caller) -> Any:
    return who.get(f"citizens/{world.case.citizen_id}/")


def written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize(("who", "what"), TOLD)
def test_each_is_told_the_parts_that_are_hers_and_no_others(
    full: World, who: str, what: str
) -> None:
    reader = asker(full, who)
    set_apart(full.case, what)
    response = read(full, reader)
    assert response.status_code == 200, response.content
    body = response.json()
    assert set(body) == {"id", "case_id", "version", *TOLD[who, what]}
    assert None not in body.values()
    for text, parts in TEXTS.items():
        assert {name for name, value in body.items() if text in written(value)} <= parts, text
    trail = AuditEvent.objects.latest("pk")
    assert (trail.action, trail.subjects) == ("citizen.read", [str(full.case.citizen_id)])
    assert set(trail.fields) == {"existence", *TOLD[who, what]}


def test_every_text_reaches_the_caseworker(full: World) -> None:
    body = read(full, full.anna).content.decode()
    assert [text for text in TEXTS if text not in body] == ["1705900009"]


def test_a_case_answers_no_more_of_the_citizen_than_the_citizen_does(full: World) -> None:
    for (who, what), parts in TOLD.items():
        if what:
            continue
        citizen = asker(full, who).get(f"cases/{full.case.pk}/").json()["citizen"]
        of_case = {"given_name": "name", "language": "language_interpreter", "address": "address",
                   "birth_year": "birth_year", "care_mark": "care_flag", "contact": "contact",
                   "cpr_masked": "cpr_masked", "cpr_full": "cpr_full", "consents": "consent",
                   "protected": "protection_flag"}  # fmt: skip
        assert {part for key, part in of_case.items() if key in citizen} == parts & {
            *of_case.values()
        }, who


@pytest.mark.parametrize(("who", "what", "status"), NOBODYS)
def test_whom_she_does_not_concern_is_told_the_same_as_of_one_who_never_was(
    full: World, who: str, what: str, status: int
) -> None:
    reader = asker(full, who)
    set_apart(full.case, what)
    answer, never = read(full, reader), reader.get("citizens/987654321/")
    assert told(answer)[0] == status
    assert answer.content == never.content
    assert AuditEvent.objects.latest("pk").outcome == "deny"


def test_a_mentor_reads_her_own_log_and_nobody_elses(full: World) -> None:
    make.assign(full.case, make.make_user("mads", "mentor"), "mentor", "2024-04-08")
    log(full, "mads", "Noget andet")
    texts = [row["text"] for row in read(full, full.mentor).json()["mentor_log_own"]]
    assert texts == ["KANARI-log"]
    both = [row["text"] for row in read(full, full.anna).json()["mentor_log_other"]]
    assert sorted(both) == ["KANARI-log", "Noget andet"]


def test_a_machine_is_told_no_text_that_somebody_wrote(full: World) -> None:
    steps = read(full, Machine("citizens.read")).json()["plan_steps_all"]
    assert {"facts", "end_reason"} & set(steps[0]) == set()


def test_the_parts_of_the_api_and_of_the_trail_are_those_of_one_table() -> None:
    parts = set().union(*TOLD.values())
    assert set(FIELDSETS) - parts == {"existence", "household", "requests"}


@pytest.mark.parametrize(("who", "queries"), [("own", 16), ("colleague", 9)])
def test_a_citizen_costs_the_same_few_queries(full: World, who: str, queries: int) -> None:
    reader = asker(full, who)
    read(full, reader)
    with CaptureQueriesContext(connection) as asked:
        read(full, reader)
    assert len([q for q in asked if not is_border(q)]) == queries


@pytest.mark.parametrize("method", ["delete", "put"])
def test_nobody_is_deleted_here(full: World, method: str) -> None:
    address = f"{ROOT}citizens/{full.case.citizen_id}/"
    for who, status in (("own", 405), ("lead", 405), ("admin", 403), ("dpo", 403)):
        response = getattr(caller(full, who).client, method)(address, content_type=JSON)
        assert told(response)[0] == status, who
