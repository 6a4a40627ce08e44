"""A message in plain English: what it says, then its X12 a segment a line, and the way back to its claim or file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from clearlane.doors.portal.asking import Asking, for_members, in_view
from clearlane.doors.portal.errors import not_here
from clearlane.doors.portal.names_patients import names_patients
from clearlane.doors.portal.pages.answer import answer
from clearlane.doors.portal.pages.as_text import as_text
from clearlane.doors.portal.pages.claim import toggle_explain
from clearlane.doors.portal.pages.claim_segments import show_lines
from clearlane.doors.portal.pages.file import PIECE, REPLIES
from clearlane.doors.portal.parts import Link
from clearlane.exchange.reading.fetch_extract import fetch_extract
from clearlane.exchange.reading.fetch_mail import fetch_mail
from clearlane.exchange.reading.find_mail import find_mail
from clearlane.exchange.reading.tell_zone import tell_zone
from clearlane.exchange.reading.view_mail import MailSheet, view_mail
from clearlane.exchange.reading.view_message import MessageSheet, view_message
from clearlane.foundation.tenancy.scope import scope

_TITLES = {
    "in837": "837 as received", "out837": "837 to {payer}", "ta1": "TA1 from {payer}", "999": "999 from {payer}",
    "277ca": "277CA from {payer}", "835": "835 from {payer}",
}  # fmt: skip


@for_members
@names_patients
def claim_message(request: HttpRequest, asking: Asking, claim_id: UUID, seq: int) -> HttpResponse:
    """One message about a claim."""
    with in_view(asking):
        sheet = view_message(claim_id=claim_id, seq=seq, by=asking.by)
        zone = tell_zone(tenant=asking.tenant)
    if sheet is None:
        return not_here(request)
    values = _of_claim(sheet, claim_id, seq) | _viewer(request) | {"zone": zone}
    return answer(request, "portal/message.html", "portal/message/body.html", values, asking=asking, here="claims")


def _of_claim(sheet: MessageSheet, claim_id: UUID, seq: int) -> dict[str, Any]:
    message, claim = sheet.message, f"/claims/{claim_id}"
    title = _TITLES.get(message.kind, message.kind).format(payer=sheet.around.payer)
    return {
        "title": title,
        "crumbs": (Link("Claims", "/claims"), Link(f"Claim {sheet.number}", claim), Link(title)),
        "at": message.at,
        "telling": sheet.telling,
        "lines": show_lines(sheet.segments),
        "sha256": message.file_sha256,
        "span": _span(sheet),
        "download": f"{claim}/messages/{seq}/x12",
        "others": [(one, f"{claim}/messages/{one.seq}", one.seq == seq) for one in sheet.extracts],
        "is_told": True,
        "is_all": sheet.is_all,
    }


def _span(sheet: MessageSheet) -> tuple[int, int] | None:
    """Its place in its set, where that is one place: a 999 may leave out others' segments between."""
    message = sheet.message
    return (message.first_segment, message.last_segment) if any(one.number for one in sheet.segments) else None


@for_members
@names_patients
def mail(request: HttpRequest, asking: Asking, mail_id: UUID) -> HttpResponse:
    """A file of the mailbox: a reply to a file, or a payment."""
    with scope([asking.tenant], by=asking.by):
        sheet = view_mail(tenant=asking.tenant, mail_id=mail_id, by=asking.by)
        zone = tell_zone(tenant=asking.tenant)
    if sheet is None:
        return not_here(request)
    values = _of_mail(sheet) | _viewer(request) | {"zone": zone}
    return answer(request, "portal/message.html", "portal/message/body.html", values, asking=asking, here="files")


def _of_mail(sheet: MailSheet) -> dict[str, Any]:
    one = sheet.mail
    file = (Link("The file that it answers", f"/files/{one.file_id}"),) if one.file_id else ()
    return {
        "title": REPLIES.get(one.kind, one.kind),
        "crumbs": (Link("Files", "/files"), *file, Link(one.name)),
        "at": one.made_at,
        "telling": sheet.telling,
        "lines": show_lines(sheet.segments),
        "text": sheet.text,
        "sha256": one.sha256,
        "download": f"/mailbox/{one.id}/x12",
        "explained": f"/mailbox/{one.id}/explained" if sheet.text is None else "",
        "is_told": sheet.is_told,
        "is_all": sheet.is_all,
        "held": one.claims,
    }


def _viewer(request: HttpRequest) -> dict[str, Any]:
    explains = "explain" in request.GET
    return {"explain": explains, "toggle": toggle_explain(request, explains)}


@for_members
@names_patients
def claim_message_x12(request: HttpRequest, asking: Asking, claim_id: UUID, seq: int) -> HttpResponseBase:
    """The bytes of one message about the claim."""
    with in_view(asking):
        message = fetch_extract(claim_id=claim_id, seq=seq, by=asking.by)
    if message is None:
        return not_here(request)
    return as_text([message.content], f"{message.kind.removeprefix('in').removeprefix('out')}.txt")


@for_members
@names_patients
def mail_x12(request: HttpRequest, asking: Asking, mail_id: UUID) -> HttpResponseBase:
    """The bytes of a file of the mailbox."""
    with scope([asking.tenant], by=asking.by):
        found = find_mail(tenant=asking.tenant, mail_id=mail_id)
    if found is None:
        return not_here(request)

    def pieces() -> Iterator[bytes]:
        for offset in range(0, found.size, PIECE):
            with scope([asking.tenant], by=asking.by):
                yield fetch_mail(tenant=asking.tenant, mail_id=mail_id, offset=offset, length=PIECE, by=asking.by)

    return as_text(pieces(), found.name)
