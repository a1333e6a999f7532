"""Magda's spring: Jobdansk with one seat for two, and a placement of four weeks."""

from __future__ import annotations

from django.urls import reverse

from cases.models import Case
from interventions.models import (
    CompanyPlacement,
    DanishTeam,
    FollowUpTalk,
    JobDanish,
    ProductionUnit,
)
from tests.journeys.office import (
    Office,
    deadlines,
    done,
    fill,
    measure,
    move,
    note,
    read,
    refused,
    register,
    step,
    time_passes,
    told_after,
    url_of,
)

MAGDA = {
    "udlaendinge_id": "24681361",
    "given_name": "Magda",
    "family_name": "Kowalska",
    "born_on": "03-09-1979",
    "sex": "K",
    "citizenship": "Polen",
    "birth_country": "PL",
    "language": "pol",
    "phone": "20 30 40 61",
    "residence_basis": "eu",
    "opened_on": "03-02-2025",
    "needs": ["dansk", "faglig"],
    "income_basis": "kontanthjaelp",
    "plan_now": None,
}
PIOTR = MAGDA | {
    "udlaendinge_id": "24681362",
    "given_name": "Piotr",
    "family_name": "Nowak",
    "born_on": "04-11-1980",
    "sex": "M",
    "phone": "20 30 40 62",
}


def she_is_registered(office: Office) -> Case:
    told = told_after(fill(office["anna"], reverse("register"), **MAGDA))
    assert "Forløbet er ikke planlagt endnu." in told
    case = Case.objects.get()
    assert (case.track, case.state, case.in_programme, case.handover_on) == (
        "general", "created", False, None,
    )  # fmt: skip
    return case


def her_right_to_danish_is_over(office: Office, case: Case) -> None:
    """So that the plan has Jobdansk instead."""
    anna = office["anna"]
    typed = {"anchor": "danish_allowed_on", "day": "01-09-2018", "reason": "Oplyst af skolen"}
    done(register(anna, case, "dato", **typed))
    done(move(anna, case, "plan"))
    done(move(anna, case, "take_over"))
    assert sorted(case.steps.values_list("kind", flat=True)) == [
        "CompanyPlacement", "FollowUpTalk", "JobDanish",
    ]  # fmt: skip
    stood = deadlines(case, "2025-02-03")
    assert stood["ALM-OPF-4W"] == ("2025-03-03", "upcoming")
    assert stood["PROG-MAAL-BASIS"] == ("2025-03-03", "upcoming")
    assert "INL-DU-5Y" not in stood
    assert time_passes(case, "2025-02-04") == {}


def one_seat_for_two(office: Office, case: Case) -> None:
    """Magda does not come, Piotr gets her seat, and Anna finds room for her again."""
    anna, berit, jobdansk = office["anna"], office["berit"], step(case, JobDanish)
    team = {
        "name": "Jobdansk forår", "place": "Skelbækgade 3", "starts_on": "17-02-2025",
        "ends_on": "11-04-2025", "seats": "1", "hours_per_week": "9", "days": "Man, ons, fre",
    }  # fmt: skip
    done(fill(anna, reverse("danish-team-new"), **team))
    spring = DanishTeam.objects.get()
    hers = {"team": str(spring.pk), "level_before": "A1"}
    done(move(anna, jobdansk, "enrol", **hers))
    done(fill(berit, reverse("register"), **PIOTR | {"plan_now": "on"}))
    his_case = Case.objects.exclude(pk=case.pk).get()
    done(register(berit, his_case, "skridt", kind="JobDanish"))
    his = step(his_case, JobDanish)
    full = refused(move(berit, his, "enrol", team=str(spring.pk), level_before="A2"))
    assert "Holdet er fyldt eller slut. Vælg et andet." in full
    office.on("2025-02-17")
    done(move(anna, jobdansk, "miss"))
    done(move(berit, his, "enrol", team=str(spring.pk), level_before="A2"))
    assert "Intet hold har en ledig plads nu." in refused(move(anna, jobdansk, "enrol", **hers))
    done(fill(anna, reverse("danish-team", args=[spring.pk]), seats="2"))
    office.on("2025-02-19")
    done(move(anna, jobdansk, "enrol", **hers))
    done(move(anna, jobdansk, "start"))


