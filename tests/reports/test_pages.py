"""The reports in the browser: who gets in, whole months only, every format from one address."""

import json
import re
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, User
from cases.models import Case
from tests.interventions.desk import sit_down, text_of
from tests.make import assign, make_case, make_unit, make_user
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db

TODAY = "2024-09-02"
YEAR = {"from": "2024-01", "to": "2024-08", "track": "", "as_of": ""}
PAGES = ("reports", "progression-report")


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> Client:
    make_unit("SYD")
    return sit_down(monkeypatch, make_user("mona", "manager"), TODAY)


@pytest.fixture(scope="module")
def cases(kept: Kept) -> list[Case]:
    return [kept(make_case("2024-02-05")) for _ in range(6)]


def bare(answer: Any) -> str:
    """The page without the token that every page's own form carries, and the request's number."""
    own = r'name="csrfmiddlewaretoken" value="\w+"|<code>[0-9a-f]{32}</code>'
    return re.sub(own, "", answer.content.decode())


def test_the_addresses_are_those_that_are_promised() -> None:
    assert reverse("reports") == "/rapporter/"
    assert reverse("progression-report") == "/rapporter/progression/"
    assert reverse("case-report", args=[7]) == "/sager/7/rapport/"


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("manager", 200),
        ("team_lead", 200),
        ("caseworker", 403),
        ("mentor", 403),
        ("admin", 403),
        ("dpo", 403),
        ("integrator", 403),
    ],
)
@pytest.mark.parametrize("name", PAGES)
def test_figures_are_for_managers_and_team_leads(
    monkeypatch: pytest.MonkeyPatch, cases: list[Case], name: str, role: str, status: int
) -> None:
    client = sit_down(monkeypatch, make_user("nn", role), TODAY)
    for asked in ({}, YEAR, {**YEAR, "format": "json"}):
        assert client.get(reverse(name), asked).status_code == status


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    for url in (reverse("reports"), reverse("case-report", args=[1])):
        assert client.get(url).headers["Location"].startswith("/log-ind/")


def test_only_whole_months_since_the_first_case_can_be_chosen(
    manager: Client, cases: list[Case]
) -> None:
    page = manager.get("/rapporter/").content.decode()
    months = [f'<option value="2024-{n:02}"' for n in range(1, 10)]
    assert all(page.count(month) >= 2 for month in months)
    assert '"2023-12"' not in page
    assert '"2024-10"' not in page
    assert 'type="date"' not in page


def test_the_answer_stands_under_the_form_with_its_files(
    manager: Client, cases: list[Case]
) -> None:
    page = manager.get("/rapporter/progression/", YEAR)
    text = text_of(page)
    assert "Hvor mange forløb er åbnet, i gang og afsluttet, og holdes fristerne?" in text
    assert "blev 6 forløb åbnet og ingen forløb afsluttet" in text
    assert "Den 02-09-2024 var 6 forløb i gang." in text
    for name in ("pdf", "csv", "json"):
        assert f"?from=2024-01&to=2024-08&track=&as_of=&format={name}" in text
    assert 'value="2024-08" selected' in text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"from": "2024-08", "to": "2024-01"}, "slutter, før den begynder"),
        ({"from": "2024-13"}, "er ikke en af de tilgængelige valgmuligheder"),
        ({"to": "2024-08-15"}, "er ikke en af de tilgængelige valgmuligheder"),
        ({"track": "månen"}, "er ikke en af de tilgængelige valgmuligheder"),
        ({"as_of": "2024-09"}, "er ikke en af de tilgængelige valgmuligheder"),
    ],
)
def test_an_error_keeps_what_was_chosen(
    manager: Client, cases: list[Case], asked: dict[str, str], words: str
) -> None:
    typed = {"from": "2024-02", "to": "2024-07", "track": "ukraine", "as_of": "2024-06", **asked}
    answer = manager.get("/rapporter/progression/", typed)
    assert answer.status_code == 400
    assert words in text_of(answer)
    kept = {"from": "2024-02", "to": "2024-07", "track": "ukraine", "as_of": "2024-06"}
    for name, value in kept.items():
        if name not in asked:
            assert f'value="{value}" selected' in text_of(answer), name
    assert not AuditEvent.objects.filter(action="report.progression").exists()


