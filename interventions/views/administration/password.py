"""The page behind a one-time link, where a person chooses her own password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.actions.users import choose_password
from accounts.models import User
from accounts.queries import password_link
from cases.errors import NotPossibleError
from interventions.views.about import METHODS, UNREADABLE


@sensitive_post_parameters()
@login_not_required
@require_http_methods(METHODS)
def choose(request: HttpRequest, name: str) -> HttpResponse:
    """A used, old or invented link is answered as an address that never was."""
    now = timezone.now()
    link = password_link(name, now)
    if link is None:
        raise Http404
    form: SetPasswordForm[User] = SetPasswordForm(link.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        request_id = request.META.get("HTTP_X_REQUEST_ID", "")
        try:
            choose_password(
                name, form.cleaned_data["new_password1"], now=now, request_id=request_id
            )
        except NotPossibleError as error:
            raise Http404 from error
        messages.success(request, _("Adgangskoden er valgt. Log ind med den."))
        return redirect("sign-in")
    status = UNREADABLE if form.is_bound else 200
    return render(request, "administration/password.html", {"form": form}, status=status)
