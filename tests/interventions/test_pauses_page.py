"""Pauses that are over: registered on one page, shown, corrected; and those that moves make."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent
from cases.errors import NotPossibleError
from cases.models import Case, Change, Event
from interventions.actions.pauses import record_pause
from interventions.models import CompanyPlacement, Pause
from interventions.queries.case_page import case_page
from tests.interventions.counting import queries_of
from tests.interventions.desk import sit_down, text_of, told
from tests.make import actor, assign, day, make_case, make_unit, make_user
from tests.plugins.kept import Kept
from tests.scenarios.acts import act, started

pytestmark = pytest.mark.django_db
TODAY = "2024-04-08"


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    """Active from 1 March 2024."""
    return kept(make_case("2024-01-10", arrived_on="2024-02-10", active=True))


@pytest.fixture
def anna(case: Case, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), TODAY)


def send(client: Client, case: Case, name: str, about: Any = None, **typed: Any) -> Any:
    query = f"?id={about.pk}" if about else ""
    version = Case.objects.get(pk=case.pk).version
    return client.post(f"/sager/{case.pk}/registrer/{name}/{query}", {"version": version, **typed})


def section_of(client: Client, case: Case) -> str:
    page = text_of(client.get(f"/sager/{case.pk}/"))
    start = page.index('id="pauses-heading"')
    return page[start : page.index("</section>", start)]


def days_of(pause: Pause) -> tuple[str, str]:
    return (pause.from_on.isoformat(), pause.to_on.isoformat() if pause.to_on else "")


PAUSE = {"what": "case", "reason": "sygdom", "from_on": "25-03-2024", "to_on": "01-04-2024"}


def test_a_past_pause_of_the_case_is_registered_and_moves_no_due_date(
    case: Case, anna: Client
) -> None:
    before = list(case.deadlines.order_by("pk").values_list("pk", "due_on"))
    answer = send(anna, case, "pause", **PAUSE)
    assert told(answer) == "Pausen er registreret. Ingen frister er flyttet."
    assert list(case.deadlines.order_by("pk").values_list("pk", "due_on")) == before
    assert Case.objects.get(pk=case.pk).state == "active"
    shown = section_of(anna, case)
    for words in ("Hele forløbet", "fra 25-03-2024 til og med 01-04-2024, 8 dage", "Sygdom"):
        assert words in shown
    event = Event.objects.get(case=case, move="record_pause")
    assert (event.effective_on, event.to_state) == (day("2024-03-25"), "active")
    assert AuditEvent.objects.get(action="Case.record_pause").fields == [
        "from_on", "to_on", "reason", "note"
    ]  # fmt: skip


def test_a_past_pause_of_a_placement_moves_its_agreed_end(case: Case, anna: Client) -> None:
    step = started(case, "2024-03-04", planned_from="2024-03-04", planned_to="2024-05-05")
    typed = {**PAUSE, "what": str(step.pk)}
    answer = send(anna, case, "pause", **typed)
    assert told(answer) == "Pausen er registreret. Praktikken er aftalt til 13-05-2024."
    change = Change.objects.get(field="planned_to")
    assert (change.old, change.new) == ("2024-05-05", "2024-05-13")
    pause = Pause.objects.get()
    corrected = {**typed, "to_on": "25-03-2024", "note": "", "why": "Kun en dag"}
    answer = send(anna, case, "pause-ret", pause, **corrected)
    assert "Pausen er rettet. Praktikken er aftalt til 06-05-2024." in told(answer)
    assert CompanyPlacement.objects.get(pk=step.pk).planned_to == day("2024-05-06")


@pytest.mark.parametrize(
    ("typed", "status", "message"),
    [
        ({"to_on": "24-03-2024"}, 422, "Den sidste dag ligger før den første."),
        ({"to_on": "08-04-2024"}, 409, "Pausen skal være slut før i dag."),
        ({"to_on": "09-04-2024"}, 422, "Datoen kan ikke ligge i fremtiden."),
        ({"from_on": "24-03-2024"}, 422, "begyndte for mere end 14 dage siden"),
        ({"from_on": "20-02-2024", "note": "x"}, 409, "Sagen var ikke aktiv i alle dage"),
        ({"reason": ""}, 422, "Dette felt er påkrævet."),
        ({"what": "0"}, 422, "er ikke en af de tilgængelige"),
    ],
)
def test_a_pause_that_cannot_have_been_is_refused(
    typed: dict[str, str], status: int, message: str, case: Case, anna: Client
) -> None:
    answer = send(anna, case, "pause", **{**PAUSE, **typed})
    assert answer.status_code == status
    assert message in text_of(answer)
    assert Pause.objects.count() == 0


def test_moves_keep_their_pause_as_a_period(case: Case) -> None:
    paused = act(case, "pause", "2024-03-11")
    assert [days_of(p) for p in Pause.objects.all()] == [("2024-03-11", "")]
    act(paused, "resume", "2024-03-18")
    assert [days_of(p) for p in Pause.objects.all()] == [("2024-03-11", "2024-03-17")]


def test_back_the_same_day_there_was_no_pause(case: Case) -> None:
    act(act(case, "pause", "2024-03-11"), "resume", "2024-03-11")
    assert Pause.objects.count() == 0


@pytest.mark.parametrize("end", ["close", "report_move"])
def test_what_ends_or_moves_the_case_ends_its_pause(case: Case, end: str) -> None:
    act(act(case, "pause", "2024-03-11"), end, "2024-03-20")
    assert days_of(Pause.objects.get()) == ("2024-03-11", "2024-03-19")


def test_a_case_that_closed_in_a_pause_and_reopened_is_no_longer_paused(case: Case) -> None:
    paused = act(case, "pause", "2024-03-11")
    closed = act(paused, "close", "2024-03-20")
    act(closed, "reopen", "2024-04-02", user=make_user("leth", "team_lead"))
    page = case_page(actor(make_user("anna"), TODAY), case.pk)
    assert "I bero fra" not in dict(page.dates)


def test_breaking_off_a_paused_placement_ends_its_pause(case: Case) -> None:
    step = started(case, "2024-03-04", planned_from="2024-03-04", planned_to="2024-05-05")
    act(act(step, "pause", "2024-03-11"), "break_off", "2024-03-20")
    assert days_of(Pause.objects.get()) == ("2024-03-11", "2024-03-19")


def test_a_move_cannot_pause_days_that_are_registered_already(case: Case) -> None:
    by = actor(make_user("anna"), TODAY)
    record_pause(case, by=by, from_on=day("2024-04-01"), to_on=day("2024-04-05"), reason="ferie")
    with pytest.raises(NotPossibleError, match="allerede registreret en pause fra 01-04-2024"):
        act(case, "pause", TODAY, on="2024-04-05")
    assert act(case, "pause", TODAY, on="2024-04-06").state == "paused"


def test_a_running_pause_is_not_corrected(case: Case, anna: Client) -> None:
    act(case, "pause", "2024-04-02")
    pause = Pause.objects.get()
    page = text_of(anna.get(f"/sager/{case.pk}/registrer/pause-ret/?id={pause.pk}"))
    assert "Pausen løber endnu. Genoptag først, og ret så datoerne." in page
    assert "På pause" in section_of(anna, case)


def test_a_correction_keeps_the_old_days(case: Case, anna: Client) -> None:
    send(anna, case, "pause", **PAUSE)
    pause = Pause.objects.get()
    typed = {"reason": "sygdom", "from_on": "26-03-2024", "to_on": "01-04-2024", "note": ""}
    assert send(anna, case, "pause-ret", pause, **typed).status_code == 422  # no reason why
    send(anna, case, "pause-ret", pause, **typed, why="Syg fra om tirsdagen")
    change = Change.objects.get(resource="pause")
    assert (change.field, change.old, change.new) == ("from_on", "2024-03-25", "2024-03-26")
    event = Event.objects.get(case=case, move="correct")
    assert event.label == "Pause rettet: fra 26-03-2024 til og med 01-04-2024"


def test_the_timeline_draws_pauses_however_they_were_registered(case: Case, anna: Client) -> None:
    send(anna, case, "pause", **PAUSE)
    act(case, "pause", TODAY)
    page = case_page(actor(make_user("anna"), "2024-04-15"), case.pk)
    assert page.timeline is not None
    assert len(page.timeline.pauses) == 2


def test_a_company_consultant_registers_a_placements_pauses_only(
    case: Case, anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = started(case, "2024-03-04")
    send(anna, case, "pause", **PAUSE)
    consultant = make_user("vera", unit=make_unit("SYD"))
    assign(case, consultant, "company_consultant", "2024-01-20")
    vera = sit_down(monkeypatch, consultant, TODAY)
    form = vera.get(f"/sager/{case.pk}/registrer/pause/").context["form"]
    assert [value for value, _ in form.fields["what"].choices] == [str(step.pk)]
    assert send(vera, case, "pause", **PAUSE).status_code == 422
    assert send(vera, case, "pause", **{**PAUSE, "what": str(step.pk)}).status_code == 302
    own = Pause.objects.get(placement__isnull=True)
    assert vera.get(f"/sager/{case.pk}/registrer/pause-ret/?id={own.pk}").status_code == 404
    shown = section_of(vera, case)
    assert "Hele forløbet" in shown
    assert "Sygdom" not in shown  # reasons are for those who work the case


def test_a_colleague_reads_the_days_and_not_why(
    case: Case, anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(anna, case, "pause", **PAUSE, note="Indlagt")
    client = sit_down(monkeypatch, make_user("bo", unit=make_unit()), TODAY)
    shown = section_of(client, case)
    assert "25-03-2024" in shown
    for hidden in ("Sygdom", "Indlagt", "Registrér", "Ret"):
        assert hidden not in shown


def test_thirty_pauses_cost_no_more_than_one(case: Case, anna: Client) -> None:
    step = started(case, "2024-03-04")
    Pause.objects.create(
        case=case,
        placement=step,
        reason="ferie",
        from_on=day("2024-03-05"),
        to_on=day("2024-03-05"),
    )
    one = queries_of(anna, f"/sager/{case.pk}/")
    for number in range(6, 30):
        only = day(f"2024-03-{number:02}")
        Pause.objects.create(case=case, reason="ferie", from_on=only, to_on=only)
    assert queries_of(anna, f"/sager/{case.pk}/") == one
