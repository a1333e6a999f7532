"""Roles on an account: given, proposed, decided on, ended."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.roles import Place, decide_role, grant_role, propose_role
from accounts.models import RoleGrant
from accounts.queries import role_proposals, users
from accounts.roles import Permission
from cases.actions.staff import end_role
from interventions.forms.administration import DecisionOnRoleForm, ProposalForm, RoleForm
from interventions.views.about import METHODS
from interventions.views.administration.base import about_account, done, keeper, one

KEEP = Permission.USERS_KEEP


@require_http_methods(METHODS)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    by = keeper(request, KEEP)
    account = one(users(by), pk)
    form = RoleForm(request.POST or None)

    def carry_out() -> HttpResponse:
        values = form.cleaned_data
        grant_role(account, values.pop("role"), Place(**values), by=by)
        return done(request, _("Rollen er givet fra i dag."), "user", pk)

    told = _("Den gælder fra i dag. Ingen kan give sig selv en rolle.")
    return about_account(account, _("Giv en rolle"), _("Giv rollen"), told).answer(
        request, form, carry_out
    )


@require_http_methods(METHODS)
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    by = keeper(request, KEEP)
    account = one(users(by), pk)
    form = ProposalForm(request.POST or None)

    def carry_out() -> HttpResponse:
        typed = form.cleaned_data
        place = Place(to_on=typed["to_on"])
        propose_role(account, typed["role"], place, by=by, reason=typed["reason"])
        return done(request, _("Forslaget venter på en anden administrator."), "user", pk)

    told = _(
        "Administrator og databeskyttelsesrådgiver gives af to administratorer: den ene foreslår, "
        "den anden godkender. Én person kan ikke være begge dele."
    )
    return about_account(account, _("Foreslå en rolle"), _("Send forslaget"), told).answer(
        request, form, carry_out
    )


@require_http_methods(METHODS)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    by = keeper(request, KEEP)
    proposal = one(role_proposals(by), pk)
    form = DecisionOnRoleForm(request.POST or None)

    def carry_out() -> HttpResponse:
        decide_role(proposal, by=by, approve=form.cleaned_data["approve"] == "yes")
        return done(request, _("Forslaget er afgjort."), "user", proposal.user_id)

    told = _("%(who)s foreslår, at %(user)s bliver %(role)s. Begrundelse: %(reason)s") % {
        "who": proposal.proposed_by,
        "user": proposal.user,
        "role": proposal.get_role_display().lower(),
        "reason": proposal.reason,
    }
    return about_account(proposal.user, _("Afgør forslaget"), _("Gem afgørelsen"), told).answer(
        request, form, carry_out
    )


@require_http_methods(METHODS)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    by = keeper(request, KEEP)
    grant = one(RoleGrant.objects.select_related("user", "unit", "area"), pk)

    def carry_out() -> HttpResponse:
        end_role(grant, by=by)
        return done(request, _("Rollen er afsluttet."), "user", grant.user_id)

    told = _("Rollen %(role)s slutter i dag.") % {"role": grant}
    return about_account(
        grant.user, _("Afslut rollen"), _("Afslut rollen"), told, dangerous=True
    ).answer(request, None, carry_out)
