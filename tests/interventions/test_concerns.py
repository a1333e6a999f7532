"""A concern about social control: who raises it, who moves it, and what its forms insist on."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from cases.access import OutOfReachError
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Assignment, Case, Event
from interventions.actions.approvals import decide, propose
from interventions.actions.concerns import assign_adviser, name_readers, raise_concern
from interventions.actions.perform import perform
from interventions.actions.steps import add_step
from interventions.models import SocialControlConcern
from tests.interventions.amal import amals_case
from tests.interventions.desk import sit_down, text_of, told
from tests.lifecycles.driver import drive, new_row, row_in
from tests.make import actor, assign, make_unit, make_user
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db

TODAY = "2024-05-06"


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(amals_case())


def by(name: str, role: str = "caseworker", day: str = TODAY) -> Any:
    return actor(make_user(name, role), day)


def test_a_caseworker_raises_one_on_the_page_and_reads_that_it_was_received(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sit_down(monkeypatch, make_user("berit"), TODAY)
    page = f"/sager/{case.pk}/registrer/henvendelse/"
    assert "kan ikke ses af andre på sagen" in text_of(client.get(page))
    answer = client.post(page, {"source": "sprogskole", "signs": "Hun må ikke arbejde"})
    assert told(answer) == "Tak. Din henvendelse er modtaget."
    concern = SocialControlConcern.objects.get(case=case)
    assert (concern.state, concern.source, concern.signs) == (
        "raised", "sprogskole", "Hun må ikke arbejde",
    )  # fmt: skip
    assert str(concern.raised_by) == "Berit"
    assert case.version == Case.objects.get(pk=case.pk).version


def test_a_mentor_gives_a_short_text_alone_from_her_follow_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mentoring = drive(new_row("Mentoring"), "running")
    client = sit_down(monkeypatch, make_user("mia"), "2024-05-06")
    page = f"/sager/{mentoring.case_id}/registrer/henvendelse/"
    assert page in client.get(f"/mentorforloeb/{mentoring.pk}/opfoelgning/").content.decode()
    assert "Kilde" not in text_of(client.get(page))
    assert client.post(page, {"signs": "x" * 301}).status_code == 422
    assert client.post(page, {"signs": "Hun græder, når manden ringer"}).status_code == 302
    concern = SocialControlConcern.objects.get()
    assert (str(concern.raised_by), concern.source) == ("Mia", "")
    assert client.get(f"/henvendelser/{concern.pk}/").status_code == 404


@pytest.mark.parametrize(("role", "unit", "refusal"), [
    ("caseworker", "SYD", OutOfReachError), ("mentor", "NORD", OutOfReachError),
    ("manager", "NORD", PermissionDenied), ("dpo", "NORD", PermissionDenied),
])  # fmt: skip
def test_nobody_raises_one_on_a_case_that_she_does_not_see(
    case: Case, role: str, unit: str, refusal: type[Exception]
) -> None:
    stranger = actor(make_user("kim", role, make_unit(unit)), TODAY)
    with pytest.raises(refusal):
        raise_concern(case, by=stranger, signs="Rygter")


def test_it_is_never_a_step_that_is_added_to_the_plan(case: Case) -> None:
    with pytest.raises(NotPossibleError, match="noteres for sig"):
        add_step(case, "SocialControlConcern", by=by("anna"))


def test_the_team_lead_gives_the_case_an_adviser_whom_the_case_page_does_not_name(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    sofus = make_user("sofus", unit=make_unit("SYD"))
    client = sit_down(monkeypatch, make_user("lone", "team_lead"), TODAY)
    page = f"/sager/{case.pk}/registrer/vejleder/"
    assert "Sofus" in text_of(client.get(page))
    answer = client.post(page, {"user": sofus.pk})
    assert told(answer) == "Sofus er tilknyttet fra i dag."
    assert Assignment.objects.get(function="social_control_adviser").user == sofus
    client.get("/")  # the message has been read
    assert "Sofus" not in text_of(client.get(f"/sager/{case.pk}/"))
    with pytest.raises(PermissionDenied):
        assign_adviser(case, sofus, by=by("anna"))


def test_the_adviser_finds_it_in_her_list_and_takes_it_over(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    assign(case, make_user("sofus", unit=make_unit("SYD")), "social_control_adviser", "2024-03-01")
    concern = raise_concern(case, by=by("berit"), signs="Hun må ikke arbejde")
    client = sit_down(monkeypatch, User.objects.get(username="sofus"), TODAY)
    assert "Amal Haddad" in text_of(client.get("/henvendelser/"))
    page = text_of(client.get(f"/henvendelser/{concern.pk}/"))
    assert "Hun må ikke arbejde" in page
    assert "Tag over" in page
    anna = make_user("anna")
    typed = {"effective_on": "06-05-2024", "version": 1, "may_see": [anna.pk],
             "safe_contact": "Kun sms før kl. 12"}  # fmt: skip
    assert client.post(f"/skridt/{concern.pk}/flyt/screen/", typed).status_code == 302
    concern = SocialControlConcern.objects.get()
    assert (concern.state, concern.may_see) == ("clarifying", [anna.pk])
    page = text_of(client.get(f"/henvendelser/{concern.pk}/"))
    assert "Kun sms før kl. 12" in page
    assert "Anna" in page


def test_the_circle_can_be_changed_by_the_adviser_alone() -> None:
    concern = row_in("SocialControlConcern", "in_progress")
    berit = make_user("berit")
    name_readers(concern, [berit.pk], by=by("sofus"))
    assert SocialControlConcern.objects.get().may_see == [berit.pk]
    with pytest.raises(PermissionDenied):
        name_readers(concern, [], by=by("anna"))
    with pytest.raises(NotPossibleError, match="skal tages over"):
        name_readers(row_in("SocialControlConcern", "raised"), [], by=by("sofus"))


def test_a_mentor_is_never_named_and_a_stranger_neither() -> None:
    concern = row_in("SocialControlConcern", "raised")
    typed = {"may_see": [make_user("mia", "mentor").pk], "safe_contact": "Ring ikke"}
    with pytest.raises(InvalidDataError, match="may_see"):
        perform(concern, "screen", typed, by=by("sofus"))


@pytest.mark.parametrize(("typed", "told_at"), [
    ({"alone": False}, "alone"), ({"interpreter": "family"}, "interpreter"),
    ({"interpreter": ""}, "interpreter"), ({"plan": ""}, "plan"),
])  # fmt: skip
def test_an_effort_is_with_the_citizen_alone_and_no_interpreter_of_the_family(
    typed: dict[str, Any], told_at: str
) -> None:
    concern = row_in("SocialControlConcern", "clarifying")
    valid = {"alone": True, "interpreter": "professional", "plan": "Sparring"}
    with pytest.raises(InvalidDataError, match=told_at):
        perform(concern, "act", {**valid, **typed}, by=by("sofus"))
    assert perform(concern, "act", valid, by=by("sofus")).state == "in_progress"


def test_a_child_concerned_is_notified_as_often_as_needed_and_each_day_is_kept() -> None:
    concern = row_in("SocialControlConcern", "clarifying")
    for day in ("2024-05-06", "2024-05-08"):
        typed = {"effective_on": day, "notified_to": "Borgercenter Børn og Unge"}
        concern = perform(concern, "notify", typed, by=by("sofus", day=day))
    assert (concern.state, str(concern.notified_on)) == ("clarifying", "2024-05-08")
    told = Event.objects.filter(object_id=concern.pk, move="notify")
    assert [str(event.effective_on) for event in told] == ["2024-05-06", "2024-05-08"]


def test_what_is_written_late_says_why_in_one_of_three_sentences_and_no_free_text() -> None:
    concern = row_in("SocialControlConcern", "clarifying")
    typed = {"effective_on": "2024-04-01", "notified_to": "BUF"}
    for note in ("", "Hendes bror ringede"):
        with pytest.raises(InvalidDataError, match="note"):
            perform(concern, "notify", {**typed, "note": note}, by=by("sofus"))
    told = {**typed, "note": "Oplysningen kom senere"}
    assert str(perform(concern, "notify", told, by=by("sofus")).notified_on) == "2024-04-01"


# --- four eyes on closing without action


def clarifying(may_see: tuple[str, ...] = ()) -> SocialControlConcern:
    concern = row_in("SocialControlConcern", "clarifying")
    Assignment.objects.filter(user__username="sanne").update(to_on="2024-04-01")
    readers = [make_user(name).pk for name in may_see]
    name_readers(concern, readers, by=by("sofus"))
    return SocialControlConcern.objects.get(pk=concern.pk)


def test_the_second_person_is_one_who_may_know_of_it() -> None:
    concern = clarifying(("anna",))
    typed = {"reason": "ingen_tegn"}
    approval = propose(concern, "find_unfounded", typed, by=by("sofus"), reason="Talt med hende")
    for stranger, role in (("berit", "caseworker"), ("leth", "team_lead")):
        with pytest.raises(OutOfReachError):
            decide(approval, by=by(stranger, role), approve=True)
    with pytest.raises(NotPossibleError, match="En anden skal godkende"):
        decide(approval, by=by("sofus"), approve=True)
    decide(approval, by=by("anna"), approve=True)
    concern = SocialControlConcern.objects.get()
    assert (concern.state, concern.end_reason) == ("unfounded", "ingen_tegn")


def test_alone_with_it_nobody_can_close_it_without_action() -> None:
    concern = clarifying()
    with pytest.raises(NotPossibleError, match="Ingen anden må kende bekymringen"):
        propose(concern, "find_unfounded", {"reason": "ingen_tegn"}, by=by("sofus"), reason="x")


def test_the_circle_and_the_decision_lead_back_to_the_concern(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    concern = clarifying(("anna",))
    here = f"/henvendelser/{concern.pk}/"
    page = f"/sager/{concern.case_id}/registrer/henvendelse-kreds/?id={concern.pk}"
    sofus = sit_down(monkeypatch, make_user("sofus"), TODAY)
    assert f'href="{here}">Fortryd' in text_of(sofus.get(page))
    assert sofus.post(page, {"users": [make_user("anna").pk]}).url == here
    concern = SocialControlConcern.objects.get()
    typed = {"reason": "ingen_tegn"}
    approval = propose(concern, "find_unfounded", typed, by=by("sofus"), reason="Talt med hende")
    anna = sit_down(monkeypatch, make_user("anna"), TODAY)
    assert f'href="{here}">Tilbage til henvendelsen' in text_of(
        anna.get(f"/godkendelser/{approval.pk}/")
    )
    assert anna.post(f"/godkendelser/{approval.pk}/", {"refuse": "1"}).url == here
