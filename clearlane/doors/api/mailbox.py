"""``/v1/mailbox``: what lies ready, its bytes, and saying that one has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Query, Router

from clearlane.doors.api.answers import MailboxOut, MailOut
from clearlane.doors.api.bearer import Bearer, Caller, caller
from clearlane.doors.api.page import Page, page
from clearlane.doors.api.problem import ProblemOut, not_found
from clearlane.exchange.reading.confirm_mail import confirm_mail
from clearlane.exchange.reading.fetch_mail import NoSuchMail, fetch_mail
from clearlane.exchange.reading.find_mail import find_mail
from clearlane.exchange.reading.list_mail import MailView, list_mail
from clearlane.foundation.tenancy.scope import scope

router = Router(tags=["mailbox"])
PIECE = 1 << 20
_X12, _TEXT = "application/edi-x12", "text/plain; charset=utf-8"
_BYTES = {"schema": {"type": "string", "format": "binary"}}
_CONTENT = {"responses": {200: {"description": "The file", "content": {_X12: _BYTES, "text/plain": _BYTES}}}}
CONFIRMED = {"no": False, "yes": True, "all": None}


class Asked(Page):
    """``confirmed`` says which files to list: those not yet confirmed, those that were, or all."""

    confirmed: Literal["no", "yes", "all"] = "no"


@router.get(
    "/mailbox",
    auth=Bearer("mailbox:read"),
    response={200: MailboxOut, (401, 403, 422): ProblemOut},
    summary="What lies in the mailbox",
)
def get_mailbox(request: HttpRequest, asked: Query[Asked]) -> Any:
    """The files of the mailbox. A client that confirms what it has fetched needs no cursor between its visits."""
    asking = caller(request)
    with scope([asking.tenant], by=asking.by):
        found = list_mail(
            tenant=asking.tenant, after=asked.after, confirmed=CONFIRMED[asked.confirmed], limit=asked.limit + 1
        )
    return page(found, limit=asked.limit)


@router.get(
    "/mailbox/{mail_id}",
    auth=Bearer("mailbox:read"),
    response={(401, 403, 404): ProblemOut},
    openapi_extra=_CONTENT,
    summary="Fetch a file",
)
def get_mail(request: HttpRequest, mail_id: UUID) -> Any:
    """The bytes of one file of the mailbox; it counts as fetched once its last byte was read."""
    asking = caller(request)
    with scope([asking.tenant], by=asking.by):
        mail = find_mail(tenant=asking.tenant, mail_id=mail_id)
        first = (
            None
            if mail is None
            else fetch_mail(tenant=asking.tenant, mail_id=mail_id, offset=0, length=PIECE, by=asking.by)
        )
    if mail is None or first is None:
        raise not_found()
    return _file(mail, first, asking)


def _file(mail: MailView, first: bytes, asking: Caller) -> HttpResponse | StreamingHttpResponse:
    headers = {"Content-Length": str(mail.size), "ETag": f'"{mail.sha256}"', "X-Content-Type-Options": "nosniff"}
    kind = _TEXT if mail.kind in ("summary", "notice") else _X12
    response: HttpResponse | StreamingHttpResponse
    if len(first) == mail.size:
        response = HttpResponse(first, content_type=kind, headers=headers)
    else:
        response = StreamingHttpResponse(_pieces(mail, first, asking), content_type=kind, headers=headers)
    response.headers["Content-Disposition"] = f'attachment; filename="{mail.name}"'
    return response


def _pieces(mail: MailView, first: bytes, asking: Caller) -> Iterator[bytes]:
    """The file piece by piece, each in a scope of its own: a slow client holds no transaction open."""
    yield first
    for offset in range(len(first), mail.size, PIECE):
        with scope([asking.tenant], by=asking.by):
            piece = fetch_mail(
                tenant=asking.tenant, mail_id=mail.id, offset=offset, length=PIECE, by=asking.by, goes_on=True
            )
        yield piece


@router.post(
    "/mailbox/{mail_id}/confirm",
    auth=Bearer("mailbox:confirm"),
    response={200: MailOut, (401, 403, 404): ProblemOut},
    summary="Confirm a file",
)
def post_confirmation(request: HttpRequest, mail_id: UUID) -> Any:
    """Say that one has the file safely; it is listed no more unless asked for. A second time changes nothing."""
    asking = caller(request)
    with scope([asking.tenant], by=asking.by):
        try:
            confirm_mail(tenant=asking.tenant, mail_id=mail_id, by=asking.by)
        except NoSuchMail as error:
            raise not_found() from error
        return find_mail(tenant=asking.tenant, mail_id=mail_id)
