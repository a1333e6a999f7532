"""A case with negative social control beside one without, everything else in them alike.

Whoever is not named reads both cases the same, at every moment of it: page, work list, search,
household, timeline, report and API.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from cases.models import Case
from interventions.models import Mentoring, SocialControlConcern
from tests.journeys.office import (
    Office,
    done,
    fill,
    move,
    read,
    refused,
    register,
    see,
    step,
    told_after,
)
from tests.journeys.page_forms import words_of
from tests.journeys.twins import PAPERS, alike, same_for, two_wives
from tests.make import make_unit, make_user
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def pair(kept: Kept) -> tuple[Case, Case]:
    """Sofus advises on social control in the whole area; the others work in the same unit."""
    syd = make_unit("SYD")
    people = [
        make_user("anna"), make_user("berit"), make_user("lise"), make_user("mira", "mentor"),
        make_user("tina", "team_lead"), make_user("sofus", unit=syd), make_user("kim", unit=syd),
    ]  # fmt: skip
    with pytest.MonkeyPatch.context() as clock:
        office = Office(clock, "2023-12-04")
        office.hire(*people)
        one, other = two_wives(office)
    return kept(one), kept(other)


@pytest.fixture
def office(pair: tuple[Case, Case], monkeypatch: pytest.MonkeyPatch) -> Office:
    """On the day after the cases were taken over."""
    office = Office(monkeypatch, "2024-01-09")
    office.hire(*User.objects.all())
    return office


def test_a_concern_is_handled_and_whoever_is_not_named_reads_nothing_of_it(
    office: Office, pair: tuple[Case, Case]
) -> None:
    case = pair[0]
    the_need_is_written_down_by_her_caseworker(office, case)
    first = the_mentor_is_worried(office, case)
    second = a_colleague_is_worried_too(office, case)
    same_for(office, pair, "kim")
    the_adviser_takes_them_over(office, case, first, second)
    same_for(office, pair, "anna", "lise")
    she_acts_and_notifies(office, first)
    the_other_is_unfounded_by_two_people(office, pair, second)
    she_closes_it(office, first)
    same_for(office, pair, "anna", "kim")


def the_need_is_written_down_by_her_caseworker(office: Office, case: Case) -> None:
    """On both, so that Anna, who may see it, reads the same of both; a colleague reads neither."""
    office.on("2024-02-05")
    twin = Case.objects.get(citizen__given_name="Nadia")
    for one in (case, twin):
        done(register(office["anna"], one, "behov", code="social_kontrol", note="Svigerfar"))
    told = "Påvirkning af eller udøvelse af negativ social kontrol"
    assert told in read(office["anna"], case)
    for name in ("lise", "kim", "mira"):
        assert told not in read(office[name], case)


def the_mentor_is_worried(office: Office, case: Case) -> SocialControlConcern:
    """From the page on which she writes her follow-ups; she learns that it was received."""
    mira = office["mira"]
    url = reverse("case-action", args=[case.pk, "henvendelse"])
    log = reverse("follow-up", args=[step(case, Mentoring).pk])
    assert f'href="{url}"' in mira.get(log).content.decode()
    long = "Hun må ikke gå alene. " * 20
    assert "Hun må ikke gå alene." in refused(fill(mira, url, signs=long))  # nothing typed is lost
    told = told_after(fill(mira, url, signs="Hendes svigerfar følger hende til alle møder"))
    assert "Tak. Din henvendelse er modtaget." in told
    assert "Din henvendelse 05-02-2024 Modtaget" in told
    assert "svigerfar" not in told
    return SocialControlConcern.objects.latest("pk")


def a_colleague_is_worried_too(office: Office, case: Case) -> SocialControlConcern:
    office.on("2024-02-07")
    signs = "Sprogskolen hører, at hun ikke må arbejde"
    told = told_after(
        register(office["berit"], case, "henvendelse", source="sprogskole", signs=signs)
    )
    assert "Din henvendelse 07-02-2024 Modtaget" in told
    return SocialControlConcern.objects.latest("pk")


def opens(office: Office, name: str, concern: SocialControlConcern) -> bool:
    """Whoever may not know of it gets the answer for one that never was."""
    url = reverse("concern", args=[concern.pk])
    answer = office[name].get(url)
    if answer.status_code == 200:
        return True
    to_move = reverse("step-move", args=[concern.pk, "act"])
    for page, there in ((url, answer), (to_move, office[name].get(to_move))):
        never = office[name].get(page.replace(f"/{concern.pk}/", "/987654/"))
        assert (there.status_code, never.status_code) == (404, 404)
        assert alike(there.content.decode()) == alike(never.content.decode())
    return False


def the_adviser_takes_them_over(
    office: Office, case: Case, first: SocialControlConcern, second: SocialControlConcern
) -> None:
    """Until then her caseworker and the team lead know of them; then those whom Sofus names."""
    who = ("anna", "tina", "berit", "lise", "mira", "kim", "sofus")
    assert [n for n in who if opens(office, n, first)] == ["anna", "tina"]
    sofus = f"{User.objects.get(username='sofus').pk}"
    twin = Case.objects.get(citizen__given_name="Nadia")
    for one in (case, twin):  # both have an adviser, whom the page does not name
        done(register(office["tina"], one, "vejleder", user=sofus))
    listed = office["sofus"].get(reverse("concerns")).content.decode()
    assert listed.count("Zahra Karimi") == 2
    assert reverse("concerns") in office["sofus"].get("/").content.decode()
    office.on("2024-02-08")
    tina = f"{User.objects.get(username='tina').pk}"
    contact = "Kun på sprogskolen, tirsdag formiddag"
    told = told_after(move_concern(office, first, "screen", may_see=[], safe_contact=contact))
    assert f"Sikker kontakt {contact}" in told
    assert "Kun social kontrol-vejlederen" in told
    done(move_concern(office, second, "screen", may_see=[tina], safe_contact=contact))
    assert [n for n in who if opens(office, n, first)] == ["sofus"]
    assert [n for n in who if opens(office, n, second)] == ["tina", "sofus"]


def move_concern(office: Office, concern: SocialControlConcern, name: str, **typed: Any) -> Any:
    """From the link on the concern's own page."""
    url = reverse("step-move", args=[concern.pk, name])
    page = office["sofus"].get(reverse("concern", args=[concern.pk])).content.decode()
    assert f'href="{url}"' in page
    return fill(office["sofus"], url, **typed)


