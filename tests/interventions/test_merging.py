"""One person registered twice: four eyes for the cancelling, a choice for each date, no loss."""

import pytest

from accounts.models import AuditEvent
from cases.actions.citizens import add_identifier
from cases.errors import NotPossibleError
from cases.models import Case, Change, Event
from cases.queries import find_by_identifier
from interventions.actions.merging import merge_double
from tests.interventions.desk import sit_down, told
from tests.lifecycles.driver import again, go
from tests.make import actor, day, make_case, make_unit, make_user

pytestmark = pytest.mark.django_db

CPR = "0201650001"


def anna(on="2024-03-04"):
    return actor(make_user("anna"), on)


def tina(on="2024-03-04"):
    return actor(make_user("tina", "team_lead"), on)


def twice(**of_double):
    """The same woman, once by her Udlændinge-ID and once by her CPR number."""
    kept = make_case("2024-01-08", arrived_on="2024-02-05")
    double = make_case(
        "2024-01-10", allocated_on="2024-01-08", citizen={"identifiers": {"cpr": CPR}},
        **{"arrived_on": "2024-02-12", "danish_allowed_on": "2024-02-19", **of_double},
    )  # fmt: skip
    return kept, double


def test_scenario_48_a_number_that_is_anothers_is_never_silently_taken():
    kept, _ = twice()
    with pytest.raises(NotPossibleError, match="allerede registreret på en anden person"):
        add_identifier(kept.citizen, "cpr", CPR, by=anna(), on=day("2024-03-04"))
    assert find_by_identifier("cpr", CPR) != kept.citizen


def test_the_double_is_cancelled_by_two_people_first():
    kept, double = twice()
    with pytest.raises(NotPossibleError, match="Annullér først dobbeltsagen som fejloprettet"):
        merge_double(kept, double, by=tina(), choices={"arrived_on": "here"})


@pytest.mark.parametrize(("choice", "arrived"), [("here", "2024-02-05"), ("there", "2024-02-12")])
def test_the_number_and_the_dates_go_to_the_case_that_is_kept(choice, arrived):
    kept, double = twice()
    double = go(double, "cancel", day("2024-03-04"))
    merge_double(kept, double, by=tina(), choices={"arrived_on": choice})
    kept = again(kept)
    assert str(kept.arrived_on) == arrived
    assert str(kept.danish_allowed_on) == "2024-02-19"  # only the other one knew
    assert find_by_identifier("cpr", CPR) == kept.citizen
    assert kept.citizen.identifiers.count() == 2
    assert (again(double).state, str(again(double).arrived_on)) == ("cancelled", "2024-02-12")
    labels = Event.objects.filter(move="correct", label__startswith="Flettet")
    assert {event.case_id for event in labels} == {kept.pk, double.pk}
    assert Change.objects.filter(resource="personidentifier", field="citizen_id").count() == 1
    trail = AuditEvent.objects.get(action="merge")
    assert sorted(trail.subjects) == sorted([str(kept.citizen_id), str(double.citizen_id)])


def test_a_date_on_which_they_differ_is_somebodys_choice():
    kept, double = twice()
    double = go(double, "cancel", day("2024-03-04"))
    with pytest.raises(NotPossibleError, match="05-02-2024 her eller 12-02-2024 i dobbeltsagen"):
        merge_double(kept, double, by=tina(), choices={})
    assert find_by_identifier("cpr", CPR) == double.citizen


def test_the_page_asks_for_what_is_missing_and_says_what_was_done(monkeypatch):
    kept, double = twice()
    double = go(double, "cancel", day("2024-03-04"))
    url = f"/sager/{kept.pk}/registrer/flet/"
    assert sit_down(monkeypatch, make_user("anna"), "2024-03-04").get(url).status_code == 403
    client = sit_down(monkeypatch, make_user("tina", "team_lead"), "2024-03-04")
    assert client.get(url).status_code == 200
    typed = {"double": double.pk, "version": Case.objects.get(pk=kept.pk).version}
    answer = client.post(url, typed)
    assert "Vælg: 05-02-2024 her eller 12-02-2024 i dobbeltsagen." in answer.content.decode()
    answer = client.post(url, {**typed, "arrived_on": "there"})
    assert "Sagerne er flettet" in told(answer)
    syd = make_unit("SYD")
    theirs = make_case("2024-01-08", unit=syd, caseworker=make_user("sara", unit=syd))
    answer = client.post(url, {**typed, "double": theirs.pk})
    assert "Du har ingen sag med det nummer." in answer.content.decode()
