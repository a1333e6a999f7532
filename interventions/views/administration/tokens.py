"""Machines' tokens: which there are, a new one, and the end of one."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.tokens import create_token, revoke_token
from accounts.audit import record
from accounts.localtime import local_date
from accounts.queries import tokens
from accounts.roles import Permission
from interventions.forms.administration import SCOPE_LABELS, TokenForm
from interventions.views.about import METHODS
from interventions.views.administration.base import Act, Text, done, keeper, one, show_secret

KEEP = Permission.TOKENS_KEEP
TOKENS = gettext_lazy("Nøgler")
MOMENT = timedelta(microseconds=1)  # it runs out as the day after its last one begins


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    by = keeper(request, KEEP)
    rows = list(tokens(by))
    record(by, "token.list", "token", hits=len(rows))
    told = [
        {
            "token": token,
            "scopes": [SCOPE_LABELS.get(scope, scope) for scope in token.scopes],
            "good": token.is_good_at(by.now),
            "last_on": local_date(token.expires_at - MOMENT),
        }
        for token in rows
    ]
    return render(request, "administration/tokens.html", {"tokens": told})


@require_http_methods(METHODS)
def add(request: HttpRequest) -> HttpResponse:
    by = keeper(request, KEEP)
    form = TokenForm(request.POST or None, today=by.today)
    told = _("En nøgle giver et andet system adgang til API'et i én enhed. Den åbner ingen sider.")
    act = Act(_("Ny nøgle"), _("Lav nøglen"), reverse("tokens"), _trail(), (told,))

    def carry_out() -> HttpResponse:
        made = create_token(by=by, **form.cleaned_data)
        return show_secret(
            request,
            title=_("Nøgle til %(name)s") % {"name": made.token.name},
            label=_("Nøgle"),
            hint=_("Sendes i hovedet »Authorization: Bearer …«. Giv den kun til systemets ejer."),
            secret=made.secret,
            back=reverse("tokens"),
            trail=_trail(),
        )

    return act.answer(request, form, carry_out)


@require_http_methods(METHODS)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    by = keeper(request, KEEP)
    token = one(tokens(by), pk)
    told = _("%(name)s (%(prefix)s …) får ikke længere svar. Det kan ikke fortrydes.") % {
        "name": token.name,
        "prefix": token.prefix,
    }
    title = _("Tilbagekald nøglen")
    act = Act(title, title, reverse("tokens"), _trail(), (told,), dangerous=True)

    def carry_out() -> HttpResponse:
        revoke_token(token, by=by)
        return done(request, _("Nøglen er tilbagekaldt."), "tokens")

    return act.answer(request, None, carry_out)


def _trail() -> list[tuple[Text, str]]:
    return [(TOKENS, reverse("tokens"))]
