"""How each person stands to a citizen: made by what makes it in life, and the list of all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from accounts.models import Kin
from accounts.roles import Function
from cases.actions.assignments import assign_function
from cases.actions.kin import declare_kin
from cases.actions.openings import break_glass, stand_in
from cases.models import BrokenGlass, Citizen, Restriction
from config.world.cast import FUNCTIONS, Told
from config.world.staff import Staff
from interventions.actions.approvals import decide, propose

REASON = "Borgeren står ved skranken, og hendes egen enhed har lukket."
# (role, relation) of permissions.csv → (user, citizen); "" where it is about no citizen
RELATIONS: dict[tuple[str, str], tuple[str, str]] = {
    ("caseworker", "own_case"): ("cw", "plain"),
    ("caseworker", "own_case+protected"): ("cw", "protected"),
    ("caseworker", "own_case+restricted"): ("cw", "restricted"),
    ("caseworker", "own_case+closed"): ("cw", "closed"),
    ("caseworker", "substitute"): ("cw_substitute", "plain"),
    ("caseworker", "substitute+protected"): ("cw_substitute", "protected"),
    ("caseworker", "same_unit"): ("cw_same", "plain"),
    ("caseworker", "same_unit+protected"): ("cw_same", "protected"),
    ("caseworker", "other_unit"): ("cw_other", "plain"),
    ("caseworker", "other_unit+protected"): ("cw_other", "protected"),
    ("caseworker", "break_glass"): ("cw_glass", "plain"),
    ("caseworker", "break_glass+protected"): ("cw_glass", "protected"),
    ("caseworker", "break_glass_expired"): ("cw_glass_expired", "plain"),
    ("caseworker", "self_or_family"): ("cw_family", "plain"),
    ("caseworker", "erased"): ("cw", "erased"),
    ("caseworker", "account_disabled"): ("cw_disabled", "plain"),
    ("caseworker", "mfa_missing"): ("cw_same", "plain"),
    ("caseworker", "own_account"): ("cw", ""),
    ("caseworker", "other_account"): ("cw", ""),
    ("caseworker", "any"): ("cw", "plain"),
    ("team_lead", "own_unit"): ("lead", "plain"),
    ("team_lead", "own_unit+protected"): ("lead", "protected"),
    ("team_lead", "own_unit+author"): ("lead", "planned_by_lead"),
    ("team_lead", "other_unit"): ("lead_other", "plain"),
    ("team_lead", "break_glass"): ("lead_glass", "plain"),
    ("team_lead", "break_glass+protected"): ("lead_glass", "protected"),
    ("team_lead", "is_the_requester"): ("lead_glass", "plain"),
    ("team_lead", "self_or_family"): ("lead_family", "plain"),
    ("team_lead", "own_account"): ("lead", ""),
    ("team_lead", "other_account"): ("lead", ""),
    ("team_lead", "any"): ("lead", "plain"),
    ("mentor", "active"): ("mentor", "plain"),
    ("mentor", "active+protected"): ("mentor", "protected"),
    ("mentor", "ended"): ("mentor_ended", "plain"),
    ("mentor", "never"): ("mentor_never", "plain"),
    ("mentor", "suspended"): ("mentor_suspended", "plain"),
    ("mentor", "self_or_family"): ("mentor_family", "plain"),
    ("mentor", "own_account"): ("mentor", ""),
    ("mentor", "other_account"): ("mentor", ""),
    ("mentor", "any"): ("mentor", "plain"),
    ("manager", "own_area"): ("manager", "plain"),
    ("manager", "other_area"): ("manager_far", "plain"),
    ("manager", "own_account"): ("manager", ""),
    ("manager", "other_account"): ("manager", ""),
    ("manager", "any"): ("manager", "plain"),
    ("admin", "any"): ("admin", "plain"),
    ("admin", "own_account"): ("admin", ""),
    ("admin", "other_account"): ("admin", ""),
    ("dpo", "any"): ("dpo", "plain"),
    ("dpo", "case_ref"): ("dpo", "plain"),
    ("dpo", "no_case_ref"): ("dpo", "plain"),
    ("dpo", "own_account"): ("dpo", ""),
    ("dpo", "other_account"): ("dpo", ""),
    ("integrator", "scope_ok"): ("token:full", "plain"),
    ("integrator", "scope_ok+protected"): ("token:full", "protected"),
    ("integrator", "scope_missing"): ("token:bare", "plain"),
    ("integrator", "other_unit"): ("token:away", "plain"),
    ("integrator", "own_token"): ("token:full", ""),
    ("integrator", "any"): ("token:full", "plain"),
    ("anonymous", "any"): ("", "plain"),
    # of the extension file: by a function on the case
    **{("caseworker", str(function)): (key, "plain") for key, function in FUNCTIONS.items()},
}
SUBSTITUTED, BROKEN = ("plain", "protected"), ("cw_glass", "lead_glass")
FAMILY = ("cw_family", "lead_family", "mentor_family")


def relate(staff: Staff, cast: dict[str, Told]) -> None:
    plain = cast["plain"]
    for key, function in FUNCTIONS.items():
        by = staff.ago("lead", 30)
        assign_function(plain.case, staff.users[key], function, by=by, on=by.today)
    by = staff.ago("lead", 30)
    suspended = staff.users["mentor_suspended"]
    assign_function(plain.case, suspended, Function.MENTOR, by=by, on=by.today)
    for told in cast.values():
        mentors = told.case.assignments.filter(function=Function.MENTOR, to_on=None).order_by("pk")
        if mine := mentors.filter(user=staff.users["mentor"]).first():
            told.others["mentor_assignment"] = mine.pk
    for variant in SUBSTITUTED:
        stand_in(cast[variant].case, by=staff.ago("cw_substitute", 0.1), reason="Ferie")
    for key in BROKEN:
        _break(staff, key, plain, timedelta(minutes=1))
    _break(staff, "cw_glass_expired", plain, timedelta(hours=2))
    for key in FAMILY:
        declare_kin(plain.cpr, Kin.Relation.FAMILY, by=staff.ago(key, 5))


def _break(staff: Staff, key: str, told: Told, ago: timedelta) -> None:
    by = staff.at(key, staff.now - ago)
    break_glass(
        told.case.pk, by=replace(by, signed_in_at=by.now),
        cause=BrokenGlass.Cause.MEETING, reason=REASON,
    )  # fmt: skip


def cancel(staff: Staff, told: Told) -> None:
    """A double: opened by mistake, which two people say."""
    words = "Samme person som en anden sag"
    approval = propose(told.again(), "cancel", {}, by=staff.ago(told.responsible, 2), reason=words)
    decide(approval, by=staff.ago(told.lead, 1), approve=True)


def restrict(staff: Staff, told: Told) -> None:
    """GDPR art. 18; its action comes with the other acts of the data protection officer."""
    Restriction.objects.create(
        citizen=told.case.citizen, reason="Indsigelse", from_at=staff.now - timedelta(days=1)
    )


def erase(staff: Staff, told: Told) -> None:
    """As erasing leaves the row that is asked for; its action comes later as well."""
    gone = staff.now - timedelta(hours=1)
    Citizen.objects.filter(pk=told.case.citizen_id).update(erased_at=gone)
