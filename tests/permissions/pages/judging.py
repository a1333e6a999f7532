"""What a row of permissions.csv says of the pages."""

from __future__ import annotations

import re

from cases.models import Case
from interventions.models import FollowUp
from tests.permissions.asking import Answer
from tests.permissions.judging import ALLOW, DENY, REPEATED, has, kept
from tests.permissions.judging import TRAIL as API_TRAIL
from tests.permissions.pages.otherwise import otherwise
from tests.permissions.pages.telling import LISTS, PARTS, allowed, denied, tells
from tests.permissions.standing import Standing
from tests.permissions.table import ALONE, ASKED, MORE, Row

SIGN_IN = "/log-ind/"
# What a form answers to a refusal in words: with its own page, the text kept.
IN_WORDS = {
    400: {400, 422, 409},
    405: {405},
    409: {409, 422},
    412: {409},
    422: {409, 422},
    429: {429},
}
REFUSED = {403, 404, 405}
# Pages that open to many and leave out what one may not know of: which answers are no leak.
ANSWERED = {
    **{key: {200, 403} for key in LISTS},  # everybody has a first page
    **{key: {200, 403, 404} for key in PARTS},  # the case's page, without that part
    ("citizen", "filter_by"): {200},  # what a list does not know, it does not read
}
# Word of the table → the names by which the trail knows the reading of a page, or the act.
TRAIL = {
    "read": r"\.(read|list|report|letter|agreement)$",
    "search": r"^(case|citizen)\.(search|list|found|lookup)$",
    "report": r"^report\.",
}
ALLOWED = {
    (r.role, r.relation, r.resource, r.action) for r in (*ASKED, *MORE, *ALONE) if not r.denied
}
# Where a form with a smuggled field may write: by its own fields.
OWN = {"cases_citizen", "cases_change", "interventions_followup"}


def main(answers: list[Answer]) -> Answer:
    return next((a for a in answers if not a.ask.reads and a.ask.method != "HEAD"), answers[0])


def wrong(w: Standing, row: Row, answers: list[Answer]) -> list[str]:
    first = main(answers)
    found = _status(row, first)
    found += _others(row, first, answers)
    found += [f"500: {a.ask.url}" for a in answers if a.status >= 500]
    for answer in answers:
        if answer.status in (*REFUSED, 302) and row.denied:
            found += tells(answer, w.told(row))
    if row.denied:
        found += [f"ændret: {name}" for name in _changed(w, row)]
        found += denied(w, row, answers)
    elif not found:
        found += allowed(w, row, first, answers)
    return found + _trail(w, row, first, answers)


def _changed(w: Standing, row: Row) -> list[str]:
    """What a refusal left behind; where a page does otherwise, what it may not have done."""
    if (other := otherwise(row)) and other.writes:
        return w.smuggled(w.told(row), set()) + elsewhere(w, row)
    written = kept(row) | (OWN if row.action == "patch_field" else set())
    return [name for name in w.changed() if name not in written]


def elsewhere(w: Standing, row: Row) -> list[str]:
    """The newest case or log, when it is another unit's or another writer's."""
    if row.resource == "citizen":
        home = w.world.staff.users[w.who(row)].grants.get().unit
        return [str(c.unit) for c in [Case.objects.order_by("pk").last()] if c and c.unit != home]
    newest = FollowUp.objects.order_by("pk").last()
    return [str(newest.author)] if newest and newest.author_id != w.user_id(w.who(row)) else []


# --- how it is answered
def statuses(row: Row, first: Answer) -> set[int]:
    """Any of these is an answer as the row says."""
    if other := otherwise(row):
        return set(other.statuses)
    if row.role == "integrator":
        return {403}  # a token opens no page
    if row.http == "401":
        return {302}
    return _refusals(row, first) if row.denied else {first.ask.ok}


def _refusals(row: Row, first: Answer) -> set[int]:
    pair = (row.resource, row.action)
    if first.ask.method == "DELETE":
        return {403, 404, 405}
    if pair in ANSWERED or row.http in ("absent", "absent|403", "no_hit", "line_refused"):
        return ANSWERED.get(pair, {200, 400, *REFUSED})
    found: set[int] = {302, 403} if row.http.startswith("ignored") else set()
    for status in row.statuses:
        found |= IN_WORDS.get(status, {status})
    return found


def _status(row: Row, first: Answer) -> list[str]:
    ok = first.status in statuses(row, first)
    if first.status == 302:  # a stranger is sent to sign in, and nobody else
        ok &= (row.http == "401") == first.headers["Location"].startswith(SIGN_IN)
    url = f"{first.ask.method} {first.ask.url}"
    return [] if ok else [f"{url}: {first.status} i stedet for {row.http}{_said(first)}"]


def _said(answer: Answer) -> str:
    """The messages of a form that was shown again."""
    if answer.status not in (409, 422):
        return ""
    found = re.findall(r'class="(?:form-error-message|alert-text)[^>]*>(.*?)<', answer.text, re.S)
    return f": {' / '.join(part.strip() for part in found)[:200]}"


def _others(row: Row, first: Answer, answers: list[Answer]) -> list[str]:
    """Whoever may not know of the citizen gets no other page about her, nor the form before."""
    if not row.denied or row.http not in ("401", "403", "404") or otherwise(row):
        return []
    if (row.resource, row.action) in LISTS:
        return []
    closed = {302} if row.http == "401" else {403, 404}
    return [
        f"{a.ask.method} {a.ask.url}: {a.status}"
        for a in answers
        if a is not first and a.status not in closed and not _says_why(row, a)
    ]


def _says_why(row: Row, answer: Answer) -> bool:
    """A form that may be sent with other words, or a page that says why there is no form."""
    same = (row.role, row.relation, row.resource, row.action)
    return answer.status == 200 and (same in ALLOWED or "narrow-form" not in answer.text)


# --- what is written down of it
def _trail(w: Standing, row: Row, first: Answer, answers: list[Answer]) -> list[str]:
    actor = w.actor_name(w.who(row))
    if row.audit == "-" or (first.status in (302, 405) and row.denied):
        return []  # no page has the verb; and a stranger is sent to sign in
    if first.status in REFUSED:
        return has(first, DENY, "", actor)
    if row.fieldset == REPEATED or ((other := otherwise(row)) and not other.trail):
        return []
    if row.denied and first.status == 400:
        return []  # a question that cannot be put
    if row.denied:
        return [] if any(not has(a, None, "", actor) for a in answers) else ["intet i sporet"]
    pattern = TRAIL.get(row.audit) or API_TRAIL.get(row.audit) or re.escape(row.audit)
    return has(first, ALLOW, pattern, actor)
