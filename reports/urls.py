"""Addresses of reports. No CPR number and no name ever stands in one."""

from django.urls import path

from reports import views

urlpatterns = [
    path("rapporter/", views.progression_page, name="reports"),
    path("rapporter/progression/", views.progression_page, name="progression-report"),
    path(
        "registreringer/<int:pk>/brev/<slug:name>/",
        views.decision_letter_page,
        name="decision-letter",
    ),
    path("skridt/<int:pk>/aftale/", views.agreement_page, name="placement-agreement"),
    path("sager/<int:pk>/rapport/", views.case_report_page, name="case-report"),
]
