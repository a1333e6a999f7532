"""The people around a citizen: relatives, the household, partners who share within a consent."""

from __future__ import annotations

from cases.actions.assignments import give_function
from cases.actions.relations import add_collaborator, add_relation, end_collaborator, join_household
from config.demo.character import Act
from config.demo.days import days
from config.demo.story import Story
from interventions.actions.leaves import record_leave

PARTNERS = {
    "buf": ("Lotte Hvidkær", "Familievejleder"),
    "laege": ("Lægehuset ved Søen", "Egen læge"),
    "civilsamfund": ("Bydelsmødrene", "Frivillig"),
    "sprogskole": ("Anne Marie Bech", "Underviser"),
}


def related(s: Story, kind: str, wait: int = 3) -> Act:
    """To the first of the family who has a case; to somebody who is only named without one."""
    yield s.later(wait)
    other = next((one for one in s.others if one is not s and one.case_id), None)
    named = {} if other else {"other_name": "Ahmad (bror i Aarhus)"}
    add_relation(
        s.known, by=s.caseworker, other=other.known.citizen if other else None,
        type=kind if other else "soeskende", from_on=s.today, source="Oplyst af borgeren", **named,
    )  # fmt: skip


def joined_spouse(s: Story) -> Act:
    """Came later than the rest of the family, with a case and dates of her own."""
    yield s.after(4)
    other = next(one for one in s.others if one is not s and one.case_id)
    citizen = other.known.citizen
    join_household(s.known, citizen, by=s.caseworker, on=s.today)
    add_relation(
        s.known, by=s.caseworker, other=citizen, type="aegtefaelle", from_on=s.today,
        source="Familiesammenføring",
    )  # fmt: skip


def partnered(s: Story, organisation: str, wait: int, *, until: int = 0) -> Act:
    yield s.after(wait)
    consent = s.consent("collaboration", "Plan og aftaler", "Samarbejdspartner")
    name, function = PARTNERS[organisation]
    row = add_collaborator(
        s.known, consent, by=s.caseworker, name=name, organisation=organisation,
        function=function, phone="+4500112233", from_on=s.today,
    )  # fmt: skip
    if until:
        yield s.later(until)
        end_collaborator(s.known, row, by=s.caseworker, on=s.today)


def helped(s: Story, username: str, function: str, wait: int, *, days_on: int = 0) -> Act:
    """A specialist works on the case too, until she is done if `days_on` says for how long."""
    yield s.after(wait)
    user, until = s.staff.users[username], s.today + days(days_on) if days_on else None
    give_function(s.known, user, function, by=s.lead, from_on=s.today, to_on=until)


def on_leave(s: Story, wait: int, *, ends_in: int | None = None) -> Act:
    """A child is born; with `ends_in` the last day of the leave is agreed already."""
    yield s.after(wait)
    ended_on = None if ends_in is None else s.today + days(ends_in)
    born_on = s.today - days(3)
    record_leave(
        s.known, by=s.caseworker, child_born_on=born_on, from_on=born_on, ended_on=ended_on
    )
