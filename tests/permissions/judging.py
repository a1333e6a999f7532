"""What a row of permissions.csv says of the answers to it."""

from __future__ import annotations

import re
from collections.abc import Callable

from accounts.models import AuditEvent
from tests.permissions.asking import Answer, Ask
from tests.permissions.figures import too_much
from tests.permissions.standing import Standing
from tests.permissions.table import Row
from tests.permissions.told import leaks, shows

ALLOW, DENY = AuditEvent.Outcome.ALLOW, AuditEvent.Outcome.DENY
REFUSALS = {400, 401, 403, 404, 405, 409, 412, 422, 428, 429}
# What the project does not have: that it is not there is all that can be asked.
NOT_THERE = {("admin", "open_django_admin_citizen_table")}
# Rows that are only about what is written: that nothing changed was asked of the database.
WRITTEN = {"note", "mentor_log", "user", "mentor_assignment", "assignment", "break_glass"}
NEVER = 987_654_321
REPEATED = "replay_same_key_same_body"
# Word of the table → the names by which the trail knows such an act.
TRAIL = {
    "read": r"\.(read|list)$",
    "search": r"^citizen\.(search|list|found)$",
    "create": r"(register|create|open|add|write|log|assign)",
    "update": r"(change|update|hand_out)",
    "listed": r"^break_glass\.list$",
    "receive": r"\.received$",
    "transition": r"^(Case|[A-Z]\w+)\.\w+$",
    "report": r"^report\.",
    "api": r"^report\.",
    "export_pdf": r"^plan\.export_pdf$",
    "export_citizens_csv": r"^export_citizens_csv$",
    "csv_import_preview": r"^allocations\.preview$",
    "csv_import_commit": r"^allocations\.import$",
    "record": r"^consent\.give$",
    "withdraw": r"^consent\.change$",
    "end": r"(unassign|end)",
    "request": r"^break_glass\.request$",
    "review": r"^break_glass\.review$",
    "propose_complete": r"^Request\.add$",
    **{
        f"transition_{move}": rf"^\w+\.{move}$"
        for move in ("start", "pause", "resume", "complete", "cancel")
    },
}


def wrong(w: Standing, row: Row, answers: list[Answer]) -> list[str]:
    """Everything about the answers that is not as the row says."""
    first, others = answers[0], answers[1:]
    found = _status(row, first)
    found += _trail(w, row, first)
    if row.denied:
        if not first.ask.reads:
            found += [f"ændret: {name}" for name in w.changed() if name not in kept(row)]
        found += _others(row, others)
        found += _denied(w, row, answers)
    elif row.fieldset == REPEATED:
        found += w.changed()
    elif not found:
        found += _shown(w, row, answers)
    return found


def kept(row: Row) -> set[str]:
    """What a refused line of a list leaves behind: the list, without the person."""
    return {"cases_allocationupload"} if row.http == "line_refused" else set()


def _status(row: Row, first: Answer) -> list[str]:
    if (row.resource, row.action) in NOT_THERE:
        ok = first.status in (403, 404)
    elif row.http in ("absent", "absent|403"):
        ok = first.status == 200 or first.status in REFUSALS
    elif row.http in ("no_hit", "line_refused"):
        ok = first.status == 200
    elif row.http.startswith("ignored"):
        ok = first.status == 200 or first.status in row.statuses
    else:
        ok = first.status in row.statuses
    return [] if ok else [f"{first.status} i stedet for {row.http}: {first.text[:300]}"]


def _trail(w: Standing, row: Row, first: Answer) -> list[str]:
    actor = w.actor_name(w.who(row))
    if (row.resource, row.action) in NOT_THERE or row.fieldset == REPEATED:
        return []  # written down the first time
    refused = first.status in REFUSALS
    if row.audit == "-":
        return []
    if first.status == 401:
        return has(first, DENY, r"auth_failed", None)
    if refused:
        return has(first, DENY, "", actor)
    if row.audit in ("denied", "auth_failed"):
        # Something was answered, without what the row is about: that was written down.
        return has(first, None, "", actor)
    return has(first, ALLOW, TRAIL.get(row.audit, re.escape(row.audit)), actor)


def has(first: Answer, outcome: str | None, pattern: str, actor: str | None) -> list[str]:
    for event in first.trail:
        same = outcome is None or event.outcome == outcome
        if same and re.search(pattern, event.action) and actor in (None, event.actor):
            return []
    seen = [f"{e.actor} {e.action} {e.outcome}" for e in first.trail]
    return [f"sporet mangler {outcome} {pattern}: {seen}"]


def _others(row: Row, others: list[Answer]) -> list[str]:
    """Other roads to the same thing are closed in the same way."""
    found = []
    for answer in others:
        if row.http == "401":
            ok = answer.status == 401
        elif row.http in ("403", "404"):
            ok = answer.status in row.statuses
        else:
            ok = answer.status < 500
        if not ok:
            found.append(f"{answer.ask.method} {answer.ask.url}: {answer.status}")
    return found


def _denied(w: Standing, row: Row, answers: list[Answer]) -> list[str]:
    if special := SPECIAL.get(row.http) or SPECIAL.get(row.resource):
        return special(w, row, answers[0])
    if (row.action, row.fieldset, row.http) == ("read", "existence", "404"):
        return _as_never_there(w, row, answers[0])
    if row.fieldset in ("-", "existence") or row.resource in WRITTEN:
        return []
    if row.fieldset == "mentor_log_own" and row.role != "mentor":
        return ["nøglen er der"] if "mentor_log_own" in answers[0].json else []
    return leaks(answers, w.told(row), row.fieldset)


def _no_hit(w: Standing, row: Row, answer: Answer) -> list[str]:
    ids = {found["id"] for found in answer.json["results"]}
    return ["fundet"] if w.told(row).case.citizen_id in ids else []


def _line_refused(_w: Standing, _row: Row, answer: Answer) -> list[str]:
    told = answer.json
    good = told["refused"] == 1 and told["created"] + told["updated"] == 0
    return [] if good else [str(told)]


SPECIAL: dict[str, Callable[[Standing, Row, Answer], list[str]]] = {
    "no_hit": _no_hit,
    "line_refused": _line_refused,
    "report": too_much,
}


def _as_never_there(w: Standing, row: Row, answer: Answer) -> list[str]:
    """The same bytes and headers as for an id that nobody ever had."""
    never = w.ask(w.who(row), Ask("GET", f"citizens/{NEVER}/"))
    told = [(one.status, one.body, one.headers.keys()) for one in (answer, never)]
    return [] if told[0] == told[1] else ["svaret er et andet end for et id, der aldrig var"]


def _shown(w: Standing, row: Row, answers: list[Answer]) -> list[str]:
    told = w.told(row)
    if (row.resource, row.action) == ("citizen", "read"):
        why = shows(answers[0], told, row.fieldset)
        return [why] if why else []
    if row.resource == "citizen" and row.action in ("search_name", "autocomplete", "list"):
        ids = {found["id"] for found in answers[0].json["results"]}
        return [] if told.case.citizen_id in ids else ["ikke fundet"]
    return []
