"""Barsel: follow-up six months after the birth and at the end of the leave (INL § 20)."""

from __future__ import annotations

import pytest

from cases.errors import NotPossibleError
from cases.models import Case, Change
from interventions.actions.leaves import end_leave, record_leave
from interventions.actions.steps import add_step
from interventions.law.conditions import TERMS
from interventions.law.status import Status
from interventions.models import ParentalLeave
from interventions.queries.deadlines import case_facts
from tests.interventions.desk import sit_down, text_of, told
from tests.lifecycles.driver import again
from tests.make import actor, day, make_case, make_user
from tests.plugins.kept import Kept
from tests.scenarios.acts import act, due_on, status_on

pytestmark = pytest.mark.django_db

DURING, AT_END = "INL-OPF-BARSEL", "INL-OPF-BARSEL-SLUT"
S = Status


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2023-11-05", active=True))


def leave(
    case: Case, *, born: str = "2024-03-31", first: str = "2024-03-25", last: str = "",
    when: str = "2024-04-02",
) -> ParentalLeave:  # fmt: skip
    by = actor(make_user("anna"), when)
    ended_on = day(last) if last else None
    return record_leave(case, by=by, child_born_on=day(born), from_on=day(first), ended_on=ended_on)


def talk(case: Case, invited: str, held: str) -> None:
    row = add_step(case, "FollowUpTalk", by=actor(make_user("anna"), invited))
    act(act(row, "invite", invited, meets_at=f"{held}T09:00:00+00:00"), "hold", held, note="Holdt")


def test_six_months_after_the_birth_and_the_last_day_when_it_is_known(case: Case) -> None:
    row = leave(case)
    assert due_on(case, DURING) == "2024-09-30"
    assert status_on(case, AT_END, "2024-04-02") == S.AWAITING_DATE
    end_leave(case, row, day("2025-01-31"), by=actor(make_user("anna"), "2024-11-04"))
    assert due_on(case, AT_END) == "2025-01-31"
    assert case.deadlines.filter(rule__code=AT_END).count() == 1


def test_a_leave_with_both_days_gives_both_dates_at_once(case: Case) -> None:
    leave(case, last="2024-12-31")
    assert (due_on(case, DURING), due_on(case, AT_END)) == ("2024-09-30", "2024-12-31")


def test_a_talk_during_the_leave_meets_the_first_and_one_on_the_last_day_the_second(
    case: Case,
) -> None:
    leave(case, last="2024-12-31")
    talk(case, "2024-08-05", "2024-09-30")
    assert status_on(case, DURING, "2024-10-01") == S.MET_ON_TIME
    assert status_on(case, AT_END, "2025-01-01") == S.OVERDUE
    talk(case, "2024-12-02", "2024-12-31")
    assert status_on(case, AT_END, "2025-01-01") == S.MET_ON_TIME


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2024-03-24", False), ("2024-03-25", True), ("2024-12-31", True), ("2025-01-01", False)],
)
def test_a_leave_runs_from_its_first_to_its_last_day(case: Case, on: str, expected: bool) -> None:
    leave(case, last="2024-12-31")
    assert TERMS["parental_leave"](case_facts(again(case)), day(on)) is expected


def test_nothing_is_asked_during_a_leave_that_ended_before_the_six_months(case: Case) -> None:
    leave(case, last="2024-06-30")
    assert status_on(case, DURING, "2024-10-01") == S.NOT_RELEVANT
    assert status_on(case, AT_END, "2024-07-01") == S.OVERDUE


def test_the_last_day_can_be_corrected_and_the_old_one_stays_readable(case: Case) -> None:
    row = leave(case, last="2024-12-31")
    end_leave(case, row, day("2024-11-30"), by=actor(make_user("anna"), "2024-11-04"))
    assert due_on(case, AT_END) == "2024-11-30"
    assert Change.objects.get(resource="parentalleave", field="ended_on").old == "2024-12-31"


