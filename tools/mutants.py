"""Takes out each transition, guard, consequence, deadline rule and plan row, and runs the tests.

The parts of cases/access.py and the grants are taken out in one world instead, and looked for in
the table of who holds what (tests/permissions/held.py): so many need it quickly.

A piece that no test misses is printed, and the exit code is 1. Tests that only compare a declared
table with a typed one are left out. Each worker has a database, and forks for every piece.

    python -m tools.mutants [--workers 2] [--only WORDS] [--tell]
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import django
import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import utils

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["PYTEST_VERSION"] = pytest.__version__  # the settings are those of a test run
django.setup()

from tools.access_pieces import given, parts  # noqa: E402 - models need Django set up
from tools.mutations import Mutation, mutations  # noqa: E402 - models need Django set up
from tools.nearest import nearest  # noqa: E402 - after what it stands with

LIFECYCLES, LAW, SCENARIOS = "tests/lifecycles", "tests/law", "tests/scenarios"
PLANNING = "tests/interventions/test_planning.py"
# Where a piece is missed first; a survivor of these meets all in WIDER, the nearest first.
FIRST = {
    "arrow": [f"{LIFECYCLES}/test_moves.py", f"{LIFECYCLES}/test_cells.py"],
    "guard": [f"{LIFECYCLES}/test_guards.py"],
    "consequence": [f"{LIFECYCLES}/test_consequences{of}.py" for of in ("", "_of_ends")],
    "rule": [LAW, SCENARIOS],
    "plan row": [PLANNING, SCENARIOS],
}
OF_ONE_KIND = ("arrow", "guard")  # their tests carry the kind in their ids
WIDER = [LIFECYCLES, LAW, SCENARIOS, "tests/interventions"]
DECLARATIONS = (
    "not (test_shape or has_every_guard or belongs_to_a_move or the_shipped_file"
    " or every_rule_with_a_date)"
)
SECONDS = 900
GREEN, RED = 0, 1


class Verdict(NamedTuple):
    """`found_by` is the first test that failed; empty for a survivor."""

    name: str
    found_by: str
    seconds: float


class FirstFailure:
    """A pytest plugin that remembers the first failing test, or file that could not be read."""

    name = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.failed:
            self.name = self.name or report.nodeid

    pytest_collectreport = pytest_runtest_logreport


def failing(paths: list[str], words: str) -> str:
    """The first test that fails, or "". Raises RuntimeError when the tests could not be run."""
    first = FirstFailure()
    quiet = ["-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist", "--reuse-db"]
    code = pytest.main([*paths, "-k", words, *quiet], plugins=[first])
    if code != GREEN and not first.name:
        raise RuntimeError(f"pytest answered {code} for {paths} -k »{words}«")
    return first.name


def in_a_fork(task: Callable[[], object], log: Path) -> str:
    """What the task answers, done by a child who takes all that it changed in memory with it.

    Raises RuntimeError when it broke down; `log` has its output.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _do(task, writing, log)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return f"no end within {SECONDS} seconds"
    if status:
        raise RuntimeError(f"A run of the tests broke down; see {log}")
    return answer


def _do(task: Callable[[], object], writing: int, log: Path) -> None:
    """The child's whole life."""
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(output, sys.stdout.fileno())
    os.dup2(output, sys.stderr.fileno())
    signal.alarm(SECONDS)
    try:
        os.write(writing, str(task() or "").encode())
    except BaseException:  # whatever it is, the child must not become a second parent
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


class Worker:
    """One process of the pool, with a log and a database of its own."""

    log: Path

    @classmethod
    def begin(cls, numbers: Any) -> None:
        number = numbers.get()
        cls.log = Path("var") / f"mutants-{number}.log"
        cls.log.parent.mkdir(exist_ok=True)
        cls.log.write_text("", encoding="utf-8")
        connection.settings_dict["TEST"]["NAME"] = database(number)
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connections.close_all()
        utils.setup_databases = lambda **_options: []  # the tests take the database as it stands


def database(number: int) -> str:
    return f"test_mutants{number}"


