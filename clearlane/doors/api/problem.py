"""Errors as RFC 9457 problem details: what happened, why, what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from ninja import Schema
from pydantic import ConfigDict

from clearlane.foundation.telemetry.correlation import current_correlation

MEDIA_TYPE = "application/problem+json"
_KIND = "urn:clearlane:problem:"


class ProblemOut(Schema):
    """One problem; ``errors`` name the places of the request that are at fault."""

    model_config = ConfigDict(json_schema_extra={"description": "RFC 9457 problem details"})

    type: str
    title: str
    status: int
    detail: str = ""
    correlation_id: str | None = None
    errors: list[dict[str, str]] | None = None


class Problem(Exception):
    """A request that cannot be done. Raised in a view, it becomes the response.

    ``kind`` is the last word of its type, ``detail`` says in one or two sentences what to do; neither repeats a
    value of the request.
    """

    def __init__(self, status: int, kind: str, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(kind)
        self.status, self.kind, self.detail, self.headers = status, kind, detail, dict(headers or {})


NOT_FOUND = (404, "not-found", "There is nothing under this address that this key may see.")


def not_found() -> Problem:
    """The one answer for what does not exist and for what is another's."""
    return Problem(*NOT_FOUND)


def respond(
    *,
    status: int,
    kind: str,
    detail: str,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[Mapping[str, str]] = (),
) -> HttpResponse:
    """A problem as a response."""
    body: dict[str, Any] = {
        "type": _KIND + kind,
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    correlation = current_correlation()
    if correlation is not None:
        body["correlation_id"] = str(correlation)
    if errors:
        body["errors"] = list(errors)
    return HttpResponse(json.dumps(body), status=status, content_type=MEDIA_TYPE, headers=headers)


def respond_to(problem: Problem) -> HttpResponse:
    """A raised problem as a response."""
    return respond(status=problem.status, kind=problem.kind, detail=problem.detail, headers=problem.headers)
