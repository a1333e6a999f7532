"""The agreement of a placement, for signing and for the file.

The company gets the citizen's name and nothing else of her: no number, birth date, address or
phone; it reaches her through the jobcentre (domain reference §5.7 and scenario 46).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from accounts.actor import Actor
from accounts.audit import record
from accounts.localtime import COPENHAGEN
from accounts.roles import Function, Permission
from cases.access import OutOfReachError, require
from cases.models import Assignment, Event
from interventions.models import CompanyPlacement, Goal, WorkplaceDanish
from interventions.queries.steps import get_step
from reports.letters import AUTHORITY, Letter, not_to_be_sent, sender
from reports.report import Cell, Entry, Facts, Feed, Report, Section, Signatures, Texts

Form = CompanyPlacement.Form
NAMES = {
    Form.PLACEMENT: "virksomhedspraktik",
    Form.WAGE_SUBSIDY: "løntilskud",
    Form.UTILITY_JOB: "nytteindsats",
}
# INL § 23: placement and utility job are b, wage subsidy is c. Others follow LAB.
BASIS = {Form.PLACEMENT: "§ 23 b", Form.UTILITY_JOB: "§ 23 b", Form.WAGE_SUBSIDY: "§ 23 c"}
LAB = "Lov om en aktiv beskæftigelsesindsats"
MOVES_THE_END = ("extend", "resume", "record_pause")
TAUGHT = ("enrolled", "did_not_attend", "running", "completed", "broken_off")
FIELDS = ("citizen.name", "company", "cvr", "p_number", "contact", "tasks", "hours_per_week",
          "planned_from", "planned_to", "purpose", "goals")  # fmt: skip


def agreement(by: Actor, pk: int) -> Letter:
    """A draft from the day a company is found, with the purpose to be ticked; the agreement as
    soon as it is made. It tells goals and tasks, so it is for those who arrange placements.

    Raises PermissionDenied, or OutOfReachError as for a step that never was.
    """
    row = get_step(by, pk)
    if not isinstance(row, CompanyPlacement):
        raise OutOfReachError
    require(by, Permission.PLACEMENT_MOVE, row.case)
    if not row.company:
        raise OutOfReachError
    subjects = [row.case.citizen_id]
    record(by, "CompanyPlacement.agreement", row.kind, row.pk, subjects=subjects, fields=FIELDS)
    agreed_on = _agreed_on(row)
    name = NAMES[Form(row.form)]
    report = Report(
        title=f"Aftale om {name}" if agreed_on else f"Udkast til aftale om {name}",
        as_of=agreed_on or by.today,
        sections=tuple(_sections(row, by.today)),
        question="Aftale mellem virksomheden, borgeren og jobcentret",
        answer=not_to_be_sent(row.case),
        made_at=by.now.astimezone(COPENHAGEN),
        dated="Indgået" if agreed_on else "Udkast pr.",
    )
    return Letter(report, row.case, "Aftale")


def _agreed_on(row: CompanyPlacement) -> date | None:
    events = Event.objects.filter(kind=row.kind, object_id=row.pk, move="agree")
    return events.values_list("effective_on", flat=True).order_by("pk").last()


def _sections(row: CompanyPlacement, today: date) -> Iterator[Section]:
    helpers = _consultants(row, today)
    yield Facts("Parter og kontaktpersoner", tuple(_parties(row, helpers)))
    yield Facts("Aftalen", tuple(_terms(row)))
    yield Texts("Opgaver", (row.tasks,))
    yield Feed("Mål", tuple(_goals(row)), "Der er ikke aftalt mål endnu.")
    yield Texts("Virksomhedsrettet dansk", (_danish(row),))
    yield Signatures(
        "Underskrifter",
        (
            (f"For {row.company}", row.contact),
            ("Borgeren", str(row.case.citizen)),
            (f"For {AUTHORITY}", str(row.case.responsible or "")),
        ),
    )


def _parties(row: CompanyPlacement, helpers: list[str]) -> Iterator[tuple[str, Cell]]:
    yield "Virksomhed", row.company
    yield "CVR-nummer", row.cvr
    yield "P-nummer", row.p_number
    yield "Virksomhedens kontaktperson", row.contact
    yield "Borger", str(row.case.citizen)
    yield "Jobcenter", sender(row.case)
    if row.case.responsible:
        yield "Ansvarlig sagsbehandler", str(row.case.responsible)
    if helpers:
        yield "Virksomhedskonsulent", ", ".join(helpers)


def _consultants(row: CompanyPlacement, today: date) -> list[str]:
    theirs = Assignment.objects.filter(
        Assignment.active_on(today), case=row.case_id, function=Function.COMPANY_CONSULTANT
    )
    return [str(one.user) for one in theirs.select_related("user").order_by("pk")]


def _terms(row: CompanyPlacement) -> Iterator[tuple[str, Cell]]:
    form = Form(row.form)
    yield "Form", str(row.get_form_display())
    yield "Hjemmel", f"Integrationsloven {BASIS[form]}" if row.case.in_programme else LAB
    if row.planned_from and row.planned_to:
        period = f"{row.planned_from:%d-%m-%Y} til {row.planned_to:%d-%m-%Y}"
        yield "Periode", f"{period}, begge dage med{_moved(row)}"
    yield "Timer om ugen", row.hours_per_week
    yield "Formål", _purpose(row)
    if row.hearing_on:
        yield "Medarbejderrepræsentanten hørt", row.hearing_on


def _moved(row: CompanyPlacement) -> str:
    """Says it when the end is no longer the one that was signed."""
    events = Event.objects.filter(kind=row.kind, object_id=row.pk, move__in=MOVES_THE_END)
    last = events.order_by("pk").last()
    return f". Slutdatoen er ændret den {last.effective_on:%d-%m-%Y}" if last else ""


def _purpose(row: CompanyPlacement) -> str:
    """In a draft the three that the law knows, to be ticked by hand."""
    if row.purpose:
        return str(row.get_purpose_display())
    return "\n".join(f"☐ {label}" for label in CompanyPlacement.Purpose.labels)


def _goals(row: CompanyPlacement) -> Iterator[Entry]:
    for goal in row.goals.exclude(state=Goal.State.DROPPED):
        details = (("Tegn på, at målet er nået", goal.sign),)
        yield Entry(None, f"{goal.get_type_display()} mål: {goal.text}", details=details)


def _danish(row: CompanyPlacement) -> str:
    lessons = WorkplaceDanish.objects.filter(at_placement=row.pk, state__in=TAUGHT)
    one = lessons.select_related("language_goal").order_by("pk").last()
    if one is None:
        return "Der er ikke aftalt danskundervisning på arbejdspladsen."
    days = f", {one.days}" if one.days else ""
    goal = f" Undervisningen støtter målet »{one.language_goal}«." if one.language_goal else ""
    return f"Danskundervisning på arbejdspladsen {one.hours_per_week} timer om ugen{days}.{goal}"
