"""Recording progression: what is asked, what is refused, what meets the deadlines."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import AuditEvent
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Case, Event
from interventions.actions.instruments import SHIPPED, InstrumentFileError, load_instruments
from interventions.actions.measurements import record_measurement
from interventions.models import (
    Indicator,
    InstrumentVersion,
    Measurement,
    Score,
)
from interventions.queries.measurements import closing_measurement, indicators_for, version_on
from tests.interventions.measuring import ASKED, answers, measure
from tests.lifecycles.driver import again, go, row_in
from tests.lifecycles.typed import WEEK
from tests.make import actor, assign, make_case, make_user
from tests.plugins.kept import Kept
from tests.scenarios.acts import status_on

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-08", active=True))


def shipped() -> InstrumentVersion:
    version = version_on(date(2024, 2, 1))
    assert version is not None
    return version


# --- the instrument


def test_the_instrument_has_the_thirteen_indicators():
    assert {row.code for row in shipped().indicators.all()} == {
        "jobtro", "maalrettet", "jobsoegning", "jobviden", "samarbejde", "helbred", "hverdag",
        "netvaerk", "faglig", "fremtoning", "sb_tro", "dansk_mundtlig", "dansk_skriftlig",
    }  # fmt: skip


@pytest.mark.parametrize(("role", "number"), [("borger", 11), ("sagsbehandler", 12), ("mentor", 9)])
def test_each_is_asked_her_own_questions_and_at_most_fifteen(role, number):
    found = [row.code for row in indicators_for(shipped(), role, health=role != "mentor")]
    assert sorted(found) == sorted(ASKED[role])
    assert len(found) == number


def test_every_question_has_words_for_who_is_asked_and_for_both_ends():
    for row in shipped().indicators.all():
        assert "" not in (row.low, row.high)
        assert row.low != row.high
        assert bool(row.question) == (row.asked_of != "sagsbehandler")
        assert bool(row.observed) == (row.asked_of != "borger")


HEAD, *LINES = SHIPPED.read_text(encoding="utf-8").splitlines()
SECOND = [line.replace(";1;2016-01-01;", ";2;2024-06-01;") for line in LINES]


def test_a_new_version_leaves_the_old_words_to_the_old_measurements(case):
    old = measure(case, "borger", "2024-02-05", score_jobtro="2")
    reworded = [line.replace("Hvor meget tror du på", "Hvor sikker er du på") for line in SECOND]
    assert load_instruments([HEAD, *LINES, *reworded]) == 1
    assert load_instruments([HEAD, *LINES, *reworded]) == 0
    new = measure(case, "borger", "2024-06-03", occasion="three_monthly", score_jobtro="4")
    assert (again(old).version.number, new.version.number) == (1, 2)
    words = [row.indicator.question for row in Score.objects.filter(indicator__code="jobtro")]
    assert words == [
        "Hvor meget tror du på, at du kan klare et job?",
        "Hvor sikker er du på, at du kan klare et job?",
    ]
    assert version_on(date(2024, 5, 31)) == old.version
    assert version_on(date(2024, 6, 1)) == new.version


@pytest.mark.parametrize(
    "changed",
    [
        [LINES[0].replace("Jeg er sikker på det", "Helt sikkert"), *LINES[1:]],
        LINES[:-1],
        [line.replace("2016-01-01", "2016-01-02") for line in LINES],
    ],
)
def test_a_loaded_version_is_never_changed(changed):
    before = list(Indicator.objects.order_by("pk").values())
    with pytest.raises(InstrumentFileError, match="nyt versionsnummer"):
        load_instruments([HEAD, *changed])
    assert list(Indicator.objects.order_by("pk").values()) == before


def test_a_file_of_something_else_is_refused():
    with pytest.raises(InstrumentFileError, match="kolonner"):
        load_instruments(["code;label", "a;b"])


# --- recording


def test_a_measurement_is_stored_with_who_when_and_what(case):
    row = measure(case, "sagsbehandler", "2024-02-05", score_sb_tro="5",
                  score_netvaerk="oenskede_ikke", comment_sb_tro="Meget motiveret")  # fmt: skip
    assert (row.measured_on, row.by_role, row.occasion) == (
        date(2024, 2, 5), "sagsbehandler", "baseline"
    )  # fmt: skip
    assert row.recorded_by.username == "anna"
    scores = {score.indicator.code: score for score in row.scores.all()}
    assert len(scores) == 12
    told = scores["sb_tro"]
    assert (told.value, told.reason, told.comment) == (5, "", "Meget motiveret")
    assert (scores["netvaerk"].value, scores["netvaerk"].reason) == (None, "oenskede_ikke")
    trail = AuditEvent.objects.get(action="Measurement.record")
    assert trail.subjects == [str(case.citizen_id)]
    assert "score_sb_tro" in trail.fields
    assert not [word for word in trail.fields if "motiveret" in word]


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"score_jobtro": "0"}, "score_jobtro", "Marker en gyldig valgmulighed"),
        ({"score_jobtro": "6"}, "score_jobtro", "Marker en gyldig valgmulighed"),
        ({"score_jobtro": "2.5"}, "score_jobtro", "Marker en gyldig valgmulighed"),
        ({"score_jobtro": "fordi"}, "score_jobtro", "Marker en gyldig valgmulighed"),
        ({"score_jobtro": ""}, "score_jobtro", "Vælg et tal, eller hvorfor der ikke er målt"),
        ({"score_jobtro": "andet"}, "comment_jobtro", "Skriv kort, hvorfor der ikke er målt"),
        ({"measured_on": "2024-01-07"}, "measured_on", "Forløbet begyndte den 08-01-2024"),
        ({"measured_on": "2024-02-06"}, "measured_on", "ikke ligge i fremtiden"),
        ({"measured_on": "i går"}, "measured_on", "gyldig dato"),
        ({"occasion": "placement_start"}, "occasion", "Marker en gyldig valgmulighed"),
        ({"occasion": ""}, "occasion", "påkrævet"),
    ],
)
def test_what_cannot_be_a_measurement_is_refused_at_its_field(case, said, field, sentence):
    with pytest.raises(InvalidDataError) as refusal:
        measure(case, "borger", "2024-02-05", **said)
    assert sentence in refusal.value.form.errors[field][0]
    assert not Measurement.objects.exists()
    assert not Event.objects.filter(kind="Measurement").exists()


def test_there_is_one_first_measurement_of_each_view(case):
    measure(case, "borger", "2024-02-05")
    measure(case, "sagsbehandler", "2024-02-05")
    with pytest.raises(InvalidDataError, match="Den første måling er fra 05-02-2024"):
        measure(case, "borger", "2024-02-12")
    measure(case, "borger", "2024-05-06", occasion="three_monthly")
    with pytest.raises(InvalidDataError, match="registreret i forvejen"):
        measure(case, "borger", "2024-05-06", occasion="three_monthly")


def test_a_measurement_of_a_placement_names_one_that_has_begun():
    placement = row_in("CompanyPlacement", "running")
    case, on = placement.case, placement.starts_on
    with pytest.raises(InvalidDataError, match="Vælg den praktik"):
        measure(case, "borger", f"{on}", occasion="placement_start")
    with pytest.raises(InvalidDataError, match="Praktikken begyndte først den"):
        measure(case, "borger", f"{on - WEEK}", occasion="placement_start", placement=placement.pk)
    row = measure(case, "borger", f"{on}", occasion="placement_start", placement=placement.pk)
    assert row.placement == placement
    first = measure(case, "borger", f"{on}", occasion="baseline", placement=placement.pk)
    assert first.placement is None


def test_only_who_edits_the_case_measures_and_a_mentor_for_herself(case):
    mia = make_user("mia", "mentor")
    assign(case, mia, "mentor", "2024-01-08")
    row = measure(case, "mentor", "2024-02-05", user="mia")
    assert sorted(s.indicator.code for s in row.scores.all()) == sorted(ASKED["mentor"])
    refused: list[tuple[str, str]] = [("borger", "mia"), ("mentor", "anna"), ("borger", "berit")]
    for role, user in refused:
        with pytest.raises(PermissionDenied):
            recorded_by(case, role, user)


def recorded_by(case: Case, role: str, user: str) -> Any:
    from_role = {"mia": "mentor"}.get(user, "caseworker")
    by = actor(make_user(user, from_role), "2024-02-05")
    data = {"measured_on": "2024-02-05", "occasion": "baseline", **answers(role)}
    return record_measurement(case, role, data, by=by)


def test_nothing_is_measured_on_a_closed_case(case):
    go(case, "close", date(2024, 3, 4), reason="job")
    with pytest.raises(NotPossibleError, match="Sagen er afsluttet"):
        measure(case, "borger", "2024-03-05")


# --- deadlines


def test_the_first_measurement_meets_the_baseline_and_starts_the_quarterly_one(case):
    assert status_on(case, "PROG-MAAL-BASIS", "2024-02-09") == "overdue"
    assert status_on(case, "PROG-MAAL-3M", "2024-02-09") == "awaiting_date"
    measure(case, "borger", "2024-02-05")
    assert status_on(case, "PROG-MAAL-BASIS", "2024-02-09") == "met_on_time"
    assert dates_of(case) == [("2024-02-05", "2024-05-05", None)]


def test_two_views_of_one_occasion_are_one_measurement(case):
    measure(case, "borger", "2024-02-05")
    measure(case, "sagsbehandler", "2024-02-12")
    assert dates_of(case) == [("2024-02-05", "2024-05-05", None)]
    measure(case, "sagsbehandler", "2024-05-13", occasion="three_monthly")
    measure(case, "borger", "2024-05-20", occasion="three_monthly")
    assert dates_of(case) == [
        ("2024-02-05", "2024-05-05", "2024-05-13"),
        ("2024-05-13", "2024-08-13", None),
    ]
    assert status_on(case, "PROG-MAAL-3M", "2024-08-14") == "overdue"


def test_a_mentors_view_meets_no_deadline(case):
    assign(case, make_user("mia", "mentor"), "mentor", "2024-01-08")
    measure(case, "mentor", "2024-02-05", user="mia")
    assert status_on(case, "PROG-MAAL-BASIS", "2024-02-09") == "overdue"
    assert dates_of(case) == [(None, None, None)]


def dates_of(case: Case) -> list[tuple[str | None, ...]]:
    rows = case.deadlines.filter(rule__code="PROG-MAAL-3M").order_by("pk")
    return [
        tuple(day and day.isoformat() for day in (row.anchor_on, row.due_on, row.met_on))
        for row in rows
    ]


def test_a_closing_measurement_belongs_to_its_closing(case):
    measure(case, "borger", "2024-02-05")
    assert not closing_measurement(case)
    measure(case, "borger", "2024-03-04", occasion="closing")
    assert closing_measurement(case)
    go(case, "close", date(2024, 3, 4), reason="job")
    case = go(again(case), "reopen", date(2024, 4, 8), reason="Tilbage igen")
    assert not closing_measurement(case)


# --- what the database holds


@pytest.mark.parametrize(
    "values",
    [
        {"value": 0}, {"value": 6}, {"value": None}, {"reason": "andet"},
        {"value": None, "reason": ""},
    ],
)  # fmt: skip
def test_the_database_refuses_a_score_without_value_or_reason(case, values):
    row = measure(case, "borger", "2024-02-05").scores.first()
    with pytest.raises(IntegrityError, match="one_to_five"), transaction.atomic():
        Score.objects.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize("values", [{"occasion": "placement_start"}])
def test_the_database_asks_which_placement_a_measurement_is_of(case, values):
    row = measure(case, "borger", "2024-02-05")
    with pytest.raises(IntegrityError, match="of_a_placement"), transaction.atomic():
        Measurement.objects.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize("values", [{"question": ""}, {"asked_of": "begge", "observed": ""}])
def test_the_database_refuses_a_question_without_words(values):
    rows = Indicator.objects.filter(code="jobtro")
    with pytest.raises(IntegrityError, match="asks_whom"), transaction.atomic():
        rows.update(**values)
