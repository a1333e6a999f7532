"""An exemption is corrected to the day; the gap after a placement is counted anew."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cases.models import Case, Change
from interventions.actions.steps import exempt_deadline
from interventions.law.status import Status
from interventions.models import Deadline, Exemption
from tests.interventions.desk import sit_down, text_of, told
from tests.make import actor, day, make_case, make_unit, make_user
from tests.plugins.kept import Kept
from tests.scenarios.acts import ended, started, status_on

pytestmark = pytest.mark.django_db
TODAY = "2024-05-21"
GAP = "INL-VRT-GAP"


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-10", arrived_on="2024-02-10", active=True))


@pytest.fixture
def anna(case: Case, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), TODAY)


def exempted(case: Case, code: str, first: str, last: str) -> Exemption:
    deadline = Deadline.objects.get(case=case, rule__code=code)
    by = actor(make_user("anna"), TODAY)
    return exempt_deadline(
        deadline, by=by, reason="sygdom", from_on=day(first), to_on=day(last), note="Influenza"
    )


def correct(client: Client, case: Case, row: Exemption, **typed: Any) -> Any:
    asked = {"reason": "sygdom", "note": "Influenza", "why": "Forkert måned", **typed}
    version = Case.objects.get(pk=case.pk).version
    return client.post(
        f"/sager/{case.pk}/registrer/fritagelse-ret/?id={row.pk}", {"version": version, **asked}
    )


def test_the_gap_is_lengthened_by_the_corrected_days(case: Case, anna: Client) -> None:
    ended(started(case, "2024-03-04"), "2024-03-28")
    row = exempted(case, GAP, "2024-04-10", "2024-04-16")  # 9 May + 7
    answer = correct(anna, case, row, from_on="10-04-2024", to_on="12-04-2024")
    assert told(answer) == "Fritagelsen er rettet. Fristens dato er 12-05-2024."
    deadline = Deadline.objects.get(case=case, rule__code=GAP)
    assert (deadline.extended_days, deadline.due_on) == (3, day("2024-05-12"))
    change = Change.objects.get(resource="exemption")
    assert (change.field, change.old, change.new) == ("to_on", "2024-04-16", "2024-04-12")


def test_an_exemption_that_no_longer_covers_the_date_lets_the_deadline_stand(
    case: Case, anna: Client
) -> None:
    """KM-PRAK-1M is due on 10 March."""
    row = exempted(case, "KM-PRAK-1M", "2024-03-01", "2024-03-10")
    assert status_on(case, "KM-PRAK-1M", TODAY) == Status.EXEMPT
    page = text_of(anna.get(f"/frister/{row.deadline_id}/"))
    assert "Ret fritagelsen fra 01-03-2024 til og med 10-03-2024" in page
    correct(anna, case, row, from_on="01-03-2024", to_on="09-03-2024")
    assert status_on(case, "KM-PRAK-1M", TODAY) == Status.OVERDUE


@pytest.mark.parametrize(
    ("typed", "status", "message"),
    [
        ({"from_on": "01-03-2024", "to_on": "29-02-2024"}, 422, "ligger før den første"),
        ({"from_on": "01-03-2024", "to_on": ""}, 422, "Dette felt er påkrævet."),  # no open end
        ({"from_on": "01-03-2024", "to_on": "10-03-2064"}, 409, "for langt ude i fremtiden"),
        ({"from_on": "01-03-2024", "to_on": "10-03-2024"}, 409, "Der er ikke ændret noget"),
        ({"from_on": "01-03-2024", "to_on": "11-03-2024", "why": ""}, 422, "påkrævet"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    typed: dict[str, str], status: int, message: str, case: Case, anna: Client
) -> None:
    row = exempted(case, "KM-PRAK-1M", "2024-03-01", "2024-03-10")
    answer = correct(anna, case, row, **typed)
    assert answer.status_code == status
    assert message in text_of(answer)
    assert not Change.objects.filter(resource="exemption").exists()


def test_a_deadline_met_too_late_can_be_exempted_afterwards(case: Case, anna: Client) -> None:
    started(case, "2024-03-18")
    assert status_on(case, "KM-PRAK-1M", TODAY) == Status.MET_LATE
    deadline = Deadline.objects.get(case=case, rule__code="KM-PRAK-1M")
    assert f"/frister/{deadline.pk}/fritag/" in text_of(anna.get(f"/frister/{deadline.pk}/"))
    exempted(case, "KM-PRAK-1M", "2024-03-04", "2024-03-15")
    assert status_on(case, "KM-PRAK-1M", TODAY) == Status.EXEMPT


def test_a_colleague_corrects_nothing(
    case: Case, anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = exempted(case, "KM-PRAK-1M", "2024-03-01", "2024-03-10")
    bo = sit_down(monkeypatch, make_user("bo", unit=make_unit()), TODAY)
    assert "Ret fritagelsen" not in text_of(bo.get(f"/frister/{row.deadline_id}/"))
    assert correct(bo, case, row, from_on="01-03-2024", to_on="09-03-2024").status_code == 403