def test_another_units_figures_are_as_if_the_unit_never_was(
    monkeypatch: pytest.MonkeyPatch, cases: list[Case]
) -> None:
    make_unit("SYD")
    lead = sit_down(monkeypatch, make_user("leth", "team_lead", make_unit("NORD")), TODAY)
    foreign = lead.get("/rapporter/progression/", {**YEAR, "unit": "SYD"})
    unknown = lead.get("/rapporter/progression/", {**YEAR, "unit": "FINDES-IKKE"})
    assert foreign.status_code == unknown.status_code == 403
    assert bare(foreign) == bare(unknown)
    assert AuditEvent.objects.filter(outcome="deny").count() == 2
    assert lead.get("/rapporter/progression/", {**YEAR, "unit": "NORD"}).status_code == 200


FILES = [
    ("pdf", "application/pdf", b"%PDF"),
    ("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbfProgressionsrapport"),
    ("json", "application/json", b"{"),
]


@pytest.mark.parametrize(("name", "kind", "beginning"), FILES)
def test_each_file_is_the_same_report(
    manager: Client, cases: list[Case], name: str, kind: str, beginning: bytes
) -> None:
    page = manager.get("/rapporter/progression/", YEAR)
    mark = page.context["report"].short_fingerprint
    answer = manager.get("/rapporter/progression/", {**YEAR, "format": name})
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert answer["Content-Disposition"] == (
        f'attachment; filename="progression-2024-01-01-2024-08-31.{name}"'
    )
    assert answer.content.startswith(beginning)
    events = AuditEvent.objects.filter(action="report.progression")
    assert [event.resource_id for event in events] == [mark, mark]


def test_a_format_that_is_not_there_is_not_found(manager: Client, cases: list[Case]) -> None:
    assert manager.get("/rapporter/progression/", {**YEAR, "format": "xml"}).status_code == 404
    assert manager.post("/rapporter/progression/", YEAR).status_code == 405


# --- one citizen's report


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(
        make_case("2024-01-02", active=True, citizen={"given_name": "Ірина", "family_name": ""})
    )


def reader(who: str, case: Case) -> User:
    if who == "own mentor":
        mentor = make_user("mia", "mentor")
        assign(case, mentor, "mentor", "2024-03-04")
        return mentor
    if who == "other unit":
        return make_user("syd", "caseworker", make_unit("SYD"))
    return make_user("anna") if who == "responsible" else make_user("nn", who)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("responsible", 200),
        ("caseworker", 200),
        ("team_lead", 200),
        ("own mentor", 200),
        ("other unit", 404),
        ("mentor", 404),
        ("manager", 403),
        ("admin", 403),
        ("dpo", 403),
    ],
)
@pytest.mark.parametrize("name", ["html", "json"])
def test_the_case_report_is_for_whoever_may_see_the_case(
    monkeypatch: pytest.MonkeyPatch, case: Case, who: str, status: int, name: str
) -> None:
    client = sit_down(monkeypatch, reader(who, case), TODAY)
    answer = client.get(reverse("case-report", args=[case.pk]), {"format": name})
    assert answer.status_code == status
    nowhere = client.get(reverse("case-report", args=[case.pk + 1000]), {"format": name})
    assert nowhere.status_code == (404 if status == 200 else status)
    if status == 404:
        assert bare(answer) == bare(nowhere)


def test_the_page_has_its_files_and_they_name_nobody(
    monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    client = sit_down(monkeypatch, make_user("anna"), TODAY)
    address = reverse("case-report", args=[case.pk])
    text = text_of(client.get(address))
    assert "Forløbsrapport: Ірина" in text
    assert 'href="?format=pdf"' in text
    assert reverse("case", args=[case.pk]) in text
    paper = client.get(address, {"format": "pdf"})
    assert paper["Content-Disposition"] == f'attachment; filename="forloeb-{case.pk}.pdf"'
    assert json.loads(client.get(address, {"format": "json"}).content)["case_id"] == case.pk
    (subjects,) = {
        tuple(event.subjects) for event in AuditEvent.objects.filter(action="case.report")
    }
    assert subjects == (str(case.citizen_id),)
    assert client.get(address, {"format": "csv"}).status_code == 404


def test_nothing_leaves_the_house_when_the_trail_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    client = sit_down(monkeypatch, make_user("anna"), TODAY)
    client.raise_request_exception = False
    with patch("reports.case_report.record", side_effect=RuntimeError):
        answer = client.get(reverse("case-report", args=[case.pk]))
    assert answer.status_code == 500
    assert "Ірина" not in text_of(answer)
