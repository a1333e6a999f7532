"""A goal is taken from the bank, or written; the bank is data, and its goals are ordinary ones."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cases.errors import NotPossibleError
from cases.models import Case, Code
from interventions.forms.goals import GoalForm
from interventions.models import CompanyPlacement, Goal
from tests.interventions.desk import sit_down, text_of
from tests.make import make_case, make_user, step_of
from tests.plugins.kept import Kept
from tests.scenarios.acts import act

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-02", active=True))


@pytest.fixture
def anna(monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), "2024-03-05")


def post(client: Client, case: Case, **typed: str) -> Any:
    return client.post(f"/skridt/{step_of(case, CompanyPlacement).pk}/maal/", typed)


def told(case: Case) -> list[tuple[str, str, str]]:
    rows = Goal.objects.filter(placement__case=case)
    return [(row.type, row.text, row.sign) for row in rows]


def test_a_goal_of_the_bank_fills_type_text_and_sign(case: Case, anna: Client) -> None:
    assert post(anna, case, bank="goal_social.pauser").status_code == 302
    assert told(case) == [
        ("social", "Er sammen med kollegerne i pauserne", "Spiser frokost med holdet hver dag")
    ]


def test_what_is_written_stands_before_what_the_bank_says(case: Case, anna: Client) -> None:
    post(anna, case, bank="goal_social.pauser", sign="Spiser med de andre om fredagen")
    assert told(case) == [
        ("social", "Er sammen med kollegerne i pauserne", "Spiser med de andre om fredagen")
    ]


def test_a_goal_is_written_without_the_bank(case: Case, anna: Client) -> None:
    post(anna, case, type="language", text="Siger godmorgen", sign="Hver dag")
    assert told(case) == [("language", "Siger godmorgen", "Hver dag")]


def test_a_goal_says_to_which_area_of_the_policy_it_belongs(case: Case, anna: Client) -> None:
    written = {"type": "language", "text": "Siger godmorgen", "sign": "Hver dag"}
    post(anna, case, **written, policy_area="civilsamfund")
    assert Goal.objects.get().policy_area == "civilsamfund"
    page = text_of(anna.get(f"/sager/{case.pk}/"))
    assert "Område i politikken: Civilsamfund og medborgerskab" in page


def test_an_area_that_the_policy_has_not_is_refused(case: Case, anna: Client) -> None:
    written = {"type": "language", "text": "Siger godmorgen", "sign": "Hver dag"}
    answer = post(anna, case, **written, policy_area="trafik")
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["policy_area"]


def test_neither_bank_nor_text_is_refused_at_the_fields(case: Case, anna: Client) -> None:
    answer = post(anna, case)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["type", "text", "sign"]


def test_a_goal_that_the_bank_has_not_is_refused(case: Case, anna: Client) -> None:
    answer = post(anna, case, bank="goal_social.findes_ikke")
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["bank"]
    assert told(case) == []


@pytest.mark.parametrize("form", ["placement", "wage_subsidy", "utility_job"])
def test_the_bank_is_offered_for_every_company_effort(case: Case, anna: Client, form: str) -> None:
    row = step_of(case, CompanyPlacement)
    CompanyPlacement.objects.filter(pk=row.pk).update(form=form, state="matched")
    page = text_of(anna.get(f"/skridt/{row.pk}/flyt/agree/"))
    assert "Mål fra banken" in page
    assert "Betjener en kunde eller borger på dansk" in page


def test_the_bank_has_goals_of_each_type_and_each_fits_a_goal() -> None:
    form = GoalForm()
    groups = dict(form.fields["bank"].choices[1:])
    assert {str(label): len(goals) for label, goals in groups.items()} == {
        "Fagligt": 8, "Socialt": 7, "Sprogligt": 6,
    }  # fmt: skip
    for row in Code.objects.filter(table__startswith="goal_"):
        taken = GoalForm({"bank": f"{row.table}.{row.code}"})
        assert taken.is_valid(), (row.code, taken.errors)
        assert taken.cleaned_data["sign"]


@pytest.mark.parametrize(
    ("form", "told"), [("wage_subsidy", "Løntilskud"), ("utility_job", "Nytteindsats")]
)
def test_no_company_effort_stands_without_a_goal(
    case: Case, anna: Client, form: str, told: str
) -> None:
    row = act(step_of(case, CompanyPlacement), "match", "2024-03-05", form=form)
    alone = f"{told} skal have mindst ét fagligt, socialt eller sprogligt mål"
    with pytest.raises(NotPossibleError, match=alone):
        act(row, "agree", "2024-03-05")
    post(anna, case, type="language", text="Siger godmorgen", sign="Hver dag")
    act(row, "agree", "2024-03-05")
    for name in ("reach", "reach_partly", "fail", "drop"):
        with pytest.raises(NotPossibleError, match=alone):
            act(Goal.objects.get(), name, "2024-03-06")
