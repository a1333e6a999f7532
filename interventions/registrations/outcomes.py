"""Jobs and their hours, education, Danish tests and clarifications."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from cases.actions.outcomes import (
    correct_outcome,
    end_spell,
    record_clarification,
    record_danish_test,
    record_hours,
)
from cases.models import Case
from interventions.actions.outcomes import begin_education, begin_job, correct_spell
from interventions.forms.outcomes import (
    ClarificationForm,
    DanishTestForm,
    EducationEndForm,
    EducationForm,
    JobEndForm,
    JobForm,
    MonthHoursForm,
    correction_of,
)
from interventions.registrations.base import CaseAction, Filled

CORRECTED = "Oplysningen er rettet, og den gamle er gemt."
Find = Callable[[Case, frozenset[Permission], str], Any]


def _job(filled: Filled) -> str:
    begin_job(filled.case, by=filled.by, **filled.typed)
    return _("Jobbet er registreret. Forløbet fortsætter med fastholdelse og opfølgning.")


def _education(filled: Filled) -> str:
    begin_education(filled.case, by=filled.by, **filled.typed)
    return _("Uddannelsen er registreret. Forløbet fortsætter med fastholdelse og opfølgning.")


def _end(filled: Filled) -> str:
    end_spell(filled.case, filled.form.about, by=filled.by, **filled.typed)
    return _("Slutdatoen er registreret.")


def _hours(filled: Filled) -> str:
    typed = filled.typed
    record_hours(filled.case, filled.form.about, typed["month"], typed["hours"], by=filled.by)
    return _("Timerne for %(month)s er registreret.") % {
        "month": date_format(typed["month"], "F Y")
    }


def _danish_test(filled: Filled) -> str:
    record_danish_test(filled.case, by=filled.by, **filled.typed)
    return _("Danskprøven er registreret.")


def _clarification(filled: Filled) -> str:
    record_clarification(filled.case, by=filled.by, **filled.typed)
    return _("Afklaringen er registreret.")


def _correct(filled: Filled) -> str:
    values = dict(filled.typed)
    reason = values.pop("reason")
    correct_outcome(filled.case, filled.form.about, values, by=filled.by, reason=reason)
    return CORRECTED


def _one_of(related: str) -> Find:
    """The citizen's own row with this number, for whoever may read outcomes."""

    def find(case: Case, held: frozenset[Permission], pk: str) -> Any:
        if Permission.NEEDS_SEE not in held:
            return None
        return next((r for r in getattr(case.citizen, related).all() if str(r.pk) == pk), None)

    return find


def _correct_spell(filled: Filled) -> str:
    values = dict(filled.typed)
    reason = values.pop("reason")
    correct_spell(filled.case, filled.form.about, values, by=filled.by, reason=reason)
    return CORRECTED


JOB, EDUCATION = _one_of("jobs"), _one_of("educations")
TEST, CLARIFIED = _one_of("danish_tests"), _one_of("clarifications")

ACTIONS: dict[str, CaseAction] = {
    "job": CaseAction(_l("Registrér et job"), JobForm, _job),
    "job-slut": CaseAction(_l("Afslut et job"), JobEndForm, _end, find=JOB),
    "job-timer": CaseAction(_l("Registrér timer i en måned"), MonthHoursForm, _hours, find=JOB),
    "job-ret": CaseAction(_l("Ret et job"), correction_of(JobForm), _correct_spell, find=JOB),
    "uddannelse": CaseAction(_l("Registrér en uddannelse"), EducationForm, _education),
    "uddannelse-slut": CaseAction(
        _l("Afslut en uddannelse"), EducationEndForm, _end, find=EDUCATION
    ),
    "uddannelse-ret": CaseAction(
        _l("Ret en uddannelse"), correction_of(EducationForm), _correct_spell, find=EDUCATION
    ),
    "danskproeve": CaseAction(_l("Registrér en danskprøve"), DanishTestForm, _danish_test),
    "danskproeve-ret": CaseAction(
        _l("Ret en danskprøve"), correction_of(DanishTestForm), _correct, find=TEST
    ),
    "afklaring": CaseAction(_l("Registrér en afklaring"), ClarificationForm, _clarification),
    "afklaring-ret": CaseAction(
        _l("Ret en afklaring"), correction_of(ClarificationForm), _correct, find=CLARIFIED
    ),
}
