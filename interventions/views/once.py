"""A form that is sent twice is carried out once: a double click, a reload, the back button.

Moves need it not, for a page knows the version that it was shown with; this is for the pages that
write new rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.http import current_actor
from interventions.actions.answered import answered_before, keep_answer, wait_for

View = Callable[..., HttpResponse]
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
LED_ON = 302


def once(view: View) -> View:
    """What the view did and led on from is not done again; a page that it showed is shown again.

    Django masks the token anew each time it writes a form: two posts with the same token and the
    same content come from one and the same form.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method != "POST" or not request.POST.get(TOKEN):
            return view(request, *args, **kwargs)
        by, sent = current_actor(request), _digest(request)
        wait_for(by, sent)
        if done := answered_before(by, sent, sent):
            messages.info(request, _("Formularen blev sendt to gange. Den er gemt én gang."))
            return redirect(done.body)
        answer = view(request, *args, **kwargs)
        if answer.status_code == LED_ON:
            keep_answer(by, sent, sent, LED_ON, answer["Location"])
        return answer

    return asked


def _digest(request: HttpRequest) -> str:
    told = f"{request.get_full_path()}\n{request.POST.urlencode()}"
    return hashlib.sha256(told.encode()).hexdigest()
