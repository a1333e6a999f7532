"""The integration contract (INL § 19): what it must say, and that every version is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from accounts.actor import Actor, system
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Case
from interventions.actions.run_due import run_due
from interventions.actions.steps import add_step
from interventions.forms import form_for
from interventions.forms.defaults import fill_in
from interventions.law.status import Status
from interventions.models import ContractVersion, IntegrationProgramme
from tests.interventions.counting import queries_of
from tests.interventions.desk import sit_down, text_of
from tests.lifecycles.driver import again, row_in
from tests.make import actor, at, day, make_case, make_user, step_of
from tests.plugins.kept import Kept
from tests.scenarios.acts import act, due_on, stated_on, status_on

pytestmark = pytest.mark.django_db

KITCHEN = {"job_goal": "Job i et køkken", "contract_goals": "Bestå modul 3\nPraktik i et køkken"}
SHOP = {"job_goal": "Job i en butik", "contract_goals": "Passe en kasse"}


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    """Handed over on 2 January 2024: the contract is due on 2 February."""
    return kept(make_case("2023-11-05", active=True))


def agreed(case: Case, when: str = "2024-01-22", **data: Any) -> IntegrationProgramme:
    programme = step_of(case, IntegrationProgramme)
    return act(programme, "agree_contract", when, **{**KITCHEN, **data})  # type: ignore[no-any-return]


def versions(case: Case) -> list[ContractVersion]:
    return list(ContractVersion.objects.filter(programme__case=case))


# --- what it must say


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"contract_goals": " \n - \n"}, "contract_goals", "mindst ét mål"),
        ({"contract_goals": ""}, "contract_goals", "påkrævet"),
        ({"job_goal": ""}, "job_goal", "påkrævet"),
        ({"activities": ""}, "activities", "påkrævet"),
        ({"signed_by_citizen_on": ""}, "signed_by_citizen_on", "påkrævet"),
        ({"signed_by_municipality_on": ""}, "signed_by_municipality_on", "påkrævet"),
        ({"signed_by_citizen_on": "2024-01-23"}, "effective_on", "sidste underskrift, 23-01-2024"),
        ({"signed_by_citizen_on": "2024-01-15", "signed_by_municipality_on": "2024-01-19"},
         "effective_on", "sidste underskrift, 19-01-2024"),
        ({"signed_by_citizen_on": "2023-11-04"}, "signed_by_citizen_on", "05-11-2023"),
        ({"declaration_signed_on": ""}, "declaration_signed_on", "eller hvorfor den ikke er det"),
        ({"declaration_refusal": "Vil ikke"}, "declaration_refusal", "ikke begge"),
        ({"declaration_signed_on": "2024-01-23"}, "declaration_signed_on", "sammen med"),
        ({"declaration_signed_on": "2023-11-04"}, "declaration_signed_on", "05-11-2023"),
    ],
)  # fmt: skip
def test_a_contract_that_lacks_something_is_refused_at_its_field(
    case: Case, changed: dict[str, str], field: str, told: str
) -> None:
    with pytest.raises(InvalidDataError) as refusal:
        agreed(case, **changed)
    assert told in " ".join(refusal.value.form.errors.get(field, []))
    assert versions(case) == []
    assert step_of(case, IntegrationProgramme).state == "planned"


def test_a_declaration_that_is_not_signed_is_told_with_its_reason(case: Case) -> None:
    agreed(case, declaration_signed_on="", declaration_refusal="Vil tale med sin advokat først")
    (version,) = versions(case)
    assert (version.declaration_signed_on, version.declaration_refusal) == (
        None, "Vil tale med sin advokat først",
    )  # fmt: skip


def test_the_goals_are_lines_without_their_dashes_and_blanks(case: Case) -> None:
    programme = agreed(case, contract_goals="- Bestå modul 3\n\n  • Praktik\n")
    assert programme.contract_goals == "Bestå modul 3\nPraktik"


# --- its deadlines


def test_the_last_signature_meets_the_months_deadline(case: Case) -> None:
    signed = {"signed_by_citizen_on": "2024-01-31", "signed_by_municipality_on": "2024-02-02"}
    act(step_of(case, IntegrationProgramme), "agree_contract", "2024-02-05", on="2024-02-02",
        **KITCHEN, **signed, declaration_signed_on="2024-01-31")  # fmt: skip
    assert status_on(case, "INL-KONTRAKT", "2024-02-05") == Status.MET_ON_TIME
    assert stated_on(case, "INL-KONTRAKT", "2024-02-05").deadline.met_on == day("2024-02-02")


def test_a_contract_signed_a_day_late_is_one_day_late(case: Case) -> None:
    assert status_on(case, "INL-KONTRAKT", "2024-02-03") == Status.OVERDUE
    agreed(case, "2024-02-03")
    found = stated_on(case, "INL-KONTRAKT", "2024-02-03")
    assert (found.status, found.late_days) == (Status.MET_LATE, 1)


def test_the_declaration_waits_for_the_contract_and_counts_from_its_signing(case: Case) -> None:
    assert status_on(case, "INL-ERKL", "2024-01-15") == Status.AWAITING_DATE
    agreed(case)
    assert due_on(case, "INL-ERKL") == "2024-01-22"
    assert status_on(case, "INL-ERKL", "2024-01-22") == Status.MET_ON_TIME
    assert case.deadlines.filter(rule__code="INL-ERKL").count() == 1


def test_the_year_and_the_five_years_are_told_and_never_late(case: Case) -> None:
    assert (due_on(case, "INL-PROG-1Y"), due_on(case, "INL-PROG-5Y")) == (
        "2025-01-02", "2029-01-02",
    )  # fmt: skip
    assert status_on(case, "INL-PROG-1Y", "2025-01-03") == Status.LAPSED


def test_the_start_meets_the_ukrainian_target_of_three_months() -> None:
    case = make_case("2024-04-08", basis="ukraine_saerlov", arrived_on="2024-05-13", active=True)
    assert due_on(case, "UA-PROG-3M") == "2024-08-13"
    programme = agreed(case, "2024-05-20")
    assert status_on(case, "UA-PROG-3M", "2024-05-20") == Status.UPCOMING
    assert act(programme, "start", "2024-05-27").starts_on == day("2024-05-27")
    assert status_on(case, "UA-PROG-3M", "2024-05-27") == Status.MET_ON_TIME


# --- versions


def test_a_revision_keeps_the_version_before_it_as_it_was(case: Case) -> None:
    programme = agreed(case)
    revised = act(programme, "revise_contract", "2024-03-04", reason="Nyt jobmål", **SHOP)
    assert (revised.state, revised.job_goal) == ("contracted", "Job i en butik")
    first, second = versions(case)
    assert (first.number, first.job_goal, first.contract_goals, first.valid_from) == (
        1, "Job i et køkken", "Bestå modul 3\nPraktik i et køkken", day("2024-01-22"),
    )  # fmt: skip
    assert (second.number, second.job_goal, second.reason, second.valid_from) == (
        2, "Job i en butik", "Nyt jobmål", day("2024-03-04"),
    )  # fmt: skip
    assert second.signed_by_citizen_on == day("2024-03-04")


def test_no_road_changes_a_version_that_was_signed(case: Case) -> None:
    agreed(case)
    with pytest.raises(DatabaseError), transaction.atomic():
        ContractVersion.objects.update(job_goal="Noget andet")
    assert versions(case)[0].job_goal == "Job i et køkken"


def test_a_revision_says_why_and_leaves_the_deadlines_met(case: Case) -> None:
    programme = act(agreed(case), "start", "2024-02-01")
    with pytest.raises(InvalidDataError, match="reason"):
        act(programme, "revise_contract", "2024-03-04", reason="")
    act(programme, "revise_contract", "2024-03-04", reason="Flyttet til Amager", **SHOP)
    assert stated_on(case, "INL-KONTRAKT", "2024-03-04").deadline.met_on == day("2024-01-22")
    assert due_on(case, "INL-ERKL") == "2024-01-22"


def test_a_revision_without_a_word_of_the_declaration_leaves_it_as_it_stands(case: Case) -> None:
    programme = agreed(case)
    act(programme, "revise_contract", "2024-03-04", declaration_signed_on="", reason="Ny plan")
    assert versions(case)[-1].declaration_signed_on == day("2024-01-22")


def test_a_declaration_can_be_signed_after_all(case: Case) -> None:
    programme = agreed(case, declaration_signed_on="", declaration_refusal="Vil vente")
    act(programme, "revise_contract", "2024-03-04", declaration_signed_on="2024-03-04",
        declaration_refusal="Vil vente", reason="Erklæringen er underskrevet")  # fmt: skip
    first, second = versions(case)
    assert (first.declaration_signed_on, second.declaration_signed_on) == (None, day("2024-03-04"))
    assert (first.declaration_refusal, second.declaration_refusal) == ("Vil vente", "")


# --- who has a programme, and when it ends


def test_only_a_citizen_in_the_programme_gets_one_and_only_one() -> None:
    by = actor(make_user("anna"), "2024-03-04")
    with pytest.raises(NotPossibleError, match="omfattet af integrationsloven"):
        add_step(make_case("2024-01-02", basis="eu", active=True), "IntegrationProgramme", by=by)
    with pytest.raises(NotPossibleError, match="allerede et introduktionsprogram"):
        add_step(make_case("2023-11-05", active=True), "IntegrationProgramme", by=by)


def of_time(when: str) -> Actor:
    return system(at(when))


def test_after_five_years_time_ends_it_on_the_day_after_the_last(case: Case) -> None:
    programme = act(agreed(case), "start", "2024-02-01")
    run_due(by=of_time("2029-01-02"))
    assert again(programme).state == "running"
    run_due(by=of_time("2029-01-10"))
    ended = again(programme)
    assert (ended.state, ended.ended_on) == ("expired", day("2029-01-03"))


def test_a_programme_ends_with_a_job_or_an_education_alone() -> None:
    programme = row_in("IntegrationProgramme", "running")
    with pytest.raises(InvalidDataError, match="reason"):
        act(programme, "complete", "2024-06-03", reason="udrejst")


# --- on the page


def test_the_contract_page_asks_for_three_things_when_its_defaults_are_taken(case: Case) -> None:
    by = actor(make_user("anna"), "2024-01-22")
    form = form_for(step_of(case, IntegrationProgramme), "agree_contract", None, by=by)
    fill_in(form)
    asked = [
        name for name, field in form.fields.items()
        if field.required and not form.get_initial_for_field(field, name)
    ]  # fmt: skip
    assert asked == ["job_goal", "contract_goals", "activities"]


def test_nobody_records_a_signed_declaration_without_saying_so(case: Case) -> None:
    form = form_for(
        step_of(case, IntegrationProgramme), "agree_contract", None,
        by=actor(make_user("anna"), "2024-01-22"),
    )  # fmt: skip
    fill_in(form)
    assert form.initial["signed_by_citizen_on"] == day("2024-01-22")
    assert form.initial["declaration_signed_on"] is None


def test_a_revision_begins_with_what_stands(case: Case) -> None:
    by = actor(make_user("anna"), "2024-03-04")
    form = form_for(agreed(case), "revise_contract", None, by=by)
    fill_in(form)
    assert form.initial["contract_goals"] == "Bestå modul 3\nPraktik i et køkken"
    assert form.initial["declaration_signed_on"] == day("2024-01-22")


def page(case: Case, monkeypatch: pytest.MonkeyPatch, who: str = "anna") -> str:
    client = sit_down(monkeypatch, make_user(who), "2024-03-05")
    return text_of(client.get(f"/sager/{case.pk}/"))


def test_the_case_shows_the_contract_in_force_and_folds_the_ones_before(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Der er ikke indgået en kontrakt endnu." in page(case, monkeypatch)
    act(agreed(case), "revise_contract", "2024-03-04", reason="Nyt jobmål", **SHOP)
    shown = page(case, monkeypatch)
    assert "Kontrakt 2, fra 04-03-2024" in shown.split("1 tidligere")[0]
    assert "Kontrakt 1, fra 22-01-2024" in shown.split("1 tidligere")[1]
    assert "Passe en kasse" in shown
    assert "Ændret: Nyt jobmål" in shown
    assert "Revidér kontrakten" in shown


def test_a_colleague_of_the_unit_reads_no_goals(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(case)
    assert "Job i et køkken" not in page(case, monkeypatch, "bo")


def test_ten_versions_cost_no_more_questions_than_one(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = agreed(case)
    client = sit_down(monkeypatch, make_user("anna"), "2024-03-05")
    one = queries_of(client, f"/sager/{case.pk}/")
    for _ in range(9):
        programme = act(programme, "revise_contract", "2024-03-04", reason="Ny plan")
    assert queries_of(client, f"/sager/{case.pk}/") == one
