"""Answers that may be a file: the query says `format=`, and no name of a person is in its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

from interventions.api.base import Endpoint
from reports.formats import Format


class OwnFormat(DefaultContentNegotiation):
    """`format` is ours to read, and a file is sent whatever the client would rather have."""

    def select_renderer(self, _request: Request, renderers: Any, _suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class Handing(Endpoint):
    content_negotiation_class = OwnFormat


def handed_out(formats: Mapping[str, Format]) -> dict[tuple[int, str], Any]:
    """The answer in each of its formats, for the responses of extend_schema."""
    kinds = {name: one.content_type.partition(";")[0] for name, one in formats.items()}
    return {
        (200, kind): OpenApiTypes.OBJECT if name == "json" else OpenApiTypes.BINARY
        for name, kind in kinds.items()
    }


def file_answer(content: bytes, content_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
