"""Dates of the case: the anchors from which deadlines are counted, and the handover."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from cases.models import Case
from interventions.actions.anchors import CORRECTABLE, correct_anchor
from interventions.actions.together import agree_handover_with_consent
from interventions.forms.facts import AnchorForm, HandoverForm, anchor_label
from interventions.queries.anchors import due_dates, moved_since
from interventions.registrations.base import CaseAction, Filled
from interventions.registrations.beside import PARTS


def _anchor(filled: Filled) -> str:
    case, typed = filled.case, filled.typed
    name: str = typed["anchor"]
    before, old = due_dates(case), getattr(case, name)
    case = correct_anchor(
        case, name, typed["day"], by=filled.by, reason=typed["reason"], seen_version=filled.seen
    )
    words = {"date": anchor_label(name), "old": _day(old), "new": _day(typed["day"])}
    told = _("%(date)s er ændret fra %(old)s til %(new)s.") % words
    return f"{told} {_moved(case, before)}"


def _handover(filled: Filled) -> str:
    case, typed = filled.case, filled.typed
    consent = None
    if "consent_given_on" in typed:
        consent = {"given_on": typed["consent_given_on"], "form": typed["consent_form"]}
    before = due_dates(case)
    case = agree_handover_with_consent(
        case, typed["day"], consent, by=filled.by, reason=typed["reason"], seen_version=filled.seen
    )
    told = _("Overgivelsen er aftalt til %(day)s.") % {"day": _day(typed["day"])}
    return f"{told} {_moved(case, before)}"


def _moved(case: Case, before: dict[int, date | None]) -> str:
    moved = [
        _("%(subject)s fra %(old)s til %(new)s")
        % {"subject": subject, "old": _day(old), "new": _day(new)}
        for subject, old, new in moved_since(case, before)
    ]
    if not moved:
        return _("Ingen frister er flyttet.")
    told = ngettext("%(n)s frist er flyttet:", "%(n)s frister er flyttet:", len(moved))
    return f"{told % {'n': len(moved)}} {'; '.join(moved)}."


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else _("ukendt")


ACTIONS: dict[str, CaseAction] = {
    "dato": CaseAction(
        _l("Ret en dato"), partial(AnchorForm, names=CORRECTABLE), _anchor,
        below=PARTS + "anchors.html",
    ),
    "overgivelse": CaseAction(
        _l("Aftal tidligere overgivelse"), HandoverForm, _handover, above=PARTS + "handover.html"
    ),
}  # fmt: skip
