"""Not yet."""

from django.http import HttpRequest, HttpResponse


def my_cases(request: HttpRequest, **_kwargs: object) -> HttpResponse:
    return HttpResponse(status=501)


def find(request: HttpRequest, **_kwargs: object) -> HttpResponse:
    return HttpResponse(status=501)
