"""Middleware: each request has a correlation id, is counted, and answers errors as problems."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponseBase

from clearlane.doors.api.problem import MEDIA_TYPE, respond
from clearlane.foundation.telemetry.correlation import bind
from clearlane.foundation.telemetry.log import logger
from clearlane.foundation.telemetry.metrics import REQUEST_SECONDS, REQUESTS

HEADER = "X-Correlation-Id"
_DETAILS = {
    400: ("bad-request", "The request is not well formed."),
    404: ("not-found", "There is nothing under this address that this key may see."),
    405: ("method-not-allowed", "This address does not take that method; the header Allow names those it takes."),
    500: (
        "internal",
        "The fault is ours. Try again, a file with the same Idempotency-Key, and name the correlation id if it stays.",
    ),
}

Answer = Callable[[HttpRequest], HttpResponseBase]
log = logger(__name__)


def correlate(answer: Answer) -> Answer:
    """Take the client's correlation id if it is a UUID, else make one; the response names it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        correlation = _asked(request) or uuid4()
        with bind(correlation=correlation):
            response = _as_problem(request, answer(request))
            _count(request, response, time.perf_counter() - began)
        response.headers[HEADER] = str(correlation)
        return response

    return middleware


def _asked(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.headers.get(HEADER, ""))
    except ValueError:
        return None


def _as_problem(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """What Django itself refused (no such address, method, a broken request) in our form; a browser is given pages."""
    if "text/html" in request.headers.get("Accept", "") and not request.path.startswith("/v1/"):
        return response
    if response.status_code < 400 or response.headers.get("Content-Type") in (MEDIA_TYPE, "application/json"):
        return response
    kind, detail = _DETAILS.get(response.status_code, ("refused", "The request was refused."))
    kept = {name: response.headers[name] for name in ("Allow",) if name in response.headers}
    return respond(status=response.status_code, kind=kind, detail=detail, headers=kept)


def _count(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    """Count by the route's pattern, never by the path: a path may hold an id."""
    match = request.resolver_match
    route = f"{request.method} /{match.route}" if match else "unknown"
    REQUESTS.labels(route, str(response.status_code)).inc()
    REQUEST_SECONDS.labels(route).observe(seconds)
    log.info("request answered", route=route, status=response.status_code, ms=round(seconds * 1000, 1))
