"""Loading the law: rules as data, from the file that ships or one that is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import transaction

from interventions.law.rules import Rule
from interventions.models import DeadlineRule, RuleVersion


@dataclass
class Loaded:
    rules: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0


@transaction.atomic
def load_rules(rules: Iterable[Rule]) -> Loaded:
    """Add or update versions by code and valid_from; idempotent, and nothing is removed.

    Stored deadlines keep their dates: they are snapshots. Raises django.db.IntegrityError when
    a version overlaps one that the database holds.
    """
    loaded = Loaded()
    # Versions that end are written first, so that their successors do not overlap them.
    for rule in sorted(rules, key=lambda r: (r.code, r.valid_from)):
        _load(rule, loaded)
    return loaded


def _load(rule: Rule, loaded: Loaded) -> None:
    loaded.rules += 1
    values = asdict(rule)
    code, valid_from = values.pop("code"), values.pop("valid_from")
    parent, _ = DeadlineRule.objects.get_or_create(code=code)
    row = RuleVersion.objects.filter(rule=parent, valid_from=valid_from).first()
    if row is None:
        RuleVersion.objects.create(rule=parent, valid_from=valid_from, **values)
        loaded.created += 1
        return
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        row.save()
    loaded.updated += bool(changed)
    loaded.unchanged += not changed
