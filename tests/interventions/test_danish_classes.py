"""Jobdansk with its teams, Danish at the workplace, attendance, and their part of the case page."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditEvent
from cases.actions.facts import open_need
from cases.errors import ConflictError, InvalidDataError, NotPossibleError
from cases.models import Case, Change, EmploymentSpell
from interventions.actions.danish import record_attendance, save_team
from interventions.actions.perform import perform
from interventions.actions.steps import add_step
from interventions.models import CompanyPlacement, DanishAttendance, DanishTeam, WorkplaceDanish
from interventions.queries.case_page import case_page
from interventions.queries.danish_teams import open_teams, teams
from tests.interventions.counting import queries_of
from tests.interventions.desk import sit_down, text_of, told
from tests.interventions.test_concurrency import at_once
from tests.lifecycles.driver import again, drive, go, lead, row_in
from tests.lifecycles.taught import agreed_placement, needed_job_danish
from tests.make import actor, assign, make_case, make_unit, make_user

pytestmark = pytest.mark.django_db

HANDOVER, LATER = date(2024, 3, 1), date(2024, 3, 11)
TEAM = {
    "name": "Hold B", "place": "Valby", "starts_on": date(2024, 3, 4), "ends_on": date(2024, 6, 28),
    "seats": 1, "hours_per_week": 6, "days": "tirsdag",
}  # fmt: skip


def team(**changes: Any) -> DanishTeam:
    return save_team(None, {**TEAM, **changes}, by=lead(HANDOVER))


def enrol(row: Any, in_team: DanishTeam, on: date = LATER) -> Any:
    data = {"team": in_team.pk, "effective_on": on.isoformat()}
    return perform(row, "enrol", data, by=lead(on))


def errors(row: Any, name: str, on: date = LATER, **data: Any) -> dict[str, str]:
    with pytest.raises(InvalidDataError) as refused:
        perform(row, name, data, by=lead(on))
    return {field: " ".join(words) for field, words in refused.value.form.errors.items()}


# --- teams and their seats


def test_a_seat_is_taken_by_enrolling_and_given_back_by_staying_away_or_ending():
    found = team(seats=2)
    first, second = enrol(needed_job_danish(), found), enrol(needed_job_danish(), found)
    assert teams().get().free == 0
    first = go(first, "miss", date(2024, 3, 18))
    assert (first.team_id, teams().get().free) == (found.pk, 1)
    drive(second, "completed")
    assert teams().get().free == 2


def test_whoever_did_not_come_is_enrolled_again_when_there_is_room():
    found = team()
    first = go(enrol(needed_job_danish(), found), "miss", date(2024, 3, 12))
    other = enrol(needed_job_danish(), found)
    assert errors(first, "enrol", date(2024, 3, 13), team=found.pk) == {
        "team": "Holdet er fyldt eller slut. Vælg et andet."
    }
    go(other, "cancel", date(2024, 3, 14))
    assert enrol(first, found, date(2024, 3, 15)).state == "enrolled"


def test_only_teams_with_a_seat_that_have_not_ended_are_offered():
    ended = team(name="Forbi", ends_on=LATER.replace(day=10))
    last_day = team(name="Sidste dag", ends_on=LATER)
    full = team(name="Fuldt", starts_on=date(2024, 3, 1))
    enrol(needed_job_danish(), full)
    assert list(open_teams(LATER)) == [last_day]
    row = needed_job_danish()
    assert set(errors(row, "enrol", team=ended.pk)) == {"team"}
    assert set(errors(row, "enrol", team=full.pk)) == {"team"}
    late = errors(row, "enrol", date(2024, 3, 12), team=last_day.pk)
    assert set(late) == {"team"}


def test_the_form_says_when_every_team_is_full(monkeypatch):
    enrol(needed_job_danish(), team())
    row = needed_job_danish()
    client = sit_down(monkeypatch, make_user("leth", "team_lead"), LATER)
    page = text_of(client.get(f"/skridt/{row.pk}/flyt/enrol/"))
    assert "Intet hold har en ledig plads nu. Opret et hold først." in page
    assert 'href="/danskhold/"' in page
    team(name="Hold C")
    page = text_of(client.get(f"/skridt/{row.pk}/flyt/enrol/"))
    assert "Hold C, Valby, tirsdag: 04-03-2024 til 28-06-2024, 1 af 1 pladser ledige" in page


def refused_or_enrolled(row: Any, found: DanishTeam) -> str:
    """The form may see already that the team is full, or only the lock does."""
    try:
        return str(enrol(row, found).state)
    except InvalidDataError as refused:
        return str(refused)


@pytest.mark.django_db(transaction=True)
def test_two_who_enrol_on_the_last_seat_at_once_do_not_both_get_it():
    found, rows = team(), [needed_job_danish(), needed_job_danish()]
    at_once(*(partial(refused_or_enrolled, row, found) for row in rows))
    assert sorted(again(row).state for row in rows) == ["enrolled", "planned"]
    assert teams().get().taken == 1


def test_the_seat_is_counted_again_when_the_form_was_passed_too_early(monkeypatch):
    """What the other transaction took between the form and the lock."""
    found, row = team(), needed_job_danish()
    enrol(needed_job_danish(), found)
    monkeypatch.setattr("interventions.forms.own.danish.open_teams", lambda _day: teams())
    with pytest.raises(NotPossibleError, match="Den sidste plads på Hold B er netop taget"):
        enrol(row, found)
    assert again(row).state == "planned"


def test_a_team_is_kept_by_those_who_move_steps_in_any_unit():
    found = team()
    far = actor(make_user("carl", unit=make_unit("SYD")), LATER)
    changed = save_team(found, {**TEAM, "seats": 3}, by=far, seen_version=1)
    assert (changed.seats, changed.version) == (3, 2)
    trail = AuditEvent.objects.filter(resource="danishteam").order_by("pk")
    assert [(row.action, row.subjects) for row in trail] == [
        ("danishteam.create", []), ("danishteam.change", []),
    ]  # fmt: skip
    assert trail.last().fields == ["seats"]
    with pytest.raises(ConflictError):
        save_team(found, {**TEAM, "seats": 4}, by=far, seen_version=1)


@pytest.mark.parametrize("role", ["mentor", "manager", "admin", "dpo", "integrator"])
def test_others_keep_no_teams(role):
    with pytest.raises(PermissionDenied):
        save_team(None, TEAM, by=actor(make_user(role, role), LATER))


def test_there_cannot_be_fewer_seats_than_are_taken_nor_the_same_team_twice():
    found = team(seats=2)
    for _ in range(2):
        enrol(needed_job_danish(), found)
    with pytest.raises(NotPossibleError, match="2 pladser er taget"):
        save_team(found, {**TEAM, "seats": 1}, by=lead(LATER), seen_version=1)
    with pytest.raises(NotPossibleError, match="allerede et hold"):
        team()


def typed(**changes: str) -> dict[str, str]:
    return {
        "name": "Hold D", "place": "Amager", "starts_on": "04-03-2024", "ends_on": "28-06-2024",
        "seats": "12", "hours_per_week": "6", "days": "torsdag", **changes,
    }  # fmt: skip


def test_a_team_is_made_and_changed_on_its_page(monkeypatch):
    client = sit_down(monkeypatch, make_user("anna"), LATER)
    assert "Der er ingen hold nu" in text_of(client.get("/danskhold/"))
    wrong = client.post("/danskhold/nyt/", typed(ends_on="01-03-2024", seats="0"))
    assert wrong.status_code == 422
    page = text_of(wrong)
    assert "Den sidste dag ligger før den første." in page
    assert 'value="Amager"' in page
    assert client.post("/danskhold/nyt/", typed()).url == "/danskhold/"
    page = text_of(client.get("/danskhold/"))
    assert "12 af 12" in page
    assert "04-03-2024–28-06-2024" in page
    pk = DanishTeam.objects.get().pk
    assert client.post("/danskhold/nyt/", typed()).status_code == 422
    saved = client.post(f"/danskhold/{pk}/", typed(seats="10", version="1"))
    assert told(saved) == "Holdet »Hold D« er gemt."
    stale = client.post(f"/danskhold/{pk}/", typed(seats="9", version="1"))
    assert stale.status_code == 409
    assert 'value="9"' in text_of(stale)
    assert DanishTeam.objects.get().seats == 10


def test_a_team_that_is_over_stands_below(monkeypatch):
    team(ends_on=LATER.replace(day=10))
    client = sit_down(monkeypatch, make_user("anna"), LATER)
    page = text_of(client.get("/danskhold/"))
    assert "1 tidligere hold" in page
    assert "Der er ingen hold nu" in page


# --- at the workplace


def workplace(**around: Any) -> Any:
    case = make_case("2024-01-08", active=True)
    placement = agreed_placement(case, lead(HANDOVER))
    return add_step(case, "WorkplaceDanish", by=lead(HANDOVER)), placement


def test_the_class_inherits_the_company_and_counts_for_the_language_goal():
    row, placement = workplace()
    goal = placement.goals.get()
    row = perform(row, "enrol", {"at_placement": placement.pk, "language_goal": goal.pk,
                                 "hours_per_week": "4"}, by=lead(LATER))  # fmt: skip
    assert (row.workplace, row.language_goal) == ("Nordhavn Bageri", goal)


def test_the_page_has_chosen_the_only_placement_and_goal(monkeypatch):
    row, placement = workplace()
    client = sit_down(monkeypatch, make_user("leth", "team_lead"), LATER)
    page = text_of(client.get(f"/skridt/{row.pk}/flyt/enrol/"))
    chosen = (
        f'<option value="{placement.pk}" selected>Nordhavn Bageri (virksomhedspraktik)</option>'
    )
    assert chosen in page
    assert f'<option value="{placement.goals.get().pk}" selected>Tale med kunder</option>' in page
    assert "id_at_job" not in page


def job(case: Case) -> EmploymentSpell:
    return EmploymentSpell.objects.create(
        citizen=case.citizen, employer="Havnens Kantine", support="ingen", from_on=HANDOVER,
        evidence="documented",
    )  # fmt: skip


def test_it_follows_a_placement_or_a_job_and_never_both():
    row, placement = workplace()
    assert errors(row, "enrol", hours_per_week=4) == {
        "at_placement": "Vælg den praktik eller det job, som undervisningen følger."
    }
    work = job(row.case)
    assert errors(row, "enrol", hours_per_week=4, at_placement=placement.pk, at_job=work.pk) == {
        "at_job": "Vælg enten praktikken eller jobbet, ikke begge."
    }
    goal = placement.goals.get()
    assert errors(row, "enrol", hours_per_week=4, at_job=work.pk, language_goal=goal.pk) == {
        "language_goal": "Målet hører til en anden praktik."
    }
    row = perform(row, "enrol", {"at_job": work.pk, "hours_per_week": 4}, by=lead(LATER))
    assert (row.workplace, row.at_placement) == ("Havnens Kantine", None)


def test_a_job_alone_is_enough_and_another_citizens_is_not():
    case, other = (make_case("2024-01-08", active=True) for _ in range(2))
    foreign = job(other)
    row = add_step(case, "WorkplaceDanish", by=lead(HANDOVER))
    with pytest.raises(NotPossibleError, match="følger en virksomhedspraktik"):
        perform(row, "enrol", {"at_job": foreign.pk, "hours_per_week": 4}, by=lead(LATER))
    mine = job(case)
    assert set(errors(row, "enrol", hours_per_week=4, at_job=foreign.pk)) == {"at_job"}
    data = {"at_job": mine.pk, "hours_per_week": 4}
    assert perform(row, "enrol", data, by=lead(LATER)).state == "enrolled"


def test_the_company_consultant_moves_it():
    row, placement = workplace()
    vera = make_user("vera")
    assign(row.case, vera, "company_consultant", HANDOVER)
    data = {"at_placement": placement.pk, "hours_per_week": 4}
    assert perform(row, "enrol", data, by=actor(vera, LATER)).state == "enrolled"


# --- the case page


def part_of(case: Case, on: date, user: str = "anna", role: str = "caseworker") -> Any:
    page = case_page(actor(make_user(user, role), on), case.pk)
    return next((section for section in page.sections if section.key == "danish"), None)


def test_an_agreed_placement_suggests_danish_and_plans_nothing():
    case = make_case("2024-01-08", active=True)
    title = "Forslag: virksomhedsrettet dansk"
    assert title not in [entry.title for entry in part_of(case, LATER).entries]
    agreed_placement(case, lead(HANDOVER))
    suggestion = part_of(case, LATER).entries[0]
    assert suggestion.title == title
    assert suggestion.links[0].url == f"/sager/{case.pk}/registrer/skridt/"
    assert not WorkplaceDanish.objects.exists()
    add_step(case, "WorkplaceDanish", by=lead(LATER))
    assert title not in [entry.title for entry in part_of(case, LATER).entries]


def test_a_class_whose_placement_is_over_stays_open_and_says_so():
    row = row_in("WorkplaceDanish", "running")
    placement = CompanyPlacement.objects.get(case=row.case)
    on = date(2024, 4, 1)
    assert [e.under for e in part_of(row.case, on).entries if "rettet" in e.title] == [""]
    go(placement, "cancel", on)
    entry = next(e for e in part_of(row.case, on).entries if "rettet" in e.title)
    assert (entry.state, entry.facts) == ("I gang", (("Aktivitet for målet", "Tale med kunder"),))
    assert entry.under == (
        "Praktikken, som undervisningen følger, er slut. Afslut undervisningen, eller aflys den."
    )
    assert again(row).state == "running"


def test_the_part_tells_modules_attendance_and_how_long_the_right_lasts():
    row = go(row_in("DanishEducation", "running"), "pass_module")
    by = actor(make_user("anna"), date(2024, 6, 3))
    record_attendance(row, by=by, month=date(2024, 4, 30), attended=18, scheduled=24)
    record_attendance(row, by=by, month=date(2024, 5, 1), attended=12, scheduled=16)
    (entry,) = (e for e in part_of(row.case, by.today).entries if e.title == "Danskuddannelse")
    facts = dict(entry.facts)
    assert facts["Fremmøde"].splitlines() == [
        "I alt: 30 af 40 lektioner (75 %)", "04-2024: 18 af 24 lektioner (75 %)",
        "05-2024: 12 af 16 lektioner (75 %)",
    ]  # fmt: skip
    allowed_on = Case.objects.get(pk=row.case_id).danish_allowed_on
    assert facts["Ret til danskuddannelse"] == f"til og med {allowed_on:%d-%m}-2029"
    assert [line.split(": ")[1] for line in entry.text.splitlines()] == [
        "Indplaceret DU 3, modul 6", "Bestået DU 3, modul 6",
    ]  # fmt: skip
    assert entry.links[0].url == f"/sager/{row.case_id}/registrer/fremmoede/?id={row.pk}"


def test_a_mentor_has_no_part_and_a_colleague_no_links():
    row = row_in("DanishEducation", "running")
    assign(row.case, make_user("mia", "mentor"), "mentor", HANDOVER)
    assert part_of(row.case, date(2024, 5, 1), "mia", "mentor") is None
    section = part_of(row.case, date(2024, 5, 1), "berit")
    assert (section.links, section.entries[0].links) == ((), ())


def test_an_expired_right_is_told_until_time_has_made_its_move():
    row = row_in("DanishEducation", "running")
    Case.objects.filter(pk=row.case_id).update(danish_allowed_on=date(2019, 4, 1))
    titles = [entry.title for entry in part_of(row.case, date(2024, 4, 2)).entries]
    assert titles == ["Retten til danskuddannelse er udløbet", "Danskuddannelse"]
    titles = [entry.title for entry in part_of(row.case, date(2024, 4, 1)).entries]
    assert titles == ["Danskuddannelse"]


def test_the_part_costs_the_same_for_one_danish_step_and_for_seven(monkeypatch):
    row = row_in("DanishEducation", "running")
    case, by = row.case, lead(date(2024, 6, 3))
    open_need(case, "dansk", by=by, on=by.today)
    client = sit_down(monkeypatch, make_user("anna"), by.today)
    one = queries_of(client, f"/sager/{case.pk}/")
    for kind in ("JobDanish", "WorkplaceDanish", "DanishEducation") * 2:
        step = add_step(case, kind, by=by)
        DanishAttendance.objects.create(step=step, month=HANDOVER, attended=1, scheduled=2)
    assert queries_of(client, f"/sager/{case.pk}/") == one


# --- attendance


def test_a_month_typed_again_replaces_and_keeps_the_old_value():
    row = row_in("DanishEducation", "running")
    by = lead(date(2024, 6, 3))
    record_attendance(row, by=by, month=date(2024, 5, 31), attended=10, scheduled=16)
    record_attendance(row, by=by, month=date(2024, 5, 1), attended=12, scheduled=16)
    months = DanishAttendance.objects.values_list("month", "attended", "scheduled")
    assert list(months) == [(date(2024, 5, 1), 12, 16)]
    old = Change.objects.get(resource="danishattendance")
    assert (old.field, old.old, old.new) == ("attended", "10", "12")


@pytest.mark.parametrize(("state", "month", "told_why"), [
    ("placed", date(2024, 4, 1), "Undervisningen er ikke begyndt. Registrér starten først."),
    ("running", date(2024, 2, 29), "Undervisningen begyndte først den 22-03-2024."),
    ("running", date(2024, 7, 1), "Måneden ligger i fremtiden."),
    ("broken_off", date(2024, 4, 1), "Undervisningen sluttede den 29-03-2024."),
])  # fmt: skip
def test_a_month_without_lessons_is_refused(state, month, told_why):
    row = row_in("DanishEducation", state)
    with pytest.raises(NotPossibleError) as refused:
        record_attendance(row, by=lead(date(2024, 6, 3)), month=month, attended=1, scheduled=2)
    assert refused.value.messages == (told_why,)


def test_attendance_is_registered_on_a_page_of_its_own(monkeypatch):
    row = row_in("DanishEducation", "running")
    url = f"/sager/{row.case_id}/registrer/fremmoede/?id={row.pk}"
    client = sit_down(monkeypatch, make_user("anna"), "2024-06-03")
    assert 'value="31-05-2024"' in text_of(client.get(url))
    wrong = client.post(url, {"month": "31-05-2024", "attended": "17", "scheduled": "16"})
    assert wrong.status_code == 422
    assert "Der kan ikke være mere fremmøde end lektioner i alt." in text_of(wrong)
    done = client.post(url, {"month": "31-05-2024", "attended": "12", "scheduled": "16"})
    assert told(done) == "Fremmødet er registreret: 05-2024: 12 af 16 lektioner."
    talk = row.case.steps.exclude(kind="DanishEducation").first()
    assert client.get(url.replace(str(row.pk), "0")).status_code == 404
    assert client.get(f"/sager/{row.case_id}/registrer/fremmoede/?id={talk.pk}").status_code == 404


def test_a_colleague_registers_no_attendance():
    row = row_in("DanishEducation", "running")
    by = actor(make_user("berit"), date(2024, 6, 3))
    with pytest.raises(PermissionDenied):
        record_attendance(row, by=by, month=date(2024, 5, 1), attended=1, scheduled=2)
