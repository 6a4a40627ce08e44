"""Is the process alive, can it serve, what does it count: for load balancers and Prometheus."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from clearlane.doors.api.problem import not_found, respond_to
from clearlane.exchange.reading.readiness import readiness
from clearlane.foundation.telemetry.metrics import expose

_PASSED_ON = ("X-Forwarded-For", "Forwarded")


def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when a file could be taken in now, else 503; to who watches over the house the body says what is wrong."""
    state = readiness()
    details = {"wrong": list(state.wrong), "warnings": list(state.warnings)} if _watches(request) else {}
    return JsonResponse({"ready": state.is_ready, **details}, status=200 if state.is_ready else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """What Prometheus asks for; ids and PHI are in no label. For anybody else there is nothing here."""
    if not _watches(request):
        return respond_to(not_found())
    text, kind = expose()
    return HttpResponse(text, content_type=kind)


def _watches(request: HttpRequest) -> bool:
    """Whether it comes from this machine or from a network of ``CLEARLANE_MONITORS``. Behind a proxy that is named it
    comes from whom the proxy asks for; what a proxy on this machine passes on that is not named may be anybody's."""
    try:
        asker = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    plain = (asker.ipv4_mapped or asker) if isinstance(asker, IPv6Address) else asker
    if plain.is_loopback:
        return settings.HAS_PROXY or not any(header in request.headers for header in _PASSED_ON)
    return any(plain in network for network in settings.MONITORS)