def she_is_followed_up(office: Office, case: Case) -> None:
    anna, talk = office["anna"], step(case, FollowUpTalk)
    letter = {"channel": "letter", "letter": "Vi ses torsdag.", "talk_form": "in_person"}
    done(move(anna, talk, "invite", meets_at="27-02-2025 10:00", **letter))
    office.on("2025-02-27")
    answers = {
        "changes": "Ryggen gør ondt", "course_followed": "Ja", "outcome": "Forstår mere dansk",
        "need_for_change": "Et sted med let arbejde",
    }  # fmt: skip
    done(move(anna, talk, "hold", **answers))
    note(anna, case, "Vil prøve et gartneri.")
    done(measure(anna, case, "maaling-borger", "3", score_helbred="2"))
    stood = deadlines(case, "2025-02-27")
    assert stood["ALM-OPF-4W"] == ("2025-03-03", "met_on_time")
    assert stood["PROG-MAAL-BASIS"] == ("2025-03-03", "met_on_time")
    assert stood["PROG-MAAL-3M"] == ("2025-05-27", "upcoming")


def four_weeks_and_no_longer(office: Office, case: Case) -> None:
    """LAB § 61: she is in group 6.2. Five weeks from 3 March end on 6 April, four on 30 March."""
    anna, placement = office["anna"], step(case, CompanyPlacement)
    done(register(anna, case, "maalgruppe", code="6.2", from_on="03-02-2025"))
    garden = {
        "production_unit": str(ProductionUnit.objects.get().pk), "tasks": "Plante og vande",
        "hours_per_week": "20", "planned_from": "03-03-2025", "then": "agree",
    }  # fmt: skip
    told = refused(move(anna, placement, "match", planned_to="06-04-2025", **garden))
    assert "Praktikken kan højst vare til 30-03-2025 (LAB § 61)." in told
    assert "højst 4 uger" in told
    assert "Plante og vande" in told
    done(move(anna, placement, "match", planned_to="30-03-2025", **garden))
    done(
        fill(
            anna, url_of(placement, "agree"), **{"goal-bank": "goal_social.melder_fravaer"},
            purpose="clarification", signed="on", quota_checked="on",
        )
    )  # fmt: skip
    office.on("2025-03-03")
    done(move(anna, placement, "start"))
    assert deadlines(case, "2025-03-03")["LAB-PRAK-4W"] == ("2025-03-30", "upcoming")


def she_falls_ill(office: Office, case: Case) -> None:
    """Three days, told afterwards, move the agreed end by three; then the back gives way."""
    anna, placement = office["anna"], step(case, CompanyPlacement)
    office.on("2025-03-14")
    days = {"from_on": "10-03-2025", "to_on": "12-03-2025", "reason": "sygdom"}
    told = told_after(register(anna, case, "pause", what=str(placement.pk), **days))
    assert "Praktikken er aftalt til 02-04-2025." in told
    assert "Pause fra 10-03-2025 til og med 12-03-2025" in told
    assert Case.objects.get(pk=case.pk).state == "active"
    office.on("2025-03-19")
    ended = {"reason": "sygdom", "continues_as": "other", "continues_note": "Ryggen skal udredes"}
    done(move(anna, placement, "break_off", **ended))
    placement = step(case, CompanyPlacement)
    assert (placement.state, f"{placement.ended_on}") == ("broken_off", "2025-03-19")
    assert placement.goals.get().state == "dropped"
    # The gap of six weeks is the programme's, and she is outside it.
    stood = deadlines(case, "2025-03-19")
    assert "INL-VRT-GAP" not in stood
    assert stood["LAB-PRAK-4W"] == ("2025-03-30", "lapsed")


def she_completes_jobdansk(office: Office, case: Case) -> None:
    anna, jobdansk = office["anna"], step(case, JobDanish)
    office.on("2025-04-01")
    month = {"month": "31-03-2025", "attended": "30", "scheduled": "36"}
    done(register(anna, case, "fremmoede", jobdansk, **month))
    assert "30 af 36 lektioner" in read(anna, case)
    office.on("2025-04-11")
    ended = {"level_after": "A2", "next_step": "Virksomhedsrettet dansk"}
    done(move(anna, jobdansk, "complete", **ended))
    assert step(case, JobDanish).state == "completed"
