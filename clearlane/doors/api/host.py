"""Middleware: a request names the host that it means, and is answered under the names of this house only."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponseBase

from clearlane.doors.api.problem import respond

INSIDE = frozenset({"/healthz", "/readyz", "/metrics"})
"""What load balancers and Prometheus ask for by a machine's address; a proxy keeps it inside."""

Answer = Callable[[HttpRequest], HttpResponseBase]


def known_host(answer: Answer) -> Answer:
    """Refuse a request whose Host is none of ``CLEARLANE_HOSTS``: a page of a stranger may have been led here."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path not in INSIDE:
            try:
                request.get_host()
            except DisallowedHost:
                detail = "This house does not answer under that host name; its operator names them in CLEARLANE_HOSTS."
                return respond(status=400, kind="host-unknown", detail=detail)
        return answer(request)

    return middleware
