"""An office of colleagues at their screens, on the day that the story has come to.

A form is sent as a browser sends it: with everything that stands in it, and what the person typed
instead. Nothing can be typed into a field that the page does not have, and a move of a case or a
step is only made where the case's page leads to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actor import system
from accounts.models import User
from cases.models import Case, Event
from interventions.actions.run_due import run_due
from interventions.models import Deadline, Exemption, Mentoring
from interventions.queries.deadlines import case_facts, stated
from interventions.queries.rules import rule_book
from tests.interventions.desk import sit_down, turn_clock
from tests.journeys.page_forms import form_of, words_of
from tests.make import at

REFUSED = (400, 409, 422)


@dataclass
class Office:
    """`clients` by user name. `on` turns the clock for everybody."""

    clock: pytest.MonkeyPatch
    today: str
    clients: dict[str, Client] = field(default_factory=dict)

    def hire(self, *users: User) -> None:
        for user in users:
            self.clients[user.username] = sit_down(self.clock, user, self.today)

    def on(self, day: str) -> None:
        """A session does not last overnight: everybody signs in again."""
        assert day >= self.today, (day, self.today)
        self.today = day
        turn_clock(self.clock, day)
        for name, client in self.clients.items():
            client.force_login(User.objects.get(username=name))
            client.standing_on = ""

    def __getitem__(self, name: str) -> Client:
        return self.clients[name]


def fill(client: Client, url: str, **typed: Any) -> Any:
    """Open the page, type, and send its form.

    What is typed as None is a box whose tick is taken away.
    """
    return send(client, url, form_on(client, url), typed)


def form_on(client: Client, url: str) -> dict[str, Any]:
    page = opened(client.get(url))
    standing = form_of(page)
    assert standing is not None, words_of(page)
    return standing


def send(client: Client, url: str, standing: dict[str, Any], typed: dict[str, Any]) -> Any:
    strange = set(typed) - set(standing)
    assert not strange, f"{url} has no field {strange}, but {sorted(standing)}"
    sent = {name: value for name, value in (standing | typed).items() if value not in (None, [])}
    return client.post(url, sent)


def opened(answer: Any) -> str:
    assert answer.status_code == 200, (answer.request["PATH_INFO"], answer.status_code)
    return answer.content.decode()


def done(answer: Any) -> None:
    """The form was accepted, and leads on to the next page, which nobody need open."""
    assert answer.status_code == 302, words_of(answer.content.decode())[:3000]


def told_after(answer: Any) -> str:
    """What is read on the page that a form leads on to."""
    done(answer)
    page = opened(answer.client.get(answer.url))
    answer.client.standing_on = page
    return words_of(page)


def refused(answer: Any) -> str:
    """The same page again, which says why."""
    assert answer.status_code in REFUSED, answer.status_code
    return words_of(answer.content.decode())


def move(client: Client, row: Any, name: str, **typed: Any) -> Any:
    """Make a move of the case, a step, a goal or a record, from the link on the case's page.

    The day stands in the form: today, unless `effective_on` is typed.
    """
    url = url_of(row, name)
    follow_link(client, row if row.kind == "Case" else row.case, url)
    return fill(client, url, **typed)


def url_of(row: Any, name: str) -> str:
    pages = {"Case": "case-move", "Goal": "goal-move"}
    usual = "step-move" if hasattr(row, "step_ptr_id") else "record-move"
    return reverse(pages.get(row.kind, usual), args=[row.pk, name])


def register(client: Client, case: Case, name: str, about: Any = None, /, **typed: Any) -> Any:
    """Register a fact on the case, from its page; `about` is the row that the fact is about."""
    url = reverse("case-action", args=[case.pk, name])
    if about is not None:
        url = f"{url}?id={about.pk}"
    follow_link(client, case, url)
    return fill(client, url, **typed)


def consent(client: Client, case: Case, purpose: str, receiver: str) -> None:
    typed = {"purpose": purpose, "scope": "Det nødvendige", "receiver": receiver}
    done(register(client, case, "samtykke", form="written", **typed))


def log(mentor: Client, mentoring: Mentoring, **typed: Any) -> Any:
    usual = {"outcome": "completed", "contact_form": "in_person"}
    return fill(mentor, reverse("follow-up", args=[mentoring.pk]), **usual | typed)


def measure(client: Client, case: Case, name: str, usual: str, **typed: Any) -> Any:
    """One view of her: the same on every scale, but for what is typed."""
    url = reverse("case-action", args=[case.pk, name])
    follow_link(client, case, url)
    standing = form_on(client, url)
    scale = {field: usual for field in standing if field.startswith("score_")}
    return send(client, url, standing, scale | typed)


def follow_link(client: Client, case: Case, url: str) -> None:
    """The link is on the page that one read last today; else the case's page is opened."""
    link = f'href="{url}"'
    if link not in getattr(client, "standing_on", ""):
        assert link in case_page(client, case), f"no link to {url}"


def see(client: Client, case: Case) -> Any:
    return client.get(reverse("case", args=[case.pk]))


def case_page(client: Client, case: Case) -> str:
    page = opened(see(client, case))
    client.standing_on = page
    return page


def read(client: Client, case: Case) -> str:
    """The case's page, as it is read."""
    return words_of(case_page(client, case))


def front(client: Client, which: str = "") -> str:
    """One's own front page, as it is read; `which` is the counter that is chosen."""
    return words_of(client.get("/", {"vis": which} if which else {}).content.decode())


def note(client: Client, case: Case, text: str, **typed: Any) -> None:
    """A note about a talk of the day."""
    done(register(client, case, "notat", theme="samtale", text=text, **typed))


def step(case: Case, kind: Any) -> Any:
    """The case's latest step (or record) of the kind, as it stands now."""
    return kind.objects.filter(case=case).latest("pk")


def deadlines(case: Case, today: str) -> dict[str, tuple[str, str]]:
    """Rule code → due date and status of the latest deadline by that rule."""
    rows = case.deadlines.order_by("pk").select_related("rule").prefetch_related("exemptions")
    told = stated(rows, case_facts(case), rule_book(), date.fromisoformat(today))
    return {s.rule.code: (f"{s.deadline.due_on}", str(s.status)) for s in told}


def time_passes(case: Case, today: str) -> dict[str, int]:
    """What `run_due` makes on the day; when that is nothing, nothing has changed."""
    before = _all_of(case)
    ran = run_due(by=system(at(today)))
    assert not ran.failed
    if not ran.made:
        assert _all_of(case) == before
    return dict(ran.made)


def _all_of(case: Case) -> list[Any]:
    """The case, what has happened on it, and its deadlines, as they stand in the database."""
    return [
        *Case.objects.filter(pk=case.pk).values(),
        *Event.objects.filter(case=case).order_by("pk").values(),
        *case.steps.order_by("pk").values(),
        *Deadline.objects.filter(case=case).order_by("pk").values(),
        *Exemption.objects.filter(deadline__case=case).order_by("pk").values(),
    ]
