"""Every guard of every move: a row on which it refuses, with its sentence, and one it lets through.

GUARDED is typed by hand: kind, the state it starts from, move, the guard's name, what spoils the
row, and what the user is told. Where ordinary moves cannot bring about what a guard forbids, the
row is spoiled behind their back: the guard is then the second lock on the door.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from cases.errors import NotPossibleError
from cases.lifecycle import Guard
from cases.models import Case, Consent
from interventions.actions.perform import perform
from interventions.diagrams import LIFECYCLES
from interventions.models import Goal
from tests.lifecycles.driver import again, case_of, data_for, go, lead, next_day, row_in
from tests.lifecycles.table import LIVES

pytestmark = pytest.mark.django_db


def case_closed(row: Any) -> None:
    case = Case.objects.filter(pk=case_of(row).pk)
    case.update(state="closed", closed_on=date(2024, 3, 1), end_reason="job")


def case_paused(row: Any) -> None:
    go(case_of(row), "pause")


def goals_gone(row: Any) -> None:
    row.goals.update(state="dropped")


def held_placement(row: Any) -> None:
    """An agreement hangs on the goal now."""
    placement = row.placement
    for name in ("match", "agree"):
        placement = go(placement, name)


def consents_withdrawn(row: Any) -> None:
    Consent.objects.filter(citizen=row.case.citizen).update(withdrawn_on=date(2024, 1, 3))


def responsible_gone(row: Any) -> None:
    Case.objects.filter(pk=row.pk).update(responsible=None)


def responsible_left(row: Any) -> None:
    User.objects.filter(pk=row.responsible_id).update(is_active=False)


def handover_unknown(row: Any) -> None:
    Case.objects.filter(pk=row.pk).update(handover_on=None)


def handover_ahead(row: Any) -> None:
    Case.objects.filter(pk=row.pk).update(handover_on=date(2030, 5, 17))


def died(row: Any) -> None:
    Case.objects.filter(pk=row.pk).update(end_reason="doed")


def handed_over_long_ago(row: Any) -> None:
    Case.objects.filter(pk=case_of(row).pk).update(
        opened_on=date(2015, 1, 2), handover_on=date(2018, 3, 1)
    )


def on_the_copenhagen_model(row: Any) -> None:
    Case.objects.filter(pk=row.case_id).update(track="copenhagen")


def quota_refugee(row: Any) -> None:
    Case.objects.filter(pk=row.case_id).update(residence_basis="kvote")


CLOSED = "Sagen er afsluttet."
NOT_ACTIVE = "Sagen skal være overtaget og aktiv; den er sat i bero."
GOAL = "Virksomhedspraktik skal have mindst ét fagligt, socialt eller sprogligt mål"
LAST_GOAL = f"{GOAL}. Tilføj det nye mål først."
MENTOR = (
    "Borgerens samtykke mangler: navn og telefon må deles med mentoren. "
    "Registrér samtykket på sagen først."
)
DOCTOR = (
    "Borgerens samtykke mangler: oplysninger må deles med lægen. "
    "Registrér samtykket på sagen først."
)
RESULT = (
    "Borgerens samtykke mangler: resultatet må gives videre til jobcentret. "
    "Registrér samtykket på sagen først."
)
NOBODY = "Sagen mangler en ansvarlig sagsbehandler. Teamlederen fordeler den først."

PLACEMENT, HEALTH = "CompanyPlacement", "HealthAssessment"
GUARDED = [
    ("Case", "created", "plan", "has_responsible", responsible_gone, NOBODY),
    ("Case", "created", "plan", "has_responsible", responsible_left,
     "Den ansvarlige sagsbehandler er ikke aktiv."),
    ("Case", "planned", "take_over", "handover_reached", handover_unknown,
     "Overgivelsesdatoen kendes ikke endnu. Registrér den dato, den afhænger af."),
    ("Case", "planned", "take_over", "handover_reached", handover_ahead,
     "Ansvaret overgår først den 17-05-2030. En tidligere dato kræver borgerens samtykke."),
    ("Case", "closed", "reopen", "not_dead", died, "Borgeren er død. Sagen kan kun rettes."),
    ("Case", "closed", "reopen", "within_programme_period", handed_over_long_ago,
     "Sagen kan genåbnes i 5 år. Opret et nyt forløb i stedet."),
    ("Case", "closed", "reopen", "has_responsible", responsible_gone, NOBODY),
    ("AsylumCentreTalk", "planned", "hold", "case_runs", case_closed, CLOSED),
    ("AsylumCentreTalk", "planned", "reschedule", "case_runs", case_closed, CLOSED),
    ("AsylumCentreTalk", "no_show", "plan_again", "case_runs", case_closed, CLOSED),
    ("WelcomeTalk", "planned", "invite", "case_runs", case_closed, CLOSED),
    ("WelcomeTalk", "invited", "hold", "case_runs", case_closed, CLOSED),
    ("WelcomeTalk", "no_show", "invite_again", "case_runs", case_closed, CLOSED),
    (PLACEMENT, "draft", "match", "case_runs", case_closed, CLOSED),
    (PLACEMENT, "matched", "agree", "case_runs", case_closed, CLOSED),
    (PLACEMENT, "matched", "agree", "has_goal", goals_gone, GOAL),
    (PLACEMENT, "agreed", "start", "case_active", case_paused, NOT_ACTIVE),
    (PLACEMENT, "agreed", "start", "has_goal", goals_gone, GOAL),
    (PLACEMENT, "running", "extend", "case_active", case_paused, NOT_ACTIVE),
    (PLACEMENT, "running", "extend", "has_goal", goals_gone, GOAL),
    (PLACEMENT, "paused", "resume", "case_active", case_paused, NOT_ACTIVE),
    (PLACEMENT, "running", "complete", "case_active", case_paused, NOT_ACTIVE),
    ("Mentoring", "planned", "offer", "case_runs", case_closed, CLOSED),
    ("Mentoring", "declined", "offer_again", "case_runs", case_closed, CLOSED),
    ("Mentoring", "offered", "assign", "case_runs", case_closed, CLOSED),
    ("Mentoring", "offered", "assign", "consented", consents_withdrawn, MENTOR),
    ("Mentoring", "assigned", "start", "case_runs", case_closed, CLOSED),
    ("Mentoring", "assigned", "change_mentor", "case_runs", case_closed, CLOSED),
    ("Mentoring", "assigned", "change_mentor", "consented", consents_withdrawn, MENTOR),
    ("Mentoring", "running", "change_mentor", "case_runs", case_closed, CLOSED),
    ("Mentoring", "running", "change_mentor", "consented", consents_withdrawn, MENTOR),
    ("Mentoring", "running", "extend", "case_runs", case_closed, CLOSED),
    (HEALTH, "assessing_need", "find_not_needed", "case_runs", case_closed, CLOSED),
    (HEALTH, "assessing_need", "find_not_needed", "may_be_left_out", on_the_copenhagen_model,
     "På Københavnermodellen tilbydes alle flygtninge en helbredsmæssig vurdering."),
    (HEALTH, "assessing_need", "find_not_needed", "may_be_left_out", quota_refugee,
     "Kvoteflygtninge skal altid tilbydes en helbredsmæssig vurdering (INL § 15 d)."),
    (HEALTH, "assessing_need", "offer", "case_runs", case_closed, CLOSED),
    (HEALTH, "declined", "offer_again", "case_runs", case_closed, CLOSED),
    (HEALTH, "declined", "offer_again", "within_five_years", handed_over_long_ago,
     "Introduktionsperioden på 5 år er udløbet."),
    (HEALTH, "offered", "accept", "case_runs", case_closed, CLOSED),
    (HEALTH, "offered", "accept", "consented", consents_withdrawn, DOCTOR),
    (HEALTH, "examined", "receive_result", "consented", consents_withdrawn, RESULT),
    (HEALTH, "not_needed", "reassess", "case_runs", case_closed, CLOSED),
    ("FollowUpTalk", "planned", "invite", "case_runs", case_closed, CLOSED),
    ("FollowUpTalk", "invited", "hold", "case_runs", case_closed, CLOSED),
    ("FollowUpTalk", "no_show", "invite_again", "case_runs", case_closed, CLOSED),
    ("Goal", "active", "reach", "not_the_last", held_placement, LAST_GOAL),
    ("Goal", "active", "reach_partly", "not_the_last", held_placement, LAST_GOAL),
    ("Goal", "active", "fail", "not_the_last", held_placement, LAST_GOAL),
    ("Goal", "active", "drop", "not_the_last", held_placement, LAST_GOAL),
]  # fmt: skip


def told(row: Any, name: str, on: date) -> tuple[str, ...]:
    """What the user is told when the move is tried; nothing when it is made (and taken back)."""
    try:
        with transaction.atomic():
            perform(row, name, data_for(row, name, on), by=lead(on))
            transaction.set_rollback(True)
    except NotPossibleError as refusal:
        return refusal.messages
    return ()


@pytest.mark.parametrize(("kind", "state", "name", "guard", "spoil", "sentence"), GUARDED)
def test_a_guard_lets_through_and_refuses_in_the_users_words(
    kind, state, name, guard, spoil, sentence
):
    row = row_in(kind, state)
    on = next_day(row)
    assert told(row, name, on) == ()
    spoil(row)
    row = again(row)
    assert told(row, name, on) == (sentence,)
    assert (again(row).state, again(row).version) == (row.state, row.version)


def name_of(guard: Guard) -> str:
    """A guard that a function made goes by that function's name."""
    return guard.__qualname__.split(".")[0]


