"""Rima's first year in Denmark goes on: visitation, talks, a change of mentor, and a job."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import User
from cases.models import Case
from interventions.models import (
    CompanyPlacement,
    DanishEducation,
    FollowUpTalk,
    IntegrationProgramme,
    Mentoring,
    Request,
)
from tests.journeys.office import (
    Office,
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

REMINDERS = "paamindelser"  # the counter of the front page
KITCHEN_ENDS = "Praktikken slutter"
MENTOR_ENDS = "Mentorforløbet slutter"


def she_is_found_ready_for_a_job(office: Office, case: Case) -> None:
    """After three days of illness. The visitation plans the four talks of the next six months."""
    anna, placement = office["anna"], step(case, CompanyPlacement)
    office.on("2024-09-20")
    away = {"type": "syg", "from_on": "18-09-2024", "to_on": "20-09-2024"}
    done(move(anna, placement, "record_absence", **away))
    assert "Syg" in read(anna, case)
    office.on("2024-09-30")
    why = "Møder stabilt og vil arbejde"
    done(register(anna, case, "visitation", category="jobparat", reason=why))
    stood = deadlines(case, "2024-09-30")
    assert stood["INL-VISITATION"] == ("2024-10-01", "met_on_time")
    assert stood["INL-OPF-4"] == ("2025-03-30", "upcoming")
    talks = FollowUpTalk.objects.filter(case=case).order_by("pk")
    assert [f"{talk.planned_week_on}" for talk in talks] == [
        "2024-11-11", "2024-12-23", "2025-02-03", "2025-03-24",
    ]  # fmt: skip


def her_mentor_asks_for_help(office: Office, case: Case) -> None:
    """Mira has been silent since 9 July: 35 days on, on 13 August, Anna was told too."""
    anna, mira, mentoring = office["anna"], office["mira"], step(case, Mentoring)
    office.on("2024-10-14")
    assert "ikke skrevet en opfølgning i 21 dage" in front(mira)
    assert "ikke skrevet en opfølgning i 35 dage" in read(anna, case)
    done(log(mira, mentoring, text="Brevet fra udlejer er svært.", help_wanted="on"))
    assert "ikke skrevet" not in front(mira)
    assert "Brevet fra udlejer er svært." in front(anna)
    done(fill(anna, url_of(step(case, Request), "accept"), answer="Jeg ringer til udlejer i dag."))
    assert "Jeg ringer til udlejer i dag." in read(mira, case)
    assert "Brevet fra udlejer" not in front(anna)


def the_placement_is_extended_and_ends(office: Office, case: Case) -> None:
    anna, placement = office["anna"], step(case, CompanyPlacement)
    office.on("2024-10-17")
    assert KITCHEN_ENDS not in front(anna, REMINDERS)
    office.on("2024-10-18")  # fourteen days before 1 November
    assert KITCHEN_ENDS in front(anna, REMINDERS)
    # Twenty-six weeks from 5 August end on Sunday 2 February.
    too_long = move(anna, placement, "extend", planned_to="03-02-2025", reason="Lærer mere")
    assert "Praktikken kan højst vare til 02-02-2025 (LAB § 61)." in refused(too_long)
    done(move(anna, placement, "extend", planned_to="29-11-2024", reason="Lærer mere dansk"))
    assert KITCHEN_ENDS not in front(anna, REMINDERS)
    office.on("2024-11-29")
    goal = f"goal_{placement.goals.get().pk}"
    unevaluated = refused(move(anna, placement, "complete", continues_as="new_placement"))
    assert "Sprogligt mål: Kender de danske ord for stedets ting" in unevaluated
    done(move(anna, placement, "complete", continues_as="new_placement", **{goal: "reach"}))
    assert placement.goals.get().state == "reached"
    done(measure(anna, case, "maaling-borger", "4"))
    assert case.measurements.latest("pk").occasion == "placement_end"
    assert deadlines(case, "2024-11-29")["INL-VRT-GAP"] == ("2025-01-10", "upcoming")


def invite(office: Office, talk: FollowUpTalk, at: str, name: str = "invite") -> None:
    letter = {"channel": "digital_post", "letter": "Vi ses i jobcentret. Tolken er med."}
    done(move(office["anna"], talk, name, meets_at=at, talk_form="in_person", **letter))


def hold(office: Office, talk: FollowUpTalk) -> None:
    answers = {
        "changes": "Ingen", "course_followed": "Ja", "outcome": "Taler mere dansk",
        "need_for_change": "Flere timer", "interpreter_present": "yes",
    }  # fmt: skip
    done(move(office["anna"], talk, "hold", **answers))
    note(office["anna"], talk.case, "Opfølgningssamtale holdt.")


def two_talks_and_a_no_show(office: Office, case: Case) -> None:
    anna = office["anna"]
    first, second, *_later = FollowUpTalk.objects.filter(case=case).order_by("pk")
    office.on("2024-12-02")
    invite(office, first, "09-12-2024 09:00")
    invite(office, second, "19-12-2024 09:00")
    office.on("2024-12-09")
    hold(office, first)
    office.on("2024-12-19")
    typed = {"contact_attempts": "Ringet to gange, ingen svar", "reasonable_cause": "unknown"}
    early = refused(move(anna, second, "miss", effective_on="18-12-2024", **typed))
    assert "Mødet er først den 19-12-2024 09:00." in early
    assert "Ringet to gange, ingen svar" in early
    done(move(anna, second, "miss", **typed))
    done(move(anna, step(case, DanishEducation), "pass_module"))
    assert "Bestået DU 2, modul 5" in read(anna, case)
    office.on("2025-01-02")
    invite(office, second, "08-01-2025 09:00", "invite_again")
    office.on("2025-01-08")
    hold(office, second)
    assert deadlines(case, "2025-01-08")["INL-OPF-4"] == ("2025-03-30", "upcoming")


def a_shop_takes_her_on_the_last_day_of_the_gap(office: Office, case: Case) -> None:
    anna = office["anna"]
    done(register(anna, case, "skridt", kind="CompanyPlacement"))
    shop = step(case, CompanyPlacement)
    done(
        move(
            anna, shop, "match", form="wage_subsidy", company="Havnens Køkken", cvr="30714024",
            p_number="1009876543", contact="Hanne Havn", tasks="Kold og varm mad",
            hours_per_week="22", planned_from="10-01-2025", planned_to="10-04-2025",
        )
    )  # fmt: skip
    done(fill(anna, reverse("goal-add", args=[shop.pk]), bank="goal_social.maeder_til_tiden"))
    signed = {"purpose": "ordinary_hours", "signed": "on", "quota_checked": "on"}
    done(move(anna, shop, "agree", **signed))
    office.on("2025-01-10")
    done(move(anna, shop, "start"))
    assert deadlines(case, "2025-01-10")["INL-VRT-GAP"] == ("2025-01-10", "met_on_time")


def malik_becomes_her_mentor(office: Office, case: Case) -> None:
    """The consent still holds. Mira is locked out the same day; what she wrote stands."""
    anna, mira, malik = office["anna"], office["mira"], office["malik"]
    office.on("2025-01-15")
    mentoring = step(case, Mentoring)
    assert (see(mira, case).status_code, see(malik, case).status_code) == (200, 404)
    malik_id = str(User.objects.get(username="malik").pk)
    told = refused(move(anna, mentoring, "change_mentor", mentor=malik_id))
    assert "Overdragelse til den nye mentor" in told
    note_to_malik = "Rima vil helst ringes op. Sagen med udlejer er løst."
    done(move(anna, mentoring, "change_mentor", mentor=malik_id, handover_note=note_to_malik))
    assert see(mira, case).status_code == 404
    assert mira.get(reverse("follow-up", args=[mentoring.pk])).status_code == 404
    assert "Rima" not in front(mira)
    assert note_to_malik in read(malik, case)
    assert "Brevet fra udlejer er svært." in read(anna, case)
    done(log(malik, mentoring, contact_form="phone", text="Vi har aftalt at mødes."))


def two_more_talks_and_the_week(office: Office, case: Case) -> None:
    anna = office["anna"]
    third, fourth = FollowUpTalk.objects.filter(case=case).order_by("pk")[2:]
    office.on("2025-01-27")
    invite(office, third, "03-02-2025 09:00")
    office.on("2025-02-03")
    hold(office, third)
    office.on("2025-02-24")
    assert deadlines(case, "2025-02-24")["PROG-MAAL-3M"] == ("2025-02-28", "soon")
    done(measure(anna, case, "maaling-borger", "4", occasion="three_monthly"))
    assert deadlines(case, "2025-02-24")["PROG-MAAL-3M"] == ("2025-05-24", "upcoming")
    office.on("2025-03-10")
    week = {"day": "03-03-2025", "dansk": "12", "loentilskud": "22", "samtale": "1,5"}
    told = told_after(register(anna, case, "uge", **week))
    assert "35,5 timer" in told
    assert "35,5 af 37 timer" in told
    invite(office, fourth, "24-03-2025 09:00")
    assert deadlines(case, "2025-03-24")["INL-OPF-4"] == ("2025-03-30", "soon")
    office.on("2025-03-24")
    hold(office, fourth)
    assert deadlines(case, "2025-03-24")["INL-OPF-4"] == ("2025-03-30", "met_on_time")


def she_gets_a_job(office: Office, case: Case) -> None:
    """Everything that hangs on the benefit falls away; the yearly follow-up begins."""
    anna, shop = office["anna"], step(case, CompanyPlacement)
    office.on("2025-04-01")
    last_day = {"effective_on": "31-03-2025", "reason": "job", "continues_as": "job"}
    done(move(anna, shop, "break_off", **last_day))
    assert shop.goals.get().state == "dropped"
    told = told_after(
        register(
            anna, case, "job", employer="Havnens Køkken", cvr="30714024", support="ingen",
            hours_per_week="30", from_on="01-04-2025", evidence="documented",
        )
    )  # fmt: skip
    assert "Forløbet fortsætter med fastholdelse og opfølgning." in told
    done(register(anna, case, "forsoergelse", code="selvforsoergende_job", from_on="01-04-2025"))
    done(move(anna, step(case, IntegrationProgramme), "complete", reason="job"))
    stood = deadlines(case, "2025-04-02")
    assert stood["INL-OPF-12"] == ("2026-04-01", "upcoming")
    assert stood["INL-VRT-GAP"] == ("2025-05-12", "not_relevant")
    assert time_passes(case, "2025-04-02") == {}


def she_passes_her_test(office: Office, case: Case) -> None:
    anna, danish = office["anna"], step(case, DanishEducation)
    office.on("2025-05-23")
    assert "ikke skrevet en opfølgning i 35 dage" in front(anna, REMINDERS)
    done(log(office["malik"], step(case, Mentoring), text="Glad for jobbet. Øver til prøven."))
    done(measure(anna, case, "maaling-borger", "5"))
    assert deadlines(case, "2025-05-23")["PROG-MAAL-3M"] == ("2025-08-23", "upcoming")
    marks = {"test": "PD2", "mark_written": "4", "mark_oral": "7"}
    told = refused(move(anna, danish, "pass_test", **marks))
    assert "Prøve i Dansk 2 kommer efter modul 6." in told
    done(move(anna, danish, "pass_module"))
    office.on("2025-06-02")
    assert MENTOR_ENDS not in front(anna, REMINDERS)
    done(move(anna, danish, "pass_test", **marks))
    assert "skriftlig 4, mundtlig 7" in read(anna, case)


def the_mentor_year_ends(office: Office, case: Case) -> None:
    anna, malik, mentoring = office["anna"], office["malik"], step(case, Mentoring)
    office.on("2025-06-03")  # thirty days before 3 July
    assert MENTOR_ENDS in front(anna, REMINDERS)
    office.on("2025-07-03")
    assert see(malik, case).status_code == 200
    closing = {"reason": "periode_udloebet", "closing_note": "Rima klarer sig selv."}
    done(move(anna, mentoring, "end", **closing))
    assert see(malik, case).status_code == 404
    assert "Du er ikke mentor for nogen lige nu." in front(malik)
    assert MENTOR_ENDS not in front(anna, REMINDERS)
    office.on("2025-07-04")
    assert time_passes(case, "2025-07-04") == {}
    assert "Havnens Køkken" in read(anna, case)
    stood = {code: status for code, (_due, status) in deadlines(case, "2025-07-04").items()}
    late = {code for code, status in stood.items() if status == "met_late"}
    assert late == {"PROG-MAAL-BASIS", "INL-VRT-1M", "KM-PRAK-1M"}
    assert "overdue" not in stood.values()
