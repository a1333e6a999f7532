"""What follows from a move: the whole table. One short function for each line, in the module
of what it is about.
"""

from __future__ import annotations

from collections.abc import Callable

from interventions.actions.consequences import case, health, mentoring, placement
from interventions.actions.made import Made

CONSEQUENCES: dict[tuple[str, str], tuple[Callable[[Made], None], ...]] = {
    ("Case", "plan"): (case.plan_steps,),
    ("Case", "close"): (case.end_steps, case.end_functions),
    ("Case", "cancel"): (case.end_steps, case.end_functions),
    ("WelcomeTalk", "hold"): (health.assess_health,),
    ("Mentoring", "assign"): (mentoring.give_mentor_access,),
    ("Mentoring", "change_mentor"): (mentoring.change_mentor_access,),
    ("Mentoring", "end"): (mentoring.take_mentor_access,),
    ("Mentoring", "lapse"): (mentoring.take_mentor_access,),
    ("CompanyPlacement", "complete"): (placement.evaluate_goals, placement.start_gap),
    ("CompanyPlacement", "break_off"): (placement.drop_goals, placement.start_gap),
    ("CompanyPlacement", "cancel"): (placement.drop_goals,),
    ("CompanyPlacement", "lapse"): (placement.drop_goals,),
}
