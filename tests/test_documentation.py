"""What the documents say of the code is true, and nothing of it is left out."""

import re
import shlex
import shutil
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command, get_commands, load_command_class

from accounts.roles import SYSTEM, Function, Permission, Role
from cases.models import Event
from interventions.diagrams import LIFECYCLES, draw, title
from interventions.law.status import LABELS
from interventions.models import KINDS
from tests.make import make_case, make_user
from tests.served import served

ROOT: Path = settings.BASE_DIR
APPS = ("accounts", "cases", "config", "interventions", "reports")


def text(*names: str) -> str:
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


# --- lifecycles


def test_the_drawn_lifecycles_are_current():
    call_command("draw_lifecycles", check=True, verbosity=0)


def test_a_stale_drawing_is_found_and_drawn_again(settings, tmp_path, capsys):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    stale = tmp_path / "docs" / "lifecycles.md"
    stale.write_text("# Lifecycles\n", encoding="utf-8")
    with pytest.raises(CommandError, match="passer ikke til koden"):
        call_command("draw_lifecycles", check=True)
    assert stale.read_text(encoding="utf-8") == "# Lifecycles\n"
    call_command("draw_lifecycles")
    assert capsys.readouterr().out == "docs/lifecycles.md er tegnet på ny.\n"
    assert stale.read_text(encoding="utf-8") == draw()
    call_command("draw_lifecycles", check=True)


def test_a_drawing_has_the_title_the_diagram_and_the_table_of_each_kind():
    drawn = draw()
    for heading in ("## Forløb (`Case`)", "## Virksomhedspraktik (`CompanyPlacement`)"):
        assert heading in drawn
    assert "    agreed --> running: Start\n" in drawn
    assert "    [*] --> draft\n" in drawn
    assert "    completed --> [*]\n" in drawn
    assert (
        "| Afbryd | `break_off` | I gang → Afbrudt\\*<br>På pause → Afbrudt\\* |"
        " `placement_move` | `placement_end_reason` |  |  |"
    ) in drawn
    assert (
        "| Tilbyd igen | `offer_again` | Afslået\\* → Tilbudt | `step_move` |  |  | re-entry |"
        in drawn
    )
    assert [title(kind) for kind in LIFECYCLES][:2] == ["Forløb", "Asylcentersamtale"]


# --- glossary


def glossary(section: str, column: str) -> set[tuple[str, str]]:
    """The (Danish, code) pairs of the section's table whose second column is headed so."""
    part = text("docs/glossary.md").split(f"## {section}\n")[1].split("\n## ")[0]
    table = re.split(rf"\| Danish \| {column}[^\n]*\n\|[-|]+\n", part)[1].split("\n\n")[0]
    cells = [line.strip("| ").split(" | ") for line in table.splitlines()]
    return {(row[0], row[1].strip("` ")) for row in cells}


def test_the_glossary_has_every_state_with_its_label():
    in_code = {(str(s.label), s.value) for kind in LIFECYCLES for s in kind.State}
    assert glossary("States", "state") == in_code


def test_the_glossary_says_whose_a_state_is():
    rows = re.findall(r"^\| ([^|]+) \| `(\w+)` \| ([\w, ]+) \|$", text("docs/glossary.md"), re.M)
    written = {
        (label, state, kind) for label, state, kinds in rows for kind in kinds.split(", ")
        if kind in {k.__name__ for k in LIFECYCLES}
    }  # fmt: skip
    in_code = {(str(s.label), s.value, kind.__name__) for kind in LIFECYCLES for s in kind.State}
    assert written == in_code


def test_the_glossary_has_every_role_function_and_status_with_its_label():
    roles = {(str(role.label), role.value) for role in Role} | {("Systemet", SYSTEM)}
    assert glossary("Roles and functions", "role") == roles
    functions = {(str(function.label), function.value) for function in Function}
    assert glossary("Roles and functions", "function on a case") == functions
    statuses = {(label, str(status)) for status, label in LABELS.items()}
    assert glossary("Deadlines", "status") == statuses


def test_the_glossary_has_every_permission():
    written = [code for _, code in sorted(glossary("Permissions", "permission"))]
    assert sorted(written) == sorted(Permission)


def test_the_glossary_has_every_kind_and_every_table_of_ours():
    written = set(re.findall(r"`(\w+)`", text("docs/glossary.md")))
    tables = {model.__name__ for app in APPS for model in apps.get_app_config(app).get_models()}
    spoken_of = tables - {"HouseholdMember", "RoleGrant", "AllocationUpload", "Country"}
    assert {kind.__name__ for kind in LIFECYCLES} | set(KINDS) | spoken_of <= written


