"""Every contract that was signed is kept as a version of its own (INL § 19)."""

from __future__ import annotations

from interventions.actions.deadlines import date_from, new_deadline
from interventions.actions.made import Made
from interventions.models import ContractTerms, ContractVersion
from interventions.queries.rules import rule_book

DECLARATION = "INL-ERKL"


def keep_version(made: Made) -> None:
    """What stands on the programme now, with the next number."""
    programme = made.row
    ContractVersion.objects.create(
        programme=programme,
        number=programme.versions.count() + 1,
        valid_from=made.event.effective_on,
        reason=made.event.reason,
        by_id=made.by.user_id,
        recorded_at=made.by.now,
        **{field.name: getattr(programme, field.name) for field in ContractTerms._meta.fields},
    )


def date_declaration(made: Made) -> None:
    """The declaration is due on the day on which the contract is signed."""
    book, signed_on = rule_book(), made.event.effective_on
    rows = made.case.deadlines.filter(rule__code=DECLARATION)
    row = rows.filter(anchor_on=None).first() or new_deadline(made.case, DECLARATION, book)
    date_from(row, DECLARATION, signed_on, book)
    row.save()
