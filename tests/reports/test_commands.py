"""The two commands: dates as people write them, exit codes, and the trail."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEvent
from cases.models import Case
from tests.interventions.desk import turn_clock
from tests.make import make_case, make_unit, make_user
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db

TODAY = "2024-09-02"
YEAR = ("--from", "2024-01-01", "--to", "31-08-2024")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    turn_clock(monkeypatch, TODAY)


@pytest.fixture(scope="module")
def cases(kept: Kept) -> list[Case]:
    return [kept(make_case("2024-02-05", unit=make_unit("NORD"))) for _ in range(6)]


def run(*args: Any) -> str:
    out = StringIO()
    call_command(*map(str, args), stdout=out)
    return out.getvalue()


def refused(*args: Any) -> CommandError:
    with pytest.raises(CommandError) as error:
        run(*args)
    return error.value


def test_both_ways_of_writing_a_date_are_read(cases: list[Case]) -> None:
    answer = json.loads(run("progression_report", *YEAR))
    assert answer["period"] == {"from": "2024-01-01", "to": "2024-08-31"}
    assert answer["as_of"] == TODAY
    assert answer["totals"]["opened"] == 6


def test_the_day_of_the_count_may_be_the_end_of_a_month(cases: list[Case]) -> None:
    before = json.loads(run("progression_report", *YEAR, "--as-of", "2024-01-31"))
    assert (before["as_of"], before["totals"]["opened"]) == ("2024-01-31", 0)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--from", "2024-01-02", "--to", "2024-08-31"), "begynde den 1."),
        (("--from", "2024-01-01", "--to", "2024-08-30"), "slutte på den sidste dag"),
        (("--from", "2024-08-01", "--to", "2024-01-31"), "slutter, før den begynder"),
        (("--from", "2024-01-01", "--to", "snart"), "er ikke en dato"),
        (("--to", "2024-08-31"), "--from mangler"),
        (("--from", "2024-01-01"), "--to mangler"),
        ((*YEAR, "--as-of", "2024-08-30"), "Opgørelsesdagen"),
        ((*YEAR, "--as-of", "i går"), "er ikke en dato"),
        ((*YEAR, "--track", "mars"), "copenhagen, ukraine, general"),
        ((*YEAR, "--unit", "FINDES-IKKE"), "findes ikke, eller du har ikke adgang"),
        ((*YEAR, "--by", "ingen"), "ingen bruger"),
        ((*YEAR, "--by", "anna"), "Din rolle giver ikke adgang"),
        ((*YEAR, "--by", "leth", "--unit", "SYD"), "findes ikke, eller du har ikke adgang"),
        ((*YEAR, "--format", "pdf"), "Angiv en fil med -o"),
        ((*YEAR, "--format", "pdf", "-o", "-"), "Angiv en fil med -o"),
        ((*YEAR, "-o", "/findes/ikke/rapport.json"), "Filen kan ikke skrives"),
    ],
)
def test_what_cannot_be_answered_ends_with_2_and_a_sentence(
    cases: list[Case], args: tuple[str, ...], words: str
) -> None:
    make_user("leth", "team_lead", make_unit("NORD"))
    make_unit("SYD")
    error = refused("progression_report", *args)
    assert error.returncode == 2
    assert words in str(error)


def test_by_a_user_the_report_is_the_one_that_she_may_see(cases: list[Case]) -> None:
    for _ in range(5):
        make_case("2024-02-05", unit=make_unit("SYD"))
    make_user("leth", "team_lead", make_unit("SYD"))
    assert json.loads(run("progression_report", *YEAR))["totals"]["opened"] == 11
    own = json.loads(run("progression_report", *YEAR, "--by", "leth"))
    assert ({row["unit"] for row in own["rows"]}, own["totals"]["opened"]) == ({"SYD"}, 5)
    actors = AuditEvent.objects.filter(action="report.progression").values_list("actor", "outcome")
    assert sorted(actors) == [("leth", "allow"), ("system", "allow")]


def test_a_refusal_is_in_the_trail(cases: list[Case]) -> None:
    refused("progression_report", *YEAR, "--by", "anna")
    event = AuditEvent.objects.get(action="report.progression")
    assert (event.actor, event.outcome) == ("anna", "deny")


@pytest.mark.parametrize(
    ("name", "beginning"),
    [("pdf", b"%PDF"), ("csv", b"\xef\xbb\xbf"), ("json", b"{"), ("html", b"<!doctype html>")],
)
def test_every_format_goes_into_a_file(
    cases: list[Case], tmp_path: Path, name: str, beginning: bytes
) -> None:
    path = tmp_path / f"rapport.{name}"
    assert run("progression_report", *YEAR, "--format", name, "-o", path) == ""
    assert path.read_bytes().startswith(beginning)


@pytest.mark.parametrize("output", [(), ("-o", "-")])
def test_text_goes_to_standard_output(cases: list[Case], output: tuple[str, ...]) -> None:
    assert run("progression_report", *YEAR, "--format", "csv", *output).startswith(
        "\ufeffProgressionsrapport: hele kommunen"
    )
    assert "<h1" in run("progression_report", *YEAR, "--format", "html", *output)


# --- one citizen


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-02", active=True))


@pytest.mark.parametrize(
    ("name", "beginning"), [("pdf", b"%PDF"), ("json", b"{"), ("html", b"<!doctype html>")]
)
def test_the_case_report_is_written_as_its_reader_may_see_it(
    case: Case, tmp_path: Path, name: str, beginning: bytes
) -> None:
    path = tmp_path / f"sag.{name}"
    run("case_report", case.pk, "--by", "anna", "--format", name, "-o", path)
    assert path.read_bytes().startswith(beginning)
    event = AuditEvent.objects.get(action="case.report")
    assert (event.actor, event.resource_id, event.outcome) == ("anna", str(case.pk), "allow")
    assert event.subjects == [str(case.citizen_id)]


def test_without_by_nobody_is_shown(case: Case) -> None:
    error = refused("case_report", case.pk)
    assert error.returncode == 2
    assert "--by" in str(error)
    assert not AuditEvent.objects.filter(action="case.report").exists()


NOT_YOURS = "Sagen findes ikke, eller du har ikke adgang til den."


@pytest.mark.parametrize(
    ("role", "unit", "number", "words"),
    [
        ("caseworker", "SYD", "", NOT_YOURS),
        ("mentor", "NORD", "", NOT_YOURS),
        ("caseworker", "NORD", "999999", NOT_YOURS),
        ("caseworker", "NORD", "9" * 40, NOT_YOURS),
        ("caseworker", "NORD", "1705901234-", NOT_YOURS),
        ("manager", "NORD", "", "Din rolle giver ikke adgang til dette."),
        ("admin", "NORD", "", "Din rolle giver ikke adgang til dette."),
    ],
)
def test_what_is_not_yours_ends_with_2_and_is_in_the_trail(
    case: Case, role: str, unit: str, number: str, words: str
) -> None:
    make_user("nn", role, make_unit(unit))
    error = refused("case_report", number or case.pk, "--by", "nn")
    assert (error.returncode, str(error)) == (2, words)
    event = AuditEvent.objects.get(action="case.report")
    assert (event.actor, event.outcome, event.subjects) == ("nn", "deny", [])


def test_paper_needs_a_file(case: Case) -> None:
    assert refused("case_report", case.pk, "--by", "anna", "--format", "pdf").returncode == 2
