"""Magda's case goes on: a decision, her complaint, a fleksjob, the end, and a new beginning."""

from __future__ import annotations

import json

from django.urls import reverse

from cases.models import Case
from interventions.models import Complaint, Decision
from tests.journeys.office import (
    Office,
    deadlines,
    done,
    measure,
    move,
    read,
    refused,
    register,
    step,
    time_passes,
    told_after,
    url_of,
)
from tests.journeys.page_forms import words_of


def a_decision_is_heard_and_sent(office: Office, case: Case) -> None:
    anna = office["anna"]
    office.on("2025-04-14")
    draft = {
        "subject": "Afslag på revalidering", "legal_basis": "LAB kap. 6",
        "facts": "Borgeren har smerter i ryggen og er uden uddannelse.",
    }  # fmt: skip
    done(register(anna, case, "afgoerelse", **draft))
    decision = step(case, Decision)
    done(move(anna, decision, "hear"))
    told = words_of(anna.get(url_of(decision, "send")).content.decode())
    assert "Borgeren kan svare på høringen til og med 28-04-2025." in told
    office.on("2025-04-24")
    done(move(anna, decision, "record_answer", hearing_answer="Jeg vil gerne på kursus."))
    office.on("2025-05-05")
    reasons = "Et kursus er ikke nødvendigt for at komme i arbejde."
    told = refused(move(anna, decision, "send", reasons=reasons))
    assert "Bekræft, at sagen er tilstrækkeligt oplyst til at afgøres." in told
    assert reasons in told
    assert "Klagefristen er 4 uger" in told  # the guidance stands there ready
    done(move(anna, decision, "send", reasons=reasons, well_informed="on"))
    office.on("2025-05-08")
    done(move(anna, decision, "receive"))
    # Four weeks end on Thursday 5 June, Constitution Day: Friday counts.
    assert deadlines(case, "2025-05-08")["FVL-KLAGE-4W"] == ("2025-06-06", "upcoming")


def she_complains_on_the_last_day(office: Office, case: Case) -> None:
    anna, decision = office["anna"], step(case, Decision)
    office.on("2025-05-26")
    done(measure(anna, case, "maaling-borger", "3", occasion="three_monthly"))
    office.on("2025-06-06")
    told = told_after(
        register(anna, case, "klage", decision, text="Jeg kan ikke få job uden kursus.")
    )
    assert "Klagen er registreret. Genvurder afgørelsen inden 4 uger." in told
    assert deadlines(case, "2025-06-06")["RSL-GENV-4W"] == ("2025-07-04", "upcoming")
    complaint = step(case, Complaint)
    done(move(anna, complaint, "reassess"))
    office.on("2025-06-30")
    done(move(anna, complaint, "forwarded", reassessment="Intet nyt. Afgørelsen fastholdes."))
    assert deadlines(case, "2025-06-30")["RSL-GENV-4W"] == ("2025-07-04", "met_on_time")
    office.on("2025-09-15")
    done(move(anna, complaint, "decide", appeal_outcome="upheld"))
    assert step(case, Complaint).state == "decided"


def she_is_found_fit_for_a_fleksjob(office: Office, case: Case) -> None:
    anna = office["anna"]
    office.on("2025-09-22")
    done(register(anna, case, "afklaring", outcome="fleksjob"))
    office.on("2025-10-01")
    told = told_after(
        register(
            anna, case, "job", employer="Planteskolen", support="fleksjob", hours_per_week="12",
            from_on="01-10-2025", evidence="documented",
        )
    )  # fmt: skip
    assert "Tæller ikke som ustøttet beskæftigelse." in told
    done(register(anna, case, "forsoergelse", code="fleksloentilskud", from_on="01-10-2025"))
    # The measurement of every third month is late by now, since 27 August.
    assert deadlines(case, "2025-10-01")["PROG-MAAL-3M"] == ("2025-08-26", "overdue")


def the_case_is_closed(office: Office, case: Case) -> None:
    anna = office["anna"]
    office.on("2025-10-15")
    told = refused(move(anna, case, "close", reason="fleksjob", note="Fleksjob fra 1. oktober"))
    assert "Registrér den afsluttende måling først" in told
    assert "Fleksjob fra 1. oktober" in told
    done(measure(anna, case, "maaling-borger", "4", occasion="closing"))
    done(move(anna, case, "close", reason="fleksjob"))
    assert deadlines(case, "2025-10-15")["PROG-MAAL-3M"] == ("2026-01-15", "lapsed")
    closed = Case.objects.get(pk=case.pk)
    assert (closed.state, f"{closed.closed_on}", closed.end_reason) == (
        "closed", "2025-10-15", "fleksjob",
    )  # fmt: skip
    assert not case.steps.filter(ended_on=None).exists()
    assert time_passes(case, "2025-10-16") == {}


def what_is_told_of_it(office: Office, case: Case) -> None:
    """The report says fleksjob; no figure of employment counts it."""
    anna, tina = office["anna"], office["tina"]
    page = reverse("case-report", args=[case.pk])
    told = json.loads(anna.get(page, {"format": "json"}).content)
    job, clarified = told["outcomes"]
    assert (job["title"], job["facts"]["Tilskud"]) == ("Planteskolen", "Fleksjob")
    assert clarified["title"] == "Afklaret til fleksjob"
    assert anna.get(page, {"format": "pdf"}).content.startswith(b"%PDF-")
    assert "Ustøttet beskæftigelse" not in read(anna, case)
    assert tina.get(page).status_code == 200
    # One closed case is too few to be shown in the team's figures.
    asked = {"from": "2025-10", "to": "2025-10", "format": "json"}
    figures = json.loads(tina.get(reverse("progression-report"), asked).content)
    assert {row["closed"] for row in figures["rows"]} == {"–"}


def tina_opens_it_again(office: Office, case: Case) -> None:
    """Only the team lead may. The measurement that falls due after that day is awaited again."""
    office.on("2025-12-01")
    anna, tina = office["anna"], office["tina"]
    assert anna.get(url_of(case, "reopen")).status_code == 403
    done(move(tina, case, "reopen", reason="Fleksjobbet er ophørt"))
    opened = Case.objects.get(pk=case.pk)
    assert (opened.state, opened.closed_on, opened.end_reason) == ("active", None, "")
    assert "Fleksjobbet er ophørt" in read(anna, case)
    assert deadlines(case, "2025-12-01")["PROG-MAAL-3M"] == ("2026-01-15", "upcoming")
    job = case.citizen.jobs.get()
    done(register(anna, case, "job-slut", job, last_day="30-11-2025"))
    assert time_passes(case, "2025-12-02") == {}
