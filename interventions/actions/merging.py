"""One person registered twice: the case that is kept takes over the numbers and the dates.

The other case has been cancelled as opened by mistake, which takes two people; its history stays
where it was and can be read, and each case's history names the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require
from cases.actions.changes import change_fields
from cases.actions.moves import write_event
from cases.errors import NotPossibleError
from cases.models import Case, HouseholdMember
from interventions.actions.anchors import fill_anchors
from interventions.queries.doubles import HERE, THERE, differing

MERGE = Permission.CITIZENS_MERGE


@transaction.atomic
def merge_double(kept: Case, double: Case, *, by: Actor, choices: Mapping[str, str]) -> list[str]:
    """`choices` says for each date that differs whether the one HERE or THERE counts.

    Answers with the names of the dates that were taken over. Raises NotPossibleError while the
    other case is not cancelled, or when nobody has said which date counts.
    """
    first, second = sorted((kept.pk, double.pk))
    cases = Case.objects.select_for_update(of=("self",))
    locked = {pk: cases.get(pk=pk) for pk in (first, second)}
    kept, double = locked[kept.pk], locked[double.pk]
    require(by, MERGE, kept)
    require(by, MERGE, double)
    _refuse(kept, double)
    taken = _taken(kept, double, choices)
    words = f"Samme person som sag {double.pk}, der er annulleret"
    if taken:
        kept = fill_anchors(kept, dict(taken), by=by, reason=words)
    _take_numbers(kept, double, by)
    for membership in HouseholdMember.objects.filter(citizen=double.citizen, to_on=None):
        membership.to_on = max(by.today, membership.from_on)
        membership.save()
    for case, other in ((kept, double), (double, kept)):
        write_event(
            case, case, move="correct", label=f"Flettet med sag {other.pk} (samme person)", by=by,
            on=by.today, from_state=case.state,
        )  # fmt: skip
    subjects = [kept.citizen_id, double.citizen_id]
    fields = ["identifiers", *taken]
    record(by, "merge", "citizen", kept.citizen_id, subjects=subjects, fields=fields)
    return list(taken)


def _refuse(kept: Case, double: Case) -> None:
    if kept.citizen_id == double.citizen_id:
        raise NotPossibleError("De to sager er allerede den samme borgers.")
    if kept.is_ended:
        raise NotPossibleError("Flet ind i den sag, der skal bestå: denne er afsluttet.")
    if double.state != Case.State.CANCELLED:
        raise NotPossibleError(
            "Annullér først dobbeltsagen som fejloprettet; det godkendes af en anden."
        )


def _taken(kept: Case, double: Case, choices: Mapping[str, str]) -> dict[str, date]:
    """The dates that only the other case knows, and those that somebody chose from it."""
    for name, (here, there) in differing(kept, double).items():
        if here and there and choices.get(name) not in (HERE, THERE):
            raise NotPossibleError(
                f"Vælg, hvilken dato der gælder: {here:%d-%m-%Y} her eller {there:%d-%m-%Y} i "
                "dobbeltsagen."
            )
    return {
        name: there
        for name, (here, there) in differing(kept, double).items()
        if there and (here is None or choices[name] == THERE)
    }


def _take_numbers(kept: Case, double: Case, by: Actor) -> None:
    for number in double.citizen.identifiers.order_by("pk"):
        change_fields(
            number, {"citizen_id": kept.citizen_id}, citizen=kept.citizen, by=by,
            reason="Dobbeltregistrering flettet",
        )  # fmt: skip
