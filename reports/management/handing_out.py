"""What the two commands have in common: who asks, and where the file goes."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actor import Actor, system
from accounts.queries import NoRoleError, actor_named
from reports.formats import Format
from reports.pdf.fonts import FontsMissingError

REFUSED = 2
STANDARD_OUTPUT = "-"


def refusal(message: str) -> CommandError:
    return CommandError(message, returncode=REFUSED)


def asked_by(username: str | None, now: datetime) -> Actor:
    """The named user, or the system. Raises CommandError for one without a role."""
    try:
        return actor_named(username, now) if username else system(now)
    except NoRoleError as error:
        raise refusal(str(error)) from error


def refuse_on_screen(format_: Format, output: str | None) -> None:
    """Asked before anything is counted. Raises CommandError for paper without a file."""
    if not format_.on_screen and output in (None, STANDARD_OUTPUT):
        raise refusal("Angiv en fil med -o: en PDF kan ikke skrives på skærmen.")


def hand_out(command: BaseCommand, format_: Format, made: Any, output: str | None) -> None:
    """Writes the file, or the text on standard output. Raises CommandError when it cannot."""
    try:
        content = format_.write(made)
    except FontsMissingError as error:
        raise refusal(str(error)) from error
    if output in (None, STANDARD_OUTPUT):
        command.stdout.write(content.decode(), ending="")
        return
    try:
        Path(str(output)).write_bytes(content)
    except OSError as error:
        raise refusal(f"Filen kan ikke skrives: {error}") from error


def tell(command: BaseCommand, text: str) -> None:
    """Progress for a person who watches; never in the way of a pipe."""
    if sys.stderr.isatty():
        command.stderr.write(text)
