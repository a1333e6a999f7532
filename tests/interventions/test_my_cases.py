"""Mine forløb: who stands first and why, who sees whom, and what it costs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent, User
from cases.models import Case
from interventions.actions.follow_ups import log_follow_up
from interventions.actions.perform import perform
from interventions.law.rules import Authority
from interventions.law.status import Status
from interventions.law.wording import is_span
from interventions.law.workdays import working_days_after
from interventions.models import Deadline, Mentoring
from interventions.queries.deadlines import StatedDeadline, case_facts, stated
from interventions.queries.mentees import mentees
from interventions.queries.rules import rule_book
from interventions.queries.worklist import Which, Worklist, worklist
from tests.interventions.counting import queries_of
from tests.interventions.desk import sit_down, text_of
from tests.make import (
    UNMEASURED,
    actor,
    assign,
    day,
    make_case,
    make_consent,
    make_unit,
    make_user,
    step_of,
)

pytestmark = pytest.mark.django_db

TODAY = "2024-05-06"  # a Monday; Thursday the 9th is Ascension Day
LAW, MUNICIPAL, GUIDANCE, SPAN = "INL-KONTRAKT", "KM-HELBRED", "PROG-MAAL-BASIS", "INL-PROG-5Y"


def case_due(name: str, *deadlines: tuple[str, str], **how: Any) -> Case:
    """An active case with exactly these deadlines, (rule, due date), by the name of a citizen."""
    case = make_case("2024-01-08", active=True, citizen={"given_name": name}, **how)
    case.deadlines.all().delete()
    book = rule_book()
    for code, due_on in deadlines:
        version = book.on(code, day("2024-02-01"))
        assert version is not None
        Deadline.objects.create(
            case=case, rule_id=book.rule_ids[code], version_id=version[0], anchor="handover_on",
            anchor_on=day("2024-02-01"), due_on=day(due_on),
        )  # fmt: skip
    return case


def firsts(work: Worklist) -> list[str]:
    return [row.name.split()[0] for row in work.rows[0:50]]


def by_anna(**how: Any) -> Worklist:
    return worklist(actor(make_user("anna"), TODAY), **how)


def test_the_list_runs_from_overdue_law_down_to_what_only_runs_out() -> None:
    case_due("ingen")
    case_due("løber", (SPAN, "2024-05-07"))
    case_due("senere", (LAW, "2024-08-01"))
    case_due("snart", (LAW, "2024-05-17"))
    case_due("ugen", (LAW, "2024-05-14"))
    case_due("idag-kommune", (MUNICIPAL, TODAY))
    case_due("idag-lov", (LAW, TODAY))
    case_due("vejledende", (GUIDANCE, "2024-01-15"))
    case_due("kommune", (MUNICIPAL, "2024-02-15"))
    case_due("lov-ny", (LAW, "2024-05-03"))
    case_due("lov-gammel", (LAW, "2024-04-03"), (MUNICIPAL, "2024-01-20"))
    assert firsts(by_anna()) == [
        "lov-gammel", "lov-ny", "kommune", "vejledende", "idag-lov", "idag-kommune", "ugen",
        "snart", "senere", "løber", "ingen",
    ]  # fmt: skip


# Due → what the row says, and whether it counts among those of the next five working days.
WHY = {
    "2024-05-03": ("Overskredet", "3 dage", False),
    "2024-05-05": ("Overskredet", "1 dag", False),
    "2024-05-06": ("Snart", "i dag", True),
    "2024-05-07": ("Snart", "i morgen", True),
    "2024-05-14": ("Snart", "om 8 dage", True),  # the fifth working day: the 9th is none
    "2024-05-15": ("Snart", "om 9 dage", False),
    "2024-05-20": ("Snart", "om 14 dage", False),
    "2024-05-21": ("Kommende", "om 15 dage", False),
}


def test_a_row_says_why_it_is_here() -> None:
    case_due("Amal", (LAW, TODAY))
    told = {}
    for due_on in WHY:
        Deadline.objects.update(due_on=day(due_on))
        (row,) = by_anna().rows[0:50]
        assert (row.next, row.reference) == ("Integrationskontrakt underskrevet", "Lov · INL § 19")
        told[due_on] = (row.status, row.why, bool(by_anna(chosen=Which.SOON).rows))
    assert told == WHY


def test_a_case_without_a_deadline_says_what_it_waits_for() -> None:
    make_case("2024-05-02", plan=False, citizen={"given_name": "Ny"})
    make_case("2024-05-02", citizen={"given_name": "Planlagt"}).deadlines.all().delete()
    case_due("Fri")
    by = actor(make_user("lone", "team_lead"), TODAY)
    told = {row.name.split()[0]: (row.next, row.why) for row in worklist(by).rows[0:50]}
    assert told == {
        "Ny": ("Planlæg forløbet", "Venter på fordeling og plan"),
        "Planlagt": ("Overtagelse", "Overgives 01-07-2024"),
        "Fri": ("Ingen åbne frister", "Intet haster"),
    }


def test_each_counter_is_the_filter_that_it_names() -> None:
    case_due("begge", (LAW, "2024-04-03"), (MUNICIPAL, "2024-04-03"))
    case_due("lov", (LAW, "2024-04-03"))
    case_due("kommune", (MUNICIPAL, "2024-04-03"), (LAW, "2024-05-08"))
    case_due("vejledende", (GUIDANCE, "2024-04-03"))
    counters = {Which.LAW: 2, Which.MUNICIPAL: 2, Which.SOON: 1, Which.ALL: 4}
    assert by_anna().counters == counters
    found = {which: set(firsts(by_anna(chosen=which))) for which in counters}
    assert found == {
        Which.LAW: {"begge", "lov"},
        Which.MUNICIPAL: {"begge", "kommune"},
        Which.SOON: {"kommune"},
        Which.ALL: {"begge", "lov", "kommune", "vejledende"},
    }
    (row,) = by_anna(chosen=Which.SOON).rows[0:50]
    assert row.why == "om 2 dage"
    assert row.more == "og 1 anden overskredet"


def test_a_counter_at_zero_collapses() -> None:
    case_due("Amal", (LAW, "2024-08-01"))
    assert by_anna().counters == {Which.ALL: 1}


def test_the_list_counts_overdue_as_the_case_page_does() -> None:
    """One definition: counters and first rows in SQL against each case's status in Python."""
    for basis in ("konvention", "ukraine_saerlov", "eu", "kvote"):
        make_case("2024-01-08", basis=basis, arrived_on="2024-02-10", active=basis != "kvote")
    closed = make_case("2024-01-08", active=True)
    by = actor(make_user("anna"), "2024-03-01")
    perform(closed, "close", {"reason": "job", **UNMEASURED}, by=by)
    seen = set()
    for today in ("2024-02-12", "2024-03-20", "2024-04-04", "2024-07-01", "2029-06-01"):
        by = actor(make_user("anna"), today)
        work, open_ = worklist(by), [_open(case, by.today) for case in Case.objects.all()]
        expected = {
            Which.LAW: sum(any(_late(d, Authority.STATUTORY) for d in of) for of in open_),
            Which.MUNICIPAL: sum(any(_late(d, Authority.MUNICIPAL) for d in of) for of in open_),
            Which.SOON: sum(any(_this_week(d, by.today) for d in of) for of in open_),
            Which.ALL: 4,
        }
        assert work.counters == {w: n for w, n in expected.items() if n}
        seen |= set(work.counters)
    assert seen == {Which.LAW, Which.MUNICIPAL, Which.SOON, Which.ALL}


