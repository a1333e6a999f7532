"""Who the case is about, each fact behind the permission it asks for (security §3.4).

What the reader may not know is None or empty, and the page leaves it out: never a row of stars.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.roles import Permission
from cases.cpr import masked
from cases.models import Case, Citizen, Consent, IntegrationNeed, PersonIdentifier, Protection
from interventions.law.conditions import age_on
from interventions.law.wording import written
from interventions.queries.mentees import may_call
from interventions.queries.reader import Reader

INTERPRETED = ("yes", "partly")


@dataclass(frozen=True)
class Person:
    """`born` is the birth date with the age, or the year alone for a mentor.

    `address_shielded` says that her address is protected; `reveals_…` that the reader may be
    shown it, or the number in full, once and with a reason.
    """

    name: str
    born: str
    sex: str
    language: str
    interpreter: str
    protection: str
    care_mark: str
    plan_effect: str
    cpr: str
    numbers: list[tuple[str, str]]
    phone: str
    email: str
    safe_contact: str
    address: str
    address_shielded: bool
    reveals_address: bool
    reveals_cpr: bool


@dataclass(frozen=True)
class NeedRow:
    """One of the seven needs. `pk` is None while nobody has assessed it."""

    pk: int | None
    code: str
    label: str
    status: str
    since: str
    note: str
    resolved: bool
    area: str = ""


@dataclass(frozen=True)
class PeriodRow:
    label: str
    period: str
    current: bool


@dataclass(frozen=True)
class ConsentRow:
    pk: int
    purpose: str
    scope: str
    receiver: str
    given: str
    withdrawn: str
    in_force: bool


def person(case: Any, plan_effect: str, reader: Reader) -> Person:
    """`case` carries the annotations of `with_sharing` and `protection`, the kind in force."""
    citizen: Citizen = case.citizen
    knows = reader.may(Permission.CITIZEN_FACTS_SEE)
    sees_address, speaks = reader.may(Permission.ADDRESS_SEE), reader.may(Permission.LANGUAGE_SEE)
    # A mentor calls within the citizen's consent; others by their permission alone.
    contact = reader.may(Permission.CONTACT_SEE) and (knows or may_call(case))
    cpr = _cpr(citizen) if reader.may(Permission.CPR_MASKED_SEE) else ""
    return Person(
        name=str(citizen),
        born=_born(citizen, reader, knows=knows),
        sex=citizen.get_sex_display() if knows else "",
        language=reader.label("language", citizen.language) if speaks else "",
        interpreter=citizen.get_interpreter_display() if speaks and _interpreted(citizen) else "",
        protection=_protection(case) if knows else "",
        care_mark=citizen.care_mark if reader.may(Permission.CARE_SEE) else "",
        plan_effect=plan_effect if reader.may(Permission.PLAN_SHARED_SEE) else "",
        cpr=cpr,
        numbers=_numbers(citizen) if knows else [],
        phone=citizen.phone if contact else "",
        email=citizen.email if contact else "",
        safe_contact=citizen.safe_contact if contact else "",
        address=citizen.address if sees_address else "",
        address_shielded=case.protected and knows,
        reveals_address=case.protected and reader.may(Permission.ADDRESS_REVEAL),
        reveals_cpr=bool(cpr) and reader.may(Permission.CPR_REVEAL),
    )


def needs(rows: list[IntegrationNeed], reader: Reader) -> list[NeedRow]:
    """All that the reader may know of, in the policy's order, assessed or not.

    `rows` come from `cases.queries.visible_needs`; the newest of a kind counts.
    """
    latest = {row.code: row for row in rows}
    codes = (code for code in reader.labels["integration_need"] if _may_know(code, reader))
    return [_need(code, latest.get(code), reader) for code in codes]


def periods(rows: Any, table: str, reader: Reader) -> list[PeriodRow]:
    """Residence or income, the latest first."""
    told = [
        PeriodRow(
            label=reader.label(table, row.code),
            period=_period(row.from_on, row.to_on) + _valid(row),
            current=row.from_on <= reader.today and (not row.to_on or row.to_on > reader.today),
        )
        for row in rows
    ]
    return told[::-1]


def _valid(row: Any) -> str:
    """The last day of a permit; an income has none."""
    until = getattr(row, "valid_until", None)
    return f", gælder til {written(until)}" if until else ""


def consents(rows: Any, reader: Reader) -> list[ConsentRow]:
    return [_consent(row, reader) for row in rows]


def case_dates(case: Case) -> list[tuple[str, str]]:
    """The anchors in the order in which they happen; one that is missing says so."""
    names = [
        "opened_on", "allocated_on", "arrived_on", "cpr_registered_on", "handover_on",
        "danish_allowed_on", "closed_on",
    ]  # fmt: skip
    needed = {"allocated_on", "arrived_on", "handover_on"} if case.in_programme else set()
    dates = []
    for name in names:
        day: date | None = getattr(case, name)
        label = str(case._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        if day or name in needed:
            dates.append((label[:1].upper() + label[1:], written(day) or "ikke registreret"))
    if case.state == Case.State.PAUSED:
        expected = written(case.pause_expected_end_on)
        until = f", forventes genoptaget {expected}" if expected else ""
        dates.append(("I bero fra", written(case.paused_on) + until))
    return dates


def _born(citizen: Citizen, reader: Reader, *, knows: bool) -> str:
    if not knows:
        year = reader.may(Permission.BIRTH_YEAR_SEE)
        return f"født {citizen.born_on.year}" if year else ""
    estimated = " (anslået)" if citizen.born_estimated else ""
    return f"{age_on(citizen.born_on, reader.today)} år, født {written(citizen.born_on)}{estimated}"


def _protection(case: Any) -> str:
    return str(Protection.Kind(case.protection).label) if case.protection else ""


def _interpreted(citizen: Citizen) -> bool:
    return citizen.interpreter in INTERPRETED


def _cpr(citizen: Citizen) -> str:
    kind = PersonIdentifier.Type.CPR
    own = [n for n in citizen.identifiers.all() if n.type == kind and n.valid_to is None]
    return masked(own[-1].value) if own else ""


def _numbers(citizen: Citizen) -> list[tuple[str, str]]:
    """The other numbers by which somebody knows her; a replacement number is masked too."""
    found = []
    for number in citizen.identifiers.all():
        if number.type == PersonIdentifier.Type.UDL:
            found.append((number.get_type_display(), number.value))
        elif number.type == PersonIdentifier.Type.REPLACEMENT:
            found.append((number.get_type_display(), masked(number.value)))
    return found


def _may_know(code: str, reader: Reader) -> bool:
    special = {"sundhed": Permission.HEALTH_SEE, "social_kontrol": Permission.SOCIAL_CONTROL_SEE}
    return reader.may(special.get(code, Permission.NEEDS_SEE))


def _need(code: str, row: IntegrationNeed | None, reader: Reader) -> NeedRow:
    label = reader.label("integration_need", code)
    if row is None:
        return NeedRow(None, code, label, "Ikke vurderet", "", "", resolved=False)
    return NeedRow(
        pk=row.pk,
        code=code,
        label=label,
        status=row.get_status_display(),
        since=_period(row.opened_on, row.resolved_on),
        note=row.note,
        resolved=row.resolved_on is not None,
        area=reader.label("policy_area", row.policy_area),
    )


def _period(first: date, last: date | None) -> str:
    """`last` is the first day after the period."""
    return f"{written(first)} til {written(last)}" if last else f"fra {written(first)}"


def _consent(row: Consent, reader: Reader) -> ConsentRow:
    in_force = row.withdrawn_on is None or row.withdrawn_on > reader.today
    return ConsentRow(
        pk=row.pk,
        purpose=reader.label("consent_purpose", row.purpose),
        scope=row.scope,
        receiver=row.receiver,
        given=f"{written(row.given_on)}, {row.get_form_display().lower()}",
        withdrawn=written(row.withdrawn_on),
        in_force=in_force,
    )
