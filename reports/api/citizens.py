"""A list of citizens as a file: basic columns only, with a reason, marked with who took it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request

from accounts.roles import Permission
from cases.access import require_role
from cases.errors import InvalidDataError
from cases.models import Case
from interventions.actions.list_export import take_list
from interventions.api.inputs import checked
from interventions.api.serializers import Out
from reports.api.files import Handing, file_answer
from reports.csv_file import BYTE_ORDER_MARK, safe

SHORTEST_REASON = 20
COLUMNS: dict[str, tuple[str, Callable[[Case], str]]] = {
    "name": ("Navn", lambda case: str(case.citizen)),
    "birth_year": ("Fødselsår", lambda case: str(case.citizen.born_on.year)),
    "unit": ("Enhed", lambda case: case.unit.code),
    "responsible": ("Ansvarlig", lambda case: str(case.responsible or "")),
    "state": ("Tilstand", lambda case: str(case.state_label)),
    "track": ("Spor", lambda case: case.get_track_display()),
    "opened_on": ("Oprettet", lambda case: f"{case.opened_on:%d-%m-%Y}"),
}


class ExportForm(forms.Form):
    reason = forms.CharField(
        label="Begrundelse", min_length=SHORTEST_REASON, max_length=300,
        help_text="Mindst 20 tegn. Den gemmes.",
    )  # fmt: skip
    columns = forms.MultipleChoiceField(
        label="Kolonner", choices=[(key, title) for key, (title, _) in COLUMNS.items()]
    )


class ExportIn(Out):
    """The form, as a program sends it."""

    reason = s.CharField(min_length=SHORTEST_REASON, max_length=300)
    columns = s.ListField(child=s.ChoiceField(choices=list(COLUMNS)))


class ExportCitizens(Handing):
    replays = False  # a file with persons in it is not kept

    @extend_schema(
        summary="Borgere, du kan se, som csv; højst 500",
        request=ExportIn,
        responses={(200, "text/csv"): OpenApiTypes.BINARY},
    )
    def post(self, request: Request) -> HttpResponse:
        require_role(self.by, Permission.CITIZENS_EXPORT)
        form = ExportForm(checked(dict(request.data), ExportForm.base_fields))
        if not form.is_valid():
            raise InvalidDataError(form)
        columns = form.cleaned_data["columns"]
        rows = take_list(columns, form.cleaned_data["reason"], by=self.by)
        return file_answer(self._file(columns, rows), "text/csv; charset=utf-8", "borgere.csv")

    def _file(self, columns: list[str], rows: list[Any]) -> bytes:
        file = io.StringIO(newline="")
        file.write(BYTE_ORDER_MARK)
        lines = csv.writer(file, delimiter=";")
        told = f"Hentet af {self.by.username} {self.by.now:%d-%m-%Y %H:%M} UTC"
        lines.writerow([safe(told)])
        lines.writerow([COLUMNS[name][0] for name in columns])
        lines.writerows([safe(COLUMNS[name][1](row)) for name in columns] for row in rows)
        return file.getvalue().encode()
