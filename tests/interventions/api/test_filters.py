"""The filters of the lists: each narrows to what it says, and none is passed over in silence."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.generators import EndpointEnumerator

from accounts.models import AuditEvent, RoleGrant
from cases.models import Case
from interventions.api.base import Listing
from interventions.api.filters import Day, Exactly
from interventions.models import FollowUp, Mentoring, OutgoingEvent, Webhook
from tests import make
from tests.interventions.api.calls import Caller, told
from tests.interventions.api.conftest import TODAY, World
from tests.interventions.api.test_papers import NOTE
from tests.interventions.api.test_tokens import Machine, make_token

pytestmark = pytest.mark.django_db


def found(caller: Any, path: str, key: str = "id") -> list[Any]:
    answer = caller.get(path)
    assert answer.status_code == 200, (path, answer.content)
    return [row[key] for row in answer.json()["results"]]


def lists() -> dict[str, type[Listing]]:
    """Address → its list, of all there are."""
    return {
        path: kind
        for path, _, method, view in EndpointEnumerator().get_api_endpoints()
        if issubclass(kind := view.cls, Listing)
        if method == "GET" and not path.endswith("{pk}/")
    }


# Bounded by one citizen's life, and nothing in their rows is one of few words.
WITHOUT = {"household", "relations", "leaves"}


def test_every_list_can_be_filtered() -> None:
    without = {
        path.split("/")[-2] for path, kind in lists().items() if not kind.filters.base_filters
    }
    assert len(lists()) == 36
    assert without == WITHOUT


def receiver() -> Webhook:
    return Webhook.objects.create(
        name="ESB", url="https://esb.example.com/", unit=make.make_unit(), kinds=["case.opened"],
        secret="s", created_at=make.at(TODAY), created_by=make.make_user("adam", "admin"),
    )  # fmt: skip


@pytest.fixture
def callers(world: World) -> dict[str, Any]:
    """First word of an address → who may read the list."""
    admin = Caller(make.make_user("asta", "admin"))
    kept = dict.fromkeys(("users", "tokens", "webhooks", "role-proposals", "law"), admin)
    return kept | {
        "conflicts": Caller(make.make_user("dorte", "dpo")),
        "events": Machine(make_token("events.receive")[1]),
        "break-glass": world.lead,
    }


def test_a_word_that_is_none_and_a_value_that_is_none_are_refused_by_name(
    world: World, callers: dict[str, Any]
) -> None:
    hook = receiver()
    ids = {"cases": world.case.pk, "steps": world.mentoring.pk, "webhooks": hook.pk}
    for path, kind in lists().items():
        below = path.removeprefix("/api/v1/")
        noun = below.split("/")[0]
        address = below.replace("{pk}", str(ids.get(noun)))
        caller = callers.get(noun, world.anna)
        assert caller.get(address).status_code == 200, address
        wrong = [("bogus", "1")]
        for name, one in kind.filters.base_filters.items():
            wrong += [(name, ""), (name, "%20")]
            wrong += [(name, "2024-02-30" if isinstance(one, Day) else "nej%00")]
            wrong += [] if isinstance(one, Exactly) else [(name, "sludder")]
        for name, value in wrong:
            answer = caller.get(f"{address}?{name}={value}")
            assert told(answer) == (400, "invalid"), (address, name, value)
            assert list(answer.json()["errors"]) == [name], (address, name, value)


def test_cases_and_citizens_narrow_by_unit_responsible_and_the_day_they_were_opened(
    world: World,
) -> None:
    old, lone = world.case, make.make_case("2024-05-02", plan=False)
    both = [lone.pk, old.pk]
    for query, rows in {
        "unit=NORD": both, "unit=SYD": [], "responsible=anna": [old.pk], "responsible=bodil": [],
        "opened_from=2024-05-02": [lone.pk], "opened_to=2024-05-01": [old.pk],
        "opened_from=2024-02-05&opened_to=2024-05-02": both, "mine=true": [old.pk],
    }.items():  # fmt: skip
        assert found(world.anna, f"cases/?{query}") == rows, query
        if "opened" not in query and "mine" not in query:
            ids = [Case.objects.get(pk=pk).citizen_id for pk in rows]
            assert found(world.anna, f"citizens/?{query}") == ids, query
    assert found(world.stranger, "cases/?unit=NORD") == []
    assert found(world.stranger, "citizens/?responsible=anna") == []


def test_steps_narrow_by_kind_state_and_first_day_on_the_case_and_everywhere(world: World) -> None:
    mentoring = world.mentoring
    Mentoring.objects.update(starts_on="2024-05-01")
    for path in ("steps/", f"cases/{world.case.pk}/steps/"):
        assert found(world.anna, f"{path}?kind=Mentoring") == [mentoring.pk]
        assert found(world.anna, f"{path}?kind=Mentoring&state={mentoring.state}") == [mentoring.pk]
        assert found(world.anna, f"{path}?kind=Mentoring&state=declined") == []
        assert found(world.anna, f"{path}?starts_from=2024-05-01") == [mentoring.pk]
        assert mentoring.pk not in found(world.anna, f"{path}?starts_from=2024-05-02")
        assert found(world.anna, f"{path}?starts_to=2024-05-01") == [mentoring.pk]
        assert found(world.anna, f"{path}?starts_to=2024-04-30") == []


def test_who_is_on_the_case_narrows_by_function_user_and_today(world: World) -> None:
    path = f"cases/{world.case.pk}/assignments/"
    carla = world.lead.post(
        path, {"user": make.make_user("carla").username, "function": "responsible"}
    )
    assert carla.status_code == 201
    for query, users in {
        "function=mentor": ["mia"], "function=responsible": ["carla", "anna"],
        "function=responsible&active=true": ["carla"], "active=false": ["anna"],
        "user=mia": ["mia"], "user=nobody": [],
    }.items():  # fmt: skip
        assert found(world.lead, f"{path}?{query}", "user") == users, query
    hidden = world.lead.get(f"{path}?function=social_control_adviser")
    assert told(hidden) == (400, "invalid")


def test_the_mentors_logs_narrow_by_outcome_author_help_and_day(world: World) -> None:
    first, second = (make.make_follow_up(world.mentoring, name).pk for name in ("mette", "maja"))
    FollowUp.objects.filter(pk=second).update(
        occurred_on="2024-05-02", outcome="completed", contact_form="video", help_wanted=True
    )
    path = f"steps/{world.mentoring.pk}/follow-ups/"
    for query, rows in {
        "help_wanted=true": [second], "help_wanted=false": [first], "author=mette": [first],
        "author=anna": [], "occurred_from=2024-05-02": [second], "occurred_to=2024-05-01": [first],
        "outcome=completed": [second], "contact_form=phone": [first],
    }.items():  # fmt: skip
        assert found(world.anna, f"{path}?{query}") == rows, query


def test_users_narrow_by_role_and_unit_held_together_today(callers: dict[str, Any]) -> None:
    admin, syd = callers["users"], make.make_unit("SYD")
    both = make.make_user("birte", "team_lead", syd)
    RoleGrant.objects.create(
        user=both, role="caseworker", unit=make.make_unit("NORD"), from_on="2024-01-01"
    )
    former = make.make_user("frida", "team_lead", syd)
    former.grants.update(to_on=TODAY)
    for query, names in {
        "role=team_lead&unit=SYD": {"birte"}, "role=caseworker&unit=SYD": {"carl"},
        "role=team_lead": {"birte", "leif"}, "unit=SYD": {"birte", "carl"},
        "username=frida": {"frida"}, "is_active=false": set(), "email=nobody@example.com": set(),
    }.items():  # fmt: skip
        assert set(found(admin, f"users/?{query}", "username")) == names, query


def test_broken_glass_narrows_by_who_and_whether_it_was_reviewed(world: World) -> None:
    seen, unseen = (make.make_glass(world.case, who) for who in ("sofie", "sanne"))
    judged = {"verdict": "explained", "note": "Set i kalenderen."}
    assert world.lead.post(f"break-glass/{seen.pk}/review/", judged).status_code == 200
    for query, rows in {
        "reviewed=true": [seen.pk], "reviewed=false": [unseen.pk], "user=sanne": [unseen.pk],
        "cause=meeting": [], "cause=other": [unseen.pk, seen.pk], "unit=SYD": [],
    }.items():  # fmt: skip
        assert found(world.lead, f"break-glass/?{query}") == rows, query


def test_events_narrow_by_kind_day_and_what_became_of_them(
    world: World, callers: dict[str, Any]
) -> None:
    hook = receiver()
    fates = {"delivered": "delivered_at", "waiting": "next_at", "given_up": "given_up_at"}
    for day, (kind, column) in zip(
        ("2024-05-01", "2024-05-02", "2024-05-03"),
        zip(("case.opened", "step.moved", "step.moved"), fates.values(), strict=True),
        strict=True,
    ):
        moment = make.at(day)
        OutgoingEvent.objects.create(
            webhook=hook,
            kind=kind,
            case_id=world.case.pk,
            unit="NORD",
            at=moment,
            **{column: moment},
        )
    one, two, three = OutgoingEvent.objects.order_by("pk").values_list("event_id", flat=True)
    ids = [str(three), str(two), str(one)]
    for query, rows in {
        "kind=step.moved": ids[:2], "at_from=2024-05-03": ids[:1], "at_to=2024-05-01": ids[2:],
    }.items():  # fmt: skip
        assert found(callers["events"], f"events/?{query}") == rows, query
        assert found(callers["webhooks"], f"webhooks/{hook.pk}/events/?{query}") == rows, query
    for fate, row in zip(fates, reversed(ids), strict=True):
        assert found(callers["webhooks"], f"webhooks/{hook.pk}/events/?fate={fate}") == [row]
    assert found(callers["webhooks"], "webhooks/?stopped=false") == [hook.pk]
    assert found(callers["webhooks"], "webhooks/?stopped=true") == []


def test_the_law_narrows_to_the_versions_of_a_day(callers: dict[str, Any]) -> None:
    admin = callers["law"]
    codes = found(admin, "law/rules/?valid_on=2024-05-06&page_size=200", "code")
    assert len(codes) == len(set(codes)) > 20
    assert set(found(admin, "law/rules/?code=KM-ASYL", "code")) == {"KM-ASYL"}
    assert found(admin, "law/rules/?code=KM-ASYL&valid_on=1990-01-01") == []


def test_the_trail_says_which_filters_were_used_and_not_for_what(world: World) -> None:
    world.anna.get("cases/?responsible=bodil&page_size=5")
    row = AuditEvent.objects.latest("pk")
    assert (row.action, row.fields) == ("case.list", ["responsible"])


def test_a_page_of_a_filtered_list_leads_on_to_the_rest_of_it(world: World) -> None:
    for day in ("2024-05-01", "2024-05-02", "2024-05-03", "2024-05-04"):
        answer = world.anna.post(f"cases/{world.case.pk}/notes/", {**NOTE, "happened_on": day})
        assert answer.status_code == 201
    path = f"cases/{world.case.pk}/notes/?happened_from=2024-05-02&page_size=2&by=anna"
    first = world.anna.get(path).json()
    rest = world.anna.client.get(first["next"]).json()
    days = [row["happened_on"] for row in [*first["results"], *rest["results"]]]
    assert days == ["2024-05-04", "2024-05-03", "2024-05-02"]
    assert rest["next"] is None
