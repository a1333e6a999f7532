"""What the facts of a new citizen say together: refusals, warnings, and whether she is known."""

from __future__ import annotations

from typing import Any

from accounts.actor import Actor
from accounts.roles import Permission
from cases.allocations.checks import contradictions, oddities
from cases.allocations.facts import Identity
from cases.models import Case, Citizen, PersonIdentifier
from cases.queries import find_by_identifier, visible_cases
from cases.tracks import TRACK_OF
from interventions.queries.people import possible_doubles

Type = PersonIdentifier.Type

# The columns of a list that the form calls otherwise.
FIELD_OF = {
    "erstatningsnummer": "replacement",
    "foedselsdato": "born_on",
    "visiteringsdato": "allocated_on",
}
COUNTED_FROM_ALLOCATION = ("INL-OVERGIV", "UA-OVERGIV")
ELSEWHERE = "Personen er kendt i en anden enhed. Kontakt teamlederen."
IN_REACH = "Personen er registreret i forvejen. Brug det forløb, der findes."


def numbers_of(typed: dict[str, Any]) -> dict[str, str]:
    """The numbers that could be read, by type."""
    cpr, replacement = typed.get("cpr"), typed.get("replacement")
    found = {
        Type.CPR.value: cpr.digits if cpr else "",
        Type.UDL.value: typed.get("udlaendinge_id") or "",
        Type.REPLACEMENT.value: replacement.digits if replacement else "",
    }
    return {kind: number for kind, number in found.items() if number}


def check(form: Any, typed: dict[str, Any]) -> None:
    """Add errors and warnings to a RegisterForm whose single fields have been read."""
    _identity(form, typed)
    _days(form, typed)
    _basis(form, typed)
    _plan(form, typed)
    _known(form, typed)
    _warn(form, typed)


def _identity(form: Any, typed: dict[str, Any]) -> None:
    fields = ("cpr", "udlaendinge_id", "replacement")
    if not any(typed.get(name) or name in form.errors for name in fields):
        form.add_error(
            "cpr", "Skriv mindst ét af CPR-nummer, Udlændinge-ID og erstatningspersonnummer."
        )
    names = ("given_name", "family_name")
    if not any(typed.get(name) or name in form.errors for name in names):
        form.add_error("given_name", "Skriv fornavn, efternavn eller begge.")


def _days(form: Any, typed: dict[str, Any]) -> None:
    identity = Identity(None, typed.get("cpr"), typed.get("replacement"))
    born_on = typed.get("born_on")
    today = form.by.today
    for fault in contradictions(identity, born_on, typed.get("allocated_on"), today):
        form.add_error(FIELD_OF.get(str(fault.column), fault.column), fault.reason)
    for name in ("born_on", "opened_on", "cpr_registered_on"):
        if (day := typed.get(name)) and day > today:
            form.add_error(name, "Datoen kan ikke ligge i fremtiden.")
    for name in ("opened_on", "arrived_on", "cpr_registered_on"):
        if (day := typed.get(name)) and born_on and day < born_on:
            form.add_error(name, "Datoen ligger før borgerens fødsel.")


def _basis(form: Any, typed: dict[str, Any]) -> None:
    opened_on = typed.get("opened_on")
    for name in ("residence_basis", "income_basis"):
        if opened_on and (why := form.fields[name].why_not(typed.get(name, ""), opened_on)):
            form.add_error(name, why)
    rule = TRACK_OF.get(typed.get("residence_basis", ""))
    # A date that could not be read is not in `typed`; one that was left empty is None.
    left_empty = typed.get("allocated_on", "unread") is None
    if rule and rule.handover in COUNTED_FROM_ALLOCATION and left_empty:
        form.add_error("allocated_on", "Overgivelsen regnes fra visiteringsdatoen. Skriv den.")


def _plan(form: Any, typed: dict[str, Any]) -> None:
    if typed.get("plan_now") and "responsible" in form.fields and not typed.get("responsible"):
        form.add_error("responsible", "Vælg en ansvarlig, hvis forløbet skal planlægges straks.")


def _known(form: Any, typed: dict[str, Any]) -> None:
    for kind, number in numbers_of(typed).items():
        citizen = find_by_identifier(kind, number)
        if citizen is None:
            continue
        case = _case_in_reach(form.by, citizen)
        form.known = form.known or case
        form.known_elsewhere = form.known_elsewhere or (None if case else citizen)
        field = "replacement" if kind == Type.REPLACEMENT else kind
        form.add_error(field, IN_REACH if case else ELSEWHERE)


def _case_in_reach(by: Actor, citizen: Citizen) -> Case | None:
    """Her open case, or else her latest one; a machine that only registers sees none."""
    if not by.may(Permission.CASE_SEE):
        return None
    cases = visible_cases(by).filter(citizen=citizen).order_by("closed_on", "-pk")
    return cases.filter(closed_on=None).first() or cases.last()


def _warn(form: Any, typed: dict[str, Any]) -> None:
    if typed.get("residence_basis"):
        odd = oddities(
            typed.get("cpr"),
            typed.get("sex") or "X",
            typed["residence_basis"],
            allocated_on=typed.get("allocated_on"),
            arrived_on=typed.get("arrived_on"),
            asylum_centre=typed.get("asylum_centre") or "",
        )
        form.warnings.update((remark.code, remark.text) for remark in odd)
    names = (typed.get("given_name") or "", typed.get("family_name") or "")
    if typed.get("born_on") and any(names) and form.known is None:
        form.doubles = possible_doubles(form.by, typed["born_on"], *names)
    if form.doubles:
        form.warnings["double"] = "Det er ikke en af de personer, der ligner, og som er nævnt her."
