"""Is the process alive, can it serve, what does it count: for load balancers and Prometheus."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from clearlane.exchange.reading.readiness import readiness
from clearlane.foundation.telemetry.metrics import expose


def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when a file could be taken in now, else 503; the body says what is wrong."""
    state = readiness()
    return JsonResponse(
        {"ready": state.is_ready, "wrong": list(state.wrong), "warnings": list(state.warnings)},
        status=200 if state.is_ready else 503,
    )


def metrics(request: HttpRequest) -> HttpResponse:
    """What Prometheus asks for; ids and PHI are in no label."""
    text, kind = expose()
    return HttpResponse(text, content_type=kind)
