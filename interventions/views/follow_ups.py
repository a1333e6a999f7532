"""A mentor writes down a meeting: on a phone, with few inputs, and twice is once."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.http import current_actor
from accounts.roles import Permission
from cases.access import OutOfReachError, require
from cases.errors import InvalidDataError, NotPossibleError
from interventions.actions.follow_ups import RUNNING, log_follow_up
from interventions.forms.follow_up import FollowUpForm
from interventions.models import FollowUp, Mentoring
from interventions.queries.follow_ups import access_of, latest_of, safe_contact, topics_last_touched
from interventions.queries.steps import get_step
from interventions.views.about import CONFLICT, METHODS, UNREADABLE, about, keep_typed

LONGEST_KEY = 80
COMPARED = ("occurred_on", "outcome", "contact_form", "text", "help_wanted", "next_at")


@require_http_methods(METHODS)
def log(request: HttpRequest, pk: int) -> HttpResponse:
    by = current_actor(request)
    mentoring = get_step(by, pk)
    if not isinstance(mentoring, Mentoring):
        raise OutOfReachError
    require(by, Permission.FOLLOW_UP_WRITE, mentoring.case)
    if request.method != "POST":
        return _show(request, by, mentoring, _blank(mentoring, by))
    key = request.POST.get("key", "")[:LONGEST_KEY] or str(uuid.uuid4())
    try:
        row = log_follow_up(mentoring, request.POST, by=by, key=key)
    except InvalidDataError as error:
        return _show(request, by, mentoring, error.form, key=key, status=UNREADABLE)
    except NotPossibleError as error:
        kept = keep_typed(_blank(mentoring, by), request)
        refused = error.messages
        return _show(request, by, mentoring, kept, key=key, status=CONFLICT, refused=refused)
    if row.recorded_at != by.now and _differs(row, request, mentoring, by):
        told = _("Opfølgningen er gemt i forvejen, og nu har du skrevet noget andet. Gem igen, "
                 "hvis det skal stå som en ny opfølgning.")  # fmt: skip
        kept = keep_typed(_blank(mentoring, by), request)
        return _show(request, by, mentoring, kept, status=CONFLICT, refused=(told,))
    messages.success(request, _("Opfølgningen er gemt."))
    return redirect("my-cases")


def _blank(mentoring: Mentoring, by: Actor) -> FollowUpForm:
    """The date is today and the form of contact the latest one: most often they are right."""
    form = FollowUpForm(None, mentoring=mentoring, by=by)
    latest = latest_of(by, mentoring)
    form.initial["contact_form"] = (
        latest.contact_form if latest else FollowUp.ContactForm.IN_PERSON.value
    )
    return form


def _differs(row: FollowUp, request: HttpRequest, mentoring: Mentoring, by: Actor) -> bool:
    """Whether the form sent again with an old key says something new: it must not be lost."""
    form = FollowUpForm(request.POST, mentoring=mentoring, by=by)
    if not form.is_valid():
        return True
    typed = form.cleaned_data
    return typed["topics"] != row.topics or any(typed[n] != getattr(row, n) for n in COMPARED)


def _show(
    request: HttpRequest,
    by: Actor,
    mentoring: Mentoring,
    form: Any,
    *,
    key: str = "",
    status: int = 200,
    refused: tuple[str, ...] = (),
) -> HttpResponse:
    days = topics_last_touched(by, mentoring)
    form.fields["topics"].choices = [
        (code, f"{label} ({_ago(days[code])})" if code in days else label)
        for code, label in form.fields["topics"].choices
    ]
    running = mentoring.state in RUNNING
    context = {
        **about(mentoring.case, by),
        "mentoring": mentoring,
        "form": form,
        "key": key or str(uuid.uuid4()),
        "refused": refused,
        "access": access_of(by, mentoring),
        "safe_contact": safe_contact(by, mentoring.case),
        "running": running,
    }
    return render(request, "interventions/follow_up.html", context, status=status)


def _ago(days: int) -> str:
    if days == 0:
        return _("senest i dag")
    return ngettext("senest for %(n)s dag siden", "senest for %(n)s dage siden", days) % {"n": days}
