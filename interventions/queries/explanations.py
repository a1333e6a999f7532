"""»Hvorfor denne frist?«: one deadline in words, as the case page and its own page show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.localtime import local_clock
from accounts.roles import Permission
from cases.models import Change
from interventions.law.condition_words import applies_when, assumed, why_not
from interventions.law.due import Due
from interventions.law.facts import fulfilments
from interventions.law.rules import Authority, Rule
from interventions.law.status import LABELS, Status, judged_on
from interventions.law.wording import (
    AUTHORITIES,
    FACTS,
    amount,
    anchor,
    days,
    is_span,
    reference,
    subject,
    until,
    written,
)
from interventions.models import KINDS, RECORDS, Exemption
from interventions.queries.deadlines import StatedDeadline, chosen
from interventions.queries.reader import Reader

BADGES = {
    Status.OVERDUE: "error",
    Status.MET_LATE: "warning",
    Status.SOON: "warning",
    Status.UPCOMING: "info",
    Status.MET_ON_TIME: "success",
}
AHEAD = (Status.SOON, Status.UPCOMING)
OPEN = (Status.OVERDUE, *AHEAD)


@dataclass(frozen=True)
class Explanation:
    """The steps from anchor to date; each text is "" or empty where there is nothing to say."""

    code: str
    version: str
    anchor: str
    amount: str
    due: str
    planning: str
    skipped: tuple[str, ...]
    extended: str
    reference: str
    fulfilled_by: str
    counted: str
    condition: str
    assumption: str
    exemptions: tuple[str, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True)
class DeadlineRow:
    """`planning` is given while it lies ahead and is not the due date itself; `badge` names a
    class of the design system, or our own `quiet`. Nobody has to do anything for a `span`.
    """

    pk: int
    subject: str
    authority: Authority
    authority_label: str
    reference: str
    anchor: str
    anchor_on: str
    due: str
    planning: str
    state: Status
    status: str
    badge: str
    distance: str
    span: bool
    can_exempt: bool
    why: Explanation


def deadline_row(stated: StatedDeadline, changes: Iterable[Change], reader: Reader) -> DeadlineRow:
    """`changes` are the deadline's own."""
    row, rule, explained = stated.deadline, stated.rule, stated.explained
    open_ = stated.status in OPEN
    return DeadlineRow(
        pk=row.pk,
        subject=_subject(row, rule),
        authority=rule.authority,
        authority_label=AUTHORITIES[rule.authority],
        reference=reference(rule),
        anchor=anchor(row.anchor),
        anchor_on=written(row.anchor_on),
        due=written(row.due_on),
        planning=_planning(explained, rule) if stated.status in AHEAD else "",
        state=stated.status,
        status="Løber" if open_ and is_span(rule) else LABELS[stated.status],
        badge="quiet" if is_span(rule) else BADGES.get(stated.status, "quiet"),
        distance=_distance(stated, reader.today),
        span=is_span(rule),
        can_exempt=_can_exempt(stated, reader),
        why=_explanation(stated, explained, changes, reader),
    )


def _can_exempt(stated: StatedDeadline, reader: Reader) -> bool:
    """Also afterwards: illness is often told when the deadline has been met too late."""
    still = stated.status in OPEN or stated.status == Status.MET_LATE
    return still and not is_span(stated.rule) and reader.may(Permission.CASE_EDIT)


def _explanation(
    stated: StatedDeadline, explained: Due | None, changes: Iterable[Change], reader: Reader
) -> Explanation:
    row, rule, facts = stated.deadline, stated.rule, reader.facts
    judged = judged_on(reader.today, row.due_on, row.met_on, row.ended_on)
    skipped = explained.skipped if explained else ()
    knows_facts = reader.may(Permission.CITIZEN_FACTS_SEE)
    asked = knows_facts and not chosen(row)
    refused = why_not(rule.condition_key, facts, judged) if asked else ""
    return Explanation(
        code=rule.code,
        version=_version(stated),
        anchor=f"{anchor(row.anchor)}, {written(row.anchor_on) or 'dato ikke registreret'}",
        amount=amount(rule),
        due=written(row.due_on),
        planning=_planning(explained, rule),
        skipped=tuple(f"{written(s.day)} ({s.why})" for s in skipped),
        extended=_extended(row),
        reference=reference(rule),
        fulfilled_by=_fulfilled_by(rule),
        counted=_counted(row, rule),
        condition=refused or applies_when(rule.condition_key),
        assumption=assumed(rule.condition_key, facts, judged) if knows_facts else "",
        exemptions=tuple(_exemption(e, reader) for e in row.exemptions.all()),
        changes=_old_dates(changes, notes=reader.reads_notes),
    )


