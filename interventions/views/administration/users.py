"""Accounts: who signs in and what she is; what is typed about one (questions: plain_acts.py)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.users import Invited, change_user, create_user, invite_again
from accounts.audit import record
from accounts.queries import role_proposals, users, waiting_link
from accounts.roles import Permission
from interventions.forms.administration import NameForm, UserForm
from interventions.views.about import METHODS
from interventions.views.administration.base import (
    USERS,
    Act,
    about_account,
    done,
    keeper,
    one,
    show_secret,
)

KEEP = Permission.USERS_KEEP


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    by = keeper(request, KEEP)
    rows = list(users(by))
    record(by, "user.list", "user", hits=len(rows))
    context = {"users": rows, "proposals": list(role_proposals(by)), "by": by}
    return render(request, "administration/users.html", context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    by = keeper(request, KEEP)
    account = one(users(by), pk)
    record(by, "user.read", "user", pk)
    proposals = role_proposals(by).filter(user=account)
    context = {
        "account": account,
        "is_herself": by.user_id == pk,
        "today": by.today,
        "proposals": proposals,
        "waiting": waiting_link(account, by.now),
        "trail": [(USERS, reverse("users"))],
    }
    return render(request, "administration/user.html", context)


@require_http_methods(METHODS)
def add(request: HttpRequest) -> HttpResponse:
    by = keeper(request, KEEP)
    form = UserForm(request.POST or None)
    act = Act(
        _("Ny bruger"), _("Opret brugeren"), reverse("users"), [(USERS, reverse("users"))],
        told=(
            _("Brugeren får ingen rolle og ingen adgangskode. Du får et link, som du giver "
              "personen; der vælger personen selv sin adgangskode."),
        ),
    )  # fmt: skip
    return act.answer(
        request, form, lambda: _invited(request, create_user(by=by, **form.cleaned_data))
    )


@require_http_methods(METHODS)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    by = keeper(request, KEEP)
    account = one(users(by), pk)
    form = NameForm(request.POST or None, initial={"name": account.name, "email": account.email})

    def carry_out() -> HttpResponse:
        change_user(account, form.cleaned_data, by=by)
        return done(request, _("Oplysningerne er gemt."), "user", pk)

    return about_account(account, _("Ret navn og e-mail"), _("Gem")).answer(
        request, form, carry_out
    )


@require_http_methods(METHODS)
def link(request: HttpRequest, pk: int) -> HttpResponse:
    by = keeper(request, KEEP)
    account = one(users(by), pk)
    told = _("Ældre links virker ikke længere. Adgangskoden gælder, til personen vælger en ny.")
    if account.has_usable_password():
        told = f"{told} {_('Linket virker først, når en anden administrator har godkendt det.')}"
    act = about_account(account, _("Nyt link til at vælge adgangskode"), _("Lav linket"), told)
    return act.answer(request, None, lambda: _invited(request, invite_again(account, by=by)))


def _invited(request: HttpRequest, made: Invited) -> HttpResponse:
    address = reverse("choose-password", args=[made.secret])
    return show_secret(
        request,
        title=_("Link til %(user)s") % {"user": made.user},
        label=_("Link til at vælge adgangskode"),
        hint=_("Gælder i 24 timer og kan bruges én gang. Giv det kun til personen selv.")
        + (
            " " + _("Det virker, når en anden administrator har godkendt det.")
            if made.awaits_second
            else ""
        ),
        secret=request.build_absolute_uri(address),
        back=reverse("user", args=[made.user.pk]),
        trail=[(USERS, reverse("users"))],
    )
