"""The given list of 240 lines, again and again, and lists that somebody has spoiled."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEvent
from cases.models import Case, Citizen
from interventions.models import Deadline
from tests.make import make_unit, make_user

DATA = Path(__file__).resolve().parents[1] / "data"
EXPECTED = json.loads((DATA / "allocations-2024-2025.expected.json").read_text())
HEADER = (
    "udlaendinge_id;cpr;fornavn;efternavn;foedselsdato;koen;statsborgerskab;foedeland;"
    "opholdsgrundlag;visiteringsdato;ankomstdato;telefon"
)
OMAR = "11112222;;Omar;Sabbagh;28-05-1988;M;SY;SY;konvention;27-11-2025;29-12-2025;"

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_bytes((DATA / "allocations-2024-2025.csv").read_bytes())
    return path


@pytest.fixture
def unit() -> Any:
    make_user("anna")
    make_user("bo")
    return make_unit()


def run(path: Path, *args: str) -> dict[str, Any]:
    out = StringIO()
    call_command("import_allocations", str(path), "--json", *args, stdout=out)
    return json.loads(out.getvalue())


def write(path: Path, *lines: str) -> Path:
    path.write_text("\r\n".join([HEADER, *lines]) + "\r\n", encoding="utf-8-sig")
    return path


def test_refused_lines_come_back_and_are_taken_when_they_are_mended(
    tmp_path: Path, unit: Any
) -> None:
    path = write(tmp_path / "a.csv", OMAR.replace("28-05-1988", "31-02-1988"))
    assert run(path)["refused"] == 1
    rejects = tmp_path / "a.afvist.csv"
    text = rejects.read_text(encoding="utf-8-sig")
    assert "foedselsdato" in text.splitlines()[1]
    rejects.write_text(text.replace("31-02-1988", "28-05-1988"), encoding="utf-8-sig")
    assert run(rejects)["created"] == 1


def test_strict_stores_all_or_nothing_and_exits_1(tmp_path: Path, unit: Any) -> None:
    path = write(tmp_path / "a.csv", OMAR, "33334444;;Bo;;ikke en dato;M;SY;SY;konvention;1;;")
    with pytest.raises(CommandError) as error:
        run(path, "--strict")
    assert error.value.returncode == 1
    assert not Citizen.objects.exists()


def test_a_dry_run_tells_and_stores_nothing(given: Path, unit: Any) -> None:
    assert run(given, "--dry-run", "--plan")["created"] == 226
    assert not Citizen.objects.exists()
    assert not given.with_suffix(".afvist.csv").exists()


def test_a_known_person_is_filled_in_and_never_overwritten(tmp_path: Path, unit: Any) -> None:
    run(write(tmp_path / "a.csv", OMAR.replace("29-12-2025", "")), "--plan")
    fuller = OMAR.replace("Omar", "Umar") + "20304050"
    answer = run(write(tmp_path / "b.csv", fuller))
    line = answer["lines"][0]
    assert (line["verdict"], [w["column"] for w in line["warnings"]]) == ("updated", ["fornavn"])
    case = Case.objects.get()
    citizen = Citizen.objects.get()
    assert (citizen.given_name, citizen.phone) == ("Omar", "+4520304050")
    assert f"{case.arrived_on}" == "2025-12-29"
    placement = Deadline.objects.get(case=case, rule__code="KM-PRAK-1M")
    assert f"{placement.due_on}" == "2026-01-29"


def test_somebody_elses_cpr_number_is_refused(tmp_path: Path, unit: Any) -> None:
    with_cpr = OMAR.replace("11112222;;", "11112222;280588-3721;")
    run(write(tmp_path / "a.csv", with_cpr))
    answer = run(write(tmp_path / "b.csv", with_cpr.replace("11112222", "55556666")))
    assert [(x["verdict"], x["column"]) for x in answer["lines"]] == [("refused", "cpr")]
    assert Citizen.objects.count() == 1


def test_a_person_of_another_unit_is_refused_without_telling_which(
    tmp_path: Path, unit: Any
) -> None:
    run(write(tmp_path / "a.csv", OMAR))
    make_unit("SYD")
    answer = run(write(tmp_path / "b.csv", OMAR), "--unit", "SYD")
    line = answer["lines"][0]
    assert (line["verdict"], line["column"]) == ("refused", "udlaendinge_id")
    assert "NORD" not in line["reason"]


def test_a_known_person_without_an_open_case_gets_a_new_one(tmp_path: Path, unit: Any) -> None:
    path = write(tmp_path / "a.csv", OMAR)
    run(path)
    case = Case.objects.get()
    Case.objects.filter(pk=case.pk).update(
        state="closed", closed_on=case.opened_on, end_reason="udrejst"
    )
    assert run(path)["created"] == 1
    assert (Citizen.objects.count(), Case.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tom"),
        (HEADER.encode(), "kun overskriften"),
        (b"a;b\r\n1;2\r\n", "ligner ikke en visitationsliste"),
        (HEADER.replace("koen;", "").encode() + b"\r\nx\r\n", "koen mangler"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04 not a workbook", "Gem|gem"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_exits_2(
    tmp_path: Path, unit: Any, content: bytes, words: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=words) as error:
        run(path)
    assert error.value.returncode == 2
    assert not Citizen.objects.exists()


def test_without_unit_and_by_the_units_are_named_when_there_are_several(
    tmp_path: Path, unit: Any
) -> None:
    make_unit("SYD")
    with pytest.raises(CommandError, match=r"--unit.*NORD.*SYD") as error:
        run(write(tmp_path / "a.csv", OMAR))
    assert error.value.returncode == 2


def test_a_caseworker_may_not_import_and_a_team_lead_only_to_her_own_unit(
    tmp_path: Path, unit: Any
) -> None:
    make_user("tina", "team_lead")
    make_unit("SYD")
    path = write(tmp_path / "a.csv", OMAR)
    for arguments in (("--by", "anna"), ("--by", "tina", "--unit", "SYD"), ("--by", "ukendt")):
        with pytest.raises(CommandError) as error:
            run(path, *arguments)
        assert error.value.returncode == 2
    assert run(path, "--by", "tina")["created"] == 1
    assert AuditEvent.objects.filter(action="allocations.import", actor="tina").count() == 1


def test_no_name_or_number_reaches_the_trail(given: Path, unit: Any) -> None:
    run(given)
    words = {w for c in Citizen.objects.all() for w in (c.given_name, c.family_name) if len(w) > 3}
    for row in AuditEvent.objects.values_list("action", "resource", "resource_id", "fields"):
        assert not words.intersection(" ".join(map(str, row)).split())
