"""The mentor's log: she makes no moves, but her first held follow-up starts the mentoring."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditEvent, User
from cases.access import OutOfReachError
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Case, Event
from interventions.actions.follow_ups import log_follow_up
from interventions.actions.perform import perform
from interventions.actions.steps import add_step
from interventions.models import FollowUp, Mentoring
from tests.lifecycles.driver import again
from tests.make import actor, day, make_case, make_consent, make_user, step_of
from tests.scenarios.acts import act, stated_on

pytestmark = pytest.mark.django_db

HELD = {"outcome": "completed", "contact_form": "in_person", "topics": ["bank", "mitid"],
        "text": "Vi åbnede en konto."}  # fmt: skip


def mia() -> User:
    return make_user("mia", "mentor")


@pytest.fixture
def mentoring() -> Any:
    case = make_case("2023-11-05", arrived_on="2024-01-31", active=True)
    make_consent(case, "mentor", "2024-01-31")
    row = act(step_of(case, Mentoring), "offer", "2024-02-01")
    return act(row, "assign", "2024-02-05", mentor=mia().pk)


def log(
    mentoring: Any, when: str, *, user: User | None = None, key: str = "k1", **data: Any
) -> FollowUp:
    by = actor(user or mia(), when)
    typed = {"occurred_on": str(by.today), **HELD, **data}
    return log_follow_up(mentoring, typed, by=by, key=key)


def test_the_first_held_follow_up_starts_the_mentoring_on_its_own_day(mentoring: Any) -> None:
    row = log(mentoring, "2024-02-14", occurred_on="2024-02-12")
    found = again(mentoring)
    assert (found.state, found.starts_on) == ("running", day("2024-02-12"))
    event = Event.objects.get(kind="Mentoring", move="start")
    assert (event.by, event.effective_on, event.note) == (
        mia(),
        day("2024-02-12"),
        "Startet af mentorens første opfølgning",
    )
    assert (row.topics, row.text, row.author) == (["bank", "mitid"], HELD["text"], mia())


@pytest.mark.parametrize("outcome", ["no_show", "cancelled_by_citizen", "cancelled_by_us", "moved"])
def test_a_meeting_that_was_not_held_starts_nothing(mentoring: Any, outcome: str) -> None:
    log(mentoring, "2024-02-12", outcome=outcome)
    assert again(mentoring).state == "assigned"
    log(mentoring, "2024-02-19", key="k2")
    assert again(mentoring).starts_on == day("2024-02-19")


def test_later_follow_ups_leave_the_start_where_it_was(mentoring: Any) -> None:
    log(mentoring, "2024-02-12")
    log(mentoring, "2024-02-19", key="k2")
    assert again(mentoring).starts_on == day("2024-02-12")
    assert Event.objects.filter(kind="Mentoring", move="start").count() == 1


def test_the_same_key_is_the_same_follow_up(mentoring: Any) -> None:
    first = log(mentoring, "2024-02-12")
    again_ = log(mentoring, "2024-02-12", text="Et andet forsøg")
    assert (again_.pk, again_.text) == (first.pk, HELD["text"])
    assert FollowUp.objects.count() == 1
    assert AuditEvent.objects.filter(action="followup.log").count() == 1


def test_two_authors_may_use_the_same_key(mentoring: Any) -> None:
    log(mentoring, "2024-02-12")
    log(mentoring, "2024-02-13", user=make_user("anna"))
    assert FollowUp.objects.count() == 2


def test_a_key_of_another_mentoring_is_refused_and_shows_nothing_of_it(mentoring: Any) -> None:
    other_case = make_case("2023-11-05", arrived_on="2024-01-31", active=True)
    make_consent(other_case, "mentor", "2024-01-31")
    row = act(step_of(other_case, Mentoring), "offer", "2024-02-01")
    other = act(row, "assign", "2024-02-05", mentor=mia().pk)
    log(mentoring, "2024-02-12")
    with pytest.raises(NotPossibleError, match="på et andet mentorforløb"):
        log(other, "2024-02-12")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"occurred_on": "2024-02-13"}, "occurred_on"),  # tomorrow
        ({"occurred_on": "2024-02-04"}, "occurred_on"),  # before she was assigned
        ({"occurred_on": ""}, "occurred_on"),
        ({"outcome": "fine"}, "outcome"),
        ({"outcome": ""}, "outcome"),
        ({"contact_form": "pigeon"}, "contact_form"),
        ({"topics": ["weather"]}, "topics"),
        ({"text": "x" * 5001}, "text"),
        ({"next_at": "30-03-2025 02:30"}, "next_at"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    mentoring: Any, data: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidDataError) as refused:
        log(mentoring, "2024-02-12", **data)
    assert list(refused.value.form.errors) == [field]
    assert FollowUp.objects.count() == 0
    assert again(mentoring).state == "assigned"


def test_a_running_mentoring_takes_no_follow_up_from_before_its_start(mentoring: Any) -> None:
    log(mentoring, "2024-02-12")
    with pytest.raises(InvalidDataError, match="begyndte først den 12-02-2024"):
        log(mentoring, "2024-02-19", key="k2", occurred_on="2024-02-11")


def test_a_follow_up_is_no_follow_up_talk() -> None:
    case = make_case("2024-01-15", basis="eu", active=True)
    by = make_user("anna")
    make_consent(case, "mentor", "2024-01-15")
    row = act(add_step(case, "Mentoring", by=actor(by, "2024-01-16")), "offer", "2024-01-16")
    row = act(row, "assign", "2024-01-17", mentor=mia().pk)
    log(row, "2024-01-18")
    assert stated_on(case, "ALM-OPF-4W", "2024-02-01").deadline.met_on is None


# --- who


def test_the_responsible_caseworker_may_write_too(mentoring: Any) -> None:
    assert log(mentoring, "2024-02-12", user=make_user("anna")).author.username == "anna"


@pytest.mark.parametrize(
    ("username", "role", "error"),
    [
        ("mona", "mentor", OutOfReachError),  # another mentor
        ("bente", "caseworker", PermissionDenied),  # sees the case, is not on it
        ("leo", "manager", PermissionDenied),
    ],
)
def test_nobody_else_writes(
    mentoring: Any, username: str, role: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        log(mentoring, "2024-02-12", user=make_user(username, role))
    assert FollowUp.objects.count() == 0


def test_a_replaced_mentor_writes_no_more_and_her_log_remains(mentoring: Any) -> None:
    log(mentoring, "2024-02-12")
    mona = make_user("mona", "mentor")
    act(mentoring, "change_mentor", "2024-02-20", mentor=mona.pk)
    with pytest.raises(OutOfReachError):
        log(mentoring, "2024-02-20", key="k2")
    with pytest.raises(OutOfReachError):  # not even her own key answers
        log(mentoring, "2024-02-20")
    assert FollowUp.objects.get().author == mia()
    log(mentoring, "2024-02-20", user=mona)


@pytest.mark.parametrize(("move", "state"), [("end", "afsluttet"), (None, "tilbudt")])
def test_only_a_mentoring_with_a_mentor_is_logged(move: str | None, state: str) -> None:
    case = make_case("2023-11-05", arrived_on="2024-01-31", active=True)
    make_consent(case, "mentor", "2024-01-31")
    row = act(step_of(case, Mentoring), "offer", "2024-02-01")
    if move:
        row = act(act(row, "assign", "2024-02-05", mentor=mia().pk), move, "2024-02-06")
    with pytest.raises(NotPossibleError, match=f"Mentorforløbet er {state}"):
        log(row, "2024-02-12", user=make_user("anna"))


def test_a_mentor_makes_no_moves_herself(mentoring: Any) -> None:
    with pytest.raises(PermissionDenied):
        perform(mentoring, "start", by=actor(mia(), "2024-02-12"))
    with pytest.raises(PermissionDenied):
        perform(Case.objects.get(pk=mentoring.case_id), "pause", by=actor(mia(), "2024-02-12"))
