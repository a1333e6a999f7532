"""What a page may not tell, and what it must, of the citizen that a row is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from config.world.cast import BORN, Told
from tests.permissions.asking import Answer, Ask
from tests.permissions.figures import SENSITIVE, too_much
from tests.permissions.judging import NEVER, REPEATED
from tests.permissions.pages.otherwise import otherwise
from tests.permissions.standing import Standing
from tests.permissions.table import Row
from tests.permissions.told import STEPS, words

LINK = r"/(?:sager|borgere)/\d"
# What differs from one answer to the next: the number of the request, and what guards a form.
ALWAYS_NEW = re.compile(r"[0-9a-f]{32}|csrf[^>]*>|/sager/\d+/")
REFUSED = {403, 404, 405}
# What a form with a smuggled field may change of a row: its own fields.
FORM = {
    "citizen": {
        "care_mark", "interpreter", "phone", "email", "safe_contact", "address", "language",
        "version",
    },
    "mentor_log": {"text", "edited_at", "occurred_on", "outcome", "contact_form", "topics"},
    "user": set(),
}  # fmt: skip
# (resource, action) of what is a part of the case's page → what stands there of it.
PARTS = {
    ("mentor_log", "read"): (),
    ("goal", "list"): ("Tale med kolleger",),
    ("household", "list"): ("household-heading",),
    ("outcome", "list"): ("outcomes-heading", "registrer/job/", "registrer/uddannelse/"),
    ("measurement", "list"): ("registrer/maaling-borger/", "registrer/maaling-sagsbehandler/"),
    ("appointment", "list"): ("registrer/aftale/",),
    ("note", "list"): (),
}
LISTS = {("citizen", "list"), ("citizen", "search_name"), ("citizen", "autocomplete")}


def every_word(told: Told) -> tuple[str, ...]:
    """All by which the citizen can be known."""
    dashed = f"{told.cpr[:6]}-{told.cpr[6:]}"
    return (*told.markers.values(), told.cpr, dashed, f"{BORN:%d-%m-%Y}")


def tells(answer: Answer, told: Told, found: Iterable[str] = ()) -> list[str]:
    return [
        f"{word} i {answer.ask.url}"
        for word in (found or every_word(told))
        if word in answer.text and word not in str(answer.ask.data)
    ]


def hidden_words(told: Told, fieldset: str) -> tuple[str, ...]:
    """By which words a page would tell the fieldset: those of the API, and how a page says it."""
    said = {
        "birth_year": (f"født {BORN.year}", f"født den {BORN.year}"),
        "language_interpreter": ("arabisk", "tolk:"),
        "protection_flag": ("protected-mark", "Adressen er beskyttet", "dressebeskyttelse"),
    }.get(fieldset, ())
    if fieldset in STEPS and (pk := told.steps.get(STEPS[fieldset])):
        said = (f"/skridt/{pk}/", f'"skridt-{pk}"', f"id={pk}&", f'?id={pk}"')
    return tuple({*words(told, fieldset), *said})


def denied(w: Standing, row: Row, answers: list[Answer]) -> list[str]:
    """Everything that the pages tell although the row says that they do not."""
    shown = [a for a in answers if a.status not in REFUSED]
    if (row.action, row.fieldset, row.http) == ("read", "existence", "404"):
        return _as_never_there(w, row, answers[0])
    for key in ((row.resource, row.action), (row.resource, ""), ("", row.action)):
        if shown and (special := DENIED.get(key)):
            return special(w, row, shown)
    words_of = _hidden(w, row)
    return [found for a in shown if words_of for found in tells(a, w.told(row), words_of)]


def _hidden(w: Standing, row: Row) -> tuple[str, ...]:
    """By which words a leak of the row's fieldset would be seen."""
    told, pair = w.told(row), (row.resource, row.action)
    if pair == ("citizen", "lookup_cpr"):
        return (f"Enhed {told.unit}",) if row.fieldset == "unit" else (told.markers["name"],)
    if row.fieldset == "mentor_log_own" and row.role != "mentor":
        return tuple(f"/opfoelgninger/{pk}/" for pk in told.follow_ups.values() if pk)
    if pair in PARTS:
        return PARTS[pair] or words(told, row.fieldset)
    return hidden_words(told, row.fieldset) if row.http in ("absent", "absent|403") else ()


def _smuggled(w: Standing, row: Row, _shown: list[Answer]) -> list[str]:
    return w.smuggled(w.told(row), FORM[row.resource])


def _listed(w: Standing, row: Row, shown: list[Answer]) -> list[str]:
    """No list and no search leads to her, or names her; nor is more than a name on one."""
    told = w.told(row)
    links = (f"/sager/{told.case.pk}/", *(f"/skridt/{pk}/" for pk in told.steps.values()))
    hidden = hidden_words(told, row.fieldset)
    found = (*links, *every_word(told)) if row.fieldset == "existence" else hidden
    return [problem for a in shown for problem in tells(a, told, found)]


