"""The law in force as the database holds it: read once, then pure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import connection

from interventions.law.rules import Rule
from interventions.models import RuleVersion


class UnknownRuleError(LookupError):
    """No rule has that code; the message can be shown."""


@dataclass(frozen=True)
class RuleBook:
    """All versions of all rules, by version id."""

    versions: dict[int, Rule]
    rule_ids: dict[str, int]

    @cached_property
    def by_code(self) -> dict[str, list[tuple[int, Rule]]]:
        found: dict[str, list[tuple[int, Rule]]] = {}
        for pk, rule in self.versions.items():
            found.setdefault(rule.code, []).append((pk, rule))
        return found

    def on(self, code: str, day: date) -> tuple[int, Rule] | None:
        """The version valid on the anchor's day, with its id."""
        return next(((pk, r) for pk, r in self._all(code) if r.valid_on(day)), None)

    def latest(self, code: str) -> Rule:
        """The newest version: what an awaiting deadline is told by."""
        return self._all(code)[-1][1]

    def told_by(self, version_id: int | None, rule_id: int) -> Rule:
        """What tells of a deadline: its own version, or the newest while it awaits its day."""
        return self.versions[version_id] if version_id else self.latest(self._codes[rule_id])

    @cached_property
    def _codes(self) -> dict[int, str]:
        return {pk: code for code, pk in self.rule_ids.items()}

    def _all(self, code: str) -> list[tuple[int, Rule]]:
        if code not in self.by_code:
            raise UnknownRuleError(f"Der findes ingen fristregel med koden {code}.")
        return self.by_code[code]


_kept: ContextVar[RuleBook | None] = ContextVar("kept_rule_book", default=None)


_LOOKS = """
    SELECT md5(string_agg(version::text || rule.code, ',' ORDER BY version.id))
    FROM interventions_ruleversion version
    JOIN interventions_deadlinerule rule ON rule.id = version.rule_id
"""
_read_before: dict[str | None, RuleBook] = {}  # the one last read, by how the tables looked


def rule_book() -> RuleBook:
    """One query, or two when the law has changed since this process read it.

    The database is asked each time whether it has: another process may have loaded a new version,
    or the transaction that did may have been rolled back.
    """
    if kept := _kept.get():
        return kept
    with connection.cursor() as cursor:
        cursor.execute(_LOOKS)
        looks = cursor.fetchone()[0]
    found = _read_before.get(looks)
    if found is None:
        found = _read()
        _read_before.clear()
        _read_before[looks] = found
    return found


@contextmanager
def one_rule_book() -> Iterator[None]:
    """Within it the law is read once: for a long run during which nobody loads another one."""
    token = _kept.set(_read())
    try:
        yield
    finally:
        _kept.reset(token)


def _read() -> RuleBook:
    rows = RuleVersion.objects.select_related("rule").order_by("rule__code", "valid_from")
    return RuleBook(
        versions={row.pk: row.as_rule() for row in rows},
        rule_ids={row.rule.code: row.rule_id for row in rows},
    )
