"""Addresses under /api/v1/ of what is handed out."""

from django.urls import path

from reports.api import case, citizens, plan, progression

urlpatterns = [
    path("cases/<int:pk>/plan/", plan.CasePlan.as_view(), name="api-plan"),
    path("cases/<int:pk>/report/", case.OneCaseReport.as_view(), name="api-case-report"),
    path("exports/citizens/", citizens.ExportCitizens.as_view(), name="api-export-citizens"),
    path(
        "reports/progression/",
        progression.ProgressionReport.as_view(),
        name="api-report-progression",
    ),
]
