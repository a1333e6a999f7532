"""Computes one deadline and explains it: rule, version, anchor, skipped days, paragraph."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.localtime import read_date
from interventions.law.due import Due, NoDueDateError, due
from interventions.law.wording import AUTHORITIES, reference, subject, written
from interventions.queries.rules import UnknownRuleError, rule_book


class Command(BaseCommand):
    help = (
        "Regner én frist ud og forklarer den. Slutter med 1, når ingen version af reglen gælder på "
        "datoen, og med 2, når reglen er ukendt eller et timeregnskab, eller datoen er ulæselig."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rule", metavar="RULE", help="reglens kode, fx UA-OVERGIV")
        parser.add_argument(
            "anchor",
            metavar="ANCHOR_DATE",
            help="datoen, der regnes fra (åååå-mm-dd eller dd-mm-åååå)",
        )
        parser.add_argument("--json", action="store_true", help="skriv svaret som JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            found = _computed(options["rule"], read_date(options["anchor"]))
        except (UnknownRuleError, NoDueDateError, ValueError) as error:
            raise CommandError(str(error), returncode=2) from error
        told = json.dumps(_as_json(found), ensure_ascii=False) if options["json"] else _told(found)
        self.stdout.write(told)


def _computed(code: str, anchor: date) -> Due:
    """Raises CommandError (1) when no version is valid on the anchor's day, else as handle says."""
    book = rule_book()
    newest = book.latest(code)
    version = book.on(code, anchor)
    if version is None and newest.has_due_date:
        raise CommandError(f"Ingen version af {code} gælder den {written(anchor)}.", returncode=1)
    try:
        return due(version[1] if version else newest, anchor)
    except NoDueDateError:
        raise
    except (OverflowError, ValueError) as error:
        raise ValueError(f"Fristen ligger uden for kalenderen: {written(anchor)}.") from error


def _as_json(found: Due) -> dict[str, Any]:
    rule = found.rule
    return {
        "rule": rule.code,
        "version": rule.valid_from.isoformat(),
        "anchor": found.anchor.isoformat(),
        "due": found.day.isoformat(),
        "planning_date": found.planning.isoformat(),
        "skipped": [{"date": s.day.isoformat(), "reason": s.why} for s in found.skipped],
        "legal_reference": rule.legal_reference,
        "authority": str(rule.authority),
        "shape": rule.shape,
    }


def _told(found: Due) -> str:
    rule = found.rule
    lines = [
        f"{rule.code}: {subject(rule)}",
        f"Frist: {written(found.day)}",
        f"Planlæg senest: {written(found.planning)}",
        f"Regnet fra: {written(found.anchor)}",
        f"Version: gælder fra {written(rule.valid_from)}",
        f"Hjemmel: {reference(rule)} ({AUTHORITIES[rule.authority].lower()})",
    ]
    lines += [f"Sprunget over: {written(s.day)} ({s.why})" for s in found.skipped]
    return "\n".join(lines)
