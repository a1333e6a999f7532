"""Carrying out the plan template: steps and deadlines onto the case."""

from __future__ import annotations

from datetime import date, timedelta

from cases.models import Case
from interventions.actions.deadlines import attach
from interventions.actions.earlier import done_kinds
from interventions.law.conditions import adult
from interventions.law.danish import SELF_SUPPORTING_TYPE, participant_type
from interventions.models import KINDS, FollowUpTalk, Step
from interventions.planning import PlanFacts, row_of, rows_for, steps_at_once, stored
from interventions.queries.deadlines import case_facts, own_facts
from interventions.queries.rules import RuleBook

FIRST_TALK = timedelta(weeks=4)
CLASS_MONTHS = "DUL-KLIP-42M"  # hangs on no step: it arises with the welcome letter


def plan_case(case: Case, on: date, book: RuleBook) -> None:
    """Add the template's steps and deadlines that the case has not got: twice adds nothing."""
    plan = plan_facts(case, on)
    rows = rows_for(plan)
    have = set(case.steps.values_list("kind", flat=True)) | done_kinds(case)
    for row in rows:
        if row.kind in KINDS and row.kind not in have:
            for _ in range(steps_at_once(row, plan)):
                new_step(case, row.kind, on).save()
    codes = [code for row in rows for code in row.rules]
    attach(case, [code for code in codes if _stored(code, plan, book)], book)
    attach_after_letter(case, on, book)


def attach_after_letter(case: Case, on: date, book: RuleBook) -> None:
    """The 42 months of Danish classes count from the welcome letter, for adult S-kursister
    (danskuddannelsesloven); the status says whether she is self-supporting.
    """
    pays = participant_type(case.residence_basis) == SELF_SUPPORTING_TYPE
    if case.welcome_letter_on and pays and adult(own_facts(case), on):
        attach(case, [CLASS_MONTHS], book)


def attach_rules_of(case: Case, kind: str, on: date, book: RuleBook) -> None:
    """The deadlines of a step that is added by hand, as far as the case lacks them."""
    row = row_of(kind)
    if row and row.rules and case.track in row.tracks:
        plan = plan_facts(case, on)
        attach(case, [code for code in row.rules if _stored(code, plan, book)], book)


def new_step(case: Case, kind: str, on: date) -> Step:
    """Unsaved, in the kind's first state."""
    step = KINDS[kind](case=case, added_on=on)
    if isinstance(step, FollowUpTalk):
        step.planned_week_on = on + FIRST_TALK
    return step


def plan_facts(case: Case, on: date) -> PlanFacts:
    return PlanFacts(
        track=case.track,
        facts=case_facts(case),
        today=on,
        arrived_on=case.arrived_on,
        danish_allowed_on=case.danish_allowed_on,
    )


def _stored(code: str, plan: PlanFacts, book: RuleBook) -> bool:
    rule = book.latest(code)
    return stored(rule.applies_to, rule.condition_key, plan)
