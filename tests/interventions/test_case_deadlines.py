"""The deadlines of the case page: »Hvorfor denne frist?«, told step by step."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import AuditEvent, User
from cases.actions.facts import change_need
from cases.models import Case
from interventions.actions.anchors import correct_anchor
from interventions.actions.perform import perform
from interventions.actions.steps import exempt_deadline
from interventions.models import (
    Deadline,
    Mentoring,
)
from interventions.queries.rules import rule_book
from tests.interventions.amal import (
    TODAY,
    amals_case,
    one_deadline,
    page_of,
    seen_by,
)
from tests.interventions.desk import sit_down, text_of
from tests.make import (
    actor,
    day,
    make_case,
    make_user,
    step_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    return make_user("anna")


@pytest.fixture
def case(anna: User) -> Case:
    return amals_case()


@pytest.fixture
def client(anna: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, anna, TODAY)


def test_law_and_municipal_standards_stand_apart(case: Case) -> None:
    groups = {g.title: [row.why.code for row in g.rows] for g in page_of(case).deadlines.groups}
    assert groups == {
        "Lov": [
            "INL-KONTRAKT", "INL-VRT-1M", "INL-DU-HENV", "DUL-START-I", "INL-VISITATION",
            "INL-HELBRED", "INL-PROG-5Y",
        ],
        "Kommunal standard": [
            "KM-ASYL", "KM-MENTOR-TILBUD", "KM-PRAK-1M", "KM-HELBRED", "KM-MENTOR-12M",
        ],
        "Vejledende": ["PROG-MAAL-BASIS", "INL-PROG-1Y"],
    }  # fmt: skip


def test_a_deadline_tells_each_step_from_anchor_to_date(case: Case) -> None:
    """1 September 2024 is a Sunday: the date holds, the plan is for the Friday before."""
    row = one_deadline(case, "INL-HELBRED")
    assert (row.due, row.planning, row.status, row.distance) == (
        "01-09-2024", "30-08-2024", "Kommende", "om 118 dage",
    )  # fmt: skip
    why = row.why
    assert (why.code, why.version, why.reference) == (
        "INL-HELBRED", "gælder fra 01-07-2016", "INL § 15 d stk. 4",
    )  # fmt: skip
    assert (why.anchor, why.amount) == ("overgivelse af ansvaret, 01-03-2024", "6 måneder efter")
    assert why.fulfilled_by == "Helbredsmæssig vurdering: Tilbyd"
    assert why.condition == ("Gælder, når borgeren er kvoteflygtning eller har et sundhedsbehov.")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("INL-VISITATION", "Visitation registreret (jobparat eller aktivitetsparat)"),
        ("PROG-MAAL-BASIS", "Progressionsmåling registreret"),
        ("DUL-START-I", "Første mulige dag for danskuddannelse registreret"),
        ("INL-PROG-5Y", ""),  # nothing has to meet a span
    ],
)
def test_what_is_no_move_is_told_as_that_which_meets_a_deadline(
    case: Case, code: str, told: str
) -> None:
    assert one_deadline(case, code).why.fulfilled_by == told


def test_skipped_days_are_named(case: Case) -> None:
    """Seven working days from Monday 25 March 2024 go round Easter."""
    book = rule_book()
    version = book.on("OFL-AKT-7", day("2024-03-25"))
    assert version is not None
    Deadline.objects.create(
        case=case, rule_id=book.rule_ids["OFL-AKT-7"], version_id=version[0],
        anchor="request_received_on", anchor_on=day("2024-03-25"), due_on=day("2024-04-08"),
    )  # fmt: skip
    why = one_deadline(case, "OFL-AKT-7").why
    assert why.skipped == (
        "28-03-2024 (skærtorsdag)", "29-03-2024 (langfredag)", "30-03-2024 (lørdag)",
        "31-03-2024 (påskedag)", "01-04-2024 (anden påskedag)", "06-04-2024 (lørdag)",
        "07-04-2024 (søndag)",
    )  # fmt: skip
    assert why.amount == (
        "7 hverdage efter; falder den på en weekend eller helligdag, flyttes den til næste hverdag"
    )
    assert why.due == "08-04-2024"


def test_late_is_late_and_not_gone(case: Case, anna: User) -> None:
    perform(step_of(case, Mentoring), "offer", by=actor(anna, "2024-03-04"))
    row = one_deadline(case, "KM-MENTOR-TILBUD")
    assert (row.due, row.status) == ("19-02-2024", "Opfyldt for sent")
    assert row.distance == "04-03-2024, 14 dage for sent"


def test_a_correction_keeps_the_old_dates_readable(case: Case, anna: User) -> None:
    by = actor(anna, "2024-03-21")
    correct_anchor(case, "arrived_on", day("2024-02-14"), by=by, reason="Lejekontrakten")
    row = one_deadline(case, "KM-PRAK-1M")
    assert row.due == "14-03-2024"
    assert set(row.why.changes) == {
        "Den blev regnet fra 12-02-2024 (ændret 21-03-2024 12:00 af Anna: Lejekontrakten)",
        "Fristen var 12-03-2024 (ændret 21-03-2024 12:00 af Anna: Lejekontrakten)",
    }


def test_an_exemption_stands_with_its_reason_and_who_decided(case: Case, anna: User) -> None:
    deadline = case.deadlines.get(rule__code="INL-DU-HENV")
    exempt_deadline(
        deadline, by=actor(anna, "2024-03-20"), reason="sygdom", note="Erklæring set",
        from_on=day("2024-03-01"), to_on=day("2024-06-01"),
    )  # fmt: skip
    row = one_deadline(case, "INL-DU-HENV")
    assert (row.status, row.can_exempt) == ("Undtaget", False)
    (told,) = row.why.exemptions
    assert told == (
        "Sygdom, 01-03-2024 til og med 01-06-2024, besluttet af Anna 20-03-2024 12:00. "
        "Erklæring set"
    )
    assert one_deadline(case, "INL-DU-HENV", "berit").why.exemptions == (
        "01-03-2024 til og med 01-06-2024",
    )


def test_what_waits_for_a_date_says_which(case: Case, client: Client) -> None:
    page = text_of(client.get(f"/sager/{case.pk}/"))
    awaiting = page[page.index("Afventer dato") :]
    assert "Mindst fire opfølgningssamtaler" in awaiting
    assert (
        "kan beregnes, når datoen for visitation (jobparat eller aktivitetsparat) er registreret"
        in awaiting
    )


def test_what_is_not_relevant_is_folded_away_with_its_reason(case: Case, anna: User) -> None:
    by = actor(anna, TODAY)
    need = case.citizen.needs.get(code="sundhed")
    change_need(case, need, by=by, status="resolved", on=day(TODAY))
    (row,) = page_of(case).deadlines.not_relevant
    assert row.why.code == "INL-HELBRED"
    assert row.why.condition == (
        "Gælder ikke her: borgeren er ikke kvoteflygtning, "
        "og der er intet sundhedsbehov registreret."
    )


def test_what_nobody_has_recorded_is_said_to_be_taken_for_granted() -> None:
    case = make_case("2024-01-08", active=True)
    assert one_deadline(case, "INL-VRT-1M").why.assumption == (
        "Ydelse ikke registreret: borgeren regnes som på ydelse, indtil den er."
    )


def test_only_who_edits_the_case_may_exempt(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    deadline = case.deadlines.get(rule__code="INL-KONTRAKT")
    link = f'href="/frister/{deadline.pk}/fritag/"'
    assert link in seen_by(case, make_user("anna"), monkeypatch)
    assert link not in seen_by(case, make_user("berit"), monkeypatch)


def test_the_explanation_has_a_page_of_its_own(case: Case, client: Client) -> None:
    deadline = case.deadlines.get(rule__code="KM-PRAK-1M")
    response = client.get(f"/frister/{deadline.pk}/")
    page = text_of(response)
    assert "<h1>Første virksomhedspraktik startet</h1>" in page
    assert "<strong>Senest 12-03-2024</strong> · 55 dage over fristen" in page
    assert "ankomst til København, 12-02-2024" in page
    assert AuditEvent.objects.get(action="deadline.read").subjects == [str(case.citizen_id)]
