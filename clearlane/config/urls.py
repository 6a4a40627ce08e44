"""Where the addresses of the web doors begin."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from clearlane.doors.api.api import api
from clearlane.doors.api.health import healthz, metrics, readyz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    path("v1/", api.urls),
]
