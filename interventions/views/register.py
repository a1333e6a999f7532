"""Not yet."""

from django.http import HttpRequest, HttpResponse


def register(request: HttpRequest, **_kwargs: object) -> HttpResponse:
    return HttpResponse(status=501)