def green(paths: list[str]) -> Verdict:
    """Before anything is taken out, the tests must pass: who fails them anyway finds nothing."""
    began = time.monotonic()
    found = in_a_fork(lambda: failing(paths, DECLARATIONS), Worker.log)
    return Verdict(" ".join(paths), found, time.monotonic() - began)


def judged(index: int) -> Verdict:
    began, mutation = time.monotonic(), mutations()[index]
    found = in_a_fork(lambda: missed_by(mutation), Worker.log)
    if mutation.category == "rule":
        in_a_fork(lambda: call_command("load_law", verbosity=0), Worker.log)
    return Verdict(str(mutation), found, time.monotonic() - began)


def missed_by(mutation: Mutation) -> str:
    mutation.take_out()
    connections.close_all()
    about, one = mutation.about, mutation.category in OF_ONE_KIND
    kind = f"({about}- or {about}]) and " if one else ""  # as the ids of the tests have it
    first = failing(FIRST[mutation.category], f"{kind}{DECLARATIONS}")
    return first or failing(nearest(WIDER, mutation.name), DECLARATIONS)


def at_the_table(words: str) -> list[Verdict]:
    """On the pieces of access whose names contain the words."""
    told = in_a_fork(lambda: json.dumps(_asked_at_the_table(words)), Worker.log)
    return [Verdict(*verdict) for verdict in json.loads(told)]


def _asked_at_the_table(words: str) -> list[Verdict]:
    # Imported here, in the child: whoever takes out another piece imports the tests after it.
    held, standings = (import_module(f"tests.permissions.{n}") for n in ("held", "standings"))
    verdicts = []
    with transaction.atomic():
        here = standings.world()
        if difference := next(held.differences(here, import_module("cases.access")), ""):
            raise RuntimeError(f"The table is otherwise as it is: {difference}")
        for piece in (*parts(), *given()):
            began = time.monotonic()
            if words in piece.name:
                found = held.noticed(here, piece)
                verdicts.append(Verdict(piece.name, found, time.monotonic() - began))
        transaction.set_rollback(True)
    return verdicts


def run(chosen: list[int], words: str, workers: int, *, tell: bool) -> list[Verdict]:
    """All verdicts. Raises SystemExit when the tests fail with nothing taken out."""
    numbers: Any = multiprocessing.Queue()
    for number in range(workers):
        numbers.put(number)
    with multiprocessing.Pool(workers, Worker.begin, (numbers,)) as pool:
        bases = [WIDER[:1], [LAW, SCENARIOS, PLANNING]]
        for verdict in pool.imap_unordered(green, bases if chosen else []):
            if verdict.found_by:
                sys.exit(f"The tests fail as it is: {verdict.found_by}")
        verdicts = []
        for verdict in chain(
            pool.apply(at_the_table, [words]), pool.imap_unordered(judged, chosen)
        ):
            verdicts.append(verdict)
            if tell or not verdict.found_by:
                show(verdict)
    return verdicts


def show(verdict: Verdict) -> None:
    found = verdict.found_by or "SURVIVED"
    sys.stdout.write(f"{verdict.seconds:5.0f} s  {verdict.name}  ←  {found}\n")
    sys.stdout.flush()


def forget_databases(workers: int) -> None:
    ours = connection.settings_dict["NAME"]
    for number in range(workers):
        connection.settings_dict["NAME"] = database(number)
        connection.creation.destroy_test_db(ours, verbosity=0)


def main() -> int:
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", default="", help="those whose name contains these words")
    parser.add_argument(
        "--tell", action="store_true", help="print also what was found, and by which test"
    )
    options = parser.parse_args()
    began, every = time.monotonic(), mutations()
    chosen = [index for index, one in enumerate(every) if options.only in str(one)]
    try:
        verdicts = run(chosen, options.only, options.workers, tell=options.tell)
    finally:
        forget_databases(options.workers)
    survivors = sum(not verdict.found_by for verdict in verdicts)
    sys.stdout.write(
        f"{len(verdicts)} pieces taken out one at a time, {survivors} missed by no test "
        f"({time.monotonic() - began:.0f} s).\n"
    )
    return RED if survivors or not verdicts else GREEN


if __name__ == "__main__":
    sys.exit(main())
