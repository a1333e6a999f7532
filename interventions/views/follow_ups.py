"""Not yet."""

from django.http import HttpRequest, HttpResponse


def log(request: HttpRequest, **_kwargs: object) -> HttpResponse:
    return HttpResponse(status=501)
