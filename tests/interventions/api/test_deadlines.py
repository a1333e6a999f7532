from typing import Any

from accounts.models import AuditEvent
from tests.interventions.api.conftest import World


def by_rule(response: Any) -> dict[str, dict[str, Any]]:
    return {row["rule"]: row for row in response.json()}


def test_a_deadline_tells_its_date_its_status_and_how_it_came_about(world: World) -> None:
    row = by_rule(world.anna.get(f"cases/{world.case.pk}/deadlines/"))["KM-ASYL"]
    del row["id"], row["step"]
    assert row == {
        "rule": "KM-ASYL",
        "subject": "Asylcentersamtale afholdt",
        "authority": "municipal",
        "legal_reference": "Københavnermodellen",
        "shape": "deadline",
        "anchor": "arrived_on",
        "anchor_on": "2024-02-12",
        "version": "2016-01-01",
        "due_on": "2024-02-11",
        "planning_date": "2024-02-09",
        "status": "overdue",
        "status_label": "Overskredet",
        "met_on": None,
        "late_days": 0,
        "extended_days": 0,
        "explanation": "1 dag før (ankomst til København)",
        "skipped": [],
    }


def test_a_met_deadline_tells_how_late_and_an_awaiting_one_has_no_date(world: World) -> None:
    rows = by_rule(world.anna.get(f"cases/{world.case.pk}/deadlines/"))
    late = rows["KM-MENTOR-TILBUD"]
    assert (late["status"], late["due_on"], late["met_on"], late["late_days"]) == (
        "met_late", "2024-02-19", "2024-04-08", 49
    )  # fmt: skip
    waiting = rows["INL-ERKL"]
    assert (waiting["status"], waiting["due_on"], waiting["version"]) == (
        "awaiting_date", None, None
    )  # fmt: skip


def test_deadlines_of_hidden_steps_are_absent(world: World) -> None:
    address = f"cases/{world.case.pk}/deadlines/"
    everything = set(by_rule(world.anna.get(address)))
    assert everything - set(by_rule(world.colleague.get(address))) == {
        "KM-HELBRED", "INL-HELBRED"
    }  # fmt: skip
    assert set(by_rule(world.mentor.get(address))) == {
        "KM-MENTOR-TILBUD", "KM-PRAK-1M", "INL-VRT-1M", "INL-DU-HENV"
    }  # fmt: skip


def test_reading_deadlines_is_written_down(world: World) -> None:
    world.anna.get(f"cases/{world.case.pk}/deadlines/")
    row = AuditEvent.objects.latest("pk")
    assert (row.action, row.fields, row.subjects) == (
        "case.read", ["deadlines"], [str(world.case.citizen_id)]
    )  # fmt: skip
