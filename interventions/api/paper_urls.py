"""Addresses of what is written about a citizen piece by piece, and of lists that come in."""

from django.urls import path

from interventions.api import consents, imports, needs, notes, proposals

urlpatterns = [
    path("notes/<int:pk>/", notes.OneNote.as_view(), name="api-note"),
    path("needs/<int:pk>/", needs.OneNeed.as_view(), name="api-need"),
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
    # The contract's word for the upload.
    path("allocations/", imports.ImportPreview.as_view(), name="api-allocations"),
    path("imports/preview/", imports.ImportPreview.as_view(), name="api-import-preview"),
    path("imports/commit/", imports.ImportCommit.as_view(), name="api-import-commit"),
]
