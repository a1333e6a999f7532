"""The shape of the project, held by tests: docs/architecture.md in a form that can fail."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from importlinter.cli import lint_imports

ROOT: Path = settings.BASE_DIR
APPS = ("accounts", "cases", "config", "interventions", "reports")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> list[str]:
    """Our modules without the migrations, by their paths."""
    paths = [path for app in (*APPS, "tools") for path in (ROOT / app).rglob("*.py")]
    return sorted(str(p.relative_to(ROOT)) for p in paths if "migrations" not in p.parts)


@cache
def source(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def nodes(name: str) -> list[ast.AST]:
    return list(ast.walk(ast.parse(source(name))))


def imported(name: str) -> Iterator[str]:
    """Full names of everything that the module imports."""
    for node in nodes(name):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def everywhere(check: Callable[[str], Iterator[str]]) -> list[str]:
    """What the check finds in any of our modules."""
    return [f"{name}: {finding}" for name in modules() for finding in check(name)]


def test_the_modules_are_found():
    assert len(modules()) > 150
    assert "interventions/actions/perform.py" in modules()


def test_imports_follow_the_layers(capsys: pytest.CaptureFixture[str]):
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out


# --- size

LONGEST_MODULE, LONGEST_FUNCTION = 250, 30  # lines
# What is read line by line, as a table is, may be longer. Name it here with its reason.
LONG_TABLES = {
    "cases/lifecycle.py: move": "its signature is the vocabulary in which lifecycles are written",
    "interventions/queries/deadlines.py: with_status": "the statuses in order, a line each",
}


def length(function: Function) -> int:
    """Lines from `def` to the end; the docstring is for reading and does not count."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is not None:
        lines -= (function.body[0].end_lineno or 0) - function.body[0].lineno + 1
    return lines


def too_long(name: str) -> Iterator[str]:
    for node in nodes(name):
        if isinstance(node, Function) and length(node) > LONGEST_FUNCTION:
            yield node.name


def test_no_function_is_too_long_to_read():
    assert everywhere(too_long) == sorted(LONG_TABLES)


def test_no_module_is_too_long_to_read():
    assert [name for name in modules() if source(name).count("\n") > LONGEST_MODULE] == []


# --- who writes

WRITES = frozenset(
    {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
)
# A dict has an update() too: only what is called on rows counts.
ROWS = re.compile(r"objects|filter\(|exclude\(|\.all\(\)|_manager")
# A parent's own method, a canvas or a workbook is saved, but no row.
NO_ROWS = re.compile(r"super\(\)|self\.canvas|canvas|book|document")
# Besides the actions: the trail, the owner of passwords, and the demo, which sets up the town hall
# (areas, units, users) before anybody is there to act; a mutant takes a rule's row out. The world
# of the access tests does so too, and restricts and erases a citizen, for which no action is there.
WRITERS = (
    "accounts/audit.py",
    "accounts/models/people.py",
    "config/demo/staff.py",
    "config/world/relations.py",
    "config/world/staff.py",
    "tools/mutations.py",
)


def writes(name: str) -> Iterator[str]:
    if "/actions/" in name or name in WRITERS:
        return
    for node in nodes(name):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner, called = ast.unparse(node.func.value), node.func.attr
            updates = called == "update" and ROWS.search(owner)
            if (called in WRITES or updates) and not NO_ROWS.fullmatch(owner):
                yield f"{node.lineno} {owner}.{called}"


def test_only_actions_write():
    assert everywhere(writes) == []


def test_only_perform_makes_a_move():
    users = [name for name in modules() if "cases.actions.moves.make_move" in imported(name)]
    assert users == ["interventions/actions/perform.py"]


WRITING = re.compile(r"(^|\.)(update|create|get_or_create|update_or_create|Case|Goal|Step)$")


def sets_a_state(name: str) -> Iterator[str]:
    for node in nodes(name):
        if isinstance(node, ast.Call) and any(word.arg == "state" for word in node.keywords):
            called = ast.unparse(node.func)
            if WRITING.search(called) or called.endswith(("Talk", "Placement", "Assessment")):
                yield f"{node.lineno} {called}(state=…)"
        if isinstance(node, ast.Assign):
            yield from (
                f"{node.lineno} {ast.unparse(target)} = …"
                for target in node.targets
                if isinstance(target, ast.Attribute) and target.attr == "state"
            )


def test_nothing_but_a_move_sets_a_state():
    """Not by a constructor, not by update(), not by assignment; the field is protected besides."""
    assert everywhere(sets_a_state) == []


# --- what is absent

ABSENT = ("django.db.models.signals", "django.dispatch", "django.contrib.admin")


def test_no_signals_and_no_admin():
    assert everywhere(lambda name: (i for i in imported(name) if i.startswith(ABSENT))) == []
    assert not [app for app in settings.INSTALLED_APPS if "admin" in app]


def inner_imports(name: str) -> Iterator[str]:
    for function in nodes(name):
        if isinstance(function, Function):
            inner = (n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom))
            yield from (str(node.lineno) for node in inner)


def test_imports_stand_at_the_top():
    assert everywhere(inner_imports) == []


CLOCKS = re.compile(r"\b(?:date\.today|datetime\.now|timezone\.now|timezone\.localdate)\(")
EDGES = re.compile(r"(?:/|^)(?:views|api|management|http|config|tools)(?:/|\.py$)")


def asks_the_clock(name: str) -> Iterator[str]:
    if not EDGES.search(name):
        yield from CLOCKS.findall(source(name))


def test_only_the_edges_ask_the_clock():
    assert everywhere(asks_the_clock) == []
