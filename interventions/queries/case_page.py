"""One case as one person may see it: everything the case page shows, ready to be printed.

The number of queries does not grow with the case; tests hold it at a literal number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.actor import Actor
from accounts.grants import RESTRICTED_LEAVES
from accounts.localtime import local_clock
from accounts.roles import Permission
from cases.access import held_on
from cases.models import Case
from cases.queries import labels
from interventions.law.status import Status
from interventions.models import Goal, Mentoring, Step
from interventions.queries import case_around as around
from interventions.queries import case_citizen as citizen
from interventions.queries.case_deadlines import CaseDeadlines, case_deadlines
from interventions.queries.case_found import read_case
from interventions.queries.case_menu import ONWARD, Theme, menu
from interventions.queries.case_steps import Options, StepRow, can_log, goals_of, options, step_row
from interventions.queries.case_steps import visible_rows as visible_steps
from interventions.queries.deadlines import case_facts
from interventions.queries.fieldsets import fieldsets
from interventions.queries.history import REASON_TABLES, Told, by_row, told_events
from interventions.queries.mentees import access_until
from interventions.queries.moves import MoveOption
from interventions.queries.reader import Reader
from interventions.queries.records import records_of
from interventions.queries.rules import rule_book
from interventions.queries.sections import sections
from interventions.queries.sections.base import Parts, Section
from interventions.queries.timeline import Timeline, timeline

P = Permission
TABLES = (
    "not_measured_reason", "volunteer_activity", "volunteer_place", "relation_type",
    "collaborator_organisation", "policy_area",
    "language", "integration_need", "residence_basis", "income_basis", "consent_purpose",
    "exemption_reason", "follow_up_topic", "employment_support", "education_level", "danish_test",
    "journal_theme",
    "clarification", "hours_reduction_reason", "lab_group", "visitation_category", *REASON_TABLES,
)  # fmt: skip
MOVES = (P.CASE_MOVE, P.STEP_MOVE, P.PLACEMENT_MOVE, P.HEALTH_MOVE, P.ASYLUM_TALK_MOVE)


@dataclass(frozen=True)
class CasePage:
    """A part that is None is not the reader's to know of; an empty one has nothing in it yet.

    `log_on` is the mentoring on which the reader can log a follow-up now; `stand_in_until` tells
    until when she stands in for a colleague.
    """

    case: Case
    person: citizen.Person
    dates: list[tuple[str, str]]
    helpers: list[around.Helper]
    access_until: str
    options: Options
    proposals: list[around.Proposal]
    deadlines: CaseDeadlines
    timeline: Timeline | None
    steps: list[StepRow]
    needs: list[citizen.NeedRow] | None
    residence: list[citizen.PeriodRow] | None
    income: list[citizen.PeriodRow] | None
    consents: list[citizen.ConsentRow] | None
    household: around.HouseholdTold | None
    sections: list[Section]
    menu: list[Theme]
    logs: list[around.Log] | None
    history: list[Told]
    log_on: int | None
    may_edit: bool
    may_edit_needs: bool
    may_add_step: bool
    may_assign: bool  # and nobody has been given the case yet
    may_move: bool
    fieldsets: list[str]
    restricted: bool  # the citizen's data may only be kept
    stand_in_until: str

    @property
    def read_only(self) -> bool:
        """Whether the reader is a colleague, who sees the steps but moves none of them."""
        return bool(self.dates) and not self.may_move

    @property
    def shows_plan(self) -> bool:
        return "plan_steps_shared" in self.fieldsets

    @property
    def subjects(self) -> list[int]:
        """The citizens whose names are shown: herself and those who live with her, or may."""
        relatives = self.household.members + self.household.suggested if self.household else []
        return [self.case.citizen_id, *(relative.citizen_id for relative in relatives)]

    @property
    def onward(self) -> list[MoveOption]:
        """The moves that bring the case on, in their order; the others are folded away."""
        return [option for option in self.options.possible if option.move.name in ONWARD]

    @property
    def rarely(self) -> list[MoveOption]:
        return [option for option in self.options.possible if option.move.name not in ONWARD]

    @property
    def parts(self) -> Parts:
        return Parts(self.sections)

    @property
    def open_steps(self) -> list[StepRow]:
        return [step for step in self.steps if not step.ended]

    @property
    def ended_steps(self) -> list[StepRow]:
        return [step for step in self.steps if step.ended]

    @property
    def overdue(self) -> int:
        return sum(row.state == Status.OVERDUE for g in self.deadlines.groups for row in g.rows)


def case_page(by: Actor, pk: int) -> CasePage:
    """Raises PermissionDenied before any look-up, OutOfReachError as for a case that never was."""
    case = read_case(by, pk)
    held = held_on(by, case)
    reader = Reader(by=by, held=held, facts=case_facts(case), labels=labels(*TABLES))
    return _told(case, reader)


def _told(case: Any, reader: Reader) -> CasePage:
    by, steps = reader.by, visible_steps(case, reader)
    rows = _named_rows(case, steps, reader)
    history = told_events(case, rows, reader)
    events = by_row(history)
    deadlines = case_deadlines(case, reader, rule_book(), [step.pk for step in steps])
    assigned = around.helpers(case, by)
    return CasePage(
        case=case,
        person=citizen.person(case, case.plan_effect or "", reader),
        helpers=[around.told_helper(row) for row in assigned],
        access_until=_access_until(case, assigned, steps, reader),
        options=options(case, reader),
        proposals=around.proposals(case, rows, reader),
        deadlines=deadlines,
        timeline=timeline(deadlines.stated, _pauses(case, reader), by.today),
        steps=[step_row(step, events, reader) for step in steps],
        log_on=next((step.pk for step in steps if can_log(step, reader)), None),
        logs=around.logs(case, reader),
        history=history,
        may_edit=reader.may(P.CASE_EDIT) and not case.is_ended,
        may_edit_needs=reader.may(P.NEED_EDIT) and not case.is_ended,
        may_add_step=reader.may(P.STEP_ADD) and case.state in Case.RUNNING,
        may_assign=reader.may(P.CASE_ASSIGN) and not case.is_ended and not case.responsible_id,
        may_move=any(reader.may(permission) for permission in MOVES),
        **_standing(case, reader),
        **_parts(case, reader),
        **_facts(case, reader),
    )


def _standing(case: Any, reader: Reader) -> dict[str, Any]:
    """What the reader holds of the citizen, and in whose place."""
    return {
        "fieldsets": fieldsets(reader.held),
        "restricted": reader.held <= RESTRICTED_LEAVES,
        "stand_in_until": local_clock(case.stand_in_until) if case.stand_in_until else "",
    }


def _parts(case: Case, reader: Reader) -> dict[str, Any]:
    found = sections(case, reader)
    return {"sections": found, "menu": menu(case, found, reader)}


def _facts(case: Any, reader: Reader) -> dict[str, Any]:
    knows, who = reader.may(P.PLAN_SEE), case.citizen
    residence, income = who.residence_periods.all(), who.income_periods.all()
    needs = citizen.needs(list(who.needs.all()), reader)
    return {
        "dates": citizen.case_dates(case) if knows else [],
        "needs": needs or None,
        "residence": citizen.periods(residence, "residence_basis", reader) if knows else None,
        "income": citizen.periods(income, "income_basis", reader) if knows else None,
        "consents": citizen.consents(who.consents.all(), reader)
        if reader.may(P.CONSENT_SEE)
        else None,
        "household": around.household(case, reader) if reader.may(P.HOUSEHOLD_SEE) else None,
    }


def _named_rows(case: Case, steps: list[Step], reader: Reader) -> dict[tuple[str, int], str]:
    """(kind, id) → name, of all whose events the reader may read."""
    rows: dict[tuple[str, int], str] = {}
    if reader.may(P.PLAN_SEE):
        rows[case.kind, case.pk] = "Forløb"
        for assessed in case.job_readiness.all():
            rows[assessed.kind, assessed.pk] = "Visitation"
    for step in steps:
        rows[step.kind, step.pk] = step.told_as
        for goal in goals_of(step, reader):
            rows[Goal.kind, goal.pk] = f"Mål: {goal.text}"
    for record in records_of(case, reader.held, reader.by):
        rows[record.kind, record.pk] = str(record.label)
    return rows


def _access_until(case: Any, assigned: list[Any], steps: list[Step], reader: Reader) -> str:
    """Told to whoever is on the case for a time only: the mentor."""
    if reader.may(P.PLAN_SEE) or not reader.may(P.PLAN_SHARED_SEE):
        return ""
    own = (row for row in assigned if row.user_id == reader.by.user_id)
    case.access_to = next((row.to_on for row in own), None)
    running = (s for s in steps if isinstance(s, Mentoring) and not s.is_ended)
    return access_until(case, next(running, None))


def _pauses(case: Case, reader: Reader) -> list[tuple[date, date | None]]:
    """(first day, first day back) of each pause of the case."""
    knows = reader.may(P.PLAN_SEE)
    own = (pause for pause in case.pauses.all() if pause.placement_id is None and knows)
    return [(pause.from_on, pause.first_day_back) for pause in own]
