"""Reads one case for print: what the case page shows this reader, and less.

Who may see what is decided once, in interventions.queries.case_page. Nothing about negative social
control is ever printed, whoever asks, nor where a protected person lives or can be called.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.actor import Actor
from accounts.localtime import read_date
from accounts.roles import Permission
from cases.models import Case
from cases.models.case_guards import DEATH
from cases.models.needs import SOCIAL_CONTROL
from interventions.law.facts import fulfilments
from interventions.law.rules import Rule
from interventions.models import KINDS, Step
from interventions.queries.case_page import CasePage, case_page
from interventions.queries.case_steps import GoalRow, StepRow
from interventions.queries.explanations import DeadlineRow
from interventions.queries.history import Told
from reports.case_told import (
    ToldCase,
    ToldConsent,
    ToldDeadline,
    ToldEvent,
    ToldFollowUp,
    ToldGoal,
    ToldNeed,
    ToldOutcome,
    ToldStep,
)

NEVER_PRINTED = Permission.SOCIAL_CONTROL_SEE
NEVER_PRINTED_FIELDSET = "nsc"
ANCHORS = (
    "opened_on", "allocated_on", "arrived_on", "cpr_registered_on", "handover_on",
    "danish_allowed_on", "danish_requested_on", "closed_on",
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """The told case, and what the trail has to know of it."""

    told: ToldCase
    citizen_id: int
    fieldsets: list[str]


def read_case(by: Actor, pk: int) -> Reading:
    """Raises PermissionDenied before any look-up, OutOfReachError as for a case that never was."""
    page = case_page(by, pk)
    case = page.case
    told = ToldCase(
        case_id=case.pk,
        as_of=by.today,
        track=case.track,
        state=case.state,
        citizen=_citizen(page),
        case=_case(page),
        anchors={name: getattr(case, name) for name in ANCHORS} if page.dates else None,
        deadlines=list(_deadlines(page)),
        steps=list(_steps(page)),
        needs=None if page.needs is None else list(_needs(page)),
        outcomes=_outcomes(page),
        follow_ups=None if page.logs is None else list(_follow_ups(page)),
        consents=None if page.consents is None else list(_consents(page)),
        events=[_event(e) for e in reversed(page.history) if e.key == (Case.kind, case.pk)],
    )
    fieldsets = [name for name in page.fieldsets if name != NEVER_PRINTED_FIELDSET]
    return Reading(told, case.citizen_id, fieldsets)


def _citizen(page: CasePage) -> dict[str, str]:
    person = page.person
    protected = bool(page.case.protection)  # type: ignore[attr-defined]  # case_page annotates it
    facts = {
        "Navn": person.name,
        "Født": person.born.removeprefix("født "),
        "Køn": person.sex,
        "CPR-nummer": person.cpr,
        **dict(person.numbers),
        "Sprog": person.language,
        "Tolk": person.interpreter,
        "Beskyttelse": person.protection,
        "Telefon": "" if protected else person.phone,
        "Adresse": "" if protected else person.address,
        "Skånehensyn": person.plan_effect,
    }
    return {label: value for label, value in facts.items() if value}


def _case(page: CasePage) -> dict[str, str]:
    case = page.case
    basis = next((period.label for period in page.residence or () if period.current), "")
    facts = {
        "Sagsnummer": str(case.pk),
        "Spor": str(case.get_track_display()),
        "Tilstand": case.state_label,
        "Opholdsgrundlag": basis,
        "Enhed": str(case.unit),
        "Ansvarlig sagsbehandler": str(case.responsible or "ikke fordelt"),
        **{helper.function: helper.name for helper in page.helpers},
        "Bemærk": _dead(case) if page.dates else "",
    }
    return {label: value for label, value in facts.items() if value}


def _dead(case: Case) -> str:
    """R5: nothing is sent after a death; the paper says so to whoever holds it."""
    if case.end_reason != DEATH or case.closed_on is None:
        return ""
    return f"Borgeren er død den {case.closed_on:%d-%m-%Y}. Rapporten må ikke sendes."


def _deadlines(page: CasePage) -> Iterator[ToldDeadline]:
    """By date; those without one last."""
    found = page.deadlines
    groups = (found.awaiting, found.not_relevant, *(group.rows for group in found.groups))
    rows = {row.pk: row for group in groups for row in group}
    for one in sorted(found.stated, key=lambda d: (not d.deadline.due_on, d.deadline.due_on or 0)):
        if _is_printed(one.rule):
            row = rows[one.deadline.pk]
            yield ToldDeadline(
                code=one.rule.code,
                subject=row.subject,
                authority=str(one.rule.authority),
                legal_reference=row.reference,
                why=_why(row),
                anchor_on=one.deadline.anchor_on,
                due_on=one.deadline.due_on,
                status=str(one.status),
                status_label=row.status,
                met_on=one.deadline.met_on,
                late_days=one.late_days,
            )


def _is_printed(rule: Rule) -> bool:
    kinds = (KINDS[kind] for kind, _, _ in fulfilments(rule) if kind in KINDS)
    return all(kind.see != NEVER_PRINTED for kind in kinds)


def _why(row: DeadlineRow) -> str:
    """»1 måned efter overgivelse af ansvaret«, without what happens on a closed day."""
    amount = row.why.amount.partition(";")[0]
    return f"{amount} som {row.anchor}" if amount == "samme dag" else f"{amount} {row.anchor}"


def _steps(page: CasePage) -> Iterator[ToldStep]:
    """Each row's facts are the page's; its dates and codes are read bare. One query."""
    bare = Step.objects.in_bulk([row.pk for row in page.steps])
    for row in page.steps:
        if KINDS[row.kind].see != NEVER_PRINTED:
            yield _step(row, bare[row.pk])


def _step(row: StepRow, bare: Step) -> ToldStep:
    return ToldStep(
        id=row.pk,
        kind=row.kind,
        label=row.label,
        state=bare.state,
        state_label=row.state,
        shared=row.shared,
        added_on=bare.added_on,
        meets_at=bare.meets_at,
        starts_on=bare.starts_on,
        ended_on=bare.ended_on,
        facts=dict(row.facts),
        goals=[_goal(goal) for goal in row.goals or ()],
        events=[_event(event) for event in reversed(row.events)],
    )


def _goal(goal: GoalRow) -> ToldGoal:
    return ToldGoal(goal.type, goal.text, goal.sign, goal.state, goal.evaluation)


def _event(event: Told) -> ToldEvent:
    return ToldEvent(
        effective_on=event.day,
        recorded=event.recorded,
        label=event.label,
        states=event.states,
        by=event.by,
        note=event.words,
    )


def _needs(page: CasePage) -> Iterator[ToldNeed]:
    bare = {need.pk: need for need in page.case.citizen.needs.all()}
    for row in page.needs or ():
        if row.code != SOCIAL_CONTROL:
            need = bare[row.pk] if row.pk else None
            yield ToldNeed(
                code=row.code,
                label=row.label,
                status=row.status,
                opened_on=need.opened_on if need else None,
                resolved_on=need.resolved_on if need else None,
                note=row.note,
            )


def _outcomes(page: CasePage) -> list[ToldOutcome] | None:
    """What the effort led to, as the page tells it; None for who may not read it."""
    found = next((section for section in page.sections if section.key == "outcomes"), None)
    if found is None:
        return None
    rows = (*found.entries, *found.more)
    return [ToldOutcome(row.title, row.state, dict(row.facts)) for row in rows]


def _follow_ups(page: CasePage) -> Iterator[ToldFollowUp]:
    for log in page.logs or ():
        yield ToldFollowUp(
            occurred_on=read_date(log.on),
            outcome=log.outcome,
            form=log.form,
            topics=log.topics,
            text=log.text,
            author=log.author,
            next_meeting=log.next,
        )


def _consents(page: CasePage) -> Iterator[ToldConsent]:
    bare = {consent.pk: consent for consent in page.case.citizen.consents.all()}
    for row in page.consents or ():
        consent = bare[row.pk]
        yield ToldConsent(
            purpose=row.purpose,
            scope=row.scope,
            receiver=row.receiver,
            form=consent.get_form_display(),
            given_on=consent.given_on,
            withdrawn_on=consent.withdrawn_on,
        )
