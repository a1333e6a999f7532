"""Relatives, households with dates and collaborators: registered, ended, and opening no door."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from cases.access import OutOfReachError, held_on
from cases.actions.facts import withdraw_consent
from cases.actions.relations import (
    add_collaborator,
    add_relation,
    end_collaborator,
    end_relation,
    join_household,
    leave_household,
)
from cases.errors import NotPossibleError
from cases.models import Case, Collaborator, Consent, HouseholdMember, IntegrationNeed, Relation
from cases.queries import get_case, labels
from interventions.actions.concerns import raise_concern
from interventions.queries.deadlines import case_facts
from interventions.queries.reader import Reader
from interventions.queries.relatives import relatives
from interventions.queries.sections.concerns import concerns
from interventions.queries.sections.people import collaborators, relations
from interventions.queries.sections.protection import protections
from interventions.queries.sharing import stopped_by
from tests.interventions.amal import TODAY, amals_case
from tests.interventions.desk import sit_down, text_of, told
from tests.lifecycles.driver import drive, new_row
from tests.make import actor, day, make_case, make_consent, make_unit, make_user
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(amals_case())


@pytest.fixture
def anna(case: Case) -> Any:
    return actor(make_user("anna"), TODAY)


def omars_case(unit: str = "NORD") -> Case:
    worker = make_user("siv", unit=make_unit(unit))
    citizen = {"given_name": "Omar", "family_name": "Saleh", "born_on": date(1988, 3, 2)}
    return make_case(
        "2024-01-08", active=True, citizen=citizen, unit=make_unit(unit), caseworker=worker
    )


MARRIED = {"type": "aegtefaelle", "from_on": day("2015-06-01"), "source": "Vielsesattest"}


def test_a_relation_stands_on_both_and_opens_neither_case(case: Case, anna: Any) -> None:
    omar = omars_case("SYD")
    add_relation(case, by=anna, other=omar.citizen, **MARRIED)
    with pytest.raises(OutOfReachError):
        get_case(anna, omar.pk)
    siv = actor(make_user("siv"), TODAY)
    with pytest.raises(OutOfReachError):
        get_case(siv, case.pk)
    seen = [(row.type, row.name, row.case_id) for row in relatives(case.citizen, anna)]
    assert seen == [("aegtefaelle", "", 0)]


def test_whom_the_reader_may_not_see_is_counted_on_the_page(
    case: Case, anna: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_relation(case, by=anna, other=omars_case("SYD").citizen, **MARRIED)
    brother = {"type": "soeskende", "from_on": day("1995-01-02"), "other_name": "Karim Haddad"}
    add_relation(case, by=anna, other=None, **brother)
    page = text_of(sit_down(monkeypatch, make_user("anna"), TODAY).get(f"/sager/{case.pk}/"))
    assert "1 person vises ikke." in page
    assert "Karim Haddad" in page
    assert "Omar" not in page


REVERSED = [
    ("aegtefaelle", "aegtefaelle"), ("samlever", "samlever"), ("soeskende", "soeskende"),
    ("foraelder", "barn"), ("barn", "foraelder"),
    ("foraeldremyndighed", "under_foraeldremyndighed"), ("vaerge", "under_vaerge"),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "seen_from_the_other"), REVERSED)
def test_it_reads_the_right_way_round_from_either_side(
    case: Case, anna: Any, type_: str, seen_from_the_other: str
) -> None:
    omar = omars_case()
    add_relation(case, by=anna, other=omar.citizen, type=type_, from_on=day("2020-01-02"))
    (mine,), (his,) = relatives(case.citizen, anna), relatives(omar.citizen, anna)
    assert (mine.type, mine.name, mine.case_id) == (type_, "Omar Saleh", omar.pk)
    assert (his.type, his.name, his.case_id) == (seen_from_the_other, "Amal Haddad", case.pk)


def test_a_relation_ends_with_a_date_once_and_not_before_it_began(case: Case, anna: Any) -> None:
    row = add_relation(case, by=anna, other=omars_case().citizen, **MARRIED)
    with pytest.raises(NotPossibleError, match="registreret i forvejen"):
        add_relation(case, by=anna, other=row.other, **MARRIED)
    with pytest.raises(NotPossibleError, match="begyndte først 01-06-2015"):
        end_relation(case, row, by=anna, on=date(2015, 5, 31))
    end_relation(case, row, by=anna, on=date(2024, 4, 1))
    with pytest.raises(NotPossibleError, match="sluttede 01-04-2024"):
        end_relation(case, row, by=anna, on=date(2024, 4, 2))
    with pytest.raises(PermissionDenied):
        add_relation(case, by=actor(make_user("berit"), TODAY), other=None, **MARRIED)


def test_a_relation_is_to_one_other_and_never_to_herself(case: Case) -> None:
    same = {"citizen": case.citizen, "type": "soeskende", "from_on": date(2020, 1, 2)}
    with pytest.raises(IntegrityError, match="nobody_is_related_to_herself"):
        Relation.objects.create(other=case.citizen, **same)


def test_the_page_asks_for_exactly_one_way_to_say_who(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    omar = omars_case("SYD")
    number = omar.citizen.identifiers.get().value
    client = sit_down(monkeypatch, make_user("anna"), TODAY)
    page = f"/sager/{case.pk}/registrer/relation/"
    typed = {"type": "aegtefaelle", "from_on": "01-06-2015"}
    assert "ét af dem" in text_of(client.post(page, typed))
    assert "ét af dem" in text_of(client.post(page, {**typed, "number": "1", "other_name": "Omar"}))
    for nobody in (number, "99999999"):  # one out of reach answers as one that never was
        answer = client.post(page, {**typed, "number": nobody})
        assert answer.status_code == 422
        assert "Ingen borger, du kan se, har det nummer" in text_of(answer)
    answer = client.post(page, {**typed, "other_name": "Omar Saleh"})
    assert "giver ikke adgang" in told(answer)
    assert Relation.objects.get().other_name == "Omar Saleh"


# --- household


def living_together() -> list[tuple[str, str, date, date | None]]:
    rows = HouseholdMember.objects.select_related("citizen").order_by("pk")
    return [(str(row.household_id), row.citizen.given_name, row.from_on, row.to_on) for row in rows]


def test_moving_in_and_out_with_dates(case: Case, anna: Any) -> None:
    omar = omars_case()
    join_household(case, omar.citizen, by=anna, on=date(2024, 2, 1))
    house = living_together()[0][0]
    assert living_together() == [
        (house, "Omar", date(2024, 2, 1), None), (house, "Amal", date(2024, 2, 1), None),
    ]  # fmt: skip
    with pytest.raises(NotPossibleError, match="samme husstand i forvejen"):
        join_household(case, omar.citizen, by=anna, on=date(2024, 3, 1))
    with pytest.raises(NotPossibleError, match="fra 01-02-2024"):
        leave_household(case, by=anna, on=date(2024, 1, 31))
    leave_household(case, by=anna, on=date(2024, 4, 1))
    assert living_together()[1] == (house, "Amal", date(2024, 2, 1), date(2024, 4, 1))
    with pytest.raises(NotPossibleError, match="ikke registreret i en husstand"):
        leave_household(case, by=anna, on=date(2024, 4, 2))


def test_moving_in_elsewhere_ends_the_household_before(case: Case, anna: Any) -> None:
    first, second = omars_case(), make_case("2024-01-08", citizen={"given_name": "Lina"})
    join_household(case, first.citizen, by=anna, on=date(2024, 2, 1))
    join_household(case, second.citizen, by=anna, on=date(2024, 3, 1))
    mine = HouseholdMember.objects.filter(citizen=case.citizen).order_by("pk")
    assert [(row.from_on, row.to_on) for row in mine] == [
        (date(2024, 2, 1), date(2024, 3, 1)), (date(2024, 3, 1), None),
    ]  # fmt: skip


# --- collaborators: sharing lasts as long as the consent


@pytest.fixture
def consent(case: Case) -> Consent:
    consent = make_consent(case, "collaboration", "2024-03-04")
    Consent.objects.filter(pk=consent.pk).update(scope="Navn og plan", receiver="Borgercenter")
    return Consent.objects.get(pk=consent.pk)


def partner(case: Case, consent: Consent, by: Any, **values: Any) -> Collaborator:
    return add_collaborator(
        case, consent, by=by,
        **{"name": "Pia Holm", "organisation": "socialforvaltningen",
           "from_on": date(2024, 4, 1), **values},
    )  # fmt: skip


@pytest.mark.parametrize(("on", "shares"), [
    (date(2024, 3, 31), False), (date(2024, 4, 1), True), (date(2024, 5, 5), True),
    (date(2024, 5, 6), False), (date(2024, 6, 1), False),
])  # fmt: skip
def test_sharing_stops_the_day_the_consent_is_withdrawn(
    case: Case, anna: Any, consent: Consent, on: date, *, shares: bool
) -> None:
    row = partner(case, consent, anna)
    withdraw_consent(case, consent, by=anna, on=date(2024, 5, 6))
    row = Collaborator.objects.select_related("consent").get(pk=row.pk)
    assert (row.shares_on(on), row.shared_until) == (shares, date(2024, 5, 6))


def test_the_page_says_what_may_be_shared_and_that_sharing_has_stopped(
    case: Case, anna: Any, consent: Consent, monkeypatch: pytest.MonkeyPatch
) -> None:
    partner(case, consent, anna, phone="33 33 33 33")
    client = sit_down(monkeypatch, make_user("anna"), TODAY)
    page = text_of(client.get(f"/sager/{case.pk}/"))
    assert "Pia Holm" in page
    assert "<dt>Må deles</dt><dd>Navn og plan</dd>" in page
    back = f"/sager/{case.pk}/registrer/samtykke-tilbage/?id={consent.pk}"
    assert "Deling med Pia Holm ophører." in text_of(client.get(back))
    answer = client.post(back, {"on": "06-05-2024"})
    assert "Deling med Pia Holm ophører." in told(answer)
    page = text_of(client.get(f"/sager/{case.pk}/"))
    assert "Deling ophørt 06-05-2024" in page
    assert "<dt>Må deles</dt>" not in page


def test_a_collaborator_needs_the_citizens_own_consent_in_force(
    case: Case, anna: Any, consent: Consent
) -> None:
    theirs = make_consent(omars_case(), "collaboration", "2024-03-04")
    with pytest.raises(NotPossibleError, match="ikke givet af denne borger"):
        partner(case, theirs, anna)
    with pytest.raises(NotPossibleError, match="gælder ikke den dag"):
        partner(case, consent, anna, from_on=date(2024, 3, 3))
    row = partner(case, consent, anna)
    end_collaborator(case, row, by=anna, on=date(2024, 5, 1))
    assert Collaborator.objects.get().shared_until == date(2024, 5, 1)


@pytest.mark.parametrize(("reader", "sees"), [
    ("anna", {"Pia Holm", "Dr. Lund"}), ("berit", set()),
])  # fmt: skip
def test_a_doctor_is_shown_to_those_who_read_health(
    case: Case, anna: Any, consent: Consent, reader: str, sees: set[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    partner(case, consent, anna)
    partner(case, consent, anna, name="Dr. Lund", organisation="laege")
    page = text_of(sit_down(monkeypatch, make_user(reader), TODAY).get(f"/sager/{case.pk}/"))
    assert {name for name in ("Pia Holm", "Dr. Lund") if name in page} == sees


@pytest.mark.parametrize(("kind", "state", "purpose", "told_"), [
    ("Mentoring", "running", "mentor",
     ("Mia (mentor) ser ikke længere borgerens telefonnummer. Afslut mentorforløbet, "
      "hvis borgeren ikke ønsker det mere.")),
    ("HealthAssessment", "referred", "doctor", "Der må ikke deles flere oplysninger med lægen."),
    ("HealthAssessment", "examined", "health_result", "Lægens resultat må ikke modtages."),
    ("VolunteerActivity", "participating", "volunteer",
     "Navnet deles ikke længere med Welcome House."),
])  # fmt: skip
def test_each_purpose_says_what_stops_unless_another_consent_keeps_it_up(
    kind: str, state: str, purpose: str, told_: str
) -> None:
    row = drive(new_row(kind), state)
    consent = Consent.objects.get(citizen=row.case.citizen, purpose=purpose)
    assert stopped_by(consent, date(2024, 7, 1)) == [told_]
    make_consent(row.case, purpose, "2024-06-01")
    assert stopped_by(consent, date(2024, 7, 1)) == []


def test_a_need_can_name_an_area_of_the_policy(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sit_down(monkeypatch, make_user("anna"), TODAY)
    typed = {"code": "social_familie", "on": "06-05-2024", "policy_area": "boern_unge"}
    assert client.post(f"/sager/{case.pk}/registrer/behov/", typed).status_code == 302
    need = IntegrationNeed.objects.get(code="social_familie")
    assert need.policy_area == "boern_unge"
    assert "Børn og unge" in text_of(client.get(f"/sager/{case.pk}/"))
    page = f"/sager/{case.pk}/registrer/behov-status/?id={need.pk}"
    typed = {"status": "working", "on": "06-05-2024", "policy_area": "social", "note": ""}
    assert client.post(page, typed).status_code == 302
    assert IntegrationNeed.objects.get(pk=need.pk).policy_area == "social"


def test_the_parts_cost_one_query_each_at_one_row_and_at_five(
    case: Case, anna: Any, consent: Consent, django_assert_num_queries: Any
) -> None:
    parts = (protections, relations, collaborators, concerns)
    for number in (1, 4):
        for index in range(number):
            person = {"other_name": f"Karim {number}{index}", "type": "soeskende"}
            add_relation(case, by=anna, other=None, from_on=date(2020, 1, 2), **person)
            partner(case, consent, anna)
            raise_concern(case, by=anna, signs="Bliver hentet hver dag")
        held = held_on(anna, case)
        reader = Reader(by=anna, held=held, facts=case_facts(case), labels=labels("language"))
        with django_assert_num_queries(4):
            shown = [part(case, reader) for part in parts]
    assert [section.count for section in shown if section] == [0, 5, 5, 5]
