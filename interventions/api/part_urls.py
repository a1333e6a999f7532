"""Addresses of the lists around a case: those of the table, and the two that do more."""

from django.urls import path

from interventions.api import case_outcomes, goals
from interventions.api.case_parts import endpoint
from interventions.api.case_parts_table import PARTS

urlpatterns = [
    path("cases/<int:pk>/goals/", goals.CaseGoals.as_view(), name="api-case-goals"),
    path("cases/<int:pk>/outcomes/", case_outcomes.CaseOutcomes.as_view(), name="api-outcomes"),
    *(
        path(f"cases/<int:pk>/{name}/", endpoint(name).as_view(), name=f"api-{name}")
        for name in PARTS
        if name != "goals"
    ),
]
