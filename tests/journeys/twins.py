"""Two families that are alike in everything but names and numbers, and what is read of them."""

from __future__ import annotations

import json
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from cases.models import Case
from interventions.models import Mentoring
from tests.journeys.office import Office, done, fill, move, register, step
from tests.make import assign
from tests.reports.reading import text_of

WIFE = {
    "udlaendinge_id": "24681501",
    "given_name": "Zahra",
    "family_name": "Karimi",
    "born_on": "11-06-1992",
    "sex": "K",
    "citizenship": "AF",
    "birth_country": "AF",
    "language": "prs",
    "interpreter": "yes",
    "phone": "20 30 40 71",
    "residence_basis": "konvention",
    "allocated_on": "13-11-2023",
    "arrived_on": "08-01-2024",
    "opened_on": "04-12-2023",
}
TWIN = WIFE | {"udlaendinge_id": "24681502", "given_name": "Nadia", "family_name": "Ahmadi"}
HUSBAND = WIFE | {
    "udlaendinge_id": "24681503", "given_name": "Farid", "born_on": "02-02-1988", "sex": "M",
}  # fmt: skip
TWINS_HUSBAND = HUSBAND | {
    "udlaendinge_id": "24681504", "given_name": "Jamil", "family_name": "Ahmadi",
}  # fmt: skip
SAME = {"24681502": "24681501", "24681504": "24681503", "Nadia": "Zahra", "Jamil": "Farid",
        "Ahmadi": "Karimi"}  # fmt: skip
CASE_PAGES = (
    "/sager/{pk}/", "/sager/{pk}/rapport/?format=json", "/sager/{pk}/flyt/close/",
    "/sager/{pk}/registrer/skridt/", "/api/v1/cases/{pk}/", "/api/v1/cases/{pk}/moves/",
    "/api/v1/cases/{pk}/steps/", "/api/v1/cases/{pk}/deadlines/",
)  # fmt: skip
# The report as page and paper, made of what stands in its file: not looked at each time.
PAPERS = ("/sager/{pk}/rapport/", "/sager/{pk}/rapport/?format=pdf")
API = "/api/v1/cases/"
LISTS = ("/", "/?enhed=hele", "/?vis=paamindelser")


def two_wives(office: Office) -> tuple[Case, Case]:
    """Two wives with a husband at home each, a mentor and a company consultant, since January."""
    wives = []
    for wife, husband in ((WIFE, HUSBAND), (TWIN, TWINS_HUSBAND)):
        cases = []
        for person in (wife, husband):
            done(fill(office["anna"], reverse("register"), **person))
            cases.append(Case.objects.latest("pk"))
        living = [f"{cases[1].citizen_id}"]
        done(register(office["anna"], cases[0], "husstand", members=living))
        wives.append(cases[0])
    office.on("2024-01-08")
    for case in wives:
        anna, mentoring = office["anna"], step(case, Mentoring)
        done(move(anna, case, "take_over"))
        typed = {"purpose": "mentor", "scope": "Navn og telefon", "receiver": "Mentoren"}
        done(move(anna, mentoring, "offer"))
        done(register(anna, case, "samtykke", form="written", **typed))
        mira = str(User.objects.get(username="mira").pk)
        done(move(anna, mentoring, "assign", mentor=mira, until="08-01-2025"))
        assign(case, User.objects.get(username="kim"), "company_consultant", "2024-01-08")
    return wives[0], wives[1]


def same_for(
    office: Office, pair: tuple[Case, Case], *names: str, also: tuple[str, ...] = ()
) -> None:
    """Each of them reads the same in both cases; the lists hold both, and are opened once."""
    for name in names:
        lists = {page: office[name].get(page) for page in (*LISTS, API)}
        hers, twins = (everything(office[name], case, lists, also) for case in pair)
        different = [page for page in hers if hers[page] != twins[page]]
        assert not different, (name, [first_difference(hers[p], twins[p]) for p in different])


def first_difference(one: Any, other: Any) -> tuple[str, str]:
    one, other = str(one), str(other)
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return one[max(at - 60, 0) : at + 100], other[max(at - 60, 0) : at + 100]


def everything(
    client: Client, case: Case, lists: dict[str, Any], also: tuple[str, ...]
) -> dict[str, Any]:
    """What the reader can open about the case and its household, without what tells it apart."""
    home = Case.objects.get(citizen__sex="M", citizen__family_name=case.citizen.family_name)
    pages = {page: client.get(page.format(pk=case.pk)) for page in (*CASE_PAGES, *also)}
    pages["home"] = client.get(reverse("case", args=[home.pk]))
    found = {page: (answer.status_code, alike(plain(answer))) for page, answer in pages.items()}
    surname = str(case.citizen.family_name)
    search = client.post(reverse("find"), {"q": surname})
    for page, answer in ({name: lists[name] for name in LISTS} | {"search": search}).items():
        rows = re.findall(r"<tr.*?</tr>", answer.content.decode(), re.DOTALL)
        found[page] = [alike(row) for row in rows if surname in row]
    every = lists[API].json().get("results", [])
    found["api"] = alike(json.dumps([row for row in every if row["id"] == case.pk]))
    return found


def plain(answer: Any) -> str:
    if "pdf" in answer["Content-Type"]:
        return text_of(answer.content)
    return answer.content.decode()


def alike(text: str) -> str:
    """Names and numbers of the twin as the other's; no ids, for rows are numbered as they come."""
    for mine, hers in SAME.items():
        text = text.replace(mine, hers)
    text = re.sub(r'(csrf[^>]*value=|nonce=|name="key" value=)"[^"]*"', r"\1", text)
    text = re.sub(r"[0-9a-f-]{36}|[0-9a-f]{16,}", "", text)
    text = re.sub(r'(/|[a-z]-|[?]id=|"(?:id|case|citizen|step|[a-z_]+_id)": ?)\d+', r"\1N", text)
    number = r'((?:Forløb|forløb|Sagsnummer)(?:</dt><dd[^>]*>|\s|": "))\d+'
    return re.sub(number, r"\1N", text)