def test_leaves_of_one_citizen_do_not_overlap(case: Case) -> None:
    row = leave(case)
    with pytest.raises(NotPossibleError, match="som ikke er slut"):
        leave(case, born="2025-06-01", first="2025-05-26", when="2025-06-02")
    end_leave(case, row, day("2024-12-31"), by=actor(make_user("anna"), "2024-12-31"))
    with pytest.raises(NotPossibleError, match="på de dage"):
        leave(case, born="2025-01-02", first="2024-12-31", when="2025-01-02")
    with pytest.raises(NotPossibleError, match="begynder den 25-03-2024"):
        end_leave(case, row, day("2024-03-24"), by=actor(make_user("anna"), "2024-12-31"))
    leave(case, born="2025-01-02", first="2025-01-01", when="2025-01-02")
    assert case.leaves.count() == 2


def test_outside_the_programme_it_is_recorded_without_follow_up() -> None:
    case = make_case("2024-01-02", basis="eu", active=True)
    leave(case)
    assert not case.deadlines.filter(rule__code__startswith="INL-OPF-BARSEL").exists()


def test_it_is_recorded_and_ended_on_the_page(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sit_down(monkeypatch, make_user("anna"), "2024-04-02")
    url = f"/sager/{case.pk}/registrer/"
    typed = {"child_born_on": "31-03-2024", "from_on": "25-03-2024", "ended_on": ""}
    assert "Barslen er registreret" in told(client.post(f"{url}barsel/", typed))
    row = ParentalLeave.objects.get(case=case)
    shown = text_of(client.get(f"/sager/{case.pk}/"))
    assert "Barsel fra 25-03-2024" in shown
    assert "Registrér den sidste dag" in shown
    end = f"{url}barsel-slut/?id={row.pk}"
    answer = client.post(end, {"ended_on": "31-12-2024"})
    assert "sidste dag er registreret" in told(answer)
    assert "Barsel fra 25-03-2024 til og med 31-12-2024" in text_of(
        client.get(f"/sager/{case.pk}/")
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"child_born_on": "03-04-2024"}, "født i fremtiden"),
        ({"child_born_on": "17-05-1990"}, "borgerens egen fødsel"),
        ({"ended_on": "24-03-2024"}, "Den sidste dag ligger før den første"),
    ],
)
def test_dates_that_cannot_be_are_told_at_their_field(
    case: Case, monkeypatch: pytest.MonkeyPatch, typed: dict[str, str], words: str
) -> None:
    client = sit_down(monkeypatch, make_user("anna"), "2024-04-02")
    whole = {"child_born_on": "31-03-2024", "from_on": "25-03-2024", "ended_on": "", **typed}
    answer = client.post(f"/sager/{case.pk}/registrer/barsel/", whole)
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_a_corrected_last_day_does_not_move_what_counts_from_another_leave(case: Case) -> None:
    first = leave(case, last="2024-12-31")
    talk(case, "2024-12-30", "2024-12-31")
    leave(case, born="2025-08-31", first="2025-08-31", when="2025-09-01")
    end_leave(case, first, day("2024-12-30"), by=actor(make_user("anna"), "2025-09-02"))
    due = case.deadlines.filter(rule__code=AT_END).order_by("pk").values_list("due_on", flat=True)
    assert [str(on) for on in due] == ["2024-12-30", "None"]  # met a day late; awaits its last day


def test_each_birth_has_follow_ups_of_its_own(case: Case) -> None:
    """The talk of the first birth was never held: it stands overdue beside those of the second."""
    leave(case, last="2024-12-31")
    second = leave(case, born="2025-08-31", first="2025-08-31", when="2025-09-01")
    told = case.deadlines.filter(rule__code__startswith=DURING).order_by("leave", "anchor")
    rows = [(row.rule.code, str(row.due_on), row.met_on) for row in told]
    assert rows == [
        (DURING, "2024-09-30", None), (AT_END, "2024-12-31", None),
        (DURING, "2026-02-28", None), (AT_END, "None", None),
    ]  # fmt: skip
    talk(case, "2026-02-02", "2026-02-16")
    first, end, later, _ = told.all()
    assert [str(row.met_on) for row in (first, end, later)] == ["2026-02-16"] * 3
    end_leave(case, second, day("2026-03-31"), by=actor(make_user("anna"), "2026-03-02"))
    assert [str(row.due_on) for row in told.all()] == [
        "2024-09-30", "2024-12-31", "2026-02-28", "2026-03-31",
    ]  # fmt: skip
