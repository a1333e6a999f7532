"""A company is chosen or typed at »Virksomhed fundet«; the placement keeps its own copy."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import AuditEvent
from cases.errors import InvalidDataError
from cases.models import Case, EmploymentSpell, Event
from interventions.actions.companies import change_company
from interventions.models import Company, CompanyPlacement, ProductionUnit
from tests.interventions.desk import sit_down, text_of
from tests.make import actor, day, make_case, make_production_unit, make_user, step_of
from tests.plugins.kept import Kept
from tests.scenarios.acts import act, ended, started

pytestmark = pytest.mark.django_db

WHEN = "2024-03-05"
LEFT_EMPTY = {"company": "", "cvr": "", "p_number": "", "contact": ""}


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-02", active=True))


def match(case: Case, **typed: Any) -> Any:
    return act(step_of(case, CompanyPlacement), "match", WHEN, **typed)


def told(row: Any) -> tuple[str, str, str, str]:
    return row.company, row.cvr, row.p_number, row.contact


def test_a_known_place_fills_its_four_fields(case: Case) -> None:
    unit = make_production_unit("Bageriet Ærø", "13585628", "1234567890", contact="Åse")
    row = match(case, production_unit=unit.pk, **LEFT_EMPTY)
    assert told(row) == ("Bageriet Ærø", "13585628", "1234567890", "Åse")


def test_another_contact_may_be_typed(case: Case) -> None:
    unit = make_production_unit("Bageriet Ærø", "13585628", "1234567890", contact="Åse")
    row = match(case, production_unit=unit.pk, **{**LEFT_EMPTY, "contact": "Per"})
    assert told(row) == ("Bageriet Ærø", "13585628", "1234567890", "Per")
    assert ProductionUnit.objects.get().contact == "Åse"


def test_a_chosen_and_another_typed_number_are_refused(case: Case) -> None:
    unit = make_production_unit("Bageriet Ærø", "13585628", "1234567890")
    with pytest.raises(InvalidDataError, match="et andet end den valgte virksomheds") as refused:
        match(case, production_unit=unit.pk, **{**LEFT_EMPTY, "cvr": "10150817"})
    assert list(refused.value.form.errors) == ["cvr"]


def test_without_a_choice_all_four_must_be_typed(case: Case) -> None:
    with pytest.raises(InvalidDataError) as refused:
        match(case, **LEFT_EMPTY)
    assert set(refused.value.form.errors) == set(LEFT_EMPTY)


def test_a_new_company_comes_into_the_register(case: Case) -> None:
    match(case)
    unit = ProductionUnit.objects.select_related("company").get()
    assert (unit.company.name, unit.company.cvr) == ("Nordhavn Bageri", "13585628")
    assert (unit.p_number, unit.contact) == ("1003388394", "Bo")
    assert AuditEvent.objects.filter(action="company.add").count() == 1


def test_what_the_register_knows_it_keeps(case: Case) -> None:
    make_production_unit("Bageriet", "13585628", "1003388394", contact="Åse")
    match(case, company="Et andet navn", contact="Per")
    assert Company.objects.get().name == "Bageriet"
    assert ProductionUnit.objects.get().contact == "Åse"
    assert not AuditEvent.objects.filter(action="company.add").exists()


def test_a_place_of_another_company_is_refused(case: Case) -> None:
    make_production_unit("Kiosken", "10150817", "1003388394")
    with pytest.raises(InvalidDataError, match=r"under Kiosken \(CVR 10150817\)"):
        match(case)


def test_an_agreement_does_not_change_with_the_register(case: Case) -> None:
    row = match(case)
    unit = ProductionUnit.objects.get()
    by = actor(make_user("anna"), WHEN)
    change_company(unit, {"contact": "En ny"}, by=by)
    change_company(unit.company, {"name": "Nyt navn"}, by=by)
    assert told(CompanyPlacement.objects.get(pk=row.pk))[0::3] == ("Nordhavn Bageri", "Bo")


# --- the latest workplace


def job(case: Case, cvr: str, first: str, last: str = "") -> None:
    EmploymentSpell.objects.create(
        citizen=case.citizen, employer="Nordhavn Bageri", cvr=cvr, support="ingen",
        from_on=day(first), to_on=day(last) if last else None, evidence="self_reported",
    )  # fmt: skip


WARNING = "Nordhavn Bageri er borgerens seneste arbejdsplads"


def test_the_latest_workplace_must_be_seen_before_a_placement_there(case: Case) -> None:
    job(case, "13585628", "2023-03-01", "2023-09-01")
    with pytest.raises(InvalidDataError, match="Ret oplysningerne, eller sæt hak"):
        match(case)
    row = match(case, confirmed=["latest_job"])
    assert row.state == "matched"
    assert Event.objects.get(move="match").note.startswith(f"Advarsel set: {WARNING}")


def test_an_earlier_job_there_warns_of_nothing(case: Case) -> None:
    job(case, "13585628", "2023-03-01", "2023-09-01")
    job(case, "10150817", "2023-10-01")
    assert match(case).state == "matched"
    assert Event.objects.get(move="match").note == ""


def test_a_wage_subsidy_there_counts_as_the_latest_workplace(case: Case) -> None:
    ended(started(case, "2024-02-05", form="wage_subsidy"), "2024-03-04")
    with pytest.raises(InvalidDataError, match="sæt hak"):
        started(case, WHEN)


def test_the_page_keeps_what_was_typed_and_shows_a_box_for_the_warning(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    job(case, "13585628", "2023-03-01")
    row = step_of(case, CompanyPlacement)
    anna = sit_down(monkeypatch, make_user("anna"), WHEN)
    url = f"/skridt/{row.pk}/flyt/match/"
    assert "Jeg har set advarslen" not in text_of(anna.get(url))
    typed = {
        "version": row.version, "effective_on": "05-03-2024", "form": "placement",
        "company": "Nordhavn Bageri", "cvr": "13585628", "p_number": "1003388394",
        "contact": "Bo", "tasks": "Bage brød", "hours_per_week": "20",
        "planned_from": "06-03-2024", "planned_to": "02-04-2024",
    }  # fmt: skip
    answer = anna.post(url, typed)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Jeg har set advarslen" in page
    assert WARNING in page
    assert "Bage brød</textarea>" in page
    assert anna.post(url, {**typed, "confirmed": "latest_job"}).status_code == 302
