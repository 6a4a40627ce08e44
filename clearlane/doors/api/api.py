"""The API as a whole: its routers, its errors, its description."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from clearlane.doors.api import claims, files, mailbox
from clearlane.doors.api.bearer import no_key
from clearlane.doors.api.problem import MEDIA_TYPE, NOT_FOUND, Problem, respond, respond_to
from clearlane.foundation.telemetry.log import logger
from clearlane.foundation.tenancy.connection import DatabaseIsAway
from clearlane.foundation.vault.keyring import KeyTrouble

VERSION = "1"
LATER = "We cannot take or show anything just now. Try again in a minute, a file with the same Idempotency-Key."
log = logger(__name__)


class Api(NinjaAPI):
    """An API whose errors are described as what they are: problem details."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The description, with the media type of each error."""
        schema = super().get_openapi_schema(**options)
        for path in schema["paths"].values():
            for operation in path.values():
                for status, response in operation["responses"].items():
                    content = response.get("content", {})
                    if int(status) >= 400 and "application/json" in content:
                        response["content"] = {MEDIA_TYPE: content["application/json"]}
        return schema


api = Api(
    title="Clearlane",
    version=VERSION,
    description="Send X12 files, follow claims, and fetch what lies in the mailbox.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="v1",
)
for each in (files, claims, mailbox):
    api.add_router("", each.router)


@api.exception_handler(Problem)
def on_problem(request: HttpRequest, error: Problem) -> HttpResponse:
    """A problem that a view raised."""
    return respond_to(error)


@api.exception_handler(AuthenticationError)
def on_no_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """No key, or not as a bearer token."""
    return respond_to(no_key())


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Parameters that are not of their form; one of the path is an address where nothing is."""
    places = [{"where": ".".join(map(str, each["loc"])), "what": str(each["msg"])} for each in error.errors]
    if any(each["loc"][0] == "path" for each in error.errors):
        return respond_to(Problem(*NOT_FOUND))
    detail = "Something in the request is not of its form; errors name the places."
    return respond(status=422, kind="invalid", detail=detail, errors=places)


@api.exception_handler(RequestDataTooBig)
def on_large_body(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """A body that is no file and has too many bytes."""
    detail = f"The body of this request may have {settings.DATA_UPLOAD_MAX_MEMORY_SIZE} bytes."
    return respond(status=413, kind="too-large", detail=detail)


@api.exception_handler(HttpError)
def on_refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the library refused: a body that is no JSON."""
    return respond(status=error.status_code, kind="refused", detail="The body cannot be read.")


@api.exception_handler(DatabaseIsAway)
def on_database_away(request: HttpRequest, error: DatabaseIsAway) -> HttpResponse:
    """The database does not answer, or was just started anew: nothing was taken."""
    log.error("database away", error=type(error).__name__)
    return respond(status=503, kind="unavailable", detail=LATER, headers={"Retry-After": "60"})


@api.exception_handler(KeyTrouble)
def on_key_trouble(request: HttpRequest, error: KeyTrouble) -> HttpResponse:
    """This process has not the keys of its house: nothing was taken, and /readyz says so to the load balancer."""
    log.error("keys cannot be used", error=type(error).__name__)
    return respond(status=503, kind="unavailable", detail=LATER, headers={"Retry-After": "60"})


@api.exception_handler(Exception)
def on_fault(request: HttpRequest, error: Exception) -> HttpResponse:
    """Our own fault: logged without its text, which may carry a value."""
    log.error("request failed", error=type(error).__name__, exc_info=error)
    detail = (
        "The fault is ours. Try again, a file with the same Idempotency-Key, and name the correlation id if it stays."
    )
    return respond(status=500, kind="internal", detail=detail)