def _open(case: Case, today: date) -> list[StatedDeadline]:
    rows = case.deadlines.select_related("rule").prefetch_related("exemptions")
    every = stated(rows, case_facts(case), rule_book(), today)
    return [d for d in every if d.on_work_list and not is_span(d.rule)]


def _late(one: StatedDeadline, authority: Authority) -> bool:
    return one.status == Status.OVERDUE and one.rule.authority == authority


def _this_week(one: StatedDeadline, today: date) -> bool:
    due_on = one.deadline.due_on
    return due_on is not None and today <= due_on <= working_days_after(today, 5)[0]


def test_a_caseworker_sees_her_own_first_and_the_unit_when_she_asks() -> None:
    case_due("min", (LAW, "2024-08-01"))
    case_due("kollegas", (LAW, "2024-08-01"), caseworker=make_user("berit"))
    syd = make_unit("SYD")
    case_due("anden", (LAW, "2024-08-01"), unit=syd, caseworker=make_user("carl", unit=syd))
    assert firsts(by_anna()) == ["min"]
    assert firsts(by_anna(whole_unit=True)) == ["kollegas", "min"]


def test_a_case_that_she_is_assigned_to_is_her_own() -> None:
    syd = make_unit("SYD")
    case = case_due("anden", unit=syd, caseworker=make_user("carl", unit=syd))
    assign(case, make_user("anna"), "company_consultant", "2024-03-01")
    assert firsts(by_anna()) == ["anden"]


