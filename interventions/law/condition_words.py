"""The words of `condition_key` as Danish clauses: to whom a rule applies, and why it does not."""

from collections.abc import Iterable
from datetime import date

from interventions.law.conditions import TERMS, CaseFacts, terms

# word → the clause when it holds, and when it does not
CLAUSES = {
    "adult": ("borgeren er fyldt 18 år", "borgeren er under 18 år"),
    "on_benefit": ("borgeren får ydelse", "borgeren får ikke ydelse"),
    "job_ready": ("borgeren anses for jobparat", "borgeren anses ikke længere for jobparat"),
    "self_supporting": ("borgeren er selvforsørgende", "borgeren er ikke selvforsørgende"),
    "quota_or_health_need": (
        "borgeren er kvoteflygtning eller har et sundhedsbehov",
        "borgeren er ikke kvoteflygtning, og der er intet sundhedsbehov registreret",
    ),
    "case_active": ("forløbet er i gang", "forløbet er slut"),
    "in_programme": (
        "borgeren er i introduktionsprogrammet",
        "borgeren er ikke i introduktionsprogrammet",
    ),
    "refugee_standard": (
        "borgeren er visiteret flygtning",
        "borgeren er ikke visiteret flygtning",
    ),
    "quota_or_family": (
        "borgeren er kvoteflygtning eller familiesammenført",
        "borgeren er hverken kvoteflygtning eller familiesammenført",
    ),
    "family": ("borgeren er familiesammenført", "borgeren er ikke familiesammenført"),
    "ukraine": (
        "borgeren er fordreven fra Ukraine",
        "borgeren har ikke ophold efter særloven om Ukraine",
    ),
    "in_job": ("borgeren er i ordinært job", "borgeren er ikke i ordinært job"),
    "in_job_or_education": (
        "borgeren er i job eller uddannelse",
        "borgeren er ikke i job eller uddannelse",
    ),
    "in_job_or_education_without_benefit": (
        "borgeren er i job eller uddannelse uden ydelse",
        "borgeren er ikke registreret i job eller uddannelse uden ydelse",
    ),
    "parental_leave": ("borgeren er på barsel", "borgeren er ikke på barsel"),
    "job_ready_lab_groups": (
        "borgeren er jobparat efter LAB",
        "borgeren hører ikke til de jobparate grupper i LAB",
    ),
    "other_groups": ("borgeren hører til de øvrige grupper", ""),
    "after_assessment": (
        "en konkret vurdering begrunder det",
        "der er ikke foretaget en konkret vurdering",
    ),
}


def applies_when(condition_key: str) -> str:
    """»Gælder, når borgeren er fyldt 18 år og får ydelse.«, or "" for everyone."""
    clauses = [CLAUSES[word][0 if wanted else 1] for word, wanted in terms(condition_key)]
    return f"Gælder, når {_joined(_subordinate(clause) for clause in clauses)}." if clauses else ""


def why_not(condition_key: str, facts: CaseFacts, day: date) -> str:
    """Which part of the condition does not hold on the day, or "" when all of it does."""
    failed = [
        CLAUSES[word][1 if wanted else 0]
        for word, wanted in terms(condition_key)
        if TERMS[word](facts, day) is not wanted
    ]
    return f"Gælder ikke her: {_joined(failed)}." if failed else ""


def assumed(condition_key: str, facts: CaseFacts, day: date) -> str:
    """What the verdict takes for granted because nobody has recorded it."""
    asks = "on_benefit" in (word for word, _ in terms(condition_key))
    if not asks or any(period.covers(day) for period in facts.income):
        return ""
    counted = "regnes som på ydelse" if facts.in_programme else "regnes som uden ydelse"
    return f"Ydelse ikke registreret: borgeren {counted}, indtil den er."


def _subordinate(clause: str) -> str:
    """In Danish »ikke« comes before the verb of a clause with »når«."""
    for verb in ("er", "får", "har", "anses"):
        clause = clause.replace(f" {verb} ikke ", f" ikke {verb} ")
    return clause


def _joined(clauses: Iterable[str]) -> str:
    """»a, b og c«, where the subject is named once."""
    first, *rest = clauses
    *middle, last = [first, *(clause.removeprefix("borgeren ") for clause in rest)]
    return f"{', '.join(middle)} og {last}" if middle else last
