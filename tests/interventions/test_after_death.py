"""After a death nothing is registered on a later day; what happened before may still be told.

She dies on 10 June 2024. Anna sits at her desk on the 14th.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cases.actions.outcomes import end_spell, record_hours
from cases.errors import NotPossibleError
from cases.models import Case, Change, Event
from interventions.actions.opening import Opening, open_case
from interventions.actions.outcomes import begin_job, correct_spell
from interventions.actions.papers import draft_decision
from interventions.models import Decision
from tests.interventions.desk import sit_down, text_of, turn_clock
from tests.lifecycles.driver import again
from tests.make import actor, day, make_case, make_user
from tests.plugins.kept import Kept
from tests.scenarios.acts import act

pytestmark = pytest.mark.django_db

REFUSED = (
    "Borgeren døde den 10-06-2024. Der kan ikke registreres noget på en senere dag: ret datoen, "
    "eller luk siden."
)
BEFORE, THAT_DAY, AFTER = "03-06-2024", "10-06-2024", "11-06-2024"

# What is registered by a form on the case's page, and the field that dates it. Needs are not:
# those of an ended case stay as they are.
DATED = [
    ("forsoergelse", "from_on", {"code": "kontanthjaelp"}),
    ("samtykke", "given_on", {"purpose": "other", "scope": "x", "receiver": "y", "form": "oral"}),
    ("job", "from_on", {"employer": "Rema", "support": "ingen", "evidence": "documented"}),
    ("uddannelse", "from_on", {"institution": "NEXT", "level": "eud"}),
    ("danskproeve", "passed_on", {"test": "PD1"}),
    ("afklaring", "decided_on", {"outcome": "fleksjob"}),
    ("maalgruppe", "from_on", {"code": "INL-program"}),
    ("opholdstilladelse", "from_on", {"code": "eu"}),
    ("beskyttelse", "from_on", {"kind": "name_and_address", "source": "CPR"}),
    ("nedsat-timetal", "from_on", {"hours": "20", "reason": "helbred", "note": "Attest"}),
    ("relation", "from_on", {"type": "aegtefaelle", "other_name": "Amir"}),
]


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2023-11-05", arrived_on="2024-02-01", active=True))


@pytest.fixture
def anna(case: Case, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), "2024-06-14")


def die(case: Case, when: str = "2024-06-14") -> Case:
    closed: Case = act(again(case), "close", when, on="2024-06-10", reason="doed")
    return closed


def send(client: Client, case: Case, name: str, **typed: Any) -> Any:
    return client.post(f"/sager/{case.pk}/registrer/{name}/", typed)


def by_anna(when: str = "2024-06-14") -> Any:
    return actor(make_user("anna"), when)


def written(case: Case) -> tuple[int, int]:
    return (
        Event.objects.filter(case=case).count(),
        Change.objects.filter(citizen=case.citizen).count(),
    )


@pytest.mark.parametrize(("name", "dated", "typed"), DATED)
def test_a_later_day_is_refused_on_its_page_and_nothing_typed_is_lost(
    name: str, dated: str, typed: dict[str, str], case: Case, anna: Client
) -> None:
    die(case)
    before = written(case)
    answer = send(anna, case, name, **typed, **{dated: AFTER})
    assert answer.status_code == 409
    assert REFUSED in text_of(answer)
    assert answer.context["form"][dated].value() == AFTER
    assert written(case) == before


@pytest.mark.parametrize("on", [BEFORE, THAT_DAY])
@pytest.mark.parametrize(("name", "dated", "typed"), DATED)
def test_what_happened_before_or_that_day_may_still_be_written_down(
    name: str, dated: str, typed: dict[str, str], on: str, case: Case, anna: Client
) -> None:
    die(case)
    assert send(anna, case, name, **typed, **{dated: on}).status_code == 302


@pytest.mark.parametrize(("name", "dated", "typed"), DATED)
def test_another_ending_refuses_no_later_day(
    name: str, dated: str, typed: dict[str, str], case: Case, anna: Client
) -> None:
    act(case, "close", "2024-06-14", on="2024-06-10", reason="udrejst")
    assert send(anna, case, name, **typed, **{dated: AFTER}).status_code == 302


def test_a_death_told_in_one_case_holds_in_the_earlier_one_too(case: Case) -> None:
    act(case, "change_track", "2024-03-04", reason="introperiode_udloebet", residence_basis="")
    later = Case.objects.get(continues=case)
    die(later)
    with pytest.raises(NotPossibleError, match="Borgeren døde den 10-06-2024"):
        begin_job(case, by=by_anna(), employer="Rema", support="ingen",
                  from_on=day("2024-06-11"), evidence="documented")  # fmt: skip


class TestAJobThatRan:
    def job(self, case: Case) -> Any:
        return begin_job(
            case, by=by_anna("2024-05-02"), employer="Rema", support="ingen",
            from_on=day("2024-05-01"), evidence="documented",
        )  # fmt: skip

    def test_it_ends_with_her_at_the_latest(self, case: Case) -> None:
        job = self.job(case)
        die(case)
        with pytest.raises(NotPossibleError, match="Borgeren døde"):
            end_spell(case, job, by=by_anna(), to_on=day("2024-06-12"))
        end_spell(case, job, by=by_anna(), to_on=day("2024-06-11"))  # the first day after it
        job.refresh_from_db()
        assert job.to_on == day("2024-06-11")

    def test_its_hours_are_told_to_the_month_of_the_death(self, case: Case) -> None:
        job = self.job(case)
        die(case)
        record_hours(case, job, day("2024-06-30"), 40, by=by_anna("2024-07-02"))
        with pytest.raises(NotPossibleError, match="Borgeren døde"):
            record_hours(case, job, day("2024-07-01"), 40, by=by_anna("2024-07-02"))

    def test_it_is_not_corrected_to_begin_later(self, case: Case) -> None:
        job = self.job(case)
        die(case)
        with pytest.raises(NotPossibleError, match="Borgeren døde"):
            correct_spell(case, job, {"from_on": day("2024-06-11")}, by=by_anna(), reason="Fejl")
        correct_spell(case, job, {"from_on": day("2024-06-10")}, by=by_anna(), reason="Fejl")


# --- papers: decisions outlive the case, but not the citizen


def drafted(case: Case) -> Decision:
    return draft_decision(
        case, by=by_anna("2024-06-03"), subject="Mentor", legal_basis="LAB § 167", facts="Et år."
    )


def sent(case: Case) -> Decision:
    row: Decision = act(drafted(case), "send", "2024-06-04")
    return row


def test_no_decision_is_begun(case: Case, anna: Client) -> None:
    die(case)
    typed = {"subject": "Mentor", "legal_basis": "LAB § 167", "facts": "Et år."}
    answer = send(anna, case, "afgoerelse", **typed)
    assert (answer.status_code, REFUSED in text_of(answer)) == (409, True)
    assert not Decision.objects.exists()


def test_a_decision_that_was_sent_is_received_before_her_death_or_never(case: Case) -> None:
    row = sent(case)
    die(case)
    with pytest.raises(NotPossibleError, match="Borgeren døde"):
        act(row, "receive", "2024-06-14", on="2024-06-11")
    assert (again(row).state, case.deadlines.filter(rule__code="FVL-KLAGE-4W").count()) == (
        "sent", 0,
    )  # fmt: skip
    assert act(row, "receive", "2024-06-14", on="2024-06-07").state == "delivered"


def test_a_draft_is_given_up_and_a_hearing_gets_no_later_answer(case: Case) -> None:
    row = act(drafted(case), "hear", "2024-06-04", hearing_answer_by="2024-06-24")
    die(case)
    with pytest.raises(NotPossibleError, match="Borgeren døde"):
        act(row, "record_answer", "2024-06-14", hearing_answer="Nej tak")
    assert act(row, "withdraw", "2024-06-14", reason="Død").state == "withdrawn"


def test_the_heirs_may_complain_and_ask_for_the_documents(case: Case, anna: Client) -> None:
    row = sent(case)
    die(case)
    answer = anna.post(
        f"/sager/{case.pk}/registrer/klage/?id={row.pk}",
        {"received_on": "12-06-2024", "text": "Boet klager"},
    )
    asked = send(anna, case, "aktindsigt", received_on="12-06-2024", asked_by="Boet", wanted="Alt")
    assert (answer.status_code, asked.status_code) == (302, 302)


def test_nobody_opens_another_case_for_her(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    die(case)
    turn_clock(monkeypatch, "2024-06-17")
    opening = Opening(case.citizen, case.unit_id, "eu", day("2024-06-17"))
    with pytest.raises(NotPossibleError, match="Borgeren døde"):
        open_case(opening, by=by_anna("2024-06-17"))
    assert case.citizen.cases.count() == 1
