"""Hours of a week and lowered targets: registered, replaced, shown with their verdict."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent
from cases.errors import NotPossibleError
from cases.models import Case, Change
from interventions.actions.ledger import record_week
from interventions.actions.pauses import record_pause
from interventions.law.ledger import Week
from interventions.models import HoursReduction, WeekHours
from tests.interventions.counting import queries_of
from tests.interventions.desk import sit_down, text_of, told
from tests.make import actor, assign, day, make_case, make_unit, make_user
from tests.plugins.kept import Kept
from tests.scenarios.acts import started

pytestmark = pytest.mark.django_db
HOURS = {"dansk": "15", "praktik": "15", "ordinaer": "5", "samtale": "1"}
W10 = Week(2025, 10)


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2023-11-08", active=True))


@pytest.fixture
def anna(case: Case, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), "2025-03-12")


def send(client: Client, case: Case, name: str, about: Any = None, **typed: Any) -> Any:
    query = f"?id={about.pk}" if about else ""
    version = Case.objects.get(pk=case.pk).version
    return client.post(f"/sager/{case.pk}/registrer/{name}/{query}", {"version": version, **typed})


def section_of(client: Client, case: Case, key: str = "ledger") -> str:
    page = text_of(client.get(f"/sager/{case.pk}/"))
    start = page.index(f'id="{key}-heading"')
    return page[start : page.index("</section>", start)]


def hours_of(week: Week) -> dict[str, Decimal]:
    rows = WeekHours.objects.filter(iso_year=week.year, iso_week=week.number, hours__gt=0)
    return dict(rows.values_list("type", "hours"))


def test_a_week_is_registered_with_one_form_and_shown(case: Case, anna: Client) -> None:
    page = anna.get(f"/sager/{case.pk}/registrer/uge/")
    assert page.context["form"]["day"].value() == day("2025-03-03")  # last week
    answer = send(anna, case, "uge", day="05-03-2025", **HOURS)
    assert told(answer) == "Uge 10, 2025 er registreret: 36 timer."
    assert hours_of(W10) == {
        "dansk": 15, "praktik": 15, "ordinaer": 5, "samtale": 1
    }  # fmt: skip
    shown = section_of(anna, case)
    for words in (
        "Uge 10, 2025",
        "Timer mangler",
        "36 af 37 timer: 1 time mangler (INL § 20 d stk. 1).",
        "<dt>Danskuddannelse</dt><dd>15 timer</dd>",
        "Ydelse ikke registreret: borgeren regnes som på ydelse, indtil den er.",
    ):
        assert words in shown
    trail = AuditEvent.objects.get(action="weekhours.add")
    assert "dansk" in trail.fields


def test_a_week_typed_again_is_replaced_and_the_old_hours_are_kept(
    case: Case, anna: Client
) -> None:
    send(anna, case, "uge", day="03-03-2025", **HOURS)
    row = WeekHours.objects.filter(type="dansk").get()
    form = anna.get(f"/sager/{case.pk}/registrer/uge-ret/?id={row.pk}").context["form"]
    assert form["day"].value() == day("2025-03-03")
    assert form["praktik"].value() == Decimal("15.00")
    send(anna, case, "uge-ret", row, day="09-03-2025", dansk="15,25", social_sundhed="2")
    assert hours_of(W10) == {"dansk": Decimal("15.25"), "social_sundhed": 2}
    old = dict(Change.objects.filter(resource="weekhours").values_list("new", "old"))
    assert old["15.25"] == "15.00"
    assert Change.objects.filter(resource="weekhours").count() == 5
    assert "17,25 af 37 timer" in section_of(anna, case)


@pytest.mark.parametrize(
    ("typed", "status", "message"),
    [
        ({"dansk": "3,1"}, 422, "Skriv timerne i hele kvarter, fx 3,25 eller 3,5."),
        ({"dansk": "-1"}, 422, "større end eller lig"),
        ({"day": "13-03-2025"}, 422, "Datoen kan ikke ligge i fremtiden."),
        ({"day": "05-11-2023"}, 409, "Uge 44, 2023 ligger før forløbet"),
        ({"dansk": "100", "praktik": "100"}, 409, "En uge har 168 timer."),
    ],
)
def test_a_week_that_cannot_be_is_refused_and_what_was_typed_is_kept(
    typed: dict[str, str], status: int, message: str, case: Case, anna: Client
) -> None:
    answer = send(anna, case, "uge", **{"day": "05-03-2025", "samtale": "1,25", **typed})
    assert answer.status_code == status
    page = text_of(answer)
    assert message in page
    assert 'value="1,25"' in page
    assert WeekHours.objects.count() == 0


def test_commands_are_refused_hours_that_are_no_quarters_and_weeks_ahead(case: Case) -> None:
    by = actor(make_user("anna"), "2025-03-12")
    with pytest.raises(NotPossibleError, match="hele kvarter"):
        record_week(case, W10, {"dansk": Decimal("1.1")}, by=by)
    with pytest.raises(NotPossibleError, match="Uge 12, 2025 er ikke begyndt endnu"):
        record_week(case, Week(2025, 12), {"dansk": Decimal(1)}, by=by)


def test_what_is_agreed_stands_beside_the_field_and_is_saved_only_when_ticked(
    case: Case, anna: Client
) -> None:
    started(case, "2025-02-03", hours_per_week=25)
    page = anna.get(f"/sager/{case.pk}/registrer/uge/")
    assert page.context["form"]["praktik"].value() is None
    assert "Aftalt: 25 timer." in text_of(page)
    assert "Skriv ugens timer." in text_of(send(anna, case, "uge", day="05-03-2025"))
    send(anna, case, "uge", day="05-03-2025", dansk="3")
    assert hours_of(W10) == {"dansk": 3}
    send(anna, case, "uge", day="24-02-2025", dansk="3", agreed="on")
    assert hours_of(Week(2025, 9)) == {"dansk": 3, "praktik": 25}
    send(anna, case, "uge", day="17-02-2025", praktik="0", agreed="on")
    assert hours_of(Week(2025, 8)) == {}
    assert WeekHours.objects.filter(iso_week=8).exists()


def test_without_an_agreement_there_is_nothing_to_tick(case: Case, anna: Client) -> None:
    assert "agreed" not in anna.get(f"/sager/{case.pk}/registrer/uge/").context["form"].fields


def test_a_week_that_stands_already_is_corrected_and_not_typed_over(
    case: Case, anna: Client
) -> None:
    send(anna, case, "uge", day="03-03-2025", **HOURS)
    answer = send(anna, case, "uge", day="09-03-2025", dansk="3")
    assert answer.status_code == 422
    assert "Uge 10, 2025 er registreret i forvejen. Ret den på sagen." in text_of(answer)
    assert hours_of(W10)["praktik"] == 15


def test_a_lowered_target_counts_from_the_first_monday_and_hides_its_reason(
    case: Case, anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(anna, case, "uge", day="03-03-2025", **HOURS)
    typed = {"from_on": "03-03-2025", "hours": "20", "reason": "helbred", "note": "Ryggen"}
    assert "Det nedsatte timetal er registreret." in told(
        send(anna, case, "nedsat-timetal", **typed)
    )
    shown = section_of(anna, case)
    for words in ("36 af 20 timer (nedsat fra 37).", "Nedsat timetal: 20 timer om ugen", "Ryggen"):
        assert words in shown
    consultant = make_user("vera", unit=make_unit("SYD"))
    assign(case, consultant, "company_consultant", "2025-01-01")
    vera = sit_down(monkeypatch, consultant, "2025-03-12")
    shown = section_of(vera, case)
    assert "Nedsat timetal: 20 timer om ugen" in shown
    assert "Ryggen" not in shown
    assert "Helbred" not in shown
    row = HoursReduction.objects.get()
    assert (
        vera.get(f"/sager/{case.pk}/registrer/nedsat-timetal-ret/?id={row.pk}").status_code == 403
    )


def test_two_lowered_targets_do_not_overlap_and_one_can_be_ended(case: Case, anna: Client) -> None:
    typed = {"from_on": "03-03-2025", "hours": "20", "reason": "helbred", "note": "Ryggen"}
    send(anna, case, "nedsat-timetal", **typed)
    second = {**typed, "from_on": "10-03-2025", "hours": "30"}
    answer = send(anna, case, "nedsat-timetal", **second)
    assert "Timetallet er allerede nedsat fra 03-03-2025." in text_of(answer)
    row = HoursReduction.objects.get()
    ended = {"from_on": "03-03-2025", "to_on": "09-03-2025", "hours": "20", "note": "Ryggen"}
    assert "er rettet" in told(send(anna, case, "nedsat-timetal-ret", row, **ended))
    assert send(anna, case, "nedsat-timetal", **second).status_code == 302
    assert Change.objects.get(resource="hoursreduction").field == "to_on"


def test_a_week_in_which_the_case_was_paused_says_so(case: Case, anna: Client) -> None:
    by = actor(make_user("anna"), "2025-03-12")
    record_pause(case, by=by, from_on=day("2025-03-03"), to_on=day("2025-03-07"), reason="sygdom")
    send(anna, case, "uge", day="03-03-2025", dansk="3")
    assert "3 af 37 timer. Ikke målt: sagen i bero hele ugen." in section_of(anna, case)


def test_outside_the_programme_there_is_no_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_case("2024-01-02", basis="eu", active=True)
    anna = sit_down(monkeypatch, make_user("anna"), "2025-03-12")
    assert "ledger-heading" not in text_of(anna.get(f"/sager/{case.pk}/"))


def test_older_weeks_are_folded_away_and_cost_no_more(case: Case, anna: Client) -> None:
    by = actor(make_user("anna"), "2025-03-12")
    record_week(case, W10, {"dansk": Decimal(3)}, by=by)
    one = queries_of(anna, f"/sager/{case.pk}/")
    for back in range(1, 30):
        record_week(case, W10.back(back), {"dansk": Decimal(3)}, by=by)
    assert queries_of(anna, f"/sager/{case.pk}/") == one
    shown = section_of(anna, case)
    assert "22 tidligere" in shown  # 26 are read, 4 stand in sight
    assert shown.index("Uge 10, 2025") < shown.index("Uge 9, 2025")
