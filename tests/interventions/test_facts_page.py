"""What is registered on a case: dates, handover, needs, income, consents, people, steps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent
from cases.access import held_on
from cases.actions.facts import give_consent, open_need
from cases.actions.outcomes import record_clarification, record_danish_test
from cases.models import (
    Case,
    Change,
    Consent,
    Event,
    HouseholdMember,
    IncomePeriod,
    IntegrationNeed,
    Protection,
)
from interventions.actions.anchors import correct_anchor
from interventions.actions.ledger import lower_hours, record_week
from interventions.actions.outcomes import begin_education, begin_job
from interventions.actions.pauses import record_pause
from interventions.law.ledger import Week
from interventions.models import CompanyPlacement, Deadline, Exemption, WelcomeTalk
from interventions.registrations import ACTIONS
from tests.interventions.desk import sit_down, text_of, told
from tests.make import actor, assign, day, make_case, make_consent, make_unit, make_user, step_of
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-02", arrived_on="2024-02-10", active=True))


@pytest.fixture
def anna(case: Case, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), "2024-03-05")


def again(row: Any) -> Any:
    return type(row)._default_manager.get(pk=row.pk)


def url(case: Case, name: str, query: str = "") -> str:
    return f"/sager/{case.pk}/registrer/{name}/{query}"


def send(client: Client, case: Case, name: str, query: str = "", **typed: Any) -> Any:
    return client.post(url(case, name, query), {"version": again(case).version, **typed})


def due(case: Case, code: str) -> date | None:
    found: date | None = case.deadlines.get(rule__code=code).due_on
    return found


# --- dates


def test_the_page_of_dates_shows_which_deadlines_hang_on_which_date(
    case: Case, anna: Client
) -> None:
    shown = anna.get(url(case, "dato", "?felt=arrived_on"))
    anchors = {name: (when, dict(deadlines)) for name, when, deadlines in shown.context["anchors"]}
    assert anchors["Ankommet til København"] == (
        day("2024-02-10"),
        {
            "Asylcentersamtale afholdt": day("2024-02-09"),
            "Helhedsorienteret mentor tilbudt": day("2024-02-17"),
            "Første virksomhedspraktik startet": day("2024-03-10"),
            "Helhedsorienteret mentor i det første år": day("2025-02-10"),
        },
    )
    assert "Integrationskontrakt underskrevet" in anchors["Visiteret til kommunen"][1]
    assert shown.context["form"]["anchor"].value() == "arrived_on"
    assert shown.context["form"]["day"].value() == day("2024-02-10")


def test_a_corrected_arrival_tells_which_deadlines_moved_from_and_to(
    case: Case, anna: Client
) -> None:
    answer = send(anna, case, "dato", anchor="arrived_on", day="12-02-2024", reason="Tastefejl")
    assert answer.url == f"/sager/{case.pk}/"
    assert told(answer) == (
        "Ankommet til København er ændret fra 10-02-2024 til 12-02-2024. 4 frister er flyttet: "
        "Asylcentersamtale afholdt fra 09-02-2024 til 11-02-2024; "
        "Helhedsorienteret mentor tilbudt fra 17-02-2024 til 19-02-2024; "
        "Første virksomhedspraktik startet fra 10-03-2024 til 12-03-2024; "
        "Helhedsorienteret mentor i det første år fra 10-02-2025 til 12-02-2025."
    )
    assert due(case, "KM-MENTOR-TILBUD") == day("2024-02-19")
    assert due(case, "INL-KONTRAKT") == day("2024-04-01")


def test_an_unknown_date_can_be_registered_without_a_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = make_case("2024-01-02")
    client = sit_down(monkeypatch, make_user("anna"), "2024-03-05")
    answer = send(client, case, "dato", anchor="arrived_on", day="04-03-2024", reason="")
    assert "Ankommet til København er ændret fra ukendt til 04-03-2024." in told(answer)
    assert "Helhedsorienteret mentor tilbudt fra ukendt til 11-03-2024" in told(answer)


@pytest.mark.parametrize(
    ("typed", "status", "message"),
    [
        ({"day": "11-02-2024", "reason": ""}, 409, "Skriv en begrundelse"),
        ({"day": "10-02-2024", "reason": "x"}, 422, "Det er den dato, der er registreret"),
        ({"day": "30-02-2024", "reason": "x"}, 422, "Indtast en gyldig dato."),
        ({"day": "01-01-1900", "reason": "x"}, 409, "Datoen ligger før borgerens fødsel."),
        ({"anchor": "handover_on", "day": "11-02-2024"}, 422, "er ikke en af de tilgængelige"),
        ({"anchor": "cpr_registered_on", "day": "06-03-2024"}, 409, "i fremtiden"),
        ({"anchor": "allocated_on", "day": "", "reason": "x"}, 409, "men ikke fjernes"),
    ],
)
def test_a_date_that_cannot_be_is_refused_and_what_was_typed_is_kept(
    typed: dict[str, str], status: int, message: str, case: Case, anna: Client
) -> None:
    sent = {"anchor": "arrived_on", "reason": "Fordi", **typed}
    answer = send(anna, case, "dato", **sent)
    page = text_of(answer)
    assert answer.status_code == status
    assert message in page
    assert f'value="{sent["day"]}"' in page or not sent["day"]
    assert again(case).arrived_on == day("2024-02-10")


def test_a_stale_page_of_dates_is_told_who_was_first(case: Case, anna: Client) -> None:
    seen = again(case).version
    lead = actor(make_user("lene", "team_lead"), "2024-03-05")
    correct_anchor(case, "arrived_on", day("2024-02-11"), by=lead, reason="Brev")
    sent = {"version": seen, "anchor": "arrived_on", "day": "12-02-2024", "reason": "Sms fra tolk"}
    answer = anna.post(url(case, "dato"), sent)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Sidst ændret af Lene den 05-03-2024 12:00" in page
    assert 'value="Sms fra tolk"' in page
    assert f'name="version" value="{again(case).version}"' in page


# --- handover


def test_an_earlier_handover_and_its_consent_are_recorded_on_one_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = make_case("2024-01-02")
    client = sit_down(monkeypatch, make_user("anna"), "2024-01-20")
    page = text_of(client.get(url(case, "overgivelse")))
    assert "<dt>Beregnet overgivelse</dt><dd>01-03-2024</dd>" in page
    assert "ikke registreret: skriv det nedenfor" in page
    answer = send(
        client, case, "overgivelse",
        day="01-02-2024", consent_given_on="19-01-2024", consent_form="written",
    )  # fmt: skip
    assert "Overgivelsen er aftalt til 01-02-2024." in told(answer)
    assert "Integrationskontrakt underskrevet fra 01-04-2024 til 01-03-2024" in told(answer)
    assert again(case).handover_on == day("2024-02-01")
    assert Consent.objects.get().purpose == "earlier_handover"


def test_with_a_consent_on_the_case_only_the_day_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_case("2024-01-02")
    make_consent(case, "earlier_handover", "2024-01-10")
    client = sit_down(monkeypatch, make_user("anna"), "2024-01-20")
    shown = client.get(url(case, "overgivelse"))
    assert "givet den 10-01-2024 (skriftligt)" in text_of(shown)
    assert list(shown.context["form"].fields) == ["day", "reason"]
    assert send(client, case, "overgivelse", day="01-02-2024").status_code == 302


def test_a_later_handover_is_refused_and_leaves_no_consent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = make_case("2024-01-02")
    client = sit_down(monkeypatch, make_user("anna"), "2024-01-20")
    answer = send(
        client, case, "overgivelse",
        day="02-03-2024", consent_given_on="19-01-2024", consent_form="oral", reason="Bolig",
    )  # fmt: skip
    assert answer.status_code == 409
    assert "Overgivelsen er beregnet til 01-03-2024 og kan kun aftales tidligere." in text_of(
        answer
    )
    assert 'value="Bolig"' in text_of(answer)
    assert Consent.objects.count() == 0


def test_a_case_outside_the_programme_has_no_handover_to_agree(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = make_case("2024-01-02", basis="eu")
    client = sit_down(monkeypatch, make_user("anna"), "2024-01-20")
    page = text_of(client.get(url(case, "overgivelse")))
    assert "Sagen er uden for programmet og har ingen overgivelse." in page
    assert 'name="day"' not in page


# --- needs, income, consents


def test_a_need_is_registered_changed_and_resolved(case: Case, anna: Client) -> None:
    sent = {"code": "dansk", "on": "04-03-2024", "note": "Kan alfabetet"}
    assert told(send(anna, case, "behov", **sent)) == "Behovet er registreret."
    need = IntegrationNeed.objects.get()
    page = f"?id={need.pk}"
    assert "Kan alfabetet</textarea>" in text_of(anna.get(url(case, "behov-status", page)))
    answer = send(anna, case, "behov-status", page, status="resolved", on="05-03-2024", note="B1")
    assert answer.status_code == 302
    assert (again(need).status, again(need).resolved_on) == ("resolved", day("2024-03-05"))


def test_a_need_that_is_open_is_not_offered_again(case: Case, anna: Client) -> None:
    open_need(case, "dansk", by=actor(make_user("anna"), "2024-03-05"), on=day("2024-03-01"))
    codes = [code for code, _ in anna.get(url(case, "behov")).context["form"]["code"].field.choices]
    assert "dansk" not in codes
    assert "faglig" in codes


def test_somebody_elses_need_is_not_found(case: Case, anna: Client) -> None:
    other = make_case("2024-01-02", caseworker=make_user("bo"))
    need = open_need(other, "dansk", by=actor(make_user("bo"), "2024-03-05"), on=day("2024-03-01"))
    for query in (f"?id={need.pk}", "?id=abc", ""):
        assert anna.get(url(case, "behov-status", query)).status_code == 404


def test_a_new_income_ends_the_one_before(case: Case, anna: Client) -> None:
    send(anna, case, "forsoergelse", code="asylydelse", from_on="10-02-2024")
    send(anna, case, "forsoergelse", code="sho", from_on="01-03-2024")
    rows = IncomePeriod.objects.order_by("from_on").values_list("code", "from_on", "to_on")
    assert list(rows) == [
        ("asylydelse", day("2024-02-10"), day("2024-03-01")),
        ("sho", day("2024-03-01"), None),
    ]


def test_a_code_counts_on_the_day_that_is_typed(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sit_down(monkeypatch, make_user("anna"), "2025-08-01")
    answer = send(client, case, "forsoergelse", code="sho", from_on="01-07-2025")
    assert answer.status_code == 422
    assert "»SHO-ydelse« gælder kun til og med 30-06-2025." in text_of(answer)
    assert send(client, case, "forsoergelse", code="sho", from_on="30-06-2025").status_code == 302


def test_an_overlapping_income_is_refused_with_the_text_kept(case: Case, anna: Client) -> None:
    send(anna, case, "forsoergelse", code="sho", from_on="01-03-2024")
    answer = send(anna, case, "forsoergelse", code="su", from_on="01-02-2024")
    assert answer.status_code == 409
    assert "Perioden overlapper en anden forsørgelse" in text_of(answer)
    assert '<option value="su" selected>' in text_of(answer)


def test_a_consent_is_given_and_withdrawn(case: Case, anna: Client) -> None:
    sent = {"purpose": "mentor", "scope": "Navn", "receiver": "Mentor", "given_on": "04-03-2024",
            "form": "oral"}  # fmt: skip
    assert send(anna, case, "samtykke", **sent).status_code == 302
    consent = Consent.objects.get()
    answer = send(anna, case, "samtykke-tilbage", f"?id={consent.pk}", on="05-03-2024")
    assert answer.status_code == 302
    assert again(consent).withdrawn_on == day("2024-03-05")
    answer = send(anna, case, "samtykke-tilbage", f"?id={consent.pk}", on="05-03-2024")
    assert answer.status_code == 409
    assert "Samtykket blev trukket tilbage 05-03-2024." in text_of(answer)


# --- people


def test_the_team_lead_sees_how_many_cases_each_has_and_hands_one_out(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo = make_user("bo")
    make_user("sille", "caseworker", make_unit("SYD"))
    client = sit_down(monkeypatch, make_user("lene", "team_lead"), "2024-03-05")
    shown = client.get(url(case, "ansvarlig")).context["form"]["user"].field.choices
    assert [label for _, label in shown] == ["Bo (0 åbne forløb)", "Anna (1 åbne forløb)"]
    answer = send(client, case, "ansvarlig", user=bo.pk)
    assert told(answer) == "Bo er ansvarlig for forløbet fra i dag."
    assert again(case).responsible == bo


def test_a_caseworker_does_not_hand_out_cases(case: Case, anna: Client) -> None:
    assert anna.get(url(case, "ansvarlig")).status_code == 403


def test_a_family_is_suggested_and_confirmed(case: Case, anna: Client) -> None:
    child = make_case(
        "2024-01-02", arrived_on="2024-02-10", plan=False,
        citizen={"given_name": "Omar", "born_on": day("2015-06-01")},
    )  # fmt: skip
    make_case("2024-01-02", plan=False, citizen={"family_name": "Andersen"})
    make_case("2023-05-02", plan=False)
    form = anna.get(url(case, "husstand")).context["form"]
    assert [label for _, label in form["members"].field.choices] == ["Omar Haddad, født 01-06-2015"]
    send(anna, case, "husstand", members=[child.citizen_id])
    members = HouseholdMember.objects.values_list("citizen_id", flat=True)
    assert sorted(members) == sorted([case.citizen_id, child.citizen_id])
    assert "Bor nu sammen med: <bdi>Omar Haddad</bdi>." in text_of(anna.get(url(case, "husstand")))


def test_whoever_is_protected_is_never_suggested(case: Case, anna: Client) -> None:
    hidden = make_case("2024-01-02", plan=False, citizen={"given_name": "Sara", "protected": True})
    page = text_of(anna.get(url(case, "husstand")))
    assert "Sara" not in page
    assert "Der er ingen at foreslå" in page
    sent = send(anna, case, "husstand", members=[hidden.citizen_id])
    assert (sent.status_code, HouseholdMember.objects.count()) == (422, 0)


def test_nobody_is_suggested_to_a_protected_person(case: Case, anna: Client) -> None:
    make_case("2024-01-02", plan=False, citizen={"given_name": "Omar"})
    Protection.objects.create(citizen=case.citizen, from_on=day("2024-02-01"), source="CPR")
    page = text_of(anna.get(url(case, "husstand")))
    assert "Omar" not in page
    assert "Navne- og adressebeskyttet" in page


# --- steps, goals, exemptions


def test_a_step_is_added_and_what_cannot_be_added_says_why(case: Case, anna: Client) -> None:
    page = text_of(anna.get(url(case, "skridt")))
    assert "<strong>Asylcentersamtale:</strong> Borgeren ankom den 10-02-2024" in page
    answer = send(anna, case, "skridt", kind="WelcomeTalk")
    assert told(answer) == "Velkomstsamtale er tilføjet."
    assert step_of(case, WelcomeTalk).state == "planned"
    refused = send(anna, case, "skridt", kind="AsylumCentreTalk")
    assert refused.status_code == 422


def test_a_goal_is_added_to_a_placement(case: Case, anna: Client) -> None:
    row = step_of(case, CompanyPlacement)
    answer = anna.post(f"/skridt/{row.pk}/maal/", {"type": "social", "text": "Hilser", "sign": ""})
    assert answer.status_code == 422
    assert 'value="Hilser"' in text_of(answer)
    sent = {"type": "social", "text": "Hilser", "sign": "Siger godmorgen"}
    assert anna.post(f"/skridt/{row.pk}/maal/", sent).url == f"/sager/{case.pk}/"
    assert row.goals.get().sign == "Siger godmorgen"
    talk = case.steps.exclude(kind="CompanyPlacement").first()
    assert talk
    assert anna.get(f"/skridt/{talk.pk}/maal/").status_code == 404


def test_an_exemption_says_whether_it_covers_the_deadline(case: Case, anna: Client) -> None:
    deadline = case.deadlines.get(rule__code="KM-PRAK-1M")
    where = f"/frister/{deadline.pk}/fritag/"
    page = text_of(anna.get(where))
    assert "Første virksomhedspraktik startet" in page
    sent = {"reason": "sygdom", "from_on": "05-03-2024", "to_on": "09-03-2024", "note": "Indlagt"}
    assert "så fristen står ved magt" in told(anna.post(where, sent))
    assert "fristen er undtaget" in told(anna.post(where, {**sent, "to_on": "10-03-2024"}))
    answer = anna.post(where, {**sent, "to_on": "04-03-2024"})
    assert answer.status_code == 422
    assert "Den sidste dag ligger før den første." in text_of(answer)
    assert Exemption.objects.count() == 2


# --- all of them

RAISED_BY_ALL = {"henvendelse", "vikar"}  # whoever sees the case may, or may stand in on it
MENTORS_OWN = {  # no step and no measurement of hers is number 1
    "henvendelse": 200, "maaling-mentor": 200, "forslag": 404, "maaling-mentor-annuller": 404,
}  # fmt: skip


@pytest.mark.parametrize(
    ("role", "unit", "status"),
    [
        ("caseworker", "NORD", 403),
        ("caseworker", "SYD", 404),
        ("team_lead", "SYD", 404),
        ("mentor", "NORD", 404),
        ("manager", "NORD", 403),
        ("admin", "NORD", 403),
    ],
)
def test_nothing_is_registered_on_a_case_that_is_not_ones_own(
    role: str, unit: str, status: int, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sit_down(monkeypatch, make_user("en", role, make_unit(unit)), "2024-03-05")
    before = Change.objects.count(), Event.objects.count()
    sees_it = (role, unit) == ("caseworker", "NORD")
    for name in ACTIONS:
        wanted = (200, 422) if sees_it and name in RAISED_BY_ALL else (status, status)
        answers = client.get(url(case, name, "?id=1")), client.post(url(case, name))
        assert tuple(answer.status_code for answer in answers) == wanted, name
    placement, deadline = step_of(case, CompanyPlacement), Deadline.objects.first()
    assert deadline
    for path in (f"/skridt/{placement.pk}/maal/", f"/frister/{deadline.pk}/fritag/"):
        assert client.get(path).status_code == status
        assert client.post(path).status_code == status
    assert (Change.objects.count(), Event.objects.count()) == before


def test_the_mentor_of_the_case_registers_a_concern_and_her_own_view_alone(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentor = make_user("mikkel", "mentor")
    assign(case, mentor, "mentor", "2024-03-01")
    client = sit_down(monkeypatch, mentor, "2024-03-05")
    for name in ACTIONS:
        wanted = MENTORS_OWN.get(name, 403)
        assert client.get(url(case, name, "?id=1")).status_code == wanted, name


def test_an_unknown_action_is_not_found(case: Case, anna: Client) -> None:
    assert anna.get(url(case, "nonsens")).status_code == 404
    assert anna.get("/sager/999999/registrer/behov/").status_code == 404
    assert anna.get("/frister/999999/fritag/").status_code == 404


@pytest.mark.parametrize("text", ["a" * 100_000, "🙂" * 3000, "<script>x</script>\u202e" * 200])
@pytest.mark.parametrize(
    ("name", "field", "rest"),
    [
        ("behov", "note", {"code": "dansk", "on": "05-03-2024"}),
        ("samtykke", "scope", {"purpose": "mentor", "receiver": "x", "given_on": "05-03-2024",
                               "form": "oral"}),
        ("dato", "reason", {"anchor": "arrived_on", "day": "11-02-2024"}),
    ],
)  # fmt: skip
def test_a_text_that_is_too_long_is_refused_and_kept(
    name: str, field: str, rest: dict[str, str], text: str, case: Case, anna: Client
) -> None:
    answer = send(anna, case, name, **rest, **{field: text})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<script>x" not in page
    assert answer.context["form"][field].value() == text


def test_every_action_page_leaves_a_trace_and_asks_few_questions(
    case: Case, anna: Client, django_assert_max_num_queries: Any
) -> None:
    by = actor(make_user("anna"), "2024-03-05")
    ids = {
        "behov-status": open_need(case, "dansk", by=by, on=day("2024-03-01")).pk,
        "samtykke-tilbage": give_consent(
            case, by=by, purpose="other", scope="x", receiver="y", given_on=by.today, form="oral"
        ).pk,
    }
    ids |= outcome_and_ledger_ids(case, by)
    held = held_on(by, case)
    for name, action in ACTIONS.items():
        if action.permission not in held or (action.find and name not in ids):
            continue  # not hers to do, or shown by the tests of its own theme
        before = AuditEvent.objects.filter(action="case.read").count()
        with django_assert_max_num_queries(22, info=name):
            assert anna.get(url(case, name, f"?id={ids.get(name, '')}")).status_code == 200
        assert AuditEvent.objects.filter(action="case.read").count() == before + 1


def outcome_and_ledger_ids(case: Case, by: Any) -> dict[str, int]:
    """One row of each, under the name of the action that asks for it."""
    since = day("2024-03-01")
    job = begin_job(
        case, by=by, employer="x", support="ingen", from_on=since, evidence="documented"
    )
    education = begin_education(case, by=by, institution="x", level="eud", from_on=since)
    test = record_danish_test(case, by=by, test="PD1", passed_on=since)
    clarified = record_clarification(case, by=by, outcome="fleksjob", decided_on=since)
    pause = record_pause(
        case, by=by, from_on=day("2024-03-03"), to_on=day("2024-03-04"), reason="sygdom"
    )
    record_week(case, Week(2024, 9), {}, by=by)
    lowered = lower_hours(
        case, by=by, from_on=since, to_on=None, hours=Decimal(20), reason="helbred", note="x"
    )
    return {
        **dict.fromkeys(("job-slut", "job-timer", "job-ret"), job.pk),
        **dict.fromkeys(("uddannelse-slut", "uddannelse-ret"), education.pk),
        "danskproeve-ret": test.pk,
        "afklaring-ret": clarified.pk,
        "pause-ret": pause.pk,
        "uge-ret": case.week_hours.first().pk,
        "nedsat-timetal-ret": lowered.pk,
    }
