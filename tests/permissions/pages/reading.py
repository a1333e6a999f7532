"""Pages that show citizens: one of them part by part, and the lists and searches."""

from __future__ import annotations

from collections.abc import Iterator

from interventions.models import Company, CompanyPlacement, Deadline, Goal
from interventions.registrations import ACTIONS
from tests.permissions.adapter.reports import FREE
from tests.permissions.asking import Ask
from tests.permissions.pages.base import Asks, getting, of_case
from tests.permissions.standing import Standing
from tests.permissions.table import Row

PDF = "?format=pdf"
# What ?id= of a form names: the key under which the world knows such a row.
ABOUT = {
    "behov-status": ("need_needs_general", "need_health", "need_nsc"),
    "samtykke-tilbage": ("consent_mentor",),
    "notat-ret": ("case_note", "health", "nsc"),
    "klage": ("decision",),
    "henvendelse-kreds": ("SocialControlConcern",),
    "forslag": ("HealthAssessment", "transition_pause"),
}
# One move of each kind whose page tells most of it.
MOVES = {
    "HealthAssessment": "decline", "SocialControlConcern": "screen", "Mentoring": "change_mentor",
    "IntegrationProgramme": "agree_contract", "transition_complete": "complete",
    "DanishEducation": "reopen",
}  # fmt: skip
COUNTERS = ("lov", "fem-hverdage", "paamindelser", "ufordelte")
# Who is shown a part of what others see: hers is read on paper as well, not only on the screen.
ON_PAPER = {"own_case", "own_case+protected", "break_glass", "active", "company_consultant"}


def read(w: Standing, row: Row) -> list[Ask]:
    """The same pages for every fieldset, so that they are looked up once for each relation."""
    key = ("read", row.role, row.relation)
    if key not in w.looked_up:
        w.looked_up[key] = _pages_about_her(w, row)
    return w.looked_up[key]


def _pages_about_her(w: Standing, row: Row) -> list[Ask]:
    """The case's page and every other one about the citizen; most of them only where the case
    opens, for one that does not has each address closed (tests/test_urls.py).
    """
    case = Ask("GET", of_case(w, row))
    paths = [*_papers(w, row), f"/henvendelser/{w.told(row).steps['SocialControlConcern']}/"]
    if w.ask(w.who(row), case).status == 200:
        paths += [*_about(w, row), *_forms(w, row)]
    return [case, *(Ask("GET", path) for path in paths)]


def _papers(w: Standing, row: Row) -> Iterator[str]:
    """What is handed out: on the screen and as a file."""
    told = w.told(row)
    for path in (
        of_case(w, row, "rapport/"),
        f"/registreringer/{told.others['decision']}/brev/afgoerelse/",
    ):
        yield path
        if row.relation in ON_PAPER:
            yield path + PDF
    placement = CompanyPlacement.objects.filter(case=told.case.pk).exclude(company="").last()
    if placement:
        yield f"/skridt/{placement.pk}/aftale/"
        if row.relation in ON_PAPER:
            yield f"/skridt/{placement.pk}/aftale/{PDF}"


def _about(w: Standing, row: Row) -> Iterator[str]:
    told = w.told(row)
    yield from (of_case(w, row, rest) for rest in ("vis-cpr/", "vis-adresse/", "flyt/close/"))
    yield f"/registreringer/{told.others['complaint']}/flyt/reassess/"
    for kind, move in MOVES.items():
        if kind in told.steps:
            yield f"/skridt/{told.steps[kind]}/flyt/{move}/"
    if told.follow_ups:
        yield f"/mentorforloeb/{told.steps['Mentoring']}/opfoelgning/"
        yield from (f"/opfoelgninger/{pk}/" for pk in dict.fromkeys(told.follow_ups.values()) if pk)


