"""»Hvorfor denne frist?«: one deadline in words, as the case page and its own page show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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
    amount,
    anchor,
    days,
    is_span,
    reference,
    subject,
    until,
    written,
)
from interventions.models import KINDS, Exemption
from interventions.queries.deadlines import StatedDeadline
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
        subject=subject(rule),
        authority=rule.authority,
        authority_label=AUTHORITIES[rule.authority],
        reference=reference(rule),
        anchor=anchor(row.anchor),
        anchor_on=written(row.anchor_on),
        due=written(row.due_on),
        planning=_planning(explained) if stated.status in AHEAD else "",
        state=stated.status,
        status="Løber" if open_ and is_span(rule) else LABELS[stated.status],
        badge="quiet" if is_span(rule) else BADGES.get(stated.status, "quiet"),
        distance=_distance(stated, reader.today),
        span=is_span(rule),
        can_exempt=open_ and not is_span(rule) and reader.may(Permission.CASE_EDIT),
        why=_explanation(stated, explained, changes, reader),
    )


def _explanation(
    stated: StatedDeadline, explained: Due | None, changes: Iterable[Change], reader: Reader
) -> Explanation:
    row, rule, facts = stated.deadline, stated.rule, reader.facts
    judged = judged_on(reader.today, row.due_on, row.met_on, row.ended_on)
    skipped = explained.skipped if explained else ()
    knows_facts = reader.may(Permission.CITIZEN_FACTS_SEE)
    refused = why_not(rule.condition_key, facts, judged) if knows_facts else ""
    return Explanation(
        code=rule.code,
        version=_version(stated),
        anchor=f"{anchor(row.anchor)}, {written(row.anchor_on) or 'dato ikke registreret'}",
        amount=amount(rule),
        due=written(row.due_on),
        planning=_planning(explained),
        skipped=tuple(f"{written(s.day)} ({s.why})" for s in skipped),
        extended=f"{days(row.extended_days)} for fritagelser" if row.extended_days else "",
        reference=reference(rule),
        fulfilled_by=_fulfilled_by(rule),
        condition=refused or applies_when(rule.condition_key),
        assumption=assumed(rule.condition_key, facts, judged) if knows_facts else "",
        exemptions=tuple(_exemption(e, reader) for e in row.exemptions.all()),
        changes=_old_dates(changes, notes=reader.reads_notes),
    )


def _planning(explained: Due | None) -> str:
    if explained is None or explained.planning == explained.day:
        return ""
    return written(explained.planning)


def _distance(stated: StatedDeadline, today: date) -> str:
    row = stated.deadline
    if stated.status in OPEN and row.due_on:
        return until(row.due_on, today)
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


def _fulfilled_by(rule: Rule) -> str:
    """»Virksomhedspraktik: Start«; "" where the kind is not built yet."""
    ways = [
        f"{KINDS[kind].label}: {KINDS[kind].moves()[name].label}"
        for kind, name, _ in fulfilments(rule)
        if kind in KINDS and name in KINDS[kind].moves()
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
        what = "Fristen" if change.field == "due_on" else "Den blev regnet fra"
        old = written(date.fromisoformat(change.old)) if change.old else "ikke kendt"
        verb = "var" if change.field == "due_on" else ""
        by = f"ændret {local_clock(change.recorded_at)} af {change.by or 'systemet'}"
        reason = f": {change.reason}" if notes and change.reason else ""
        told.append(f"{' '.join(filter(None, (what, verb, old)))} ({by}{reason})")
    return tuple(told)
