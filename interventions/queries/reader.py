from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.actor import Actor
from accounts.roles import Permission
from interventions.law.conditions import CaseFacts

NOTES = Permission.FOLLOW_UP_SEE  # who reads the reasons and notes that somebody has written


@dataclass(frozen=True)
class Reader:
    """One person reading one case: what she holds on it, its facts, and the labels of codes.

    `labels` is table → code → Danish, as `cases.queries.labels` gives it.
    """

    by: Actor
    held: frozenset[Permission]
    facts: CaseFacts
    labels: dict[str, dict[str, str]]

    @property
    def today(self) -> date:
        return self.by.today

    @property
    def reads_notes(self) -> bool:
        return NOTES in self.held

    def may(self, permission: Permission) -> bool:
        return permission in self.held

    def label(self, table: str, code: str) -> str:
        return self.labels.get(table, {}).get(code, code)