def test_a_team_lead_sees_her_unit_with_who_is_responsible_and_what_is_not_given_out() -> None:
    case_due("fordelt", (LAW, "2024-08-01"))
    make_case("2024-05-02", plan=False, citizen={"given_name": "ufordelt"})
    by = actor(make_user("lone", "team_lead"), TODAY)
    work = worklist(by)
    assert [(r.name.split()[0], r.responsible) for r in work.rows[0:50]] == [
        ("fordelt", "Anna"), ("ufordelt", "Ikke fordelt"),
    ]  # fmt: skip
    assert work.counters == {Which.UNASSIGNED: 1, Which.ALL: 2}
    assert firsts(worklist(by, chosen=Which.UNASSIGNED)) == ["ufordelt"]


def test_closed_cases_are_not_on_the_list() -> None:
    case = case_due("Amal", (LAW, "2024-04-03"))
    perform(case, "close", {"reason": "job", **UNMEASURED}, by=actor(make_user("anna"), TODAY))
    assert firsts(by_anna()) == []


def test_a_colleague_learns_nothing_of_health_from_the_list() -> None:
    """INL-HELBRED is relevant only when there is a health need: its very row would tell."""
    case_due("Amal", ("INL-HELBRED", "2024-04-03"), basis="kvote", cpr_registered_on="2024-01-20")
    (mine,) = by_anna().rows[0:50]
    assert mine.next == "Helbredsmæssig vurdering tilbudt"
    colleague = worklist(actor(make_user("berit"), TODAY), whole_unit=True)
    (hers,) = colleague.rows[0:50]
    assert (hers.next, colleague.counters) == ("Ingen åbne frister", {Which.ALL: 1})


# --- the page


@pytest.fixture
def anna(monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), TODAY)


def test_the_list_costs_fifteen_queries_at_one_row_and_at_five(anna: Client) -> None:
    case_due("Amal", (LAW, "2024-04-03"))
    assert queries_of(anna, "/") == 15
    for number in range(4):
        case_due(f"Amal{number}", (LAW, "2024-04-03"), (MUNICIPAL, "2024-04-03"))
    assert queries_of(anna, "/") == 15


def test_a_page_has_fifty_rows_and_the_next_one_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(51):
        make_case("2024-01-08", plan=False, citizen={"given_name": f"B{number:02}"})
    lone = sit_down(monkeypatch, make_user("lone", "team_lead"), TODAY)
    first, second = lone.get("/"), lone.get("/?page=2")
    assert first.content.count(b'<th scope="row">') == 50
    assert second.content.count(b'<th scope="row">') == 1
    assert "Side 1 af 2" in text_of(first)


def test_the_trail_names_whoever_was_shown_in_one_row(anna: Client) -> None:
    shown = [case_due(name) for name in ("Amal", "Bo")]
    anna.get("/")
    event = AuditEvent.objects.get(action="case.list")
    assert sorted(event.subjects) == sorted(str(case.citizen_id) for case in shown)
    assert (event.hits, event.actor, event.fields) == (2, "anna", [])


def test_names_of_any_script_are_kept_apart_from_the_danish_around_them(anna: Client) -> None:
    case = case_due("أمل", (LAW, TODAY))
    page = text_of(anna.get("/"))
    assert f'<a href="/sager/{case.pk}/"><bdi>أمل Haddad</bdi></a>' in page


def test_an_unknown_filter_is_no_error(anna: Client) -> None:
    case_due("Amal")
    assert "Amal Haddad" in text_of(anna.get("/?vis=xx&page=zz"))