def test_the_table_has_every_guard():
    declared = {
        (lifecycle.__name__, arrow.source, arrow.move.name, name_of(guard))
        for lifecycle in LIFECYCLES
        for arrow in lifecycle.arrows()
        for guard in arrow.move.guards
    }
    assert {row[:4] for row in GUARDED} == declared


def test_the_handover_asks_no_guard_outside_the_programme():
    case = row_in("Case", "planned")
    Case.objects.filter(pk=case.pk).update(in_programme=False, handover_on=None)
    assert go(again(case), "take_over").state == "active"


def test_a_second_active_goal_frees_the_first():
    goal = row_in("Goal", "active")
    held_placement(goal)
    Goal.objects.create(placement=goal.placement, type="language", text="Hilse", sign="Siger hej")
    assert go(goal, "reach").state == "reached"


@pytest.mark.parametrize(("withdrawn_on", "sentence"), [
    (date(2024, 3, 14), (MENTOR,)), (date(2024, 3, 15), (MENTOR,)), (date(2024, 3, 16), ()),
])  # fmt: skip
def test_a_consent_holds_to_the_day_before_it_is_withdrawn(withdrawn_on, sentence):
    row = row_in("Mentoring", "offered")
    on = date(2024, 3, 15)
    Consent.objects.filter(citizen=row.case.citizen, purpose="mentor").update(
        withdrawn_on=withdrawn_on
    )
    assert told(row, "assign", on) == sentence


@pytest.mark.parametrize(("kind", "state", "name", "handover", "last_day"), [
    ("Case", "closed", "reopen", date(2020, 2, 29), date(2025, 2, 28)),
    ("Case", "closed", "reopen", date(2020, 3, 1), date(2025, 3, 1)),
    ("HealthAssessment", "declined", "offer_again", date(2020, 3, 1), date(2025, 3, 1)),
])  # fmt: skip
def test_five_years_end_with_the_same_date(kind, state, name, handover, last_day):
    row = row_in(kind, state)
    Case.objects.filter(pk=case_of(row).pk).update(handover_on=handover)
    row = again(row)
    assert told(row, name, last_day) == ()
    assert told(row, name, last_day + timedelta(days=1)) != ()


def test_the_states_of_the_table_are_the_kinds_own():
    assert all(state in LIVES[kind].states for kind, state, *_ in GUARDED)
