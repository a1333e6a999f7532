"""Deeds that write down facts of the citizen and the case: they meet deadlines or move them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from accounts.models import User
from cases.actions.assignments import assign_responsible
from cases.actions.facts import change_need, give_consent, open_need, withdraw_consent
from cases.actions.outcomes import end_spell, record_clarification, record_danish_test
from cases.actions.protections import protect
from cases.actions.relations import add_collaborator, add_relation
from cases.actions.residence import record_residence
from cases.actions.target_groups import record_target_group
from cases.models import EducationSpell, EmploymentSpell, IntegrationNeed
from interventions.actions.anchors import agree_handover, correct_anchor
from interventions.actions.danish import record_attendance
from interventions.actions.job_readiness import record_job_readiness
from interventions.actions.leaves import end_leave, record_leave
from interventions.actions.ledger import lower_hours, record_week
from interventions.actions.measurements import record_measurement
from interventions.actions.outcomes import begin_education, begin_income, begin_job
from interventions.actions.steps import exempt_deadline
from interventions.law.ledger import Week
from interventions.models import ParentalLeave
from tests.interventions.measuring import answers
from tests.lifecycles.driver import OPENED
from tests.lifecycles.walks.start import PURPOSES
from tests.lifecycles.walks.walk import Walk, codes

ANCHORS = ("arrived_on", "cpr_registered_on", "allocated_on", "danish_allowed_on",
           "danish_requested_on", "welcome_letter_on")  # fmt: skip
STAFF = ("anna", "leth")


def an_anchor(walk: Walk) -> None:
    day = OPENED + timedelta(days=walk.dice.number(-40, 200))
    name = walk.dice.one_of(ANCHORS)
    reason = walk.dice.one_of(("Rettet efter brevet", ""))
    correct_anchor(walk.case, name, day, by=walk.by(*STAFF), reason=reason)


def an_earlier_handover(walk: Walk) -> None:
    on = walk.case.handover_computed_on or walk.today
    day = on - timedelta(days=walk.dice.number(0, 20))
    agree_handover(walk.case, day, by=walk.by(*STAFF))


def a_need(walk: Walk) -> None:
    needs = list(IntegrationNeed.objects.filter(citizen=walk.citizen_id).order_by("pk"))
    if needs and walk.dice.once_in(3):
        need, status = walk.dice.one_of(needs), walk.dice.one_of(IntegrationNeed.Status.values)
        change_need(walk.case, need, by=walk.by(*STAFF), status=status, on=walk.ago())
    else:
        code = walk.dice.one_of(("sundhed", "dansk", "faglig"))
        open_need(walk.case, code, by=walk.by(*STAFF), on=walk.ago())


def an_income(walk: Walk) -> None:
    code = walk.dice.one_of(codes("income_basis"))
    begin_income(walk.case, code, by=walk.by(*STAFF), from_on=walk.ago())


def a_job_or_education(walk: Walk) -> None:
    """One begins, or one that runs ends."""
    jobs = EmploymentSpell.objects.filter(citizen=walk.citizen_id, to_on=None)
    educations = EducationSpell.objects.filter(citizen=walk.citizen_id, to_on=None)
    running, by = [*jobs.order_by("pk"), *educations.order_by("pk")], walk.by(*STAFF)
    if running and walk.dice.once_in(2):
        end_spell(walk.case, walk.dice.one_of(running), by=by, to_on=walk.today)
    elif walk.dice.once_in(2):
        support = walk.dice.one_of(codes("employment_support"))
        begin_job(walk.case, by=by, employer="Bageren", support=support, from_on=walk.ago(),
                  evidence="documented")  # fmt: skip
    else:
        begin_education(walk.case, by=by, institution="KVUC", level="fgu", from_on=walk.ago())


def a_result(walk: Walk) -> None:
    by = walk.by(*STAFF)
    if walk.dice.once_in(2):
        outcome = walk.dice.one_of(codes("clarification"))
        record_clarification(walk.case, by=by, outcome=outcome, decided_on=walk.ago())
    else:
        test = walk.dice.one_of(codes("danish_test"))
        record_danish_test(walk.case, by=by, test=test, passed_on=walk.ago())


def an_exemption(walk: Walk) -> None:
    dated = [row for row in walk.seen.deadlines if row.due_on]
    if dated:
        row = walk.dice.one_of(dated)
        first = row.due_on - timedelta(days=walk.dice.number(0, 3))
        last = first + timedelta(days=walk.dice.number(0, 20))
        reason = walk.dice.one_of(codes("exemption_reason"))
        exempt_deadline(row, by=walk.by(*STAFF), reason=reason, from_on=first, to_on=last)


def a_measurement(walk: Walk) -> None:
    view = walk.dice.one_of(("borger", "sagsbehandler", "mentor"))
    by = walk.by("mia", "mads") if view == "mentor" else walk.by(*STAFF)
    occasion = walk.dice.one_of(("baseline", "three_monthly", "closing"))
    data = {"measured_on": walk.ago().isoformat(), "occasion": occasion, **answers(view)}
    record_measurement(walk.case, view, data, by=by)


def a_visitation(walk: Walk) -> None:
    category, day = walk.dice.one_of(codes("visitation_category")), walk.ago()
    record_job_readiness(
        walk.case, category, by=walk.by(*STAFF), assessed_on=day, reason="Samtalen"
    )


def a_leave(walk: Walk) -> None:
    leaves = ParentalLeave.objects.filter(case=walk.case.pk).order_by("pk")
    by, last = walk.by(*STAFF), walk.today + timedelta(days=walk.dice.number(1, 200))
    if leaves and walk.dice.once_in(2):
        end_leave(walk.case, leaves[0], last, by=by)
        return
    born = walk.ago()
    ended_on = walk.dice.one_of((None, last))
    record_leave(walk.case, by=by, child_born_on=born, from_on=born, ended_on=ended_on)


def hours(walk: Walk) -> None:
    """Of a week, or fewer of them asked for."""
    by = walk.by(*STAFF)
    if walk.dice.once_in(3):
        lower_hours(walk.case, by=by, from_on=walk.ago(), to_on=None, hours=Decimal(20),
                    reason="helbred", note="Lægens brev")  # fmt: skip
    else:
        record_week(walk.case, Week.of(walk.ago()), {"dansk": Decimal(walk.dice.number(0, 37))},
                    by=by)  # fmt: skip


def attendance(walk: Walk) -> None:
    lessons = [*walk.seen.of("DanishEducation"), *walk.seen.of("JobDanish")]
    if lessons:
        record_attendance(walk.dice.one_of(lessons), by=walk.by(*STAFF), month=walk.ago(),
                          attended=walk.dice.number(0, 20), scheduled=20)  # fmt: skip


def a_consent(walk: Walk) -> None:
    """Given or withdrawn."""
    running = [consent for consent in walk.seen.consents if consent.withdrawn_on is None]
    if running and walk.dice.once_in(2):
        withdraw_consent(walk.case, walk.dice.one_of(running), by=walk.by(*STAFF), on=walk.ago())
    else:
        purpose = walk.dice.one_of((*PURPOSES, "earlier_handover"))
        give_consent(walk.case, by=walk.by(*STAFF), purpose=purpose, scope="alt",
                     receiver="nogen", given_on=walk.ago(), form="written")  # fmt: skip


def somebody_around(walk: Walk) -> None:
    """A relative, or a collaborator within a consent."""
    if walk.seen.consents and walk.dice.once_in(2):
        consent = walk.dice.one_of(walk.seen.consents)
        add_collaborator(walk.case, consent, by=walk.by(*STAFF), name="Ole", organisation="buf",
                         from_on=walk.ago())  # fmt: skip
    else:
        add_relation(walk.case, by=walk.by(*STAFF), other=None, other_name="Nour Haddad",
                     type=walk.dice.one_of(codes("relation_type")), from_on=walk.ago())  # fmt: skip


def a_standing(walk: Walk) -> None:
    """The permit, the target group or the protection."""
    by, on = walk.by(*STAFF), walk.ago()
    which = walk.dice.number(0, 2)
    if which == 0:
        code, until = walk.dice.one_of(codes("residence_basis")), on + timedelta(days=20)
        record_residence(walk.case, code, by=by, from_on=on, valid_until=until)
    elif which == 1:
        record_target_group(walk.case, walk.dice.one_of(codes("lab_group")), by=by, from_on=on)
    else:
        protect(walk.case, "name_and_address", by=by, from_on=on, until=None, source="CPR")


def another_responsible(walk: Walk) -> None:
    user = User.objects.get(username=walk.dice.one_of(("sanne", "anna")))
    assign_responsible(walk.case, user, by=walk.by("leth"))