@pytest.mark.parametrize("role", ["manager", "admin", "dpo", "integrator"])
def test_whoever_sees_no_citizens_is_told_what_she_can_do(
    monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    case_due("Amal")
    response = sit_down(monkeypatch, make_user("kurt", role), TODAY).get("/")
    assert response.status_code == 200
    assert "ser du ikke de enkelte borgeres forløb" in text_of(response)
    assert "Amal" not in text_of(response)
    assert ("Rapporter" in text_of(response)) is (role == "manager")
    assert not AuditEvent.objects.filter(action="case.list").exists()


# --- a mentor's citizens


@pytest.fixture
def maja() -> User:
    return make_user("maja", "mentor")


def mentored(mentor: User, **how: Any) -> Case:
    """A case on which the mentor was assigned by the ordinary move."""
    case = make_case("2024-01-08", active=True, arrived_on="2024-02-01", **how)
    make_consent(case, "mentor", "2024-03-01")
    by = actor(make_user("anna"), "2024-03-04")
    perform(step_of(case, Mentoring), "offer", by=by)
    perform(step_of(case, Mentoring), "assign", {"mentor": mentor.pk, "until": "2025-01-31"}, by=by)
    return case


def log(case: Case, mentor: User, on: str, key: str, **more: Any) -> None:
    data = {"occurred_on": on, "outcome": "completed", "contact_form": "phone", **more}
    log_follow_up(step_of(case, Mentoring), data, by=actor(mentor, on), key=key)


def test_a_mentor_sees_her_own_citizens_and_until_when(maja: User) -> None:
    case = mentored(
        maja,
        citizen={"given_name": "Amal", "phone": "+4522334455", "language": "ara"},
    )
    make_case("2024-01-08", active=True, citizen={"given_name": "Anden"})
    log(case, maja, "2024-04-24", "a", next_at="2024-05-14 14:00")
    (one,) = mentees(actor(maja, TODAY))
    assert (one.name, one.phone, one.language) == ("Amal Haddad", "+4522334455", "arabisk")
    assert one.state == "I gang"
    assert one.last == "Gennemført for 12 dage siden (24-04-2024)"
    assert one.next == "14-05-2024 14:00"
    assert one.access_until == "Bevilget til og med 31-01-2025"
    assert one.mentoring_id == step_of(case, Mentoring).pk


def test_the_longest_silence_comes_first(maja: User) -> None:
    recent, never, old = (mentored(maja, citizen={"given_name": n}) for n in ("Ny", "Nul", "Gl"))
    log(recent, maja, "2024-05-01", "a")
    log(old, maja, "2024-03-10", "b")
    assert [one.case_id for one in mentees(actor(maja, TODAY))] == [never.pk, old.pk, recent.pk]


@pytest.mark.parametrize("how", ["protected", "withdrawn"])
def test_no_phone_number_of_whoever_is_protected_or_took_the_consent_back(
    maja: User, how: str
) -> None:
    citizen = {"phone": "+4522334455", "protected": how == "protected"}
    case = mentored(maja, citizen=citizen)
    if how == "withdrawn":
        case.citizen.consents.update(withdrawn_on=day("2024-05-01"))
    (one,) = mentees(actor(maja, TODAY))
    assert one.phone == ""


def test_an_earlier_mentors_log_is_not_shown_to_the_next(maja: User) -> None:
    case = mentored(maja)
    log(case, maja, "2024-04-24", "a")
    nina = make_user("nina", "mentor")
    data = {"mentor": nina.pk, "handover_note": "Kender banken", "effective_on": "2024-05-02"}
    perform(step_of(case, Mentoring), "change_mentor", data, by=actor(make_user("anna"), TODAY))
    assert mentees(actor(maja, TODAY)) == []
    (one,) = mentees(actor(nina, TODAY))
    assert one.last == "Ingen opfølgning endnu"


def test_a_mentors_page_leads_to_the_log_and_costs_the_same_for_five(
    maja: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = step_of(mentored(maja), Mentoring)
    client = sit_down(monkeypatch, maja, TODAY)
    assert f'href="/mentorforloeb/{step.pk}/opfoelgning/"' in text_of(client.get("/"))
    assert queries_of(client, "/") == 10
    for number in range(4):
        log(mentored(maja), maja, "2024-04-24", f"k{number}")
    turned = sit_down(monkeypatch, maja, TODAY)
    assert queries_of(turned, "/") == 10
