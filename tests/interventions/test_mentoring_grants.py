"""How long a mentor is granted, who may be one, and what is left when she stops."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accounts.models import AuditEvent
from cases.actions.relations import add_relation
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Case
from interventions.actions.perform import perform
from interventions.forms import form_for
from interventions.models import Deadline, FollowUp, Mentoring
from tests.interventions.desk import sit_down, text_of
from tests.lifecycles.driver import again, go, lead, row_in
from tests.make import day, make_user

pytestmark = pytest.mark.django_db


def on_general_track(state: str = "offered") -> Mentoring:
    row = row_in("Mentoring", state)
    Case.objects.filter(pk=row.case_id).update(track="general")
    return again(row)  # type: ignore[no-any-return]


def grant(row: Any, name: str, on: str, until: str, **typed: Any) -> Any:
    typed = {"effective_on": on, "until": until, **typed}
    if name == "assign":
        typed["mentor"] = make_user("mia", "mentor").pk
    else:
        typed["reason"] = "Mere støtte"
    return perform(row, name, typed, by=lead(day(on)))


GRANTS = [("2024-03-15", "2024-09-14", True), ("2024-03-15", "2024-09-15", False),
          ("2024-08-31", "2025-02-27", True), ("2024-08-31", "2025-02-28", False)]  # fmt: skip


@pytest.mark.parametrize(("on", "until", "possible"), GRANTS)
def test_on_the_general_track_a_grant_lasts_six_months_from_its_first_day(
    on: str, until: str, *, possible: bool
) -> None:
    row = on_general_track()
    if not possible:
        with pytest.raises(InvalidDataError, match="højst 6 måneder"):
            grant(row, "assign", on, until)
        return
    assert str(grant(row, "assign", on, until).grant_started_on) == on
    span = Deadline.objects.get(case=row.case_id, rule__code="LAB-MENTOR-6M")
    assert (str(span.anchor_on), str(span.due_on)) == (on, until)


def test_a_grant_is_renewed_for_six_months_after_the_one_before() -> None:
    row = grant(on_general_track(), "assign", "2024-03-15", "2024-09-14")
    row = perform(row, "start", {"effective_on": "2024-03-20"}, by=lead(date(2024, 3, 20)))
    with pytest.raises(InvalidDataError, match="her til 14-03-2025"):
        grant(row, "extend", "2024-09-02", "2025-03-15")
    with pytest.raises(InvalidDataError, match="allerede bevilget til 14-09-2024"):
        grant(row, "extend", "2024-09-02", "2024-09-14")
    row = grant(row, "extend", "2024-09-02", "2025-03-14")
    assert str(row.grant_started_on) == "2024-09-15"
    span = Deadline.objects.get(case=row.case_id, rule__code="LAB-MENTOR-6M")
    assert (str(span.anchor_on), str(span.due_on)) == ("2024-09-15", "2025-03-14")


def test_on_the_copenhagen_model_the_first_year_counts_and_no_six_months() -> None:
    row = row_in("Mentoring", "offered")
    Case.objects.filter(pk=row.case_id).update(arrived_on=date(2024, 3, 1))
    row = again(row)
    with pytest.raises(NotPossibleError, match="skal godkendes af en anden"):
        grant(row, "assign", "2024-03-15", "2025-03-02")
    assert str(grant(row, "assign", "2024-03-15", "2025-03-01").until) == "2025-03-01"
    assert not Deadline.objects.filter(rule__code="LAB-MENTOR-6M").exists()


@pytest.mark.parametrize(("typed", "told"), [
    ({"related": True}, "må ikke være i familie"), ({"hours_per_week": 38}, "hours_per_week"),
    ({"until": "2024-03-14"}, "slutter, før den begynder"),
])  # fmt: skip
def test_what_an_assignment_refuses(typed: dict[str, Any], told: str) -> None:
    row = row_in("Mentoring", "offered")
    until = typed.pop("until", "2024-09-01")
    with pytest.raises(InvalidDataError, match=told):
        grant(row, "assign", "2024-03-15", until, **typed)


def test_whoever_has_a_relatives_name_is_no_mentor() -> None:
    row = row_in("Mentoring", "offered")
    brother = {"type": "soeskende", "from_on": day("2000-02-01"), "other_name": "MIA"}
    add_relation(row.case, by=lead(date(2024, 3, 1)), other=None, **brother)
    with pytest.raises(InvalidDataError, match="har samme navn"):
        grant(row, "assign", "2024-03-15", "2024-09-01")


def test_each_mentor_is_shown_with_how_many_she_has() -> None:
    row_in("Mentoring", "running")
    make_user("mona", "mentor")
    row = row_in("Mentoring", "offered")
    form = form_for(row, "assign", None, by=lead(date(2024, 3, 15)))
    shown = [label for _, label in form.fields["mentor"].choices]
    assert shown == ["Vælg …", "Mona (0 forløb)", "Mia (1 forløb)"]


def test_scenario_45_the_replaced_mentors_logs_stay_and_her_attempt_is_written_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = row_in("Mentoring", "running")
    log = {"occurred_on": "15-04-2024", "outcome": "completed", "contact_form": "phone",
           "text": "Fik MitID"}  # fmt: skip
    page = f"/mentorforloeb/{row.pk}/opfoelgning/"
    client = sit_down(monkeypatch, make_user("mia"), "2024-04-15")
    assert client.post(page, log).status_code == 302
    mona = make_user("mona", "mentor")
    go(row, "change_mentor", date(2024, 9, 2), mentor=mona.pk, handover_note="Kender skolen")
    client = sit_down(monkeypatch, make_user("mia"), "2024-09-01T22:00:00+00:00")
    assert client.get(f"/sager/{row.case_id}/").status_code == 404
    assert client.post(page, log).status_code == 404
    denied = AuditEvent.objects.filter(actor="mia", outcome="deny")
    assert denied.count() == 2
    assert FollowUp.objects.get().text == "Fik MitID"
    page = text_of(sit_down(monkeypatch, mona, "2024-09-02").get(f"/sager/{row.case_id}/"))
    assert "Kender skolen" in page
    assert "Fik MitID" not in page


def test_a_mentor_who_stops_loses_access_the_same_day_and_the_caseworker_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = row_in("Mentoring", "running")
    go(row, "end", date(2024, 5, 6), reason="mentor_ophoert", closing_note="Flytter")
    client = sit_down(monkeypatch, make_user("mia"), "2024-05-06")
    assert client.get(f"/sager/{row.case_id}/").status_code == 404
    client = sit_down(monkeypatch, make_user("anna"), "2024-05-06")
    assert "Mentoren er stoppet" in text_of(client.get(f"/sager/{row.case_id}/"))