def _subject(row: Any, rule: Rule) -> str:
    """Two placements each have a length: the company says whose it is."""
    company = row.placement.company if row.placement else ""
    return f"{subject(rule)}: {company}" if company else subject(rule)


def _extended(row: Any) -> str:
    why = "et helt særligt behov" if chosen(row) else "fritagelser"
    return f"{days(row.extended_days)} for {why}" if row.extended_days else ""


def _planning(explained: Due | None, rule: Rule) -> str:
    """Nothing is planned for the last day of a span: it passes by itself."""
    if explained is None or explained.planning == explained.day or is_span(rule):
        return ""
    return written(explained.planning)


def _distance(stated: StatedDeadline, today: date) -> str:
    row = stated.deadline
    if stated.status in OPEN and row.due_on:
        told = until(row.due_on, today)
        return f"slutter {told}" if is_span(stated.rule) else told
    if stated.status == Status.MET_LATE:
        return f"{written(row.met_on)}, {days(stated.late_days)} for sent"
    if stated.status == Status.MET_ON_TIME:
        return written(row.met_on)
    return written(row.ended_on) if stated.status == Status.LAPSED else ""


def _version(stated: StatedDeadline) -> str:
    row, rule = stated.deadline, stated.rule
    if row.version_id is None and row.anchor_on:
        return f"ingen version gjaldt den {written(row.anchor_on)}"
    if row.version_id is None:
        return "vælges, når datoen er kendt"
    to = f" til og med {written(rule.valid_to)}" if rule.valid_to else ""
    return f"gælder fra {written(rule.valid_from)}{to}"


def _counted(row: Any, rule: Rule) -> str:
    """»3 af 4«, for a rule that asks for several facts (see queries/counted.py)."""
    if rule.needed_facts == 1 or row.anchor_on is None:
        return ""
    return f"{row.counted or 0} af {rule.needed_facts}"


def _fulfilled_by(rule: Rule) -> str:
    """»Virksomhedspraktik: Start«; "" for what nothing has to meet (a span)."""
    kinds = {**KINDS, **RECORDS}
    ways = [
        FACTS.get((kind, name)) or f"{kinds[kind].label}: {kinds[kind].moves()[name].label}"
        for kind, name, _ in fulfilments(rule)
        if (kind, name) in FACTS or (kind in kinds and name in kinds[kind].moves())
    ]
    return " eller ".join(ways)


def _exemption(row: Exemption, reader: Reader) -> str:
    period = f"{written(row.from_on)} til og med {written(row.to_on)}"
    if not reader.reads_notes:
        return period
    by = f"besluttet af {row.decided_by or 'systemet'} {local_clock(row.decided_at)}"
    words = f"{reader.label('exemption_reason', row.reason)}, {period}, {by}"
    return f"{words}. {row.note}" if row.note else words


def _old_dates(changes: Iterable[Change], *, notes: bool) -> tuple[str, ...]:
    """The dates as they stood before each recalculation, oldest first."""
    told = []
    for change in changes:
        if change.field not in ("due_on", "anchor_on"):
            continue
        counted = change.field == "anchor_on"
        old = written(date.fromisoformat(change.old)) if change.old else ""
        if counted:
            what = f"Den blev regnet fra {old}" if old else "Dagen, den regnes fra, var ikke kendt"
        else:
            what = f"Fristen var {old}" if old else "Fristen var ikke kendt"
        by = f"ændret {local_clock(change.recorded_at)} af {change.by or 'systemet'}"
        reason = f": {change.reason}" if notes and change.reason else ""
        told.append(f"{what} ({by}{reason})")
    return tuple(told)
