"""One case on paper: who it is about, what the law asks, what was done and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from accounts.localtime import local_clock
from interventions.law.rules import Authority
from interventions.law.status import Status
from reports.case_told import (
    ToldCase,
    ToldConsent,
    ToldDeadline,
    ToldEvent,
    ToldFollowUp,
    ToldNeed,
    ToldOutcome,
    ToldStep,
)
from reports.letter_tables import TITLES
from reports.report import Cell, Column, Entry, Facts, Feed, Kind, Report, Section, Table

QUESTION = "Hvor langt er forløbet, og holdes fristerne?"
CAVEATS = (
    "Rapporten viser, hvad den, der har dannet den, må se. Enkelte oplysninger udskrives aldrig.",
    "En overskredet frist siger ikke hvorfor; det kan stå i hændelserne.",
)
DEFINITION = (
    "Status er den på opgørelsesdagen. En frist er opfyldt for sent, når det, der opfylder den, "
    "skete efter fristen; dagene er kalenderdage. Hændelser står med den dag, de skete, og det "
    "tidspunkt, de blev skrevet ned."
)
ANCHOR_LABELS = {
    "opened_on": "Forløbet oprettet",
    "allocated_on": "Visiteret til kommunen",
    "arrived_on": "Ankommet til København",
    "cpr_registered_on": "CPR-registreret som tilflyttet",
    "handover_on": "Overgivelse af ansvaret",
    "danish_allowed_on": "Kan påbegynde danskuddannelse",
    "danish_requested_on": "Ansøgt eller henvist til danskuddannelse",
    "closed_on": "Afsluttet",
}
# Said to be missing when there is no date; the others are left out.
EXPECTED = frozenset({"opened_on", "allocated_on", "arrived_on", "handover_on"})
MET = (Status.MET_ON_TIME, Status.MET_LATE)


def paper(told: ToldCase, made_at: datetime) -> Report:
    return Report(
        title=f"Forløbsrapport: {told.citizen['Navn']}",
        as_of=told.as_of,
        sections=tuple(_sections(told)),
        question=QUESTION,
        answer=tuple(_answer(told)),
        caveats=CAVEATS,
        definition=DEFINITION,
        made_at=made_at,
    )


def _answer(told: ToldCase) -> Iterator[str]:
    yield f"Forløbet er på sporet {told.case['Spor']} og har tilstanden »{told.case['Tilstand']}«."
    for authority in (Authority.STATUTORY, Authority.MUNICIPAL):
        mine = [d.status for d in told.deadlines if d.authority == authority]
        numbers = {status: mine.count(status) for status in (*MET, Status.OVERDUE)}
        if any(numbers.values()):
            on_time, late, overdue = (number or "ingen" for number in numbers.values())
            yield (
                f"Af de {TITLES[authority].lower()}, der er med her, er {on_time} opfyldt til "
                f"tiden, {late} opfyldt for sent og {overdue} overskredet."
            )


def _sections(told: ToldCase) -> Iterator[Section]:
    yield Facts("Borger", tuple(told.citizen.items()))
    yield Facts("Forløb", tuple(told.case.items()))
    if told.anchors is not None:
        yield Facts("Datoer", tuple(_anchors(told)))
    yield from _deadlines(told.deadlines)
    for step in told.steps:
        yield _step(step)
    if told.needs is not None:
        yield Feed("Integrationsbehov", tuple(_need(need) for need in told.needs))
    if told.outcomes is not None:
        outcomes = tuple(_outcome(one) for one in told.outcomes)
        yield Feed("Job og uddannelse", outcomes, "Intet job og ingen uddannelse er registreret.")
    if told.follow_ups is not None:
        logs = tuple(_follow_up(log) for log in told.follow_ups)
        yield Feed("Mentorens opfølgninger", logs, "Ingen opfølgninger.")
    if told.consents is not None:
        consents = tuple(_consent(consent) for consent in told.consents)
        yield Feed("Samtykker", consents, "Ingen samtykker er registreret.")
    if told.events:
        yield Feed("Forløbets hændelser", tuple(_event(event) for event in told.events))


def _anchors(told: ToldCase) -> Iterator[tuple[str, str]]:
    for name, day in (told.anchors or {}).items():
        if day or name in EXPECTED:
            yield ANCHOR_LABELS[name], f"{day:%d-%m-%Y}" if day else "ikke registreret"


def _deadlines(deadlines: list[ToldDeadline]) -> Iterator[Section]:
    """Law and standards in tables of their own; what waits for a date stands last."""
    columns = (
        Column("Frist"),
        Column("Hjemmel"),
        Column("Regnes"),
        Column("Senest", Kind.DATE),
        Column("Status"),
        Column("Opfyldt", Kind.DATE),
        Column("Dage for sent", Kind.DAYS),
    )
    relevant = [d for d in deadlines if d.status != Status.NOT_RELEVANT]
    for authority in Authority:
        mine = [d for d in relevant if d.authority == authority and d.due_on]
        if mine:
            rows = tuple(_deadline(deadline) for deadline in mine)
            yield Table(TITLES[authority], columns, rows)
    if waiting := [d for d in relevant if not d.due_on]:
        rows = tuple((d.subject, d.legal_reference, d.why) for d in waiting)
        yield Table("Frister, der venter på en dato", columns[:3], rows)


def _deadline(told: ToldDeadline) -> tuple[Cell, ...]:
    since = f", {told.anchor_on:%d-%m-%Y}" if told.anchor_on else ""
    return (
        told.subject,
        told.legal_reference,
        f"{told.why}{since}",
        told.due_on,
        told.status_label,
        told.met_on if told.status in MET else None,
        told.late_days or None,
    )


def _step(step: ToldStep) -> Feed:
    """Its facts, its goals, then what happened, the first thing first."""
    meets = local_clock(step.meets_at) if step.meets_at else None
    dates = {
        "Tilføjet": step.added_on,
        "Tidspunkt": meets,
        "Start": step.starts_on,
        "Slut": step.ended_on,
    }
    facts: list[tuple[str, Cell]] = [(name, day) for name, day in dates.items() if day]
    facts += step.facts.items()
    goals = [
        Entry(
            None,
            f"Mål ({goal.type.lower()}): {goal.text}",
            details=_given(
                {"Tegn": goal.sign, "Status": goal.state, "Evaluering": goal.evaluation}
            ),
        )
        for goal in step.goals
    ]
    entries = (Entry(None, "", details=tuple(facts)), *goals, *map(_event, step.events))
    return Feed(f"{step.label}: {step.state_label.lower()}", entries)


def _event(event: ToldEvent) -> Entry:
    states = f" ({event.states})" if event.states else ""
    recorded = f"{event.recorded} af {event.by}"
    return Entry(
        event.effective_on, f"{event.label}{states}", event.note, (("Registreret", recorded),)
    )


def _need(need: ToldNeed) -> Entry:
    resolved = _given({"Løst": need.resolved_on})
    return Entry(need.opened_on, f"{need.label}: {need.status.lower()}", need.note, resolved)


def _follow_up(log: ToldFollowUp) -> Entry:
    details = {"Emner": log.topics, "Skrevet af": log.author, "Næste møde": log.next_meeting}
    return Entry(log.occurred_on, f"{log.outcome}, {log.form.lower()}", log.text, _given(details))


def _outcome(one: ToldOutcome) -> Entry:
    return Entry(None, one.title, details=_given({"Status": one.state, **one.facts}))


def _consent(consent: ToldConsent) -> Entry:
    details = {
        "Modtager": consent.receiver,
        "Omfang": consent.scope,
        "Form": consent.form,
        "Trukket tilbage": consent.withdrawn_on,
    }
    return Entry(consent.given_on, consent.purpose, details=_given(details))


def _given(details: Mapping[str, Cell]) -> tuple[tuple[str, Cell], ...]:
    return tuple((name, value) for name, value in details.items() if value)
