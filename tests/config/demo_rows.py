"""The demo as plain values, made and rolled back."""

import json
from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from config.demo.seeding import seed
from interventions.models import Deadline
from interventions.queries.deadlines import with_status
from interventions.queries.rules import rule_book

AS_OF = date(2026, 11, 23)
Rows = dict[str, list[dict[str, Any]]]


def made(citizens: int, number: int = 1, as_of: date = AS_OF) -> Rows:
    """All rows of a demo, which is gone afterwards."""
    with transaction.atomic():
        restart_sequences()
        seed(citizens, number, as_of, lambda _moment: None)
        found = rows()
        transaction.set_rollback(True)
    return found


def check_now() -> None:
    """Of what stands for several tests: else each of them would end with checking all of it."""
    connection.check_constraints()


def our_models() -> list[type[models.Model]]:
    return [
        m for m in apps.get_models() if m._meta.app_label in ("accounts", "cases", "interventions")
    ]


def restart_sequences() -> None:
    """Numbers begin at 1 again in the tables that are empty."""
    with connection.cursor() as cursor:
        for model in our_models():
            auto = model._meta.auto_field
            if auto and not model._default_manager.exists():
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), 1, false)", [table, auto.column]
                )


def rows() -> Rows:
    """All rows as values; encrypted columns come out in clear, password hashes not at all."""
    found: Rows = {}
    for model in our_models():
        names = [f.attname for f in model._meta.concrete_fields if f.name != "password"]
        found[model.__name__] = list(model._default_manager.order_by("pk").values(*names))
    judged = with_status(Deadline.objects.select_related("rule"), rule_book(), AS_OF)
    found["status"] = list(judged.order_by("pk").values("pk", "status", "rule__code", "case_id"))
    return found


def as_json(rows: Rows) -> str:
    return json.dumps(rows, sort_keys=True, default=str)
