"""Jobs, education and income as they begin, with what follows for INL § 20's yearly follow-up.

The case stays open: no job closes anything by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import require
from cases.actions.facts import record_income
from cases.actions.outcomes import correct_outcome, record_education, record_job
from cases.models import Case, EducationSpell, EmploymentSpell, Event
from interventions.actions.deadlines import attach_after_event, take_back
from interventions.actions.follow_up_duty import YEARLY, after_job_or_education_began
from interventions.actions.settle import settle
from interventions.law.conditions import CaseFacts, in_job_or_education_without_benefit
from interventions.models import Deadline
from interventions.queries.deadlines import case_facts
from interventions.queries.rules import rule_book


@transaction.atomic
def begin_job(case: Case, *, by: Actor, **values: Any) -> EmploymentSpell:
    """`values` as for record_job."""
    case = _locked(case, by)
    spell = record_job(case, by=by, **values)
    _count_from(case, spell.from_on)
    return spell


@transaction.atomic
def begin_education(case: Case, *, by: Actor, **values: Any) -> EducationSpell:
    """`values` as for record_education."""
    case = _locked(case, by)
    spell = record_education(case, by=by, **values)
    _count_from(case, spell.from_on)
    return spell


@transaction.atomic
def begin_income(case: Case, code: str, *, by: Actor, from_on: date) -> None:
    """As record_income; in a job, the benefit's end is what begins the yearly follow-up."""
    case = _locked(case, by)
    record_income(case, code, by=by, from_on=from_on)
    _count_from(case, from_on)


@transaction.atomic
def correct_spell(
    case: Case,
    spell: EmploymentSpell | EducationSpell,
    values: Mapping[str, Any],
    *,
    by: Actor,
    reason: str,
) -> None:
    """As correct_outcome; a follow-up that counts from the old first day counts from the new."""
    case = _locked(case, by)
    old = type(spell)._default_manager.get(pk=spell.pk).from_on
    correct_outcome(case, spell, values, by=by, reason=reason)
    running = _counted_from_work(case)
    first = first_without_benefit(case_facts(case), spell.from_on)
    if first and running and running.anchor_on == old:
        _count_again(case, first)
    else:
        _count_from(case, spell.from_on)


def count_without_spell(case: Case, spell: EmploymentSpell | EducationSpell) -> None:
    """The yearly follow-up no longer counts from a job or an education that was annulled."""
    running, facts = _counted_from_work(case), case_facts(case)
    if running is None or running.anchor_on is None:
        return
    if in_job_or_education_without_benefit(facts, running.anchor_on):
        return
    first = first_without_benefit(facts, spell.from_on)
    if first:
        _count_again(case, first)
        return
    book = rule_book()
    take_back([running], book)
    settle(case, book)


def first_without_benefit(facts: CaseFacts, day: date) -> date | None:
    """The first day, from `day` on, in job or education without benefit; only what begins or
    ends changes the answer.
    """
    spells = (*facts.jobs, *facts.educations, *facts.income)
    edges = {edge for spell in spells for edge in (spell.from_on, spell.to_on) if edge}
    days = sorted({day, *(edge for edge in edges if edge > day)})
    return next((d for d in days if in_job_or_education_without_benefit(facts, d)), None)


def _count_from(case: Case, day: date) -> None:
    """What begins on `day` begins the yearly follow-up, or moves one that counts from later work:
    facts are often entered in another order than they happened.
    """
    first = first_without_benefit(case_facts(case), day)
    if first is None:
        return
    running = _counted_from_work(case)
    if running and running.anchor_on and first < running.anchor_on:
        _count_again(case, first)
    else:
        after_job_or_education_began(case, first, rule_book())


def _count_again(case: Case, first: date) -> None:
    book = rule_book()
    attach_after_event(case, YEARLY, first, book)
    settle(case, book)


def _counted_from_work(case: Case) -> Deadline | None:
    """The open yearly follow-up, unless it counts from a talk."""
    row = case.deadlines.filter(rule__code=YEARLY, met_on=None, ended_on=None).first()
    if row is None or row.anchor_on is None:
        return None
    talks = Event.objects.filter(case=case, kind="FollowUpTalk", move="hold")
    return None if talks.filter(effective_on=row.anchor_on).exists() else row


def _locked(case: Case, by: Actor) -> Case:
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, Permission.CASE_EDIT, case)
    return case
