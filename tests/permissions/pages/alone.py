"""What only pages do: deadlines, approvals, deputies, absence, kin, companies, administration.

Their rows stand in tests/data/permissions_pages.csv, in the form of permissions.csv.
"""

from __future__ import annotations

from datetime import timedelta

from accounts.models import Kin
from cases.actions.deputies import register_away
from cases.models import Away, StandIn
from config.world.staff import Staff
from interventions.actions.approvals import propose
from interventions.models import Company, CompanyPlacement, Deadline
from tests.permissions.adapter.papers import TODAY
from tests.permissions.asking import Ask
from tests.permissions.pages.base import Asks, form
from tests.permissions.standing import Standing
from tests.permissions.table import Row

EXEMPTED = {"reason": "sygdom", "from_on": TODAY, "to_on": TODAY, "note": ""}
KIN = "270483-9999"
ADMINISTRATION = ("brugere", "noegler", "haendelser", "fristregler")
ACTS = ("", "ret/", "link/", "log-ud/", "luk/", "aabn/", "rolle/", "forslag/")


def deadline(w: Standing, row: Row) -> list[Ask]:
    return [Ask("GET", f"/frister/{_deadline(w, row).pk}/")]


def exempt(w: Standing, row: Row) -> list[Ask]:
    path = f"/frister/{_deadline(w, row).pk}/fritag/"
    return form(path, EXEMPTED, "interventions_exemption")


def _deadline(w: Standing, row: Row) -> Deadline:
    kind = "HealthAssessment" if row.fieldset == "health" else "Mentoring"
    rows = Deadline.objects.filter(case=w.told(row).case.pk, step__kind=kind)
    return rows.order_by("pk")[0]


def decide(w: Standing, row: Row) -> list[Ask]:
    """What the responsible caseworker has proposed."""
    told = w.told(row)
    by = w.world.staff.at(told.responsible, w.world.staff.now)
    words = told.markers["case_note"]
    approval = propose(told.again(), "cancel", {}, by=by, reason=words)
    w.remember()
    return form(f"/godkendelser/{approval.pk}/", {"refuse": "1"}, "cases_approval")


def end_stand_in(w: Standing, row: Row) -> list[Ask]:
    mine = StandIn.objects.filter(case=w.told(row).case.pk, user=w.user_id("cw_substitute"))
    return form(f"/vikariater/{mine.latest('pk').pk}/slut/", {}, "cases_standin")


def away(w: Standing, _row: Row) -> list[Ask]:
    data = {
        "user": w.actor_name("cw_author"), "deputy": w.actor_name("cw_same"),
        "from_on": "16-06-2026", "last_on": "19-06-2026",
    }  # fmt: skip
    return form("/fravaer/", data, "cases_away", ok=200)


def back_again(w: Standing, _row: Row) -> list[Ask]:
    staff: Staff = w.world.staff
    days = {"from_on": staff.now.date(), "to_on": staff.now.date() + timedelta(days=4)}
    by = staff.at("lead", staff.now)
    register_away(staff.users["cw_author"], staff.users["cw_same"], by=by, **days)
    w.remember()
    pk = Away.objects.latest("pk").pk
    return [Ask("POST", f"/fravaer/{pk}/slut/", {}, writes="cases_away", ok=302)]


def declare(_w: Standing, _row: Row) -> list[Ask]:
    return form("/naermeste/", {"cpr": KIN, "relation": "family"}, "accounts_kin")


def confirm(w: Standing, _row: Row) -> list[Ask]:
    pk = Kin.objects.get(user=w.user_id("cw_family")).pk
    return form("/naermeste/bekraeft/", {"kin": pk}, "accounts_kin")


def company(w: Standing, row: Row) -> list[Ask]:
    return [Ask("GET", f"/virksomheder/{_company(w, row)}/"), Ask("GET", "/virksomheder/")]


def close_company(w: Standing, row: Row) -> list[Ask]:
    data = {"effective_on": TODAY, "continues_as": "other", "note": ""}
    return form(f"/virksomheder/{_company(w, row)}/afslut/", data, "cases_event", ok=200)


def _company(w: Standing, row: Row) -> int:
    placement = CompanyPlacement.objects.get(pk=w.told(row).steps["transition_pause"])
    return Company.objects.get(cvr=placement.cvr).pk


def administration(w: Standing, _row: Row) -> list[Ask]:
    account = f"/brugere/{w.user_id('cw_same')}/"
    paths = [*(f"/{name}/" for name in ADMINISTRATION), *(account + act for act in ACTS)]
    return [Ask("GET", path) for path in (*paths, "/haendelser/ny/", "/noegler/ny/")]


PAGES: dict[tuple[str, str], Asks] = {
    ("deadline", "read"): deadline,
    ("deadline", "exempt"): exempt,
    ("approval", "decide"): decide,
    ("stand_in", "end"): end_stand_in,
    ("away", "register"): away,
    ("away", "end"): back_again,
    ("kin", "declare"): declare,
    ("kin", "confirm"): confirm,
    ("company", "read"): company,
    ("company", "close"): close_company,
    ("administration", "open"): administration,
}
