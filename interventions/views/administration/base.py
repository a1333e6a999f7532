"""What the administrator's pages share: one form, or one question, that ends in an act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.http import current_actor
from accounts.models import User
from accounts.queries import require_may
from accounts.roles import Permission
from cases.errors import NotPossibleError
from interventions.views.about import CONFLICT, UNREADABLE

Text = str | Promise
USERS = _("Brugere")


def keeper(request: HttpRequest, permission: Permission) -> Actor:
    """Raises PermissionDenied before any look-up."""
    by = current_actor(request)
    require_may(by, permission)
    return by


def one(rows: QuerySet[Any], pk: int) -> Any:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@dataclass(frozen=True)
class Act:
    """A page that does one thing. `trail` leads back."""

    title: Text
    button: Text
    back: str
    trail: list[tuple[Text, str]]
    told: tuple[Text, ...] = ()
    dangerous: bool = False

    def answer(
        self, request: HttpRequest, form: Any, carry_out: Callable[[], HttpResponse]
    ) -> HttpResponse:
        """Show it, or carry it out; `form` is None where there is nothing to type."""
        page: dict[str, Any] = {"page": self, "form": form, "trail": self.trail, "back": self.back}
        if request.method != "POST":
            return self._show(request, page, 200)
        if form is not None and not form.is_valid():
            return self._show(request, page, UNREADABLE)
        try:
            return carry_out()
        except NotPossibleError as error:
            return self._show(request, {**page, "refused": error.messages}, CONFLICT)

    @staticmethod
    def _show(request: HttpRequest, page: dict[str, Any], status: int) -> HttpResponse:
        return render(request, "administration/act.html", page, status=status)


def about_account(
    account: User, title: Text, button: Text, told: Text = "", *, dangerous: bool = False
) -> Act:
    """An act on one account, which leads back to it."""
    back = reverse("user", args=[account.pk])
    trail: list[tuple[Text, str]] = [(USERS, reverse("users")), (str(account), back)]
    return Act(title, button, back, trail, (told,) if told else (), dangerous=dangerous)


def done(request: HttpRequest, sentence: Text, address: str, *args: Any) -> HttpResponse:
    messages.success(request, str(sentence))
    return redirect(address, *args)


def show_secret(request: HttpRequest, **context: Any) -> HttpResponse:
    """It is in this one answer and in no other, so there is no redirect to somewhere else."""
    return render(request, "administration/secret.html", context)
