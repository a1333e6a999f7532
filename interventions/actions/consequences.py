"""What follows from a move: the whole table, and one short function for each line."""

from __future__ import annotations

from collections.abc import Callable

from accounts.roles import Function
from cases.actions.assignments import assign_function, end_function
from cases.actions.facts import found_need
from cases.actions.moves import earliest_day, write_event
from cases.models.needs import HEALTH
from interventions.actions.deadlines import GAP, attach_after_event
from interventions.actions.made import Made
from interventions.actions.planning import attach_rules_of, new_step, plan_case
from interventions.models import CompanyPlacement, Goal, Mentoring
from interventions.queries.rules import rule_book
from interventions.queries.steps import open_steps


def plan_steps(made: Made) -> None:
    plan_case(made.case, made.event.effective_on, rule_book())


def end_steps(made: Made) -> None:
    """R4: nothing may stop it, not even a step that was moved after the day of the closing."""
    reason = made.case.get_end_reason_text()
    for step in open_steps(made.case):
        on = max(made.event.effective_on, earliest_day(made.case, step))
        made.then(step, "lapse", {"effective_on": on, "reason": reason})


def end_functions(made: Made) -> None:
    """Whoever was on the case beside the responsible caseworker loses access that day."""
    for function in Function:
        if function != Function.RESPONSIBLE:
            end_function(made.case, function, by=made.by, on=made.by.today)


def assess_health(made: Made) -> None:
    """A need found at the welcome talk opens the need and the assessment; else nothing is added."""
    on, case = made.event.effective_on, made.case
    if made.values.get("health_need") != "yes":
        return
    found_need(case, HEALTH, by=made.by, on=on, note="Fundet ved velkomstsamtalen")
    if not case.steps.filter(kind="HealthAssessment", ended_on=None).exists():
        step = new_step(case, "HealthAssessment", on)
        step.save()
        write_event(case, step, move="add", label=f"{step.label} tilføjet", by=made.by, on=on)
    attach_rules_of(case, "HealthAssessment", on, rule_book())


def give_mentor_access(made: Made) -> None:
    mentor = made.row.mentor
    assign_function(made.case, mentor, Function.MENTOR, by=made.by, on=made.event.effective_on)


def change_mentor_access(made: Made) -> None:
    take_mentor_access(made)
    give_mentor_access(made)


def take_mentor_access(made: Made) -> None:
    """Whoever is no longer the mentor of a mentoring that runs on the case."""
    states, case = Mentoring.State, made.case
    running = Mentoring.objects.filter(case=case, state__in=(states.ASSIGNED, states.RUNNING))
    leaving = case.assignments.filter(function=Function.MENTOR, to_on__isnull=True).exclude(
        user__in=running.values("mentor")
    )
    for assignment in leaving.select_related("user"):
        end_function(
            case,
            Function.MENTOR,
            by=made.by,
            on=made.event.effective_on,
            user=assignment.user,
        )


def evaluate_goals(made: Made) -> None:
    for goal in made.row.goals.filter(state=Goal.State.ACTIVE):
        outcome = made.values[f"goal_{goal.pk}"]
        made.then(goal, outcome, {"effective_on": made.event.effective_on, "note": "Evalueret"})


def drop_goals(made: Made) -> None:
    reason = f"{made.row.label}: {made.row.state_label.lower()}"
    for goal in made.row.goals.filter(state=Goal.State.ACTIVE):
        made.then(goal, "drop", {"effective_on": made.event.effective_on, "reason": reason})


def start_gap(made: Made) -> None:
    """Six weeks to the next offer, from the last day of the latest one (INL-VRT-GAP)."""
    case, states = made.case, CompanyPlacement.State
    offers = CompanyPlacement.objects.filter(case=case)
    if not case.in_programme or offers.filter(state__in=(states.RUNNING, states.PAUSED)).exists():
        return
    ended = offers.filter(starts_on__isnull=False, ended_on__isnull=False)
    last = ended.order_by("-ended_on").values_list("ended_on", flat=True).first()
    if last:
        attach_after_event(case, GAP, last, rule_book())


CONSEQUENCES: dict[tuple[str, str], tuple[Callable[[Made], None], ...]] = {
    ("Case", "plan"): (plan_steps,),
    ("Case", "close"): (end_steps, end_functions),
    ("Case", "cancel"): (end_steps, end_functions),
    ("WelcomeTalk", "hold"): (assess_health,),
    ("Mentoring", "assign"): (give_mentor_access,),
    ("Mentoring", "change_mentor"): (change_mentor_access,),
    ("Mentoring", "end"): (take_mentor_access,),
    ("Mentoring", "lapse"): (take_mentor_access,),
    ("CompanyPlacement", "complete"): (evaluate_goals, start_gap),
    ("CompanyPlacement", "break_off"): (drop_goals, start_gap),
    ("CompanyPlacement", "cancel"): (drop_goals,),
    ("CompanyPlacement", "lapse"): (drop_goals,),
}
