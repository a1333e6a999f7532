"""Four eyes: what somebody proposed, and the two buttons of the one who decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.http import current_actor
from accounts.roles import Permission
from cases.access import OutOfReachError, reaches, require, require_role
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Approval, Case
from cases.queries import get_case
from interventions.actions.approvals import decide as decide_on
from interventions.forms import form_for
from interventions.queries.approvals import CONCERN, lapsed, last_day
from interventions.queries.steps import get_step
from interventions.registrations.told import what_happened
from interventions.views.about import CONFLICT, METHODS, about


@require_http_methods(METHODS)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    by = current_actor(request)
    require_role(by, Permission.CASE_SEE)
    approval = _get(by, pk)
    row = _row(by, approval)
    move = row.moves()[approval.action]
    if not reaches(by, move.needs, approval.case):
        require(by, move.four_eyes, approval.case)
    approve = "approve" in request.POST
    if not approve and "refuse" not in request.POST:
        return _show(request, by, approval, row)
    require(by, move.four_eyes, approval.case)
    try:
        decide_on(approval, by=by, approve=approve)
    except InvalidDataError as error:
        return _show(request, by, approval, row, refused=_problems(error.form))
    except NotPossibleError as error:
        return _show(request, by, _get(by, pk), row, refused=error.messages)
    done = what_happened(_row(by, approval), move, [])
    told = _("Forslaget er godkendt. %(done)s") % {"done": done} if approve else ""
    messages.success(request, told or _("Forslaget er afvist. Intet er ændret."))
    return redirect(*_afterwards(approval))


def _afterwards(approval: Approval) -> tuple[str, int]:
    """A concern has a page of its own, and is not on that of the case."""
    if approval.kind == CONCERN:
        return "concern", approval.object_id
    return "case", approval.case_id


def _problems(form: Any) -> list[str]:
    """What has become wrong with the proposed data since they were typed."""
    named = [f"{field.label}: {' '.join(field.errors)}" for field in form if field.errors]
    return [_("Oplysningerne duer ikke længere."), *form.non_field_errors(), *named]


def _get(by: Actor, pk: int) -> Approval:
    """Out of reach is as if it were not there."""
    rows = Approval.objects.select_related("case", "proposed_by", "decided_by")
    approval = rows.filter(pk=pk).first()
    if approval is None:
        raise OutOfReachError
    approval.case = get_case(by, approval.case_id)
    return approval


def _row(by: Actor, approval: Approval) -> Any:
    """The case or step, looked up as on its own page: a restricted kind stays hidden."""
    if approval.kind == Case.kind:
        return get_case(by, approval.object_id)
    return get_step(by, approval.object_id)


def _show(
    request: HttpRequest, by: Actor, approval: Approval, row: Any, *, refused: Any = ()
) -> HttpResponse:
    form = form_for(row, approval.action, approval.data, by=by)
    is_lapsed = lapsed(approval, by.today) or approval.outcome == Approval.Outcome.LAPSED
    pending = approval.outcome == Approval.Outcome.PENDING and not is_lapsed
    move = row.moves()[approval.action]
    context = {
        **about(approval.case, by),
        "back": resolve_url(*_afterwards(approval)),
        "approval": approval,
        "row": row,
        "move": move,
        "what": getattr(row, "told_as", _("Forløbet")),
        "proposed": [(field.label, _shown(field)) for field in form if field.data],
        "last_day": last_day(approval),
        "is_lapsed": is_lapsed,
        "pending": pending,
        "own": approval.proposed_by_id == by.user_id,
        "may_decide": pending
        and approval.proposed_by_id != by.user_id
        and reaches(by, move.four_eyes, approval.case),
        "refused": refused,
    }
    status = CONFLICT if refused else 200
    return render(request, "interventions/approval.html", context, status=status)


def _shown(field: Any) -> str:
    """The label of a choice, and of everything else what was typed."""
    if isinstance(field.data, bool):
        return _("Ja") if field.data else _("Nej")
    choices = getattr(field.field, "choices", None) or ()
    return str(next((told for value, told in choices if str(value) == field.data), field.data))
