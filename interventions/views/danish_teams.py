"""The teams of jobdansk: kept as data by those who move steps, for the whole city."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.http import current_actor
from cases.access import require_role
from cases.errors import NotPossibleError
from interventions.actions.danish import KEEP, save_team
from interventions.forms.danish import TeamForm
from interventions.models import DanishTeam
from interventions.queries.danish_teams import teams
from interventions.views.about import CONFLICT, METHODS, UNREADABLE, keep_typed, seen_version
from interventions.views.once import once


@require_http_methods(["GET", "HEAD"])
def danish_teams(request: HttpRequest) -> HttpResponse:
    by = current_actor(request)
    require_role(by, KEEP)
    found = list(teams())
    context = {
        "running": [team for team in found if team.ends_on >= by.today],
        "over": [team for team in found if team.ends_on < by.today],
    }
    return render(request, "interventions/danish/teams.html", context)


@require_http_methods(METHODS)
@once
def new_team(request: HttpRequest) -> HttpResponse:
    by = current_actor(request)
    require_role(by, KEEP)
    return _answer(request, by, None)


@require_http_methods(METHODS)
def edit_team(request: HttpRequest, pk: int) -> HttpResponse:
    by = current_actor(request)
    require_role(by, KEEP)
    return _answer(request, by, get_object_or_404(DanishTeam, pk=pk))


def _answer(request: HttpRequest, by: Actor, team: DanishTeam | None) -> HttpResponse:
    if request.method != "POST":
        return _show(request, team, TeamForm(instance=team))
    # The form fills in a row of its own: what is shown beside it stays what stands.
    form = TeamForm(request.POST, instance=_copy(team))
    if not form.is_valid():
        return _show(request, team, form, status=UNREADABLE)
    try:
        saved = save_team(team, form.cleaned_data, by=by, seen_version=seen_version(request))
    except NotPossibleError as error:
        now = DanishTeam.objects.get(pk=team.pk) if team else None
        kept = keep_typed(TeamForm(instance=now), request)
        return _show(request, now, kept, status=CONFLICT, refused=error.messages)
    messages.success(request, _("Holdet »%(team)s« er gemt.") % {"team": saved.name})
    return redirect("danish-teams")


def _copy(team: DanishTeam | None) -> DanishTeam | None:
    return DanishTeam.objects.get(pk=team.pk) if team else None


def _show(
    request: HttpRequest, team: DanishTeam | None, form: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"team": team, "form": form, "forms": [form], **more}
    return render(request, "interventions/danish/team.html", context, status=status)
