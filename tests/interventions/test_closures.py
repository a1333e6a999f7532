"""A company closes: everything there ends with one reason, row by row, each with a verdict."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditEvent, User
from cases.models import Case, Event
from interventions.actions.closures import Closure, end_placements
from interventions.models import Company, CompanyPlacement, Deadline
from tests.interventions.desk import sit_down, text_of
from tests.make import actor, assign, day, make_case, make_unit, make_user, step_of
from tests.plugins.kept import Kept
from tests.scenarios.acts import act, agreed, started

pytestmark = pytest.mark.django_db

WHEN = "2024-03-05"
CVR = "13585628"
REASON = "Virksomheden ophører eller siger op"


def case_of(name: str, **values: Any) -> Case:
    return make_case("2024-01-02", active=True, citizen={"given_name": name}, **values)


def theirs(state: str = "running") -> Any:
    """A placement at the same company on another unit's case."""
    unit = make_unit("SYD")
    case = case_of("Zahra", unit=unit, caseworker=make_user("syd", unit=unit))
    row = step_of(case, CompanyPlacement)
    CompanyPlacement.objects.filter(pk=row.pk).update(state=state, cvr=CVR)
    return row


@pytest.fixture(scope="module")
def placements(kept: Kept) -> dict[str, Any]:
    """One of each open state, all at Nordhavn Bageri."""
    started(case_of("Amal"), "2024-02-05")
    act(started(case_of("Basim"), "2024-02-05"), "pause", "2024-02-19")
    agreed(case_of("Carim"), "2024-02-05")
    act(step_of(case_of("Dina"), CompanyPlacement), "match", "2024-02-05")
    rows = CompanyPlacement.objects.exclude(cvr="")
    return {row.case.citizen.given_name: kept(row) for row in rows}


def close(who: User | None = None, on: str = WHEN, **typed: Any) -> Closure:
    by = actor(who or make_user("anna"), WHEN)
    data = {"continues_as": "new_placement", **typed}
    return end_placements(Company.objects.get(cvr=CVR), by=by, on=day(on), **data)


def states() -> dict[str, str]:
    rows = CompanyPlacement.objects.filter(cvr=CVR).select_related("case__citizen")
    return {row.case.citizen.given_name: row.state for row in rows}


def verdicts(closure: Closure) -> list[tuple[str, bool, str]]:
    return sorted((v.placement.case.citizen.given_name, v.ended, v.told) for v in closure.verdicts)


def test_what_runs_is_broken_off_and_what_has_not_begun_is_cancelled(placements: Any) -> None:
    closure = close()
    assert verdicts(closure) == [
        ("Amal", True, "Afbrudt"),
        ("Basim", True, "Afbrudt"),
        ("Carim", True, "Aflyst"),
        ("Dina", True, "Aflyst"),
    ]
    assert closure.elsewhere == 0
    assert states() == {
        "Amal": "broken_off", "Basim": "broken_off", "Carim": "cancelled", "Dina": "cancelled",
    }  # fmt: skip


def test_all_have_one_reason_and_what_comes_next(placements: Any) -> None:
    close(note="Konkurs")
    events = Event.objects.filter(move__in=("break_off", "cancel"), kind="CompanyPlacement")
    told = sorted(set(events.values_list("move", "reason", "note")))
    assert told == [("break_off", "virksomhed_opsagt", "Konkurs"), ("cancel", REASON, "Konkurs")]
    ended = CompanyPlacement.objects.get(pk=placements["Amal"].pk)
    assert (ended.continues_as, ended.ended_on) == ("new_placement", day(WHEN))


def test_the_six_weeks_to_the_next_offer_begin(placements: Any) -> None:
    close()
    case = placements["Amal"].case
    (gap,) = Deadline.objects.filter(case=case, rule__code="INL-VRT-GAP")
    assert (gap.anchor_on, gap.due_on) == (day(WHEN), day("2024-04-16"))


def test_what_is_not_the_actors_to_move_is_counted_and_not_touched(placements: Any) -> None:
    other = theirs()
    closure = close()
    assert (len(closure.verdicts), closure.elsewhere) == (4, 1)
    assert CompanyPlacement.objects.get(pk=other.pk).state == "running"


def test_a_company_consultant_ends_what_she_is_assigned_to(placements: Any) -> None:
    vera = make_user("vera")
    assign(placements["Amal"].case, vera, "company_consultant", "2024-01-02")
    closure = close(vera)
    assert (verdicts(closure), closure.elsewhere) == ([("Amal", True, "Afbrudt")], 3)


def test_one_that_cannot_end_that_day_stops_no_other(placements: Any) -> None:
    """The placement was paused on 19 February, so that it does not end on the 12th."""
    closure = close(on="2024-02-12", note="Lukkede den dag")
    told = {name: (ended, text) for name, ended, text in verdicts(closure)}
    assert told["Amal"] == (True, "Afbrudt")
    ended, why = told["Basim"]
    assert not ended
    assert "Datoen kan ikke ligge før 19-02-2024" in why
    assert states()["Basim"] == "paused"


def test_it_is_written_down_whose_placements_were_ended(placements: Any) -> None:
    close()
    event = AuditEvent.objects.get(action="company.end_placements")
    assert (sorted(event.subjects), event.hits) == (
        sorted(str(row.case.citizen_id) for row in placements.values()), 4,
    )  # fmt: skip


def test_ending_twice_ends_nothing_more(placements: Any) -> None:
    close()
    assert close().verdicts == []


@pytest.mark.parametrize("role", ["mentor", "manager"])
def test_who_moves_no_placement_closes_no_company(placements: Any, role: str) -> None:
    with pytest.raises(PermissionDenied):
        close(make_user("nogen", role))


# --- the page


def test_the_page_says_what_will_happen_and_then_what_did(
    placements: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs()
    anna = sit_down(monkeypatch, make_user("anna"), WHEN)
    url = f"/virksomheder/{Company.objects.get(cvr=CVR).pk}/afslut/"
    page = text_of(anna.get(url))
    assert page.count("(afbrydes)") == 2
    assert page.count("(aflyses)") == 2
    assert "Afslut 4 forløb" in page
    assert "Zahra" not in page
    answer = anna.post(url, {"effective_on": "05-03-2024", "continues_as": "job", "note": ""})
    done = text_of(answer)
    assert done.count(">Afsluttet<") == 4
    assert "1 forløb på virksomheden hører til hos andre og er ikke rørt." in done
    assert states()["Amal"] == "broken_off"


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"effective_on": "06-03-2024"}, "effective_on"), ({"continues_as": ""}, "continues_as")],
)
def test_what_does_not_do_is_told_at_its_field(placements, typed, field, monkeypatch):
    anna = sit_down(monkeypatch, make_user("anna"), WHEN)
    url = f"/virksomheder/{Company.objects.get(cvr=CVR).pk}/afslut/"
    answer = anna.post(url, {"effective_on": "05-03-2024", "continues_as": "job", **typed})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert states()["Amal"] == "running"
