"""Signing in and out, giving the password again, choosing among roles, a mentor's promise."""

from contextlib import suppress
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.actions import promise
from accounts.actor import Actor
from accounts.audit import record
from accounts.forms import ConfirmForm
from accounts.http import GRANT, current_actor, note_sign_in
from accounts.localtime import local_clock
from accounts.models import AuditEvent, User
from accounts.queries import NoRoleError, actor_for, grants_of, locked_until
from accounts.roles import Role

METHODS = ["GET", "HEAD", "POST"]
FORBIDDEN, TOO_MANY = 403, 429
OWN = ("csrfmiddlewaretoken", "confirm-password", "confirm-next")


class SignIn(LoginView):
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """After too many wrong passwords none is looked at for a while, the right one neither."""
        # As the form reads it: with a blank before it, it is the same name.
        typed = UsernameField().to_python(request.POST.get("username", "")) or ""
        until = locked_until(typed, timezone.now())
        if until is None:
            return super().post(request, *args, **kwargs)
        form = AuthenticationForm(request, initial={"username": typed})
        context = self.get_context_data(form=form, locked=_wait(until))
        return self.render_to_response(context, status=TOO_MANY)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        try:
            actor = actor_for(user, timezone.now())
        except NoRoleError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        record(actor, "session.sign_in", "session")
        response = super().form_valid(form)
        note_sign_in(self.request, timezone.now())
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The refused attempt is in the trail by the name that was typed, if it is a user's."""
        typed = form.cleaned_data.get("username", "")
        known = User.objects.filter(username=typed).exists()
        stranger = Actor(typed if known else "ukendt", "", "anonymous", timezone.now())
        record(stranger, "session.sign_in", "session", outcome=AuditEvent.Outcome.DENY)
        return super().form_invalid(form)


class SignOut(LogoutView):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(request.user, User):
            with suppress(NoRoleError):  # whoever lost her role today may still leave
                record(current_actor(request), "session.sign_out", "session")
        return super().post(request, *args, **kwargs)


@require_http_methods(["GET", "POST"])
def choose_role(request: HttpRequest) -> HttpResponse:
    """A session holds one role; whoever has several changes here."""
    actor = current_actor(request)
    grants = grants_of(User.objects.get(pk=actor.person), actor.now)
    if request.method == "POST":
        chosen = next((g for g in grants if str(g.pk) == request.POST.get("grant")), None)
        if chosen:
            request.session[GRANT] = chosen.pk
            record(actor, "session.choose_role", "session", fields=[chosen.role])
            return HttpResponseRedirect("/")
        return redirect("choose-role")
    return render(request, "accounts/choose_role.html", {"grants": grants})


@sensitive_post_parameters("confirm-password")
@require_http_methods(METHODS)
def confirm(request: HttpRequest) -> HttpResponse:
    """The password again, for what asks for a fresh sign-in; then back, with what was typed."""
    actor = current_actor(request)
    there = _local(request.POST.get("confirm-next") or request.GET.get("next", ""))
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _ask(request, form, there)
    if until := locked_until(actor.username, actor.now):
        return _ask(request, ConfirmForm(), there, status=TOO_MANY, locked=_wait(until))
    if form.is_valid():
        if _is_hers(actor, form.cleaned_data["password"]):
            note_sign_in(request, actor.now)
            record(actor, "session.confirm", "session")
            return redirect(there, preserve_request=bool(_kept(request)))
        record(actor, "session.confirm", "session", outcome=AuditEvent.Outcome.DENY)
        form.add_error("password", _("Adgangskoden er forkert."))
    return _ask(request, form, there)


def confirm_first(request: HttpRequest) -> HttpResponse:
    """The answer to a request that needs a fresh sign-in. What was typed travels through the page
    and is never stored.
    """
    there = request.get_full_path()
    if request.method != "POST":
        return redirect(f"{reverse('confirm')}?{urlencode({'next': there})}")
    return _ask(request, ConfirmForm(), there, status=FORBIDDEN)


def _ask(
    request: HttpRequest, form: ConfirmForm, there: str, *, status: int = 200, locked: str = ""
) -> HttpResponse:
    context = {"form": form, "there": there, "kept": _kept(request), "locked": locked}
    return render(request, "accounts/confirm.html", context, status=status)


def _is_hers(actor: Actor, password: str) -> bool:
    return User.objects.get(pk=actor.person).check_password(password)


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of the form that was interrupted."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in OWN
    ]


def _local(address: str) -> str:
    """The address if it is one of ours, without host; else the first page."""
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if safe and address.startswith("/") else "/"


def _wait(until: datetime) -> str:
    at = local_clock(until)
    return _("Der er prøvet for mange forkerte adgangskoder. Prøv igen %(at)s.") % {"at": at}


@require_http_methods(METHODS)
def promise_page(request: HttpRequest) -> HttpResponse:
    """A mentor's promise of confidentiality; before it she is sent here from every page."""
    actor = current_actor(request)
    if actor.role != Role.MENTOR:
        raise PermissionDenied
    if request.method == "POST":
        promise(by=actor)
        return redirect("/")
    return render(request, "accounts/promise.html", {"promised": not actor.must_promise})
