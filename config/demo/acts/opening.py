"""From the letter about the allocation to a case that has been taken over."""

from __future__ import annotations

from datetime import date

from accounts.roles import Function
from cases.actions.assignments import assign_responsible, give_function
from cases.actions.citizens import NewCitizen, add_identifier, register_citizen
from cases.actions.facts import open_need, record_income
from cases.models import Case
from config.demo import texts
from config.demo.character import Act
from config.demo.days import days, open_day_before
from config.demo.story import Story
from config.demo.usual import in_programme, measured
from interventions.actions.anchors import agree_handover, correct_anchor
from interventions.actions.opening import Opening, open_case

CENTRES = ("Center Sandholm", "Center Avnstrup", "Center Kongelunden")
LETTER_TAKES = 4  # days from the allocation until the case is opened
ARRIVAL_KNOWN = 14  # days before it
CPR_TAKES = 7
CASH_BENEFIT_FOR_ALL = date(2025, 7, 1)  # shared domain.md: SHO-ydelse ended the day before
PERMIT_YEARS = {"konvention": 2, "kvote": 2, "midlertidig": 1, "b_status": 1}
ALLOCATED = frozenset(
    {"konvention", "b_status", "midlertidig", "humanitaer", "saerlige_grunde", "9e", "kvote",
     "ukraine_saerlov"}
)  # fmt: skip


def opening(s: Story) -> Act:
    """The team lead registers the person and hands the case out; the caseworker plans it."""
    yield s.ago(s.character.opened)
    _register(s)
    if not s.character.owner:
        return
    yield s.later(1)
    _hand_out(s)
    yield s.later(0)
    for need in s.character.needs:
        open_need(s.known, need, by=s.caseworker, on=s.today, note=texts.NEEDS[need])
    if not s.known.in_programme:
        _support(s, s.known.opened_on)
    if s.character.since:
        since = s.as_of - days(s.character.since)
        agree_handover(s.case, since, by=s.caseworker, reason="Overtaget fra en anden kommune")
    s.move(s.known, "plan")
    if s.character.usual and not s.character.is_child:
        for act in measured(s):
            s.begin(act)
    for early in s.character.early:
        s.begin(early(s))
    s.begin(_settling(s))


def _register(s: Story) -> None:
    c, by = s.character, s.lead
    allocated_on = open_day_before(s.today - days(LETTER_TAKES)) if c.basis in ALLOCATED else None
    citizen = register_citizen(_newcomer(s, allocated_on), by=by)
    # The letter may say when they come; in the cast that is told later.
    known = s.arrived_on and (s.arrived_on <= s.today or not c.told)
    anchors = {"allocated_on": allocated_on, "arrived_on": s.arrived_on if known else None}
    abroad = c.basis in ("ukraine_saerlov", "kvote") or not allocated_on
    centre = "" if abroad else s.rng.choice(CENTRES)
    unit = s.staff.units[s.unit].pk
    case = open_case(Opening(citizen, unit, c.basis, s.today, anchors, centre), by=by)
    s.case_id = case.pk
    s.remember(case)


def _newcomer(s: Story, allocated_on: date | None) -> NewCitizen:
    c = s.character
    return NewCitizen(
        values=s.person.values,
        identifiers=_numbers_known(s),
        residence_basis=c.basis,
        birth_country=c.country,
        citizenship=c.country,
        on=allocated_on or s.today,
        protected=c.protected,
        source="visiteringsbrev" if allocated_on else "sagsbehandler",
        residence_valid_until=_permit_end(c.basis, s.today),
    )


def _numbers_known(s: Story) -> dict[str, str]:
    """People are known by their CPR number at once where they have lived here before."""
    c, person = s.character, s.person
    if c.numbers == "replacement":
        return {"erstatningsnummer": person.replacement}
    if c.basis in ("eu", "arbejde_studie", "dansk_statsborger", "andet"):
        return {"cpr": person.cpr}
    return {"udlaendinge_id": person.udlaendinge_id}


def _permit_end(basis: str, day: date) -> date | None:
    if basis == "ukraine_saerlov":
        return date(day.year + 1 + (day >= date(day.year, 3, 17)), 3, 17)
    years = PERMIT_YEARS.get(basis)
    return day + days(365 * years) if years else None


def _hand_out(s: Story) -> None:
    s.owner = s.character.owner
    s.remember(assign_responsible(s.known, s.staff.users[s.owner], by=s.lead))
    if s.character.consultant:
        consultant = s.staff.users["virksomhedskonsulent"]
        function = Function.COMPANY_CONSULTANT
        give_function(s.known, consultant, function, by=s.lead, from_on=s.today)


def _settling(s: Story) -> Act:
    """The handover, when its day is known and has come; then life in the city."""
    s.begin(_arrival(s))
    if s.known.handover_rule == "INL-OVERGIV-CPR":
        yield from _cpr(s)
        if s.case.handover_on is None:
            return
    else:
        s.begin(_cpr(s))
    while (handover := s.case.handover_on) and s.today < handover:
        yield s.on(handover)  # which may have been corrected when that day comes
    case = s.move(s.known, "take_over")
    s.settled_on = handover or case.opened_on
    _begin_programme(s, case)
    if s.arrived_on and s.arrived_on > s.today:
        s.settled_on = s.arrived_on
        yield s.on(s.arrived_on)
    for act in s.character.acts:
        s.begin(act(s))


def _begin_programme(s: Story, case: Case) -> None:
    if s.character.is_child or not case.in_programme:
        return
    _support(s, s.settled_on)
    for act in in_programme(s) if s.character.usual else ():
        s.begin(act)


def _arrival(s: Story) -> Act:
    if s.arrived_on is None or s.case.arrived_on is not None:
        return
    yield s.on(s.arrived_on - days(ARRIVAL_KNOWN))
    correct_anchor(s.case, "arrived_on", s.arrived_on, by=s.caseworker)


def _cpr(s: Story) -> Act:
    registered_on = _cpr_day(s)
    if registered_on is None:
        return
    yield s.on(registered_on + days(1))
    if s.character.told or s.known.handover_rule == "INL-OVERGIV-CPR":
        correct_anchor(s.known, "cpr_registered_on", registered_on, by=s.caseworker)
    if s.character.numbers == "cpr":
        citizen = s.known.citizen
        add_identifier(citizen, "cpr", s.person.cpr, by=s.caseworker, on=registered_on)


def _cpr_day(s: Story) -> date | None:
    """As the character says, or a week after arrival; those whose handover it decides wait."""
    if s.character.cpr is not None:
        return s.as_of - days(s.character.cpr)
    if s.arrived_on is None or s.known.handover_rule == "INL-OVERGIV-CPR":
        return None
    return s.arrived_on + days(CPR_TAKES)


def _support(s: Story, since: date) -> None:
    if code := _income(s.character.income, since):
        record_income(s.known, code, by=s.caseworker, from_on=since)


def _income(chosen: str, day: date) -> str:
    if chosen == "benefit":
        return "kontanthjaelp" if day >= CASH_BENEFIT_FOR_ALL else "sho"
    return chosen
