"""Answers that may be a file: the query says `format=`, and no name of a person is in its name."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

from interventions.api.base import Endpoint


class OwnFormat(DefaultContentNegotiation):
    """`format` is ours to read, and a file is sent whatever the client would rather have."""

    def select_renderer(self, _request: Request, renderers: Any, _suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class Handing(Endpoint):
    content_negotiation_class = OwnFormat


def file_answer(content: bytes, content_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
