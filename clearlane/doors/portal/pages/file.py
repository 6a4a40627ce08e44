"""A file: its claims in equal out, its envelopes, what was answered, and what failed at its very segment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from clearlane.directory.users.find_person import name_person
from clearlane.doors.portal.asking import Asking, for_members
from clearlane.doors.portal.errors import not_here
from clearlane.doors.portal.names_patients import names_patients
from clearlane.doors.portal.pages.answer import answer
from clearlane.doors.portal.pages.as_text import as_text
from clearlane.doors.portal.pages.came import REPEAT
from clearlane.doors.portal.pages.claims_query import ClaimsQuery
from clearlane.doors.portal.pages.explained_at import explained_at
from clearlane.doors.portal.parts import Element, Link, Proof, Segment, Term
from clearlane.doors.portal.wording.amounts import many, money
from clearlane.exchange.reading.claim_filter import ClaimFilter
from clearlane.exchange.reading.fetch_file import Piece, fetch_file
from clearlane.exchange.reading.page_claims import ClaimRow, page_claims
from clearlane.exchange.reading.page_files import FileRow
from clearlane.exchange.reading.read_errors import BrokenSegment
from clearlane.exchange.reading.tell_zone import tell_zone
from clearlane.exchange.reading.view_file import FileSheet, view_file
from clearlane.foundation.tenancy.scope import scope

PIECE = 1 << 20
"""So many bytes of a file are held at a time while it is given out."""
REPLIES = {
    "ta1": "TA1: the envelope", "999": "999: the format", "277ca": "277CA: our word on each claim",
    "277": "277CA: the payer's word", "summary": "Summary for people", "notice": "Notice", "835": "835: payments",
}  # fmt: skip
"""Kind of a file of the mailbox -> what it is, in words."""

SHOWN = 20
_STOPPED = ("Rejected", "Held")
_WAYS = {"sftp": "SFTP", "https": "The API", "portal": "Uploaded here"}


@for_members
@names_patients
def file(request: HttpRequest, asking: Asking, file_id: UUID) -> HttpResponse:
    """The page."""
    with scope({asking.tenant, *asking.tenants}, by=asking.by):
        sheet = view_file(tenant=asking.tenant, file_id=file_id, by=asking.by)
        stopped = _stopped(sheet, asking) if sheet else ()
        zone = tell_zone(tenant=asking.tenant)
    if sheet is None:
        return not_here(request)
    values = _values(sheet) | {"stopped": stopped, "zone": zone, "sender": _sender(sheet.row.username)}
    return answer(request, "portal/file.html", "portal/file/body.html", values, asking=asking, here="files")


def _stopped(sheet: FileSheet, asking: Asking) -> tuple[ClaimRow, ...]:
    """The first claims of the file that did not go on, each with its reason."""
    if not any(share.word in _STOPPED for share in sheet.row.shares):
        return ()
    wanted = ClaimFilter(words=_STOPPED, file=sheet.row.id)
    return page_claims(wanted=wanted, tenant=asking.tenant, by=asking.by, limit=SHOWN).rows


def _values(sheet: FileSheet) -> dict[str, Any]:
    row = sheet.row
    return {
        "file": sheet.file,
        "row": row,
        "way": _WAYS.get(row.way, row.way),
        "repeat": REPEAT,
        "crumbs": (Link("Files", "/files"), Link(f"File {row.number}")),
        "terms": _terms(row),
        "proofs": (_proof(row),),
        "shares": [(share, ClaimsQuery(file=row.id, status=(share.word.lower(),)).to()) for share in row.shares],
        "sets": sheet.sets,
        "errors": [_error(one, f"/files/{row.id}/explained") for one in sheet.errors],
        "replies": [(each, REPLIES.get(each.kind, each.kind)) for each in sheet.file.replies],
        "claims_href": ClaimsQuery(file=row.id).to(),
        "follows": row.word == "Checking",
        "here_again": f"/files/{row.id}",
    }


def _sender(username: str) -> str:
    """An account of SFTP or a key by its name; a person, who is kept by number, by the name he signs in with."""
    kind, _, number = username.partition(":")
    return name_person(user_id=int(number)) if kind == "user" and number.isdecimal() else username


def _terms(row: FileRow) -> tuple[Term, ...]:
    """Where the dollars that came in stand now."""
    shares = tuple(
        Term(share.word, share.cents, "+" if n else "", many(share.claims, "claim"))
        for n, share in enumerate(row.shares)
    )
    return (*shares, Term("Came in", row.cents, "=", many(row.claims, "claim"))) if shares else ()


def _proof(row: FileRow) -> Proof:
    out = sum(share.claims for share in row.shares)
    cents = sum(share.cents for share in row.shares)
    told = f"{many(row.claims, 'claim')}, {money(row.cents)} in; {many(out, 'claim')}, {money(cents)} accounted for"
    if row.word == "Checking" or not row.claims:
        return Proof(None, "Nothing to compare yet" if row.word == "Checking" else "No claims in it", told)
    return Proof(row.closes, "In equals out" if row.closes else "In does not equal out", told)


def _error(one: BrokenSegment, page: str) -> dict[str, Any]:
    finding = one.finding
    offset = finding.get("place", {}).get("offset")
    lines: tuple[Segment, ...] = ()
    if one.segment:
        id, *elements = one.segment.elements
        shown = tuple(
            Element(text, n == one.element, f"{id}{n:02d}", one.segment.names.element(n))
            for n, text in enumerate(elements, start=1)
        )
        lines = (Segment(one.segment.number, id, shown, one.segment.loop, True, str(finding.get("what", ""))),)
    return {
        "finding": finding,
        "lines": lines,
        "href": "" if offset is None else explained_at(page=page, offset=offset),
    }


@for_members
@names_patients
def file_bytes(request: HttpRequest, asking: Asking, file_id: UUID) -> HttpResponseBase:
    """The file as it was sent."""

    def piece(offset: int) -> Piece | None:
        with scope([asking.tenant], by=asking.by):
            return fetch_file(tenant=asking.tenant, file_id=file_id, offset=offset, length=PIECE, by=asking.by)

    first = piece(0)
    if first is None:
        return not_here(request)

    def pieces() -> Iterator[bytes]:
        yield first.content
        for offset in range(PIECE, first.size, PIECE):
            more = piece(offset)
            yield more.content if more else b""

    return as_text(pieces(), first.name)
