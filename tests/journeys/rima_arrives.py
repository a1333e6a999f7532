"""Rima's first year in Denmark, chapter by chapter: from the asylum centre to her first kitchen."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import User
from cases.models import Case
from interventions.models import (
    AsylumCentreTalk,
    CompanyPlacement,
    DanishEducation,
    HealthAssessment,
    IntegrationProgramme,
    Mentoring,
    ProductionUnit,
)
from tests.journeys.office import (
    Office,
    consent,
    deadlines,
    done,
    fill,
    front,
    log,
    measure,
    move,
    note,
    read,
    refused,
    register,
    see,
    step,
    time_passes,
    told_after,
    url_of,
)

RIMA = {
    "udlaendinge_id": "24681359",
    "given_name": "Rima",
    "family_name": "Al-Khatib",
    "born_on": "12-04-1988",
    "sex": "K",
    "citizenship": "Syrien",
    "birth_country": "SY",
    "language": "apc",
    "interpreter": "yes",
    "phone": "20 30 40 51",
    "residence_basis": "konvention",
    "allocated_on": "15-05-2024",
    "asylum_centre": "Center Sandholm",
    "opened_on": "03-06-2024",
    "needs": ["dansk", "faglig"],
}


def she_is_registered(office: Office) -> Case:
    told = told_after(fill(office["anna"], reverse("register"), **RIMA))
    assert "Planen har 6 skridt og 18 frister." in told
    case = Case.objects.get()
    assert (case.track, case.state, f"{case.handover_on}") == (
        "copenhagen", "planned", "2024-07-01",
    )  # fmt: skip
    stood = deadlines(case, "2024-06-03")
    assert stood["INL-KONTRAKT"] == ("2024-08-01", "upcoming")
    assert stood["KM-HELBRED"] == ("2025-01-01", "upcoming")
    # Nobody has found a health need, and when she arrives is not known.
    assert stood["INL-HELBRED"] == ("2025-01-01", "not_relevant")
    assert stood["KM-ASYL"] == ("None", "awaiting_date")
    return case


def the_talk_is_held_at_the_centre(office: Office, case: Case) -> None:
    anna, talk = office["anna"], step(case, AsylumCentreTalk)
    done(move(anna, talk, "reschedule", meets_at="18-06-2024 10:00", interpreter="booked"))
    assert "Center Sandholm" in read(anna, case)
    office.on("2024-06-18")
    done(
        move(
            anna, talk, "hold", competences="Kok i otte år, to af dem i Aleppo",
            job_goal="Et køkken i København", languages="Arabisk og lidt dansk",
            next_step="Praktik i et køkken", interpreter_present="yes",
        )
    )  # fmt: skip
    told = read(anna, case)
    assert "Jobmål Et køkken i København" in told
    assert deadlines(case, "2024-06-18")["KM-ASYL"] == ("None", "awaiting_date")
    office.on("2024-06-21")
    assert "Skriv et notat om samtalen" in front(anna, "paamindelser")
    note(anna, case, "Vil gerne i et køkken. Fik plan for dansk.", happened_on="18-06-2024")
    assert "Skriv et notat" not in front(anna, "paamindelser")
    done(register(anna, case, "dato", anchor="arrived_on", day="03-07-2024", reason="Bolig fundet"))
    assert deadlines(case, "2024-06-21")["KM-ASYL"] == ("2024-07-02", "met_on_time")
    assert deadlines(case, "2024-06-21")["KM-PRAK-1M"] == ("2024-08-03", "upcoming")


def anna_takes_over_and_she_arrives(office: Office, case: Case) -> None:
    anna = office["anna"]
    office.on("2024-06-28")
    assert "Ansvaret overgår først den 01-07-2024." in read(anna, case)
    office.on("2024-07-01")
    done(move(anna, case, "take_over"))
    done(register(anna, case, "forsoergelse", code="sho", from_on="01-07-2024"))
    done(move(office["tina"], case, "approve_plan"))
    # On the day of her arrival time has no move to make: the talk was held.
    assert time_passes(case, "2024-07-03") == {}


def a_mentor_is_offered_and_follows_her(office: Office, case: Case) -> None:
    anna, mira = office["anna"], office["mira"]
    office.on("2024-07-05")
    mentoring = step(case, Mentoring)
    done(move(anna, mentoring, "offer"))
    assert deadlines(case, "2024-07-05")["KM-MENTOR-TILBUD"] == ("2024-07-10", "met_on_time")
    assert "navn og telefon må deles med mentoren" in read(anna, case)
    done(
        register(
            anna, case, "samtykke", purpose="mentor", scope="Navn og telefon",
            receiver="Mentoren", form="written",
        )
    )  # fmt: skip
    assert see(mira, case).status_code == 404
    mira_id = str(User.objects.get(username="mira").pk)
    done(move(anna, mentoring, "assign", mentor=mira_id, until="03-07-2025"))
    assert "Rima Al-Khatib" in read(mira, case)
    office.on("2024-07-09")
    done(log(mira, mentoring, topics=["mitid", "bank"], text="MitID og bank er på plads."))
    assert step(case, Mentoring).state == "running"


def where_she_stands_is_measured(office: Office, case: Case) -> None:
    """Six days late: the month was counted from 3 June, when she was still at the centre."""
    anna = office["anna"]
    assert deadlines(case, "2024-07-09")["PROG-MAAL-BASIS"] == ("2024-07-03", "overdue")
    done(measure(anna, case, "maaling-borger", "2", score_dansk_skriftlig="1"))
    done(measure(anna, case, "maaling-sagsbehandler", "2"))
    assert deadlines(case, "2024-07-09")["PROG-MAAL-BASIS"] == ("2024-07-03", "met_late")
    assert deadlines(case, "2024-07-09")["PROG-MAAL-3M"] == ("2024-10-09", "upcoming")


def the_contract_is_signed(office: Office, case: Case) -> None:
    anna = office["anna"]
    office.on("2024-07-15")
    programme = step(case, IntegrationProgramme)
    contract = {
        "job_goal": "Køkkenassistent",
        "contract_goals": "Prøve i Dansk 2\nOrdinære timer inden for et år",
        "activities": "Dansk, praktik i et køkken og mentor",
        "signed_by_citizen_on": "15-07-2024",
        "signed_by_municipality_on": "15-07-2024",
        "declaration_signed_on": "15-07-2024",
    }
    unsigned = contract | {"declaration_signed_on": ""}
    told = refused(move(anna, programme, "agree_contract", **unsigned))
    assert "Skriv, hvornår erklæringen er underskrevet, eller hvorfor den ikke er det." in told
    assert "Dansk, praktik i et køkken og mentor" in told
    done(move(anna, programme, "agree_contract", **contract))
    assert deadlines(case, "2024-07-15")["INL-KONTRAKT"] == ("2024-08-01", "met_on_time")
    assert deadlines(case, "2024-07-15")["INL-ERKL"] == ("2024-07-15", "met_on_time")
    done(move(anna, programme, "start"))


def she_begins_danish(office: Office, case: Case) -> None:
    """She had Danish at the centre, and so begins at module 5."""
    anna = office["anna"]
    office.on("2024-07-16")
    danish = step(case, DanishEducation)
    told = told_after(move(anna, danish, "refer", danish_allowed_on="29-07-2024"))
    assert "Jobcenter Københavns sprogskole" in told  # she is on a benefit
    stood = deadlines(case, "2024-07-16")
    assert stood["INL-DU-HENV"] == ("2024-08-01", "met_on_time")
    assert stood["DUL-START-I"] == ("2024-08-01", "upcoming")  # until the day has come
    assert stood["INL-DU-5Y"] == ("2029-07-29", "upcoming")
    office.on("2024-07-29")
    assert deadlines(case, "2024-07-29")["DUL-START-I"] == ("2024-08-01", "met_on_time")
    done(move(anna, danish, "place", level="du2", module="5", days="Tirsdag og torsdag kl. 17-20"))
    done(move(anna, danish, "start"))


def she_begins_in_a_kitchen_too_late(office: Office, case: Case) -> None:
    anna = office["anna"]
    placement = step(case, CompanyPlacement)
    kitchen = str(ProductionUnit.objects.get().pk)
    told = told_after(
        move(
            anna, placement, "match", form="placement", production_unit=kitchen,
            tasks="Skære, koge og rydde op", hours_per_week="20",
            planned_from="05-08-2024", planned_to="01-11-2024", then="agree",
        )
    )  # fmt: skip
    assert "Virksomhedspraktik: indgå aftale" in told  # and it asks for the goal on the same page
    told = told_after(
        fill(
            anna, url_of(placement, "agree"), **{"goal-bank": "goal_language.fagord"},
            purpose="training", signed="on", quota_checked="on",
        )
    )  # fmt: skip
    assert "Køkkenet ved Søerne" in told
    assert "Kender de danske ord for stedets ting" in told
    office.on("2024-08-05")
    stood = deadlines(case, "2024-08-03")
    assert stood["INL-VRT-1M"] == ("2024-08-01", "overdue")
    assert stood["KM-PRAK-1M"] == ("2024-08-03", "soon")
    assert "for sent" in told_after(move(anna, placement, "start"))
    done(measure(anna, case, "maaling-borger", "3"))  # at its start, as the form proposes
    assert "placement_start" in case.measurements.values_list("occasion", flat=True)
    assert deadlines(case, "2024-08-05")["PROG-MAAL-3M"] == ("2024-11-05", "upcoming")
    stood = deadlines(case, "2024-08-05")
    assert stood["INL-VRT-1M"] == ("2024-08-01", "met_late")
    assert stood["KM-PRAK-1M"] == ("2024-08-03", "met_late")


def her_health_is_assessed(office: Office, case: Case) -> None:
    """Only with consent to each sharing; what the others learn is its meaning for the plan."""
    anna, mira = office["anna"], office["mira"]
    office.on("2024-08-15")
    health = step(case, HealthAssessment)
    done(
        move(
            anna, health, "offer", existing_information="Papirerne fra asylsystemet",
            guidance_given="on",
        )
    )  # fmt: skip
    assert deadlines(case, "2024-08-15")["KM-HELBRED"] == ("2025-01-01", "met_on_time")
    assert "oplysninger må deles med lægen" in read(anna, case)
    consent(anna, case, "doctor", "Lægehuset")
    done(move(anna, health, "accept", clinic="Lægehuset på Nørrebro", interpreter="ordered"))
    office.on("2024-09-17")
    done(move(anna, health, "examine"))
    assert "resultatet må gives videre til jobcentret" in read(anna, case)
    consent(anna, case, "health_result", "Jobcenter København")
    done(
        move(
            anna, health, "receive_result", result="Diskusprolaps i lænden",
            plan_effect="Ingen løft over 10 kg",
        )
    )  # fmt: skip
    assert "Skånehensyn: Ingen løft over 10 kg" in read(anna, case)
    hers = read(mira, case)
    assert "Diskusprolaps" not in hers
    assert "elbredsmæssig" not in hers
    assert "Lægehuset" not in hers
