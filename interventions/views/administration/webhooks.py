"""Receivers of events: which there are, what became of each event, a new one, and its end."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audit import record
from accounts.roles import Permission
from interventions.actions.outbox import create_webhook, stop_webhook
from interventions.forms.webhooks import WebhookForm
from interventions.models import Webhook
from interventions.queries.outbox import events_of, webhooks
from interventions.views.about import METHODS
from interventions.views.administration.base import Act, Text, done, keeper, one, show_secret

KEEP, PAGE = Permission.TOKENS_KEEP, 50
WEBHOOKS = gettext_lazy("Udgående hændelser")


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    by = keeper(request, KEEP)
    rows = list(webhooks(by))
    record(by, "webhook.list", "webhook", hits=len(rows))
    return render(request, "administration/webhooks.html", {"webhooks": rows})


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    by = keeper(request, KEEP)
    webhook = one(webhooks(by), pk)
    page = Paginator(events_of(webhook), PAGE).get_page(request.GET.get("page"))
    record(by, "webhook_event.list", "webhook", pk, hits=len(page))
    kinds = [Webhook.Kind(kind).label for kind in webhook.kinds]
    context = {"webhook": webhook, "kinds": kinds, "page": page, "trail": _trail()}
    return render(request, "administration/webhook.html", context)


@require_http_methods(METHODS)
def add(request: HttpRequest) -> HttpResponse:
    by = keeper(request, KEEP)
    form = WebhookForm(request.POST or None)
    told = _(
        "Modtageren får kun id-numre at vide, aldrig personoplysninger. Hver besked er "
        "underskrevet med en hemmelighed, som du får at se én gang."
    )
    act = Act(_("Ny modtager"), _("Opret modtageren"), reverse("webhooks"), _trail(), (told,))

    def carry_out() -> HttpResponse:
        made = create_webhook(by=by, **form.cleaned_data)
        return show_secret(
            request,
            title=_("Hemmelighed til %(name)s") % {"name": made.webhook.name},
            label=_("Hemmelighed"),
            hint=_("Modtageren bruger den til at se, at beskeden kommer herfra."),
            secret=made.secret,
            back=reverse("webhook", args=[made.webhook.pk]),
            trail=_trail(),
        )

    return act.answer(request, form, carry_out)


@require_http_methods(METHODS)
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    by = keeper(request, KEEP)
    webhook = one(webhooks(by), pk)
    told = _("%(name)s får ikke flere beskeder, heller ikke de %(waiting)s, der venter.") % {
        "name": webhook.name,
        "waiting": webhook.waiting,
    }
    title, back = _("Stop modtageren"), reverse("webhook", args=[pk])
    act = Act(title, title, back, [*_trail(), (webhook.name, back)], (told,), dangerous=True)

    def carry_out() -> HttpResponse:
        stop_webhook(webhook, by=by)
        return done(request, _("Modtageren er stoppet."), "webhook", pk)

    return act.answer(request, None, carry_out)


def _trail() -> list[tuple[Text, str]]:
    return [(WEBHOOKS, reverse("webhooks"))]
