"""How long a placement may last (LAB § 61), by the citizen's target group on its first day."""

from __future__ import annotations

from datetime import date, timedelta

from cases.models import Case
from interventions.forms.base import MoveForm
from interventions.law.conditions import CaseFacts, holds
from interventions.law.due import due
from interventions.law.rules import Rule
from interventions.queries.deadlines import case_facts
from interventions.queries.rules import RuleBook

SHORT, USUAL, EXTENDED = "LAB-PRAK-4W", "LAB-PRAK-13W", "LAB-PRAK-26W"
YEARS_AHEAD = 10


def refuse_too_long(
    form: MoveForm, first: date, last: date, book: RuleBook, *, extended: bool
) -> None:
    """Up to 4 weeks for who is ready for a job or education, and no longer. For the others 13,
    with a reason 26, then 13 at a time for a very special need.
    """
    if last < first:
        form.add_error("planned_to", "Slutdatoen ligger før startdatoen.")
        return
    if first.year > form.by.today.year + YEARS_AHEAD:
        form.add_error("planned_from", "Datoen ligger for langt ude i fremtiden.")
        return
    rule = usual_rule(form.case, first, book)
    if rule is None:
        return
    longer = book.on(EXTENDED, first) if extended and rule.code == USUAL else None
    latest = due(longer[1] if longer else rule, first).day
    if longer and form.cleaned_data.get("special_need"):
        latest = max(latest, form.row.planned_to) + timedelta(weeks=rule.amount)
    if last > latest:
        form.add_error("planned_to", _too_long(latest, rule.code, extended=extended))


def usual_rule(case: Case, first: date, book: RuleBook) -> Rule | None:
    """What a placement that begins on the day may last at first."""
    facts = case_facts(case)
    found = (book.on(code, first) for code in (SHORT, USUAL))
    return next((f[1] for f in found if f and _for(f[1], case, facts, first)), None)


def _for(rule: Rule, case: Case, facts: CaseFacts, day: date) -> bool:
    return rule.applies_to in ("all", case.track) and holds(rule.condition_key, facts, day)


def _too_long(latest: date, code: str, *, extended: bool) -> str:
    text = f"Praktikken kan højst vare til {latest:%d-%m-%Y} (LAB § 61)."
    if code == SHORT:
        return f"{text} Borgerens målgruppe er jobparat eller uddannelsesparat: højst 4 uger."
    if extended:
        return f"{text} Længere kræver et helt særligt behov, højst 13 uger ad gangen."
    return f"{text} Den kan forlænges med en begrundelse, når den er i gang."
