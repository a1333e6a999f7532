"""Reads an allocation list (csv or xlsx) and opens a case for each person on it."""

import json
import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.actor import Actor, system
from accounts.models import Unit, User
from accounts.queries import NoRoleError, actor_named
from cases.allocations.columns import UnreadableListError
from cases.allocations.files import AllocationList, read_list
from cases.allocations.rejects import ENCODING, RejectFile
from cases.errors import NotPossibleError
from interventions.actions.allocations.hand_out import plan_imported
from interventions.actions.allocations.result import ImportResult
from interventions.actions.allocations.store import Import, RefusedListError


class Command(BaseCommand):
    help = (
        "Indlæser en visitationsliste (csv eller xlsx) og opretter et forløb for hver person. "
        "Afviste linjer skrives i en fil for sig. Den samme liste igen ændrer intet."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--plan", action="store_true", help="planlæg også sagerne")
        parser.add_argument("--responsible", metavar="BRUGERNAVN", help="ansvarlig for sagerne")
        parser.add_argument("--unit", metavar="KODE", help="enheden, der modtager")
        parser.add_argument("--strict", action="store_true", help="gem alle linjer eller ingen")
        parser.add_argument("--dry-run", action="store_true", help="vis kun, hvad der ville ske")
        parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")
        parser.add_argument("--rejects", type=Path, metavar="FILE", help="fil til afviste linjer")
        parser.add_argument("--by", metavar="BRUGERNAVN", help="den bruger, der indlæser")

    def handle(self, *_args: Any, **options: Any) -> None:
        given = self._read(options["file"])
        by = self._actor(options["by"])
        unit = self._unit(options["unit"], by)
        try:
            result = self._import(given, unit, by, options)
        except RefusedListError as error:
            self._show(error.result, options)
            raise CommandError(str(error), returncode=1) from error
        except (UnreadableListError, NotPossibleError, PermissionDenied) as error:
            raise CommandError(str(error), returncode=2) from error
        self._show(result, options)

    def _import(
        self, given: AllocationList, unit: Unit, by: Actor, options: dict[str, Any]
    ) -> ImportResult:
        with ExitStack() as stack:
            stack.enter_context(transaction.atomic())
            rejects = stack.enter_context(_Rejects(_rejects_path(options), given))
            run = Import(
                unit,
                by,
                strict=options["strict"],
                dry_run=options["dry_run"],
                refuse=rejects.add,
                told=self._progress,
            )
            result = run.run(given)
            if options["plan"] and not options["dry_run"]:
                responsible = self._user(options["responsible"])
                result.planned = plan_imported(run.cases, unit, by=by, responsible=responsible)
        return result

    def _read(self, path: Path) -> AllocationList:
        try:
            return read_list(path.read_bytes())
        except OSError as error:
            raise CommandError(f"Filen kan ikke læses: {error}", returncode=2) from error
        except UnreadableListError as error:
            raise CommandError(str(error), returncode=2) from error

    def _actor(self, username: str | None) -> Actor:
        now = timezone.now()
        try:
            return actor_named(username, now) if username else system(now)
        except NoRoleError as error:
            raise CommandError(str(error), returncode=2) from error

    def _unit(self, code: str | None, by: Actor) -> Unit:
        units = list(Unit.objects.all())
        if code:
            chosen = [unit for unit in units if unit.code == code]
        elif by.unit_id:
            chosen = [unit for unit in units if unit.pk == by.unit_id]
        else:
            chosen = units
        if len(chosen) != 1:
            codes = ", ".join(unit.code for unit in units) or "ingen"
            raise CommandError(f"Angiv enheden med --unit. Der findes: {codes}.", returncode=2)
        if by.unit_id and chosen[0].pk != by.unit_id:
            raise CommandError("Brugeren kan kun indlæse til sin egen enhed.", returncode=2)
        return chosen[0]

    def _user(self, username: str | None) -> User | None:
        if not username:
            return None
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Der findes ingen bruger med navnet {username}.", returncode=2)
        return user

    def _progress(self, rows: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{rows} linjer", ending="")

    def _show(self, result: ImportResult, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(result.as_json(), ensure_ascii=False))
            return
        for line in result.lines:
            if line.verdict == "refused":
                where = f" ({line.column})" if line.column else ""
                self.stdout.write(f"Linje {line.line}: {line.label}{where}. {line.reason}")
        self.stdout.write(
            f"{result.rows} linjer: {result.created} oprettet, {result.updated} opdateret, "
            f"{result.unchanged} uændret, {result.refused} afvist. {result.planned} planlagt. "
            f"{result.warnings} gemte linjer har en bemærkning."
        )


def _rejects_path(options: dict[str, Any]) -> Path | None:
    if options["dry_run"]:
        return None
    beside: Path = options["file"].with_suffix(".afvist.csv")
    return options["rejects"] or beside


class _Rejects:
    """The file of refused lines; it exists only when there are any."""

    def __init__(self, path: Path | None, given: AllocationList) -> None:
        self._path, self._heading = path, given.heading
        self._file: RejectFile | None = None
        self._stack = ExitStack()

    def __enter__(self) -> "_Rejects":
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def add(self, line: Any) -> None:
        if self._path is None:
            return
        if self._file is None:
            stream = self._stack.enter_context(self._path.open("w", encoding=ENCODING, newline=""))
            self._file = RejectFile(stream, self._heading)
        self._file.add(line)

    def _open(self) -> Any:
        """Beside the list; in the current folder when that one cannot be written to."""
        path = self._path or Path()
        try:
            return path.open("w", encoding=ENCODING, newline="")
        except OSError:
            return Path(path.name).open("w", encoding=ENCODING, newline="")