def _forms(w: Standing, row: Row) -> Iterator[str]:
    told = w.told(row)
    known = {**told.others, **told.steps, **told.notes}
    for name, action in ACTIONS.items():
        if not action.find:
            yield of_case(w, row, f"registrer/{name}/")
        for about in ABOUT.get(name, ()):
            if about in known:
                yield of_case(w, row, f"registrer/{name}/?id={known[about]}")
    for kind in ("HealthAssessment", "Mentoring"):
        found = Deadline.objects.filter(case=told.case.pk, step__kind=kind).order_by("pk").first()
        if found:
            yield from (f"/frister/{found.pk}/", f"/frister/{found.pk}/fritag/")
    goal = Goal.objects.filter(placement__case=told.case.pk).order_by("pk").first()
    if goal:
        yield from (f"/maal/{goal.pk}/flyt/reach/", f"/skridt/{goal.placement_id}/maal/")


def read_other(w: Standing, _row: Row) -> list[Ask]:
    return [Ask("GET", f"/sager/{w.world.cast['closed'].case.pk}/")]


def search(w: Standing, row: Row) -> list[Ask]:
    name = w.told(row).markers["name"]
    typed = name if row.action == "search_name" else name[:14]
    return [Ask("POST", "/soeg/", {"q": typed})]


def listed(_w: Standing, row: Row) -> list[Ask]:
    """Every page with more than one citizen on it."""
    company = Company.objects.order_by("pk")[0].pk
    first = "/" if row.role == "mentor" else "/?enhed=hele"
    paths = [
        first, "/", "/henvendelser/", "/fordeling/", "/noedadgang/",
        f"/virksomheder/{company}/", f"/virksomheder/{company}/afslut/",
        *(f"/?enhed=hele&vis={counter}" for counter in COUNTERS if row.role == "team_lead"),
    ]  # fmt: skip
    return [Ask("GET", path) for path in paths]


FILTERED = ("health", "nsc", "case_note", "address", "cpr_full")


def filtered(w: Standing, row: Row) -> list[Ask]:
    """A list knows no such filter, and a search does not look there."""
    told = w.told(row)
    words = told.markers.get(row.fieldset, "")
    return [
        Ask("GET", "/"),
        Ask("GET", f"/?{'&'.join(f'{name}=x' for name in FILTERED)}&ordering={FILTERED[0]}"),
        *([Ask("POST", "/soeg/", {"q": words})] if words else []),
    ]


def look_up(w: Standing, row: Row) -> list[Ask]:
    return [Ask("GET", "/opslag/"), Ask("POST", "/opslag/", {"cpr": w.told(row).cpr})]


def report(name: str) -> Asks:
    def asks(_w: Standing, row: Row) -> list[Ask]:
        asked = FREE if row.fieldset == "arbitrary_date_range" else "from=2025-10&to=2026-05"
        unit = "&unit=NORD" if row.relation == "other_area" else ""
        return [Ask("GET", f"/rapporter/progression/?{asked}{unit}&format={name}")]

    return asks


def concern(w: Standing, row: Row) -> list[Ask]:
    return [Ask("GET", f"/henvendelser/{w.told(row).steps['SocialControlConcern']}/")]


CASE = getting("/sager/{case}/")
PAGES: dict[tuple[str, str], Asks] = {
    ("citizen", "read"): read,
    ("citizen", "read_other_id"): read_other,
    ("citizen", "search_name"): search,
    ("citizen", "autocomplete"): search,
    ("citizen", "list"): listed,
    ("citizen", "filter_by"): filtered,
    ("citizen", "lookup_cpr"): look_up,
    ("report", "view"): report("html"),
    ("report", "export_csv"): report("csv"),
    ("report", "export_pdf"): report("pdf"),
    ("concern", "read"): concern,
    ("note", "list"): CASE,
    ("goal", "list"): CASE,
    ("appointment", "list"): CASE,
    ("outcome", "list"): CASE,
    ("measurement", "list"): CASE,
    ("household", "list"): CASE,
}
