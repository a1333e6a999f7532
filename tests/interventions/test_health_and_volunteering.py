"""Voluntary offers: who may refuse a health assessment, and what a volunteer offer asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.actions.protections import end_protection, extend_protection, protect
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Case, Change, Citizen, Code, Protection
from interventions.actions.perform import perform
from interventions.models import Deadline
from tests.interventions.amal import TODAY, amals_case
from tests.interventions.desk import sit_down, text_of
from tests.lifecycles.driver import again, go, lead, row_in
from tests.make import actor, day, make_user
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db

DECLINED = date(2024, 5, 1)
SELF, HOLDER = {"declined_by": "citizen"}, {"declined_by": "custody_holder"}
INFORMED = {"custody_informed": True}


def offered_to(born_on: date) -> Any:
    row = row_in("HealthAssessment", "offered")
    Citizen.objects.filter(pk=row.case.citizen_id).update(born_on=born_on)
    return again(row)


@pytest.mark.parametrize(("born_on", "typed"), [
    (date(2006, 5, 1), {}), (date(2006, 5, 1), SELF),  # 18 on the day
    (date(2006, 5, 2), {**SELF, **INFORMED}), (date(2009, 5, 1), {**SELF, **INFORMED}),
    (date(2009, 5, 2), HOLDER), (date(2020, 5, 1), HOLDER),  # 14 and 4
])  # fmt: skip
def test_who_may_refuse_follows_from_the_age_on_the_day(
    born_on: date, typed: dict[str, Any]
) -> None:
    row = go(offered_to(born_on), "decline", DECLINED, **typed)
    assert (row.state, row.declined_by) == ("declined", typed.get("declined_by", "citizen"))


@pytest.mark.parametrize(("born_on", "typed", "told"), [
    (date(2006, 5, 1), HOLDER, "er 18 år og afgør det selv"),
    (date(2006, 5, 2), HOLDER, "er 17 år og afgør det selv"),
    (date(2006, 5, 2), {}, "er 17 år og afgør det selv"),
    (date(2006, 5, 2), SELF, "skal orienteres først"),
    (date(2009, 5, 2), {**SELF, **INFORMED}, "er 14 år: kun indehaveren"),
    (date(2009, 5, 2), {}, "er 14 år: kun indehaveren"),
])  # fmt: skip
def test_nobody_else_may(born_on: date, typed: dict[str, Any], told: str) -> None:
    row = offered_to(born_on)
    with pytest.raises(InvalidDataError, match=told):
        go(row, "decline", DECLINED, **typed)


@pytest.mark.parametrize(("asked", "possible"), [
    ("2026-06-01", True), ("2029-02-01", True), ("2029-02-02", False),
])  # fmt: skip
def test_scenario_42_a_refusal_is_reversed_within_five_years(asked: str, *, possible: bool) -> None:
    row = go(row_in("HealthAssessment", "offered"), "decline", DECLINED)
    Case.objects.filter(pk=row.case_id).update(handover_on=date(2024, 2, 1))
    if possible:
        row = go(again(row), "offer_again", day(asked))
        assert (row.state, row.declined_by, row.ended_on) == ("offered", "", None)
    else:
        with pytest.raises(NotPossibleError, match="Introduktionsperioden på 5 år er udløbet"):
            go(again(row), "offer_again", day(asked))


def test_each_miss_is_counted_and_the_days_at_the_doctor_are_kept() -> None:
    row = row_in("HealthAssessment", "offered")
    for week in (6, 13):
        row = go(row, "accept", date(2024, 5, week), clinic="Lægehuset", interpreter="ordered")
        row = go(row, "miss", date(2024, 5, week + 2))
    row = go(row, "accept", date(2024, 5, 20), clinic="Lægehuset")
    row = go(row, "examine", date(2024, 5, 27))
    assert (row.misses, str(row.referred_on), str(row.examined_on)) == (
        2, "2024-05-20", "2024-05-27",
    )  # fmt: skip
    assert row.interpreter == ""


# --- volunteering


def test_a_place_is_offered_while_it_is_in_use() -> None:
    Code.objects.filter(table="volunteer_place", code="ottiliavej").update(valid_to="2024-03-31")
    row = row_in("VolunteerActivity", "suggested")
    typed = {"activity": "syvaerksted", "place": "ottiliavej", "organisation": "Welcome House"}
    with pytest.raises(InvalidDataError, match="gælder kun til og med 31-03-2024"):
        go(row, "show_interest", date(2024, 4, 1), **typed)
    assert go(row, "show_interest", date(2024, 3, 31), **typed).place == "ottiliavej"


def test_volunteering_meets_no_deadline_and_refusing_it_has_no_reason() -> None:
    row = row_in("VolunteerActivity", "participating")
    assert not Deadline.objects.filter(step=row.pk).exists()
    row = go(row, "end", benefit="Har fået en veninde")
    assert (row.state, row.benefit, row.children) == ("ended", "Har fået en veninde", 2)
    assert "reason" not in {p.name for p in type(row).asks("decline")}


def test_the_page_shows_activity_and_place_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    row = row_in("VolunteerActivity", "interested")
    page = text_of(sit_down(monkeypatch, make_user("anna"), TODAY).get(f"/sager/{row.case_id}/"))
    assert "<dt>Aktivitet</dt><dd>Syværksted</dd>" in page
    assert "<dt>Sted</dt><dd>Welcome House Dortheagården</dd>" in page


# --- protection


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(amals_case())


def anna(when: str = TODAY) -> Any:
    return actor(make_user("anna"), when)


def tina(when: str) -> Any:
    """Only a team lead ends a protection."""
    return actor(make_user("tina", "team_lead"), when)


def test_a_threatened_citizen_has_no_address_left_in_the_system(case: Case) -> None:
    Change.objects.create(
        citizen=case.citizen, resource="citizen", object_id=case.citizen_id, field="address",
        old="Gammel Kongevej 7", effective_on=day(TODAY), recorded_at=anna().now,
    )  # fmt: skip
    protect(case, "threatened", by=anna(), from_on=day(TODAY), until=None, source="Politiet")
    assert Citizen.objects.get(pk=case.citizen_id).address == ""
    assert not Change.objects.filter(field="address").exists()
    assert Protection.objects.get().kind == "threatened"


def test_a_protection_is_extended_and_ended_by_confirmation_alone(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = protect(
        case, "name_and_address", by=anna(), from_on=day("2024-05-01"), until=day("2025-05-01"),
        source="CPR",
    )  # fmt: skip
    with pytest.raises(NotPossibleError, match="registreret i forvejen"):
        protect(case, row.kind, by=anna(), from_on=day(TODAY), until=None, source="CPR")
    with pytest.raises(NotPossibleError, match="allerede at vare til 01-05-2025"):
        extend_protection(case, row, by=anna(), until=day("2025-05-01"))
    extend_protection(case, row, by=anna("2025-04-30"), until=day("2026-05-01"))
    page = f"/sager/{case.pk}/"
    client = sit_down(monkeypatch, make_user("anna"), "2027-01-04")
    assert "Navne- og adressebeskyttet" in text_of(client.get(page))
    end_protection(case, row, by=tina("2027-01-04"), on=day("2027-01-04"))
    assert not Protection.objects.filter(Protection.in_force_on(day("2027-01-04"))).exists()
    with pytest.raises(NotPossibleError, match="ophørte 04-01-2027"):
        end_protection(case, row, by=tina("2027-01-05"), on=day("2027-01-05"))


def test_a_protection_is_registered_on_the_page(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sit_down(monkeypatch, make_user("anna"), TODAY)
    page = f"/sager/{case.pk}/registrer/beskyttelse/"
    typed = {"kind": "name_and_address", "from_on": "06-05-2024", "source": "CPR"}
    assert client.post(page, {**typed, "until": "05-05-2024"}).status_code == 422
    assert client.post(page, {**typed, "until": "06-05-2025"}).status_code == 302
    row = Protection.objects.get()
    assert str(row.until) == "2025-05-06"
    assert "forventet til 06-05-2025" in text_of(client.get(f"/sager/{case.pk}/"))


def test_whoever_becomes_protected_joins_no_volunteer_offer() -> None:
    row = row_in("VolunteerActivity", "interested")
    by = lead(date(2024, 5, 6))
    protect(row.case, "name_and_address", by=by, from_on=by.today, until=None, source="CPR")
    with pytest.raises(NotPossibleError, match="selv henvende sig på stedet"):
        perform(row, "join", {}, by=by)
