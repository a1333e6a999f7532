"""Four eyes: one proposes, another decides, and deciding makes the move in the same transaction."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import AuditEvent, User
from cases.access import OutOfReachError
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Approval, Case, Event
from interventions.actions.approvals import decide, propose
from interventions.actions.perform import perform
from interventions.models import CompanyPlacement, Mentoring
from interventions.queries.approvals import lapsed
from tests.lifecycles.driver import again
from tests.make import actor, at, day, make_case, make_consent, make_unit, make_user, step_of
from tests.plugins.kept import Kept
from tests.scenarios.acts import act

pytestmark = pytest.mark.django_db

MONDAY = "2024-03-04"


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2023-11-05", arrived_on="2024-01-31"))


def lead() -> User:
    return make_user("tove", "team_lead")


def proposed(row: Any, name: str = "cancel", when: str = MONDAY, **data: Any) -> Approval:
    by = actor(make_user("anna"), when)
    return propose(row, name, data, by=by, reason="Oprettet to gange")


def decided(approval: Approval, when: str = MONDAY, *, approve: bool = True) -> Approval:
    return decide(approval, by=actor(lead(), when), approve=approve)


def test_the_move_is_not_made_without_a_second_person(case: Case) -> None:
    for user in (make_user("anna"), lead()):
        with pytest.raises(NotPossibleError, match="skal godkendes af en anden"):
            perform(case, "cancel", by=actor(user, MONDAY))
    assert again(case).state == "planned"


def test_a_proposal_changes_nothing_yet(case: Case) -> None:
    approval = proposed(case)
    assert again(case).state == "planned"
    assert (approval.outcome, approval.proposed_by, approval.decided_by) == (
        "pending",
        make_user("anna"),
        None,
    )
    assert approval.reason == "Oprettet to gange"
    assert approval.proposed_at == at(MONDAY)


def test_approving_makes_the_move_on_the_day_that_was_proposed(case: Case) -> None:
    approval = decided(proposed(case), "2024-03-06")
    assert again(case).state == "cancelled"
    assert (approval.outcome, approval.decided_by) == ("approved", lead())
    event = Event.objects.get(case=case, kind="Case", move="cancel")
    assert (event.by, event.effective_on) == (lead(), day(MONDAY))


def test_refusing_leaves_the_case_as_it_was(case: Case) -> None:
    approval = decided(proposed(case), approve=False)
    assert (again(case).state, approval.outcome) == ("planned", "refused")
    assert not Event.objects.filter(case=case, move="cancel").exists()


@pytest.mark.parametrize("approve", [True, False])
def test_what_has_been_decided_is_not_decided_again(case: Case, approve: bool) -> None:
    approval = decided(proposed(case), approve=approve)
    told = {True: "godkendt", False: "afvist"}[approve]
    with pytest.raises(NotPossibleError, match=f"Forslaget er allerede {told}"):
        decided(approval)


def test_nobody_approves_her_own_proposal(case: Case) -> None:
    by = actor(lead(), MONDAY)
    approval = propose(case, "cancel", {}, by=by, reason="Fejl")
    with pytest.raises(NotPossibleError, match="Du har selv stillet forslaget"):
        decide(approval, by=by, approve=True)
    other = actor(make_user("lotte", "team_lead"), MONDAY)
    assert decide(approval, by=other, approve=True).outcome == "approved"


def test_the_database_too_knows_that_four_eyes_are_two_people(case: Case) -> None:
    approval = proposed(case)
    approval.decided_by = approval.proposed_by
    with pytest.raises(IntegrityError, match="four_eyes_are_two_people"), transaction.atomic():
        approval.save()


@pytest.mark.parametrize(
    ("username", "role", "unit", "error"),
    [
        ("anna", "caseworker", "NORD", PermissionDenied),
        ("bente", "caseworker", "NORD", PermissionDenied),
        ("tilde", "team_lead", "SYD", OutOfReachError),
        ("leo", "manager", "NORD", PermissionDenied),
    ],
)
def test_only_a_lead_of_the_unit_decides(
    case: Case, username: str, role: str, unit: str, error: type[Exception]
) -> None:
    approval = propose(case, "cancel", {}, by=actor(lead(), MONDAY), reason="Fejl")
    with pytest.raises(error):
        decide(approval, by=actor(make_user(username, role, make_unit(unit)), MONDAY), approve=True)
    assert again(approval).outcome == "pending"


def test_only_who_may_make_the_move_proposes_it(case: Case) -> None:
    with pytest.raises(PermissionDenied):
        propose(case, "cancel", {}, by=actor(make_user("bente"), MONDAY), reason="Fejl")


# --- five working days


@pytest.mark.parametrize(
    ("proposed_on", "last_day"),
    [
        ("2024-03-04", "2024-03-11"),  # Monday to Monday
        ("2024-03-08", "2024-03-15"),
        ("2024-03-25", "2024-04-04"),  # over Easter
        ("2024-12-20", "2024-12-31"),  # over Christmas
    ],
)
def test_a_proposal_lapses_after_five_working_days(
    case: Case, proposed_on: str, last_day: str
) -> None:
    approval = proposed(case, when=proposed_on)
    the_next = date.fromordinal(day(last_day).toordinal() + 1)
    assert not lapsed(approval, day(last_day))
    assert lapsed(approval, the_next)
    with pytest.raises(NotPossibleError, match="bortfaldet efter 5 hverdage"):
        decide(approval, by=actor(lead(), the_next), approve=True)
    assert decided(approval, last_day).outcome == "approved"


def test_a_lapsed_proposal_makes_room_for_a_new_one(case: Case) -> None:
    old = proposed(case)
    with pytest.raises(NotPossibleError, match="allerede sendt til godkendelse"):
        proposed(case, when="2024-03-11")
    new = proposed(case, when="2024-03-12")
    assert (again(old).outcome, new.outcome) == ("lapsed", "pending")
    assert again(old).decided_by is None


def test_a_refused_proposal_makes_room_for_a_new_one(case: Case) -> None:
    decided(proposed(case), approve=False)
    assert proposed(case).outcome == "pending"


# --- what can be proposed


def test_what_could_not_be_made_is_not_proposed(case: Case) -> None:
    closed = act(case, "close", MONDAY, reason="udrejst")
    with pytest.raises(NotPossibleError, match="ikke mulig fra tilstanden »Afsluttet«"):
        proposed(closed)
    with pytest.raises(NotPossibleError, match="»fly« findes ikke her"):
        proposed(case, "fly")
    with pytest.raises(InvalidDataError, match="effective_on"):
        proposed(make_case("2023-11-05"), effective_on="2024-03-05")
    assert Approval.objects.count() == 0


def test_what_needs_no_approval_is_made_at_once_and_not_proposed(case: Case) -> None:
    placement = step_of(case, CompanyPlacement)
    with pytest.raises(NotPossibleError, match="»Aflys« kræver ingen godkendelse"):
        proposed(placement, "cancel", reason="Virksomheden sprang fra")


def mentoring(case: Case) -> Any:
    make_consent(case, "mentor", "2024-01-31")
    row = act(step_of(case, Mentoring), "offer", "2024-02-01")
    row = act(row, "assign", "2024-02-05", until="2024-12-31")
    return act(row, "start", "2024-02-12")


def test_a_mentor_year_is_extended_without_approval_only_up_to_twelve_months(case: Case) -> None:
    row = mentoring(case)
    with pytest.raises(NotPossibleError, match="kræver ingen godkendelse"):
        proposed(row, "extend", until="2025-01-31", reason="Mere")
    assert act(row, "extend", MONDAY, until="2025-01-31", reason="Mere").until == day("2025-01-31")
    with pytest.raises(NotPossibleError, match="skal godkendes af en anden"):
        act(row, "extend", MONDAY, until="2025-02-01", reason="Mere")


def test_an_approved_extension_has_the_dates_that_were_proposed(case: Case) -> None:
    row = mentoring(case)
    approval = proposed(row, "extend", until=day("2025-06-30"), reason="Mere støtte")
    assert approval.data == {
        "effective_on": "2024-03-04",
        "until": "2025-06-30",
        "reason": "Mere støtte",
    }
    decided(approval, "2024-03-05")
    assert again(row).until == day("2025-06-30")


def test_a_proposal_about_a_step_that_has_moved_on_is_not_carried_out(case: Case) -> None:
    row = mentoring(case)
    approval = proposed(row, "extend", until="2025-06-30", reason="Mere støtte")
    act(row, "end", "2024-03-05")
    with pytest.raises(NotPossibleError, match="ikke mulig fra tilstanden »Afsluttet«"):
        decided(approval, "2024-03-06")
    assert again(approval).outcome == "pending"  # all or nothing


def test_each_eye_leaves_a_row_in_the_trail(case: Case) -> None:
    approval = proposed(case)
    decided(approval)
    trail = AuditEvent.objects.filter(actor__in=["anna", "tove"]).order_by("pk")
    told = [(row.actor, row.action) for row in trail if row.action.startswith(("approval", "Case"))]
    assert told == [
        ("anna", "approval.propose"),
        ("tove", "Case.cancel"),
        ("tove", "approval.approved"),
    ]


ENDINGS = {
    "close": {"reason": "udrejst"},
    "change_track": {"reason": "introperiode_udloebet", "residence_basis": ""},
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_waits_when_its_case_ends_lapses_with_it_and_the_history_says_so(
    case: Case, ending: str
) -> None:
    approval = proposed(act(case, "take_over", "2024-02-01"))
    other = proposed(make_case("2023-11-05", citizen={"given_name": "Noor"}))
    act(again(case), ending, "2024-03-06", **ENDINGS[ending])
    approval.refresh_from_db()
    other.refresh_from_db()
    assert (approval.outcome, approval.decided_by, other.outcome) == ("lapsed", None, "pending")
    told = Event.objects.get(case=case, move="proposal_lapsed")
    assert (told.label, str(told.effective_on), told.by) == (
        "Forslag bortfaldet: Annullér (fejloprettet)", "2024-03-06", make_user("anna"),
    )  # fmt: skip
    assert told.reason.startswith("Sagen er afsluttet: ")
    assert AuditEvent.objects.filter(action="approval.lapsed").count() == 1
    with pytest.raises(NotPossibleError, match="Forslaget er allerede bortfaldet"):
        decided(approval, "2024-03-06")


def test_a_proposal_about_a_step_lapses_with_the_case_too(case: Case) -> None:
    make_consent(case, "mentor", "2024-01-02")
    case = act(case, "take_over", "2024-02-01")
    mentoring = act(step_of(case, Mentoring), "offer", "2024-02-05")
    mia = make_user("mia", "mentor")
    mentoring = act(mentoring, "assign", "2024-02-05", mentor=mia.pk, until="2024-12-31")
    mentoring = act(mentoring, "start", "2024-02-06")
    approval = proposed(mentoring, "extend", until="2025-06-30", reason="Brug for mere")
    act(again(case), "close", "2024-03-06", reason="udrejst")
    approval.refresh_from_db()
    told = Event.objects.get(kind="Mentoring", object_id=mentoring.pk, move="proposal_lapsed")
    assert (approval.outcome, str(told.effective_on), told.to_state) == (
        "lapsed", "2024-03-06", "running",
    )  # fmt: skip
    assert again(mentoring).state == "ended"


def test_the_proposal_that_ends_the_case_is_approved_and_does_not_lapse(case: Case) -> None:
    assert decided(proposed(case)).outcome == "approved"
    assert not Event.objects.filter(case=case, move="proposal_lapsed").exists()
