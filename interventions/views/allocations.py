"""A list is uploaded, looked at line by line, and imported after one confirmation."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actor import Actor
from accounts.audit import record
from accounts.http import current_actor
from accounts.roles import Permission
from cases.access import require_role
from cases.allocations.columns import UnreadableListError
from cases.allocations.rejects import ENCODING
from cases.errors import NotPossibleError
from interventions.actions.allocations.uploads import commit, own_upload, preview
from interventions.forms.allocations import ConfirmForm, UploadForm


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    by = current_actor(request)
    require_role(by, Permission.ALLOCATIONS_IMPORT)
    if "upload" in request.POST:
        return _commit(request, by)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept, result = preview(file.read(), file.name, by=by)
        except UnreadableListError as error:
            form.add_error("file", str(error))
        else:
            confirm = ConfirmForm(by=by, initial={"upload": kept.pk})
            context = {"kept": kept, "result": result, "form": confirm}
            return render(request, "interventions/allocations_preview.html", context)
    return render(request, "interventions/allocations.html", {"form": form})


def _commit(request: HttpRequest, by: Actor) -> HttpResponse:
    form = ConfirmForm(request.POST, by=by)
    kept = own_upload(by, form.cleaned_data["upload"]) if form.is_valid() else None
    if kept is None:
        messages.error(request, "Listen findes ikke længere. Vælg filen igen.")
        return redirect("allocations")
    plan, responsible = form.cleaned_data["plan"], form.cleaned_data["responsible"]
    try:
        result = commit(kept, by=by, plan=plan, responsible=responsible)
    except NotPossibleError as error:
        messages.error(request, str(error))
        return redirect("allocations")
    context = {"kept": kept, "result": result}
    return render(request, "interventions/allocations_done.html", context)


@require_GET
def rejected(request: HttpRequest, pk: int) -> HttpResponse:
    """The refused lines as a file: to be corrected and uploaded again as it is."""
    by = current_actor(request)
    kept = own_upload(by, pk)
    if kept is None or kept.rejected is None:
        raise Http404
    record(by, "allocations.rejected", "unit", kept.unit_id)
    answer = HttpResponse(str(kept.rejected).encode(ENCODING), content_type="text/csv")
    answer["Content-Disposition"] = 'attachment; filename="afviste-linjer.csv"'
    return answer
