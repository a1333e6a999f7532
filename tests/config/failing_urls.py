"""Addresses that fail, for test_answers.py."""

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config import views

SECRET = "010190-1234"


@login_not_required
def database_gone(_request: HttpRequest) -> HttpResponse:
    raise OperationalError(SECRET)


@login_not_required
def broken(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError(SECRET)


urlpatterns = [path("database/", database_gone), path("brud/", broken)]
handler500 = views.server_error