def _counted(w: Standing, row: Row, shown: list[Answer]) -> list[str]:
    """Who is hidden from her is counted where she would have stood, and nothing more."""
    told = w.told(row)
    found = [] if "hører til hos andre og" in shown[0].text else ["de skjulte er ikke talt med"]
    return found + [p for a in shown for p in tells(a, told, (*every_word(told), "/skridt/"))]


def _secrets(w: Standing, row: Row, shown: list[Answer]) -> list[str]:
    secrets = [token["token"] for token in w.tokens.values()]
    return [problem for a in shown for problem in tells(a, w.told(row), secrets)]


def _report(w: Standing, row: Row, shown: list[Answer]) -> list[str]:
    return [problem for a in shown for problem in report_tells(w, row, a)]


def _as_never_there(w: Standing, row: Row, answer: Answer) -> list[str]:
    never = w.ask(w.who(row), Ask("GET", f"/sager/{NEVER}/"))
    there, nowhere = (ALWAYS_NEW.sub("", one.text) for one in (answer, never))
    return [] if there == nowhere else ["siden er en anden end for en sag, der aldrig var"]


def _no_filter(w: Standing, row: Row, shown: list[Answer]) -> list[str]:
    told, (plain, *others) = w.told(row), shown
    found = []
    for answer in others:
        if answer.ask.reads and cases_in(answer) != cases_in(plain):
            found.append(f"{answer.ask.url} filtrerer")
        elif not answer.ask.reads and f"/sager/{told.case.pk}/" in answer.text:
            found.append("søgningen finder på et skjult felt")
    return found


def cases_in(answer: Answer) -> list[str]:
    return re.findall(r"/sager/(\d+)/", answer.text)


def report_tells(w: Standing, row: Row, answer: Answer) -> list[str]:
    if row.fieldset == "drill_down_to_list":
        return [f"fører til {link}" for link in re.findall(LINK, answer.text)]
    if row.fieldset.startswith("sensitive"):
        return [word for word in SENSITIVE if word in answer.text]
    return [] if answer.status == 400 else too_much(w, row, answer)


def allowed(w: Standing, row: Row, first: Answer, answers: list[Answer]) -> list[str]:
    """Everything that the pages should have told or written, and have not."""
    told, pair = w.told(row), (row.resource, row.action)
    if row.fieldset == REPEATED:
        return w.changed()
    if row.role == "integrator" or otherwise(row):
        return []
    if first.ask.writes and first.ask.writes not in w.changed():
        return [f"intet skrevet i {first.ask.writes}: {w.changed()}"]
    if pair == ("citizen", "read"):
        papers = "\n".join(a.text for a in answers if row.fieldset == "document")
        return shows(first.text + papers, told, row.fieldset)
    if row.resource == "report":
        return _report(w, row, answers)
    wanted = {
        **dict.fromkeys(LISTS, f"/sager/{told.case.pk}/"),
        ("citizen", "reveal_cpr"): f"{told.cpr[:6]}-{told.cpr[6:]}",
        ("citizen", "reveal_address"): told.markers["address"],
        ("company", "read"): told.markers["name"],
    }.get(pair, "")
    return [] if wanted in first.text else [f"{wanted} mangler på siden"]


def shows(text: str, told: Told, fieldset: str) -> list[str]:
    """What is allowed stands on the case's own page; a document on the page of its letter."""
    alternatives = {
        "existence": (f"Forløb {told.case.pk}",),
        "birth_year": (str(BORN.year),),
        "cpr_masked": (f"{BORN:%d%m%y}-",),
        "language_interpreter": ("arabisk",),
        "responsible_staff": ("Ansvarlig:",),
        "protection_flag": ("case-marks",),
        "mentor_log_other": (told.markers["mentor_log_other"], told.markers["mentor_log_own"]),
    }.get(fieldset, ())
    if fieldset in STEPS:
        alternatives = (f'"skridt-{told.steps.get(STEPS[fieldset])}"',)
    alternatives = alternatives or (told.markers.get(fieldset, ""),)
    found = any(word in text for word in alternatives)
    return [] if found else [f"{fieldset} mangler på siden: {alternatives}"]


Judge = Callable[[Standing, Row, list[Answer]], list[str]]
DENIED: dict[tuple[str, str], Judge] = {
    **dict.fromkeys(LISTS, _listed),
    ("citizen", "filter_by"): _no_filter,
    ("company", "read"): _counted,
    ("", "patch_field"): _smuggled,
    ("report", ""): _report,
    ("admin", "api_token_show_again"): _secrets,
}
