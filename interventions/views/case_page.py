"""Not yet."""

from django.http import HttpRequest, HttpResponse


def case_page(request: HttpRequest, **_kwargs: object) -> HttpResponse:
    return HttpResponse(status=501)


def deadline(request: HttpRequest, **_kwargs: object) -> HttpResponse:
    return HttpResponse(status=501)
