"""What the pages register by a form, a program registers by the same form."""

import pytest

from accounts.models import AuditEvent
from cases.models import EmploymentSpell
from interventions.registrations import ACTIONS
from tests.interventions.api.calls import told
from tests.interventions.api.conftest import World

pytestmark = pytest.mark.django_db

JOB = {"employer": "Bageriet", "from_on": "2024-05-01", "hours_per_week": "20"}


def test_the_list_names_what_the_asker_may_register(world: World) -> None:
    answer = world.anna.get(f"cases/{world.case.pk}/registrations/")
    names = {one["name"] for one in answer.json()}
    assert {"job", "behov", "samtykke"} <= names <= set(ACTIONS)
    assert {one["name"] for one in world.colleague.get(
        f"cases/{world.case.pk}/registrations/"
    ).json()} == {"henvendelse", "vikar"}  # fmt: skip


def test_a_form_says_what_it_asks_for(world: World) -> None:
    answer = world.anna.get(f"cases/{world.case.pk}/registrations/job/").json()
    fields = {one["name"]: one for one in answer["fields"]}
    assert (fields["from_on"]["type"], fields["from_on"]["required"]) == ("date", True)


def test_a_registration_is_made_and_told_in_words(world: World) -> None:
    where = f"cases/{world.case.pk}/registrations/job/"
    form = world.anna.get(where).json()["fields"]
    required = {one["name"]: one for one in form if one["required"]}
    sent = {
        name: JOB.get(name, (one.get("choices") or [{"value": "1"}])[0]["value"])
        for name, one in required.items()
    }
    answer = world.anna.post(where, sent)
    assert answer.status_code == 201, answer.content
    assert "Jobbet er registreret" in answer.json()["told"]
    assert EmploymentSpell.objects.filter(citizen=world.case.citizen).count() == 1
    assert AuditEvent.objects.filter(action="registration.job").exists()


@pytest.mark.parametrize(
    ("who", "name", "answer"),
    [
        ("colleague", "job", (403, "forbidden")),
        ("stranger", "job", (404, "not_found")),
        ("manager", "job", (403, "forbidden")),
        ("anna", "nonsense", (404, "not_found")),
        ("anna", "job-slut", (404, "not_found")),
    ],
)
def test_what_may_not_be_registered_is_refused(
    world: World, who: str, name: str, answer: tuple[int, str]
) -> None:
    where = f"cases/{world.case.pk}/registrations/{name}/"
    assert told(getattr(world, who).post(where, {})) == answer
    assert told(getattr(world, who).get(where)) == answer


def test_what_was_typed_wrongly_is_told_field_by_field(world: World) -> None:
    answer = world.anna.post(
        f"cases/{world.case.pk}/registrations/job/", {"from_on": "2024-13-40", "nonsense": 1}
    )
    assert told(answer) == (400, "invalid")
    assert set(answer.json()["errors"]) == {"from_on", "nonsense"}
