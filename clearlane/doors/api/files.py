"""``/v1/files``: send a file, see what became of it."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Header, Query, Router, Status

from clearlane.doors.api.answers import ClaimsOut, FileOut, ReceivedOut
from clearlane.doors.api.bearer import Bearer, Caller, caller
from clearlane.doors.api.page import Page, page
from clearlane.doors.api.problem import Problem, ProblemOut, not_found
from clearlane.doors.api.upload import MULTIPART, PART, RAW, Body, upload
from clearlane.exchange.intake.receive import Upload
from clearlane.exchange.reading.find_file import find_file
from clearlane.exchange.reading.list_claims import list_claims
from clearlane.flows.take_in import take_in
from clearlane.foundation.idempotency.once import Done, KeyWasUsed, once
from clearlane.foundation.telemetry.correlation import current_correlation
from clearlane.foundation.tenancy.scope import scope

router = Router(tags=["files"])
REPLAYED = "Idempotency-Replayed"
_BYTES = {"schema": {"type": "string", "format": "binary", "minLength": 1}}
_FORM = {"type": "object", "required": [PART], "properties": {PART: _BYTES["schema"]}}
_BODY = {
    "requestBody": {
        "required": True,
        "description": "The X12 itself, its name in Content-Disposition; or a form with the file as one part.",
        "content": {**dict.fromkeys(RAW, _BYTES), MULTIPART: {"schema": _FORM}},
    }
}
KEY: Any = cast(Any, Header)(
    None, alias="Idempotency-Key", min_length=1, max_length=200, pattern="^[!-~]*$", description="Take this file once"
)
AGAIN: Any = cast(Any, Header)(
    None,
    alias="Send-Again",
    min_length=1,
    max_length=200,
    pattern="^[ -~]*$",
    description="Why these bytes, which were sent before, are to be processed again",
)


@router.post(
    "/files",
    auth=Bearer("files:write"),
    response={201: ReceivedOut, (400, 401, 403, 411, 413, 415, 422): ProblemOut},
    openapi_extra=_BODY,
    summary="Send a file",
)
def send_file(
    request: HttpRequest, response: HttpResponse, idempotency_key: str | None = KEY, send_again: str | None = AGAIN
) -> Any:
    """Take a file in. Once this answers 201 its bytes are durable and its journey has begun.

    With an Idempotency-Key a request may be repeated: the file is taken once, and the first answer is given again.
    The same bytes in a new request are a repeat, answered and not processed, unless Send-Again gives a reason.
    """
    asking = caller(request)
    with upload(request=request, caller=asking) as body, scope([asking.tenant], by=asking.by):
        done = _take(body, asking, key=idempotency_key, reason=send_again or "")
    response.headers["Location"] = f"/v1/files/{done.answer['id']}"
    if done.is_repeat:
        response.headers[REPLAYED] = "true"
    return Status(201, done.answer)


def _take(body: Body, asking: Caller, *, key: str | None, reason: str) -> Done:
    """Receive the file, or give the answer that this key got before."""

    def act() -> dict[str, Any]:
        sent = Upload(
            tenant=asking.tenant,
            name=body.name,
            content=body.incoming.content,
            way="https",
            username=asking.key,
            scheme=asking.scheme,
            reason=reason,
            correlation=current_correlation(),
        )
        received = take_in(upload=sent, by=asking.by)
        return {"id": str(received.id), "number": received.number, "state": received.state}

    if key is None:
        return Done(act(), is_repeat=False)
    try:
        return once(tenant=asking.tenant, key=key, request=body.digest, act=act)
    except KeyWasUsed as error:
        detail = "This Idempotency-Key was used for another file; take a new key for a new file."
        raise Problem(422, "key-reused", detail) from error


@router.get(
    "/files/{file_id}",
    auth=Bearer("files:read"),
    response={200: FileOut, (401, 403, 404): ProblemOut},
    summary="What became of a file",
)
def get_file(request: HttpRequest, file_id: UUID) -> Any:
    """A file that this organization sent: its sets, its claims by state, the replies to it."""
    asking = caller(request)
    with scope(asking.tenants, by=asking.by):
        file = find_file(tenant=asking.tenant, file_id=file_id, by=asking.by)
    if file is None:
        raise not_found()
    return file


@router.get(
    "/files/{file_id}/claims",
    auth=Bearer("claims:read"),
    response={200: ClaimsOut, (401, 403, 404, 422): ProblemOut},
    summary="The claims of a file",
)
def get_file_claims(request: HttpRequest, file_id: UUID, asked: Query[Page]) -> Any:
    """The claims of a file that this organization sent, in the order of their ids."""
    asking = caller(request)
    with scope(asking.tenants, by=asking.by):
        if find_file(tenant=asking.tenant, file_id=file_id, by=asking.by) is None:
            raise not_found()
        found = list_claims(
            tenant=asking.tenant, by=asking.by, file_id=file_id, after=asked.after, limit=asked.limit + 1
        )
    return page(found, limit=asked.limit)
