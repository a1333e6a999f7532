"""How a person can stand to a case beside her role: for a day, for an hour, or never at all."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.actions import StaleSignInError, promise
from accounts.actor import Actor
from accounts.models import AuditEvent, Promise, User
from accounts.roles import Function, Permission
from cases.access import OutOfReachError, held_on, reach
from cases.actions.kin import confirm_kin, declare_kin
from cases.actions.openings import break_glass, review_glass, stand_in
from cases.errors import NotPossibleError, TooManyError
from cases.models import Case, Protection, Restriction
from cases.queries import cases_in_reach, get_case, identifier_index, reviewable, visible_cases
from tests.make import actor, assign, at, make_case, make_unit, make_user
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db

P = Permission
DAY = "2024-05-15"
WHY = "Borgeren står i receptionen og er akut syg"
GLASS = {"cause": "meeting", "reason": WHY}


def fresh(user: User, when: str = DAY) -> Actor:
    return Actor(**{**actor(user, when).__dict__, "signed_in_at": at(when)})


def protect(case: Case) -> None:
    Protection.objects.create(
        citizen=case.citizen, kind="name_and_address", from_on="2024-01-01", source="cpr"
    )


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-10", caseworker=make_user("anna")))


@pytest.fixture
def colleague() -> User:
    return make_user("bente")


@pytest.fixture
def stranger() -> User:
    return make_user("carl", unit=make_unit("SYD"))


def test_a_stand_in_may_what_the_caseworker_may_for_24_hours(case: Case, colleague: User) -> None:
    by = actor(colleague, DAY)
    assert P.STEP_MOVE not in held_on(by, case)
    stand_in(case, by=by, reason="Anna er syg")
    own = held_on(actor(case.responsible, DAY), case)  # type: ignore[arg-type]
    assert held_on(by, case) == own - {P.ADDRESS_REVEAL}
    assert P.STEP_MOVE in held_on(by.at(by.now + timedelta(hours=23, minutes=59)), case)
    assert P.STEP_MOVE not in held_on(by.at(by.now + timedelta(hours=24)), case)


def test_nobody_stands_in_for_herself_or_in_another_unit(case: Case, stranger: User) -> None:
    with pytest.raises(NotPossibleError, match="din egen"):
        stand_in(case, by=actor(case.responsible, DAY), reason="Ferie")  # type: ignore[arg-type]
    with pytest.raises(OutOfReachError):
        stand_in(case, by=actor(stranger, DAY), reason="Ferie")


def test_broken_glass_opens_one_case_for_an_hour_to_read_but_in_no_list(
    case: Case, stranger: User
) -> None:
    other, by = make_case("2024-01-10"), fresh(stranger)
    row = break_glass(case.pk, by=by, **GLASS)
    assert {P.CASE_SEE, P.HEALTH_SEE, P.ADDRESS_SEE, P.NOTE_SEE} <= held_on(by, case)
    assert not {P.SOCIAL_CONTROL_SEE, P.DECISION_SEE, P.STEP_MOVE, P.CASE_EDIT} & held_on(by, case)
    assert get_case(by, case.pk) == case
    assert not visible_cases(by).filter(pk=case.pk).exists()
    with pytest.raises(OutOfReachError):
        get_case(by, other.pk)
    assert row.until_at - row.from_at == timedelta(minutes=60)
    assert held_on(by.at(row.until_at), case) == frozenset()


def test_the_glass_asks_for_a_fresh_sign_in(case: Case, stranger: User) -> None:
    with pytest.raises(StaleSignInError):
        break_glass(case.pk, by=actor(stranger, DAY), **GLASS)
    stale = fresh(stranger).at(at(DAY) + timedelta(minutes=11))
    with pytest.raises(StaleSignInError):
        break_glass(case.pk, by=stale, **GLASS)


@pytest.mark.parametrize("why", ["protected", "restricted", "family", "erased", "unknown"])
def test_the_glass_that_cannot_be_broken_looks_like_none(
    case: Case, stranger: User, why: str
) -> None:
    pk = case.pk
    if why == "protected":
        protect(case)
    if why == "restricted":
        Restriction.objects.create(citizen=case.citizen, reason="Indsigelse", from_at=at(DAY))
    if why == "family":
        make_family(case, stranger)
    if why == "erased":
        case.citizen.erased_at = at(DAY)
        case.citizen.save()
    if why == "unknown":
        pk = 999_999
    with pytest.raises(OutOfReachError):
        break_glass(pk, by=fresh(stranger), **GLASS)


def test_protection_that_comes_later_closes_the_glass_again(case: Case, stranger: User) -> None:
    by = fresh(stranger)
    break_glass(case.pk, by=by, **GLASS)
    protect(case)
    assert held_on(by, case) == frozenset()


def test_the_eleventh_glass_in_a_day_is_refused_until_the_first_is_a_day_old(
    stranger: User,
) -> None:
    cases, by = [make_case("2024-01-10") for _ in range(12)], fresh(stranger)
    for one in cases[:10]:
        break_glass(one.pk, by=by, **GLASS)
    with pytest.raises(TooManyError, match="10 gange på et døgn"):
        break_glass(cases[10].pk, by=by, **GLASS)
    tomorrow = fresh(stranger, "2024-05-16")
    break_glass(cases[11].pk, by=tomorrow, **GLASS)


def test_somebody_else_reviews_a_broken_glass_once(case: Case, stranger: User) -> None:
    row = break_glass(case.pk, by=fresh(stranger), **GLASS)
    lead, other = make_user("lis", "team_lead"), make_user("mo", "team_lead", make_unit("SYD"))
    dpo = make_user("dora", "dpo")
    assert list(reviewable(actor(dpo, DAY))) == [row]
    assert list(reviewable(actor(other, DAY))) == []
    with pytest.raises(OutOfReachError):
        review_glass(row, by=actor(other, DAY), verdict="explained", note="")
    with pytest.raises(PermissionDenied):
        review_glass(row, by=actor(case.responsible, DAY), verdict="explained", note="")  # type: ignore[arg-type]
    done = review_glass(row, by=actor(lead, DAY), verdict="explained", note="Ringet op")
    assert (done.verdict, done.reviewed_by) == ("explained", lead)
    with pytest.raises(NotPossibleError, match="gennemgået den 15-05-2024"):
        review_glass(row, by=actor(dpo, DAY), verdict="breach", note="")


def test_nobody_reviews_her_own(case: Case) -> None:
    lead = make_user("mo", "team_lead", make_unit("SYD"))
    row = break_glass(case.pk, by=fresh(lead), **GLASS)
    with pytest.raises(PermissionDenied):
        review_glass(row, by=actor(lead, DAY), verdict="explained", note="")


def make_family(case: Case, user: User) -> Any:
    number = {"value": "1705904321", "index": identifier_index("cpr", "1705904321")}
    case.citizen.identifiers.create(type="cpr", valid_from="2024-01-10", **number)
    return declare_kin("170590-4321", "family", by=actor(user, DAY))


@pytest.mark.parametrize("role", ["caseworker", "team_lead"])
def test_family_beats_every_other_relation(case: Case, role: str) -> None:
    person = make_user("eva", role)
    case.responsible = person
    case.save()
    assert P.CASE_SEE in held_on(actor(person, DAY), case)
    make_family(case, person)
    by = actor(person, DAY)
    assert held_on(by, case) == frozenset()
    assert not cases_in_reach(by).filter(pk=case.pk).exists()


def test_a_team_lead_of_the_unit_confirms_family_and_nobody_herself(
    case: Case, colleague: User
) -> None:
    row = make_family(case, colleague)
    with pytest.raises(PermissionDenied):
        confirm_kin(row, by=actor(colleague, DAY))
    lead = make_user("lis", "team_lead")
    confirm_kin(row, by=actor(lead, DAY))
    row.refresh_from_db()
    assert row.confirmed_by == lead


def test_a_restricted_citizen_is_there_by_name_alone_and_in_no_list(case: Case) -> None:
    Restriction.objects.create(citizen=case.citizen, reason="Indsigelse", from_at=at(DAY))
    by = actor(case.responsible, DAY)  # type: ignore[arg-type]
    assert held_on(by, case) == {P.CASE_SEE, P.NAME_SEE, P.CARE_SEE, P.CPR_MASKED_SEE}
    assert get_case(by, case.pk) == case
    assert not visible_cases(by).filter(pk=case.pk).exists()
    Restriction.objects.update(lifted_at=at(DAY))
    assert P.CASE_EDIT in held_on(by, case)


def test_protection_takes_the_address_from_all_and_the_plan_from_colleagues(
    case: Case, colleague: User
) -> None:
    protect(case)
    assert not {P.ADDRESS_SEE} & held_on(actor(case.responsible, DAY), case)  # type: ignore[arg-type]
    assert P.CONTACT_SEE in held_on(actor(case.responsible, DAY), case)  # type: ignore[arg-type]
    as_colleague = held_on(actor(colleague, DAY), case)
    assert P.NAME_SEE in as_colleague
    assert not {P.CONTACT_SEE, P.PLAN_SEE, P.PLAN_SHARED_SEE} & as_colleague


def test_a_mentor_sees_nobody_before_she_has_promised_confidentiality(case: Case) -> None:
    mentor = make_user("mona", "mentor")
    Promise.objects.filter(user=mentor).delete()
    assign(case, mentor, Function.MENTOR, DAY)
    assert held_on(actor(mentor, DAY), case) == frozenset()
    with pytest.raises(PermissionDenied):
        visible_cases(actor(mentor, DAY))
    promise(by=actor(mentor, DAY))
    promise(by=actor(mentor, DAY))
    assert P.FOLLOW_UP_WRITE in held_on(actor(mentor, DAY), case)
    assert AuditEvent.objects.filter(action="mentor.promise").count() == 1


@pytest.mark.parametrize("opening", ["stand_in", "glass", "family", "restricted", "protected"])
def test_filter_and_check_agree_in_every_relation(
    case: Case, colleague: User, stranger: User, opening: str
) -> None:
    if opening == "stand_in":
        stand_in(case, by=actor(colleague, DAY), reason="Syg")
    if opening == "glass":
        break_glass(case.pk, by=fresh(stranger), **GLASS)
    if opening == "family":
        make_family(case, colleague)
    if opening == "restricted":
        Restriction.objects.create(citizen=case.citizen, reason="Indsigelse", from_at=at(DAY))
    if opening == "protected":
        protect(case)
    for user in (case.responsible, colleague, stranger):
        by = actor(user, DAY)  # type: ignore[arg-type]
        held = held_on(by, case)
        for permission in Permission:
            found = Case.objects.filter(reach(by, permission, one=True), pk=case.pk).exists()
            assert found == (permission in held), (opening, by.username, permission)
