"""Signing in and out, and choosing among several roles."""

from contextlib import suppress
from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.audit import record
from accounts.http import GRANT, current_actor
from accounts.models import AuditEvent, User
from accounts.queries import NoRoleError, actor_for, grants_of


class SignIn(LoginView):
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        try:
            actor = actor_for(user, timezone.now())
        except NoRoleError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        record(actor, "session.sign_in", "session")
        return super().form_valid(form)

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
