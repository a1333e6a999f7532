"""The acts on one account for which nothing is typed: a question, and what is done on yes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.actions.users import agree_to_link, end_sessions, reopen_user
from accounts.queries import users
from accounts.roles import Permission
from cases.actions.staff import close_user
from interventions.views.about import METHODS
from interventions.views.administration.base import Text, about_account, done, keeper, one


@dataclass(frozen=True)
class PlainAct:
    """`carry_out` takes the account and `by`."""

    title: Text
    button: Text
    told: Text
    done: Text
    carry_out: Callable[..., object]
    dangerous: bool = False


AGREE_TO_LINK = PlainAct(
    _("Godkend linket"),
    _("Godkend"),
    _(
        "Tal med personen selv først: den, der har linket, kan vælge adgangskoden og logge ind "
        "som personen."
    ),
    _("Linket er godkendt og kan bruges."),
    agree_to_link,
)
SIGN_OUT = PlainAct(
    _("Log ud overalt"),
    _("Log ud"),
    _("Det, personen er i gang med at skrive og ikke har gemt, går tabt."),
    _("Brugeren er logget ud overalt."),
    end_sessions,
)
CLOSE = PlainAct(
    _("Luk brugeren"),
    _("Luk brugeren"),
    _(
        "Personen logges ud og kan ikke logge ind. Det, personen har skrevet, bliver stående. Har "
        "personen åbne forløb, skal en teamleder først give dem til en anden."
    ),
    _("Brugeren er lukket."),
    close_user,
    dangerous=True,
)
REOPEN = PlainAct(
    _("Åbn brugeren igen"),
    _("Åbn brugeren"),
    _("Personen får de roller igen, der ikke er afsluttet."),
    _("Brugeren er åben igen."),
    reopen_user,
)


@require_http_methods(METHODS)
def act(request: HttpRequest, pk: int, which: PlainAct) -> HttpResponse:
    by = keeper(request, Permission.USERS_KEEP)
    account = one(users(by), pk)

    def carry_out() -> HttpResponse:
        which.carry_out(account, by=by)
        return done(request, which.done, "user", pk)

    asked = about_account(account, which.title, which.button, which.told, dangerous=which.dangerous)
    return asked.answer(request, None, carry_out)
