"""Where the addresses of the web doors begin."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from clearlane.doors.api.api import api
from clearlane.doors.api.health import healthz, metrics, readyz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    path("v1/", api.urls),
    path("", include("clearlane.doors.portal.urls")),
]

handler400 = "clearlane.doors.portal.errors.not_understood"
handler404 = "clearlane.doors.portal.errors.not_here"
handler500 = "clearlane.doors.portal.errors.our_fault"