def test_each_name_of_the_glossary_is_in_the_code():
    source = text(*(str(p.relative_to(ROOT)) for app in APPS for p in (ROOT / app).rglob("*.py")))
    names = re.findall(r"`(\w+)`", text("docs/glossary.md"))
    assert [name for name in names if not re.search(rf"\b{name}\b", source, re.I)] == []


# --- commands

OURS = sorted(name for name, app in get_commands().items() if app in APPS)


@pytest.mark.parametrize("name", OURS)
def test_every_command_says_what_it_does_in_danish(name):
    command = load_command_class(get_commands()[name], name)
    assert re.fullmatch(r"[A-ZÆØÅ].*[.)]", command.help, re.DOTALL), command.help


@pytest.mark.parametrize("name", OURS)
def test_every_command_stands_in_the_documents(name):
    assert f"`{name}" in text("README.md", "docs/architecture.md") or name == "migrate"


# --- the example of the API


@pytest.mark.django_db
@pytest.mark.skipif(shutil.which("curl") is None, reason="the example is told with curl")
def test_the_example_of_the_api_does_what_the_readme_says(tmp_path):
    part = text("README.md").split("## The API in five lines")[1].split("\n## ")[0]
    person, machine = re.findall(r"```bash\n(.*?)```", part, re.DOTALL)
    assert len(person.splitlines()) == 5
    caseworker = make_user("sagsbehandler")
    caseworker.set_password("forloeb-demo-2026")
    caseworker.save()
    make_user("admin", "admin")
    case = make_case("2024-02-05", active=True, caseworker=caseworker)
    make_case("2024-02-05", active=True, caseworker=make_user("anna"))
    told = said(person + "echo; " + person.splitlines()[-1] + "\n" + with_token(machine), tmp_path)
    first, again = re.findall(r'"state":"paused"[^}]*', told)
    assert first == again
    assert Event.objects.filter(case=case, move="pause").count() == 1
    assert "PROG-MAAL-BASIS" in told
    assert told.count('"kind":"CompanyPlacement"') == 2


def with_token(lines: str) -> str:
    """The command that makes the token is run here, where its rows are seen."""
    command = re.search(r"\$\(\S+ manage\.py ([^)]*)\)", lines)
    out = StringIO()
    call_command(*shlex.split(command[1]), stdout=out)
    return lines.replace(command[0], out.getvalue().strip())


def said(script: str, where: Path) -> str:
    with served() as address:
        lines = "set -euo pipefail\n" + script.replace("http://127.0.0.1:8000", address)
        bash = str(shutil.which("bash"))
        done = subprocess.run(  # noqa: S603 - the README's own lines
            [bash, "-c", lines], cwd=where, capture_output=True, text=True, timeout=60, check=True
        )
    return done.stdout


# --- what must not stand anywhere

SKIPPED = {
    ".git", ".venv", "node_modules", "var", "staticfiles", "vendor", "__pycache__", ".hypothesis",
    ".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".env",
}  # fmt: skip
BINARY = {".png", ".jpg", ".woff2", ".ttf", ".pdf", ".xlsx", ".ico"}


def ours() -> list[Path]:
    paths = [path for path in ROOT.rglob("*") if path.is_file() and path.suffix not in BINARY]
    return [path for path in paths if not SKIPPED.intersection(path.relative_to(ROOT).parts)]


# Hosts of package registries, and folders of one machine.
FOREIGN = re.compile(
    r"(?:pypi|pythonhosted|npmjs)\.(?:org|com)|--(?:extra-)?index-url|--regist[r]y"
    r"|\"resolved\": *\"http|(?<![\w.~}])/(?:home|root|opt|work|Users|mnt)/\w"
)


def test_no_file_names_a_registry_or_a_machine():
    found = {str(path): FOREIGN.findall(path.read_text("utf-8", "ignore")) for path in ours()}
    assert {path: words for path, words in found.items() if words} == {}


NOQA = re.compile(r"#\s*noqa(?!: [A-Z]+\d+(, [A-Z]+\d+)* [-–] \w)")


def test_every_noqa_carries_its_reason():
    sources = [path for path in ours() if path.suffix == ".py" and path != Path(__file__)]
    assert [str(path) for path in sources if NOQA.search(path.read_text("utf-8"))] == []
