"""Every address. Each app keeps its own; those of the API lie under /api/v1/."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from config import views
from interventions.api.base import Nowhere

api: list[URLPattern | URLResolver] = [
    path("", include("interventions.api.urls")),
    path("", include("interventions.api.administration_urls")),
    path("", include("interventions.api.paper_urls")),
    path("", include("interventions.api.part_urls")),
    path("", include("reports.api.urls")),
]

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("api/v1/", include(api)),
    re_path(r"^api/v1/", Nowhere.as_view(), name="api-nowhere"),
    path("api/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
    path("", include("accounts.urls")),
    path("", include("cases.urls")),
    path("", include("interventions.urls")),
    path("", include("reports.urls")),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
