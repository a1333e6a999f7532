"""How long a placement may last (LAB § 61), as a span on the case: one for each placement."""

from __future__ import annotations

from accounts.actor import Actor
from cases.actions.changes import change_fields
from interventions.actions.deadlines import date_from
from interventions.forms.own.placement_limits import EXTENDED, USUAL, usual_rule
from interventions.law.due import due
from interventions.law.rules import Rule
from interventions.models import CompanyPlacement, Deadline
from interventions.queries.rules import RuleBook, rule_book

DATED = ("rule_id", "version_id", "anchor_on", "due_on", "extended_days")


def date_span(
    placement: CompanyPlacement, *, by: Actor, reason: str = "", extended: bool = False
) -> None:
    """Store the span, or date it again from the placement's first day as that stands now; the old
    dates stay readable. The caller has locked the case, and settles it.

    `extended` is whether the agreed end was moved with a reason. None for a wage subsidy or a
    utility job, nor where no rule holds.
    """
    row = placement.spans.select_related("rule").first()
    extended = extended or (row is not None and row.rule.code == EXTENDED)
    fresh = _span(placement, rule_book(), extended=extended)
    if fresh is None:
        return
    if row is None:
        fresh.save()
    else:
        values = {name: getattr(fresh, name) for name in DATED}
        change_fields(row, values, citizen=placement.case.citizen, by=by, reason=reason)


def _span(placement: CompanyPlacement, book: RuleBook, *, extended: bool) -> Deadline | None:
    """Unsaved. Beyond the 26 weeks each very special need is granted to a day of its own."""
    case, first, last = placement.case, placement.starts_on, placement.planned_to
    if first is None or placement.form != CompanyPlacement.Form.PLACEMENT:
        return None
    rule, extra = usual_rule(case, first, book), 0
    if rule is None:
        return None
    longer = _assessed(rule, placement, book) if extended else None
    if longer and last and placement.special_need:
        extra = max((last - due(longer, first).day).days, 0)
    rule = longer or rule
    row = Deadline(
        case=case, placement=placement, rule_id=book.rule_ids[rule.code], anchor=rule.anchor
    )
    row.extended_days = extra
    date_from(row, rule.code, first, book)
    return row


def _assessed(rule: Rule, placement: CompanyPlacement, book: RuleBook) -> Rule | None:
    """The 26 weeks, for a placement that was agreed on beyond its 13: only that needs an
    assessment. A longer agreement within them leaves them as they are.
    """
    first, last = placement.starts_on, placement.planned_to
    if rule.code != USUAL or first is None or last is None or last <= due(rule, first).day:
        return None
    found = book.on(EXTENDED, first)
    return found[1] if found else None