def she_acts_and_notifies(office: Office, concern: SocialControlConcern) -> None:
    """With the citizen alone, and about a child in the home."""
    office.on("2024-02-15")
    plan = {"plan": "Rettigheder, sparring og henvisning", "interpreter": "professional"}
    told = refused(move_concern(office, concern, "act", **plan))
    assert "Borgeren skal inddrages alene" in told
    assert "Rettigheder, sparring og henvisning" in told
    done(move_concern(office, concern, "act", alone="on", **plan))
    told = told_after(
        move_concern(office, concern, "notify", notified_to="Borgercenter Børn og Unge")
    )
    assert "15-02-2024 til Borgercenter Børn og Unge" in told


def the_other_is_unfounded_by_two_people(
    office: Office, pair: tuple[Case, Case], concern: SocialControlConcern
) -> None:
    reason = {"reason": "misforstaaelse", "approval_reason": "Talt med hende og sprogskolen"}
    told = told_after(move_concern(office, concern, "find_unfounded", **reason))
    assert "Forslaget er sendt til godkendelse." in told
    approval = pair[0].approvals.get()
    page = reverse("approval", args=[approval.pk])
    same_for(office, pair, "anna", "lise", "kim", also=PAPERS)
    for name in ("anna", "lise", "berit", "kim"):
        assert office[name].get(page).status_code == 404
        assert office[name].post(page, {"approve": "1"}).status_code == 404
    own = office["tina"].get(reverse("concern", args=[concern.pk])).content.decode()
    assert f'href="{page}"' in own
    done(office["tina"].post(page, {"approve": "1"}))
    assert SocialControlConcern.objects.get(pk=concern.pk).state == "unfounded"


def she_closes_it(office: Office, concern: SocialControlConcern) -> None:
    office.on("2024-05-06")
    typed = {"barrier_removed": "yes", "conclusion": "Hun er begyndt i praktik"}
    told = told_after(move_concern(office, concern, "close", **typed))
    assert "Hun er begyndt i praktik" in told
    assert "Der er ingen åbne henvendelser til dig." in words_of(
        office["sofus"].get(reverse("concerns")).content.decode()
    )
    # Who raised them still reads that they were received, and no more.
    assert "Din henvendelse 05-02-2024 Modtaget" in read(office["mira"], concern.case)
    assert "Din henvendelse 07-02-2024 Modtaget" in read(office["berit"], concern.case)


def test_the_case_ends_and_the_concern_with_it_without_a_word(
    office: Office, pair: tuple[Case, Case]
) -> None:
    case, twin = pair
    office.on("2024-02-05")
    signs = {"source": "iagttaget", "signs": "Hun bliver hentet, når hun taler med nogen"}
    done(register(office["berit"], case, "henvendelse", **signs))
    concern = SocialControlConcern.objects.get()
    sofus = f"{User.objects.get(username='sofus').pk}"
    for one in pair:
        done(register(office["tina"], one, "vejleder", user=sofus))
    done(move_concern(office, concern, "screen", may_see=[], safe_contact="Ring aldrig"))
    office.on("2024-03-04")
    why = {"reason": "udrejst", "no_measurement": "Er rejst"}
    told = [alike(told_after(move(office["anna"], one, "close", **why))) for one in pair]
    assert told[0] == told[1]
    assert "skridt sluttede" in told[0]
    ended = SocialControlConcern.objects.get(pk=concern.pk)
    assert (ended.state, f"{ended.ended_on}") == ("lapsed", "2024-03-04")
    same_for(office, pair, "anna", "lise", also=PAPERS)
    assert see(office["sofus"], twin).status_code == 404
