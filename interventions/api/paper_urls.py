"""Addresses of what is written about a citizen piece by piece, and of lists that come in."""

from django.urls import path

from interventions.api import consents, happenings, imports, needs, notes, proposals

urlpatterns = [
    path("notes/<int:pk>/", notes.OneNote.as_view(), name="api-note"),
    path("cases/<int:pk>/needs/", needs.CaseNeeds.as_view(), name="api-needs"),
    path("needs/<int:pk>/", needs.OneNeed.as_view(), name="api-need"),
    path("cases/<int:pk>/consents/", consents.CaseConsents.as_view(), name="api-consents"),
    path(
        "consents/<int:pk>/withdraw/",
        consents.ConsentWithdrawal.as_view(),
        name="api-consent-withdraw",
    ),
    path(
        "steps/<int:pk>/propose-complete/",
        proposals.ProposeComplete.as_view(),
        name="api-propose-complete",
    ),
    path(
        "cases/<int:pk>/appointments/",
        happenings.CaseAppointments.as_view(),
        name="api-appointments",
    ),
    path("cases/<int:pk>/outcomes/", happenings.CaseOutcomes.as_view(), name="api-outcomes"),
    path(
        "cases/<int:pk>/measurements/",
        happenings.CaseMeasurements.as_view(),
        name="api-measurements",
    ),
    path("cases/<int:pk>/household/", happenings.CaseHousehold.as_view(), name="api-household"),
    path("imports/preview/", imports.ImportPreview.as_view(), name="api-import-preview"),
    path("imports/commit/", imports.ImportCommit.as_view(), name="api-import-commit"),
]
