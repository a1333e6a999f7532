"""The administrator's pages: for everyone, and at both widths."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions.roles import Place, propose_role
from accounts.actions.tokens import create_token
from accounts.actions.users import invite_again
from accounts.queries import actor_for
from interventions.actions.outbox import create_webhook
from interventions.models import DeadlineRule, OutgoingEvent
from tests.browser.looks import DESK, PHONE, Look
from tests.make import make_unit, make_user

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "/", "/brugere/", "/brugere/ny/", "/brugere/{anna}/", "/brugere/{anna}/rolle/",
    "/brugere/{anna}/luk/", "/brugere/{anna}/forslag/", "/rolleforslag/{proposal}/",
    "/noegler/", "/noegler/ny/", "/haendelser/", "/haendelser/{webhook}/", "/haendelser/ny/",
    "/fristregler/", "/fristregler/{rule}/ny/", "/adgangskode/{link}/",
]  # fmt: skip


@pytest.fixture(scope="module")
def ids(committed: None) -> dict[str, object]:
    """A town hall with a bit of everything that the pages tell of."""
    unit, now = make_unit(), timezone.now()
    anna, asta = make_user("anna"), make_user("asta", "admin")
    make_user("bo", "admin")
    by = actor_for(asta, now)
    proposal = propose_role(anna, "dpo", Place(), by=by, reason="Ny rådgiver")
    create_token(
        by=by, name="Ledelsesinformation og økonomi", unit=unit,
        scopes=["citizens.read", "reports.read"], expires_on=by.today + timedelta(days=30),
    )  # fmt: skip
    url = "https://integration-og-beskaeftigelse.kommune.example.com/modtag/haendelser/fra/forloeb"
    kinds = ["case.opened", "step.moved", "deadline.passed", "case.closed"]
    webhook = create_webhook(by=by, name="ESB", url=url, unit=unit, kinds=kinds).webhook
    for told in (
        {"delivered_at": now, "status": 204},
        {"next_at": now + timedelta(hours=1), "status": 503, "trouble": "answer"},
        {"given_up_at": now, "trouble": "unreached"},
    ):
        OutgoingEvent.objects.create(
            webhook=webhook, kind="step.moved", case_id=1234, step_id=98765, unit=unit.code,
            at=now, attempts=1, **told,
        )  # fmt: skip
    return {
        "anna": anna.pk,
        "proposal": proposal.pk,
        "webhook": webhook.pk,
        "rule": DeadlineRule.objects.get(code="KM-HELBRED").pk,
        "link": invite_again(anna, by=by).secret,
    }


@pytest.mark.parametrize("address", PAGES)
def test_each_page_has_no_violations_and_fits_the_screen(
    ids: dict[str, object], look: Look, address: str
) -> None:
    assert look("bo", address.format(**ids), DESK, PHONE) == []
