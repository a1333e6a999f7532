"""The law as data: loaded from the file that ships or one that is given, and kept by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require_role
from cases.errors import NotPossibleError
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
    if values["valid_to"] is None and _was_followed(row):
        values.pop("valid_to")
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        row.save()
    loaded.updated += bool(changed)
    loaded.unchanged += not changed


def _was_followed(row: RuleVersion) -> bool:
    """Whether somebody has ended it by hand, to let a version begin that the file lacks."""
    later = row.rule.versions.filter(valid_from__gt=row.valid_from)
    return row.valid_to is not None and later.exists()


@transaction.atomic
def add_version(rule: Rule, *, by: Actor) -> RuleVersion:
    """A new version of a known rule, valid after all others. The one before keeps all that it says
    and ends the day before, if it had no end. Deadlines that stand keep their dates.

    Raises PermissionDenied, NotPossibleError when it would overlap another version.
    """
    require_role(by, Permission.RULES_KEEP)
    parent = DeadlineRule.objects.select_for_update().get(code=rule.code)
    newest = parent.versions.order_by("valid_from").last()
    values = {name: value for name, value in asdict(rule).items() if name != "code"}
    new = [name for name, value in values.items() if getattr(newest, name, None) != value]
    if newest is not None:
        _make_room(newest, rule)
    version = RuleVersion.objects.create(rule=parent, **values)
    record(by, "state_machine_config_edit", "rule", rule.code, fields=new)
    return version


def _make_room(newest: RuleVersion, rule: Rule) -> None:
    if rule.valid_from <= newest.valid_from:
        raise NotPossibleError(
            f"Den nyeste version af {rule.code} gælder fra {newest.valid_from:%d-%m-%Y}. "
            "En ny skal begynde senere; den gamle ændres ikke."
        )
    if newest.valid_to is not None and rule.valid_from <= newest.valid_to:
        raise NotPossibleError(
            f"Den nyeste version af {rule.code} gælder til og med {newest.valid_to:%d-%m-%Y}. "
            "En ny skal begynde derefter."
        )
    if newest.valid_to is None:
        newest.valid_to = rule.valid_from - timedelta(days=1)
        newest.save(update_fields=["valid_to"])
