"""The lists around a case: one endpoint, one line of a table each."""

from __future__ import annotations

import pytest

from accounts.models import AuditEvent
from cases.models import Collaborator, EmploymentSpell, Relation
from interventions.api.case_parts_table import PARTS
from interventions.models import Goal
from interventions.registrations import ACTIONS
from tests.interventions.api.calls import ROOT, told
from tests.interventions.api.conftest import World
from tests.interventions.api.test_steps import GOAL
from tests.interventions.counting import queries_of
from tests.interventions.measuring import measure

pytestmark = pytest.mark.django_db


def test_every_list_is_a_page_for_whoever_answers_for_the_case(world: World) -> None:
    assert len(PARTS) == 19
    for name, part in PARTS.items():
        answer = world.anna.get(f"cases/{world.case.pk}/{name}/")
        assert (name, answer.status_code) == (name, 200)
        assert set(answer.json()) == {"next", "previous", "results"}, name
        assert set(part.adds.values()) <= set(ACTIONS), name
        assert AuditEvent.objects.latest("pk").action == f"{name}.list"


def test_what_is_added_stands_in_the_list_with_the_id_that_was_told(world: World) -> None:
    case, consent = f"cases/{world.case.pk}/", world.case.citizen.consents.get()
    sent = {
        "name": "Lone Bjerg", "organisation": "frivillig", "consent": str(consent.pk),
        "from_on": "2024-05-02",
    }  # fmt: skip
    codes = {c["value"] for c in field(world, "samarbejde", "organisation")}
    sent["organisation"] = sorted(codes)[0]
    made = world.anna.post(f"{case}collaborators/", sent)
    assert made.status_code == 201, made.content
    row = Collaborator.objects.get()
    assert made.json() == {
        "id": row.pk, "ids": [row.pk], "told": "Samarbejdspartneren er tilføjet.",
    }  # fmt: skip
    listed = world.anna.get(f"{case}collaborators/").json()["results"]
    assert [(one["id"], one["name"]) for one in listed] == [(row.pk, "Lone Bjerg")]
    other = sorted(codes)[1]
    none = world.anna.get(f"{case}collaborators/?organisation={other}").json()["results"]
    assert none == []


def field(world: World, name: str, of: str) -> list[dict[str, str]]:
    form = world.anna.get(f"cases/{world.case.pk}/registrations/{name}/").json()["fields"]
    found: list[dict[str, str]] = next(one for one in form if one["name"] == of)["choices"]
    return found


def test_a_list_is_cut_into_pages_in_the_order_that_was_asked_for(world: World) -> None:
    for employer in ("Bageriet", "Skolen", "Havnen"):
        EmploymentSpell.objects.create(
            citizen=world.case.citizen, employer=employer, support="ingen",
            from_on="2024-05-01", evidence="documented",
        )  # fmt: skip
    path = f"cases/{world.case.pk}/jobs/"
    first = world.anna.get(f"{path}?page_size=2").json()
    assert [one["employer"] for one in first["results"]] == ["Havnen", "Skolen"]
    assert "cursor=" in first["next"]
    rest = world.anna.client.get(first["next"]).json()
    assert [one["employer"] for one in rest["results"]] == ["Bageriet"]
    oldest = world.anna.get(f"{path}?order=id&page_size=1").json()["results"]
    assert [one["employer"] for one in oldest] == ["Bageriet"]


def test_a_list_costs_as_many_questions_at_five_rows_as_at_one(world: World) -> None:
    citizen, names = world.case.citizen, ("jobs", "relations", "measurements")
    lists = [f"{ROOT}cases/{world.case.pk}/{name}/" for name in names]
    counted = []
    for number in (1, 4):
        for index in range(number):
            EmploymentSpell.objects.create(
                citizen=citizen, employer="Havnen", support="ingen", from_on="2024-05-01",
                evidence="documented",
            )  # fmt: skip
            Relation.objects.create(
                citizen=citizen, other_name=f"K {number}{index}", type="soeskende",
                from_on="2020-01-02",
            )  # fmt: skip
            occasion = "baseline" if number == 1 else "three_monthly"
            day = f"2024-04-{8 + 4 * number + index:02}"
            measure(world.case, "borger", day, occasion=occasion)
        counted.append([queries_of(world.anna.client, url) for url in lists])
    assert counted[0] == counted[1]
    assert len(world.anna.get(lists[2].removeprefix(ROOT)).json()["results"]) == 5


@pytest.mark.parametrize(
    ("query", "field"),
    [("employer=Havnen", "employer"), ("order=employer", "order"), ("support=hobby", "support"),
     ("support=%00", "support")],
)  # fmt: skip
def test_a_filter_or_order_that_is_not_allowed_is_refused(
    world: World, query: str, field: str
) -> None:
    answer = world.anna.get(f"cases/{world.case.pk}/jobs/?{query}")
    assert told(answer) == (400, "invalid")
    assert list(answer.json()["errors"]) == [field]


def test_a_goal_is_added_to_a_placement_of_the_case_and_read_by_itself(world: World) -> None:
    path = f"cases/{world.case.pk}/goals/"
    made = world.anna.post(path, {**GOAL, "step": world.placement.pk})
    goal = Goal.objects.get()
    assert (made.status_code, made.json()["id"]) == (201, goal.pk)
    listed = world.anna.get(f"{path}?state=active").json()["results"]
    assert [(one["id"], one["step"]) for one in listed] == [(goal.pk, world.placement.pk)]
    one = world.anna.get(f"goals/{goal.pk}/")
    assert (one["ETag"], one.json()["sign"]) == ('"1"', GOAL["sign"])
    assert told(world.mentor.get(f"goals/{goal.pk}/")) == (404, "not_found")
    for step in (world.mentoring.pk, None):
        refused = world.anna.post(path, {**GOAL, "step": step})
        assert told(refused) == (400, "invalid")
        assert list(refused.json()["errors"]) == ["step"]


def test_what_is_not_for_the_asker_is_refused_before_what_she_sent(world: World) -> None:
    case = f"cases/{world.case.pk}/"
    for name in ("jobs", "relations", "household", "collaborators", "measurements"):
        assert told(world.colleague.get(f"{case}{name}/")) == (403, "forbidden"), name
        assert told(world.mentor.get(f"{case}{name}/")) == (403, "forbidden"), name
        assert told(world.stranger.get(f"{case}{name}/")) == (404, "not_found"), name
    for name in ("jobs", "outcomes", "measurements", "goals"):
        assert told(world.colleague.post(f"{case}{name}/", {})) == (403, "forbidden"), name
    assert told(world.anna.post(f"{case}outcomes/", {"kind": "hobby"})) == (400, "invalid")
    assert told(world.anna.post(f"{case}measurements/", {"by_role": []})) == (400, "invalid")
