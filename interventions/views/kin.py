"""Whose cases a person stays away from: her own declaration, and the team lead's confirmation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.audit import record
from accounts.http import current_actor
from accounts.models import Kin
from accounts.roles import Permission
from cases.access import OutOfReachError, require_role
from cases.actions.kin import ask_to_withdraw, confirm_kin, decide_withdrawal, declare_kin
from cases.cpr import CprError
from interventions.forms.kin import KinForm
from interventions.queries.openings import kin_to_confirm
from interventions.views.about import METHODS, UNREADABLE, posted

# Which button of a row was pressed → what is told then.
DECISIONS = {
    "kin": gettext_lazy("Oplysningen fra %(who)s er bekræftet."),
    "agree": gettext_lazy("Oplysningen fra %(who)s er trukket tilbage."),
    "keep": gettext_lazy("Oplysningen fra %(who)s gælder stadig."),
}


@require_http_methods(METHODS)
def mine(request: HttpRequest) -> HttpResponse:
    """Open to everybody with a sign-in. Whether a number is known here is not told."""
    by = current_actor(request)
    if "withdraw" in request.POST:
        return _withdraw(request, by)
    form = KinForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            declare_kin(form.cleaned_data["cpr"], form.cleaned_data["relation"], by=by)
        except CprError as error:
            form.add_error("cpr", str(error))
        else:
            messages.success(request, _("Det er registreret. Nummeret bliver ikke gemt."))
            return redirect("kin")
    rows = Kin.objects.filter(user=by.person).select_related("confirmed_by")
    record(by, "kin.list", "user", by.person, hits=len(rows))
    status = UNREADABLE if form.errors else 200
    context = {"form": form, "rows": rows}
    return render(request, "interventions/kin/mine.html", context, status=status)


def _withdraw(request: HttpRequest, by: Actor) -> HttpResponse:
    row = next(
        (r for r in Kin.objects.filter(user=by.person) if str(r.pk) == request.POST["withdraw"]),
        None,
    )
    if row is None:
        raise OutOfReachError
    ask_to_withdraw(row, by=by)
    messages.success(request, _("Din teamleder skal godkende det. Oplysningen gælder til da."))
    return redirect("kin")


@require_http_methods(METHODS)
def confirm(request: HttpRequest) -> HttpResponse:
    by = current_actor(request)
    require_role(by, Permission.CASE_ASSIGN)
    rows = kin_to_confirm(by)
    if request.method == "POST":
        decide = next((name for name in DECISIONS if name in request.POST), "kin")
        row = next((row for row in rows if str(row.pk) == request.POST.get(decide)), None)
        if row is None:
            raise OutOfReachError
        if decide == "kin":
            confirm_kin(row, by=by)
        else:
            decide_withdrawal(row, by=by, agree=decide == "agree")
        messages.success(request, DECISIONS[decide] % {"who": row.user})
        return redirect("kin-confirm")
    record(by, "kin.list", "user", hits=len(rows))
    return render(request, "interventions/kin/confirm.html", {"rows": rows})
