"""A citizen of whom every part has something in it, and everybody who may stand to her."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.actions.tokens import create_token
from accounts.actor import Actor
from accounts.models import User
from accounts.roles import Function
from cases.actions.kin import declare_kin
from cases.actions.openings import break_glass, stand_in
from cases.models import Case, Protection, Restriction
from cases.queries import identifier_index
from interventions.actions.concerns import raise_concern
from interventions.actions.follow_ups import log_follow_up
from interventions.actions.journal import write_note
from interventions.actions.papers import draft_decision, receive_complaint
from interventions.actions.perform import perform
from interventions.models import Mentoring
from tests import make
from tests.interventions.api.calls import Caller
from tests.interventions.api.conftest import TODAY, World

CPR = "1705900009"
WHY = "Borgeren står i receptionen og er akut syg"


def fill(world: World) -> None:
    """Every part of her has something in it."""
    case, by = world.case, make.actor(make.make_user("anna"), "2024-04-08")
    citizen = case.citizen
    citizen.phone, citizen.address, citizen.care_mark = "+4522334455", "Vej 1", "Ring først"
    citizen.save()
    give_number(case, CPR)
    for code in ("dansk", "sundhed", "social_kontrol"):
        citizen.needs.create(code=code, opened_on="2024-04-08", note=f"KANARI-{code}")
    for theme in ("myndighed", "helbred", "social_kontrol"):
        for direction, name in (("internal", "note"), ("in", "letter")):
            write_note(
                case, by=by, theme=theme, direction=direction, happened_on=by.today,
                text=f"KANARI-{theme}-{name}", journal_id="24-1",
            )  # fmt: skip
    raise_concern(case, by=by, signs="KANARI-concern")
    _papers(case, by)
    log(world, "mia", "KANARI-log")


def _papers(case: Case, by: Actor) -> None:
    decision = draft_decision(
        case, by=by, subject="Tilbud", legal_basis="INL § 23", facts="KANARI-decision"
    )
    data = {
        "legal_basis": "INL § 23", "facts": "KANARI-decision", "reasons": "Målet er nået",
        "guidance": "Klag inden fire uger", "no_hearing_reason": "Eget ønske",
        "well_informed": "on",
    }  # fmt: skip
    sent = perform(decision, "send", data, by=by)
    receive_complaint(sent, by=by, received_on=by.today, text="KANARI-complaint")


def give_number(case: Case, digits: str) -> None:
    case.citizen.identifiers.create(
        type="cpr", value=digits, index=identifier_index("cpr", digits), valid_from="2024-02-05"
    )


def log(world: World, username: str, text: str) -> None:
    by = make.actor(make.make_user(username, "mentor"), "2024-04-10")
    data = {
        "occurred_on": by.today, "outcome": "completed", "contact_form": "in_person",
        "topics": [], "text": text, "help_wanted": False,
    }  # fmt: skip
    log_follow_up(Mentoring.objects.get(case=world.case), data, by=by, key=text)


def set_apart(case: Case, what: str) -> None:
    """What stands about the citizen: protected, restricted, closed, erased, or ""."""
    citizen = case.citizen
    if what == "protected":
        Protection.objects.create(citizen=citizen, from_on="2024-01-01", source="CPR")
    if what == "restricted":
        Restriction.objects.create(citizen=citizen, reason="Indsigelse", from_at=make.at(TODAY))
    if what == "erased":
        citizen.erased_at = make.at(TODAY)
        citizen.save()
    if what == "closed":
        anna = make.actor(make.make_user("anna"), TODAY)
        perform(case, "close", {"reason": "job", **make.UNMEASURED}, by=anna)


def caller(world: World, who: str) -> Caller:
    """Somebody by how she stands to the case; see the names of World too."""
    if who in OF_THE_WORLD:
        return getattr(world, OF_THE_WORLD[who])  # type: ignore[no-any-return]
    south = make.make_unit("SYD")
    if who in ("admin", "dpo"):
        return Caller(make.make_user(who, who))
    if who == "other_lead":
        return Caller(make.make_user("lars", "team_lead", south))
    if who in Function:
        user = make.make_user(who)
        make.assign(world.case, user, who, "2024-04-08")
        return Caller(user)
    user = make.make_user(who, unit=south if "glass" in who else None)
    RELATE[who](world.case, user)
    return Caller(user)


OF_THE_WORLD = {
    "own": "anna", "colleague": "colleague", "stranger": "stranger", "lead": "lead",
    "mentor": "mentor", "other_mentor": "other_mentor", "manager": "manager",
}  # fmt: skip


def fresh(user: User, when: Any = TODAY) -> Actor:
    return Actor(**{**make.actor(user, when).__dict__, "signed_in_at": make.at(when)})


def _stand_in(case: Case, user: User) -> None:
    stand_in(case, by=make.actor(user, TODAY), reason="Anna er syg")


def _glass(case: Case, user: User) -> None:
    break_glass(case.pk, by=fresh(user), cause="meeting", reason=WHY)


def _stale_glass(case: Case, user: User) -> None:
    earlier = make.at(TODAY) - timedelta(hours=2)
    break_glass(case.pk, by=fresh(user, earlier), cause="meeting", reason=WHY)


def _family(case: Case, user: User) -> None:
    declare_kin(CPR, "family", by=make.actor(user, TODAY))


RELATE = {
    "substitute": _stand_in, "glass": _glass, "stale_glass": _stale_glass, "family": _family,
}  # fmt: skip


class Machine(Caller):
    """A token of the unit with these scopes."""

    def __init__(self, *scopes: str, unit: str = "NORD") -> None:
        super().__init__()
        admin = make.actor(make.make_user("admin", "admin"), TODAY)
        made = create_token(
            by=admin, name=f"{unit} {scopes}", unit=make.make_unit(unit), scopes=scopes,
            expires_on=make.day("2024-12-31"),
        )  # fmt: skip
        self.client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {made.secret}"
