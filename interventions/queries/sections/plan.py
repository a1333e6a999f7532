"""The course of the case itself: is the plan approved, is it moving, which case does it follow.

The approval is read from the events, so that nothing has to be cleared when the plan changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from accounts.roles import Permission
from cases.models import Case, Event
from interventions.law.wording import written
from interventions.models import KINDS
from interventions.models.step import HIDDEN
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Link, Section, register_link

APPROVED = "Planen er godkendt"
CHANGED = "Planen er ændret, siden den blev godkendt"
NOT_YET = "Planen er ikke godkendt endnu"


def plan_section(case: Case, reader: Reader) -> Section | None:
    """Two queries at most. None for who does not see the case's own facts, and with no news."""
    if not reader.may(Permission.PLAN_SEE):
        return None
    entries = tuple(_entries(case, reader))
    if not entries:
        return None
    links = _links(case) if reader.may(Permission.CITIZENS_MERGE) else ()
    return Section(
        key="plan", title="Plan og spor", entries=entries, empty="", links=links, side=True
    )


def _links(case: Case) -> tuple[Link, ...]:
    if case.is_ended:
        return ()
    return (register_link(case, "Flet en dobbeltregistrering", "flet"),)


def _entries(case: Case, reader: Reader) -> Iterator[Entry]:
    if case.state == Case.State.MOVING:
        yield Entry(title=f"Flyttet til {case.moves_to}", under="Afventer, om programmet overtages")
    if case.state in Case.RUNNING:
        yield _approval(case)
    if case.continues_id:
        yield _other("Fortsætter et tidligere forløb", case.continues_id)
    if case.is_ended:
        for pk in case.continued_by.values_list("pk", flat=True):
            yield _other("Fortsat i et nyt forløb", pk)
        if case.no_measurement and reader.reads_notes:
            yield Entry(title="Ingen afsluttende måling", under=case.no_measurement)


def _other(title: str, pk: int) -> Entry:
    return Entry(title=title, links=(Link(f"Sag {pk}", reverse("case", args=(pk,))),))


def _approval(case: Case) -> Entry:
    approved, changed = approval_of(case)
    if approved is None:
        return Entry(title=NOT_YET)
    told = f"{written(approved.effective_on)} af {approved.by}"
    return Entry(title=CHANGED if changed else APPROVED, under=told)


def approval_of(case: Case) -> tuple[Event | None, bool]:
    """The latest approval of the plan, and whether a step was added or cancelled after it.

    Steps whose existence is hidden do not count: their approval would tell of them.
    """
    changing = Q(kind__in=set(KINDS) - set(HIDDEN), move__in=("add", "cancel"))
    approving = Q(kind=Case.kind, move="approve_plan")
    events = Event.objects.filter(changing | approving, case=case).select_related("by")
    found = list(events.order_by("-pk"))
    approved = next((event for event in found if event.kind == Case.kind), None)
    return approved, approved is not None and found[0] is not approved
