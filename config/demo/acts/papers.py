"""Papers: notes of the journal, decisions with complaints, requests for access to documents."""

from __future__ import annotations

from typing import Any

from config.demo import texts
from config.demo.acts.chain import fixed
from config.demo.character import Act
from config.demo.days import days
from config.demo.story import Story
from interventions.actions.journal import write_note
from interventions.actions.papers import draft_decision, receive_access_request, receive_complaint

HEARING = 8  # days in which the citizen can answer


def noted(s: Story, *waits: int, corrected: bool = False) -> Act:
    """A note some days after the handover, again and again; the last one may be corrected."""
    note = None
    for wait in waits:
        yield s.after(wait)
        note = _note(s, *s.rng.choice(texts.JOURNAL))
    if corrected and note:
        yield s.later(1)
        write_note(
            s.known, by=s.caseworker, theme=note.theme, happened_on=note.happened_on,
            text=f"Rettelse: {note.text} Datoen for næste møde er ugen efter.", corrects=note,
        )  # fmt: skip


def noted_before(s: Story, ago: int) -> Act:
    yield s.ago(ago)
    _note(s, *s.rng.choice(texts.JOURNAL))


def letter_received(s: Story, wait: int) -> Act:
    yield s.after(wait)
    _note(
        s, "myndighed", "Brev fra Udlændingestyrelsen om forlængelse af opholdstilladelsen.",
        direction="in", journal_id=f"2026-{s.rng.randrange(10_000, 99_999)}",
    )  # fmt: skip


def _note(s: Story, theme: str, text: str, **values: Any) -> Any:
    return write_note(
        s.known, by=s.caseworker, theme=theme, happened_on=s.today, text=text, **values
    )


def decided(s: Story, start: int, *moves: str, complaint: tuple[str, ...] | None = None) -> Act:
    """A decision is drafted and goes through the moves; `complaint` are those of the complaint."""
    yield s.after(start)
    draft_decision(
        s.known, by=s.caseworker, subject="Bevilling af støtte til transport",
        legal_basis="integrationsloven § 23 f", facts=texts.FACTS,
    )  # fmt: skip
    for number, name in enumerate(moves):
        yield s.after(start + 2 + number * (HEARING + 2))
        s.move(s.record("Decision"), name, **_DECISION.get(name, fixed())(s))
    if complaint is None:
        return
    yield s.later(12)
    receive_complaint(
        s.record("Decision"), by=s.caseworker, received_on=s.today, text=texts.COMPLAINT
    )
    for name in complaint:
        yield s.later(9)
        s.move(s.record("Complaint"), name, **_COMPLAINT.get(name, fixed())(s))


def decided_and_withdrawn(s: Story, start: int) -> Act:
    return decided(s, start, "withdraw")


def decided_and_reassessed(s: Story, start: int) -> Act:
    """The complaint is on the desk."""
    return decided(s, start, "send", complaint=("reassess",))


def access_asked(s: Story, ago: int, *moves: str) -> Act:
    yield s.ago(ago)
    receive_access_request(
        s.known, by=s.caseworker, received_on=s.today, asked_by="Borgerens advokat",
        wanted="Alle notater og breve siden ankomsten",
    )  # fmt: skip
    for name in moves:
        yield s.later(4)
        s.move(s.record("AccessRequest"), name, **_ACCESS[name])


_DECISION = {
    "hear": lambda s: {"hearing_answer_by": s.today + days(HEARING)},
    "record_answer": fixed(hearing_answer="Jeg har brug for støtten, så længe jeg er i praktik."),
    "send": fixed(
        legal_basis="integrationsloven § 23 f",
        facts=texts.FACTS,
        reasons="Der er hverken bus eller tog til praktikstedet på mødetidspunktet.",
        guidance="Du kan klage inden fire uger. Send klagen til os, så vurderer vi sagen igen.",
        well_informed="on",
        no_hearing_reason="Borgeren har selv lagt oplysningerne frem.",
    ),
    "withdraw": fixed(reason="Borgeren har trukket ansøgningen tilbage"),
}
_COMPLAINT = {
    "grant": fixed(reassessment="Der var oversete udgifter. Støtten bevilges fuldt ud."),
    "forwarded": fixed(reassessment="Klagen indeholder ikke nye oplysninger."),
    "decide": fixed(appeal_outcome="upheld"),
}
_ACCESS: dict[str, dict[str, Any]] = {
    "decided": {"outcome": "partly", "withheld": "Interne notater, offentlighedsloven § 23"},
    "withdraw": {"reason": "Fik svar i telefonen"},
}
