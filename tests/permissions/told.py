"""Where each fieldset stands in an answer, and by which words a leak of it would be seen."""

from __future__ import annotations

from typing import Any

from config.world.cast import BORN, Told
from tests.permissions.asking import Answer

# Fieldsets whose words are not markers but facts.
PLAIN = {
    "birth_year": (f"{BORN:%Y-%m-%d}", f"{BORN:%d-%m-%Y}", f'"birth_year":{BORN.year}'),
    "cpr_masked": (f"{BORN:%d%m%y}-",),
    "language_interpreter": ('"language":"ara"', '"interpreter":"yes"'),
    "audit_on_citizen": ('"audit"', '"audit_on_citizen"', '"audit_events"'),
    "existence": (),
}
STEPS = {"plan_steps_shared": "Mentoring", "plan_steps_all": "IntegrationProgramme"}


def words(told: Told, fieldset: str) -> tuple[str, ...]:
    """What must not stand in any answer to somebody who may not see the fieldset."""
    if fieldset in PLAIN:
        return PLAIN[fieldset]
    if fieldset == "cpr_full":
        return (told.cpr, f"{told.cpr[:6]}-{told.cpr[6:]}")
    if fieldset == "responsible_staff":
        return (f'"verden-{told.responsible}"',)
    return (told.markers[fieldset],) if fieldset in told.markers else ()


def key_of(fieldset: str) -> str:
    return "id" if fieldset == "existence" else fieldset


def shows(answer: Answer, told: Told, fieldset: str) -> str:
    """Why the part is not there as it should be, or ""."""
    body: dict[str, Any] = answer.json
    key = key_of(fieldset)
    if key not in body:
        return f"nøglen {key} mangler"
    part = str(body[key])
    if fieldset in STEPS:
        wanted = told.steps[STEPS[fieldset]]
        return "" if wanted in [step["id"] for step in body[key]] else "skridtet mangler"
    if fieldset == "mentor_log_other":  # to whoever is no mentor herself, all logs are others'
        mine = (told.markers[fieldset], told.markers["mentor_log_own"])
        return "" if any(word in part for word in mine) else "mærket mangler"
    if fieldset in told.markers and fieldset != "protection_flag":
        return "" if told.markers[fieldset] in part else "mærket mangler"
    return ""


def leaks(answers: list[Answer], told: Told, fieldset: str) -> list[str]:
    """Everything that tells the fieldset although it should not."""
    found = []
    first = answers[0]
    if first.status == 200 and "json" in first.headers.get("Content-Type", ""):
        body = first.json
        if isinstance(body, dict) and fieldset != "existence" and fieldset in body:
            found.append(f"nøglen {fieldset}")
    for answer in answers:
        text = answer.text
        found += [f"{word} i {answer.ask.url}" for word in words(told, fieldset) if word in text]
        if fieldset in STEPS and "/steps/" in answer.ask.url and answer.status == 200:
            pk = told.steps.get(STEPS[fieldset])
            rows = answer.json.get("results", [answer.json])
            found += [f"skridt {pk} i {answer.ask.url}" for row in rows if row.get("id") == pk]
    return found
