"""The very file in words: each segment with its name, the meaning of each code, and each finding at its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

from clearlane.doors.portal.asking import Asking, for_members
from clearlane.doors.portal.errors import not_here
from clearlane.doors.portal.names_patients import names_patients
from clearlane.doors.portal.pages.answer import answer
from clearlane.doors.portal.pages.explained_at import explained_at
from clearlane.doors.portal.pages.file import REPLIES
from clearlane.doors.portal.parts import Link
from clearlane.exchange.reading.view_explained import (
    ExplainedPage,
    page_of,
    view_explained_file,
    view_explained_mail,
)
from clearlane.foundation.tenancy.scope import scope
from clearlane.standards import x12

SHOWN = 50
"""So many findings are listed above the segments; in their places stand all."""

_WAITS = "The file waits to be read. What is wrong in it will stand here, each at its place."
_LONG = "The file is too long to be checked while one looks at it. Its segments are explained all the same."


@for_members
@names_patients
def explained_file(request: HttpRequest, asking: Asking, file_id: UUID) -> HttpResponse:
    """A file that was sent."""
    with scope({asking.tenant, *asking.tenants}, by=asking.by):
        sheet = view_explained_file(tenant=asking.tenant, file_id=file_id, page=_asked(request), by=asking.by)
    if sheet is None:
        return not_here(request)
    file, here = sheet.file, f"/files/{file_id}"
    values = {
        "title": file.name,
        "what": f"File {file.number}",
        "crumbs": (Link("Files", "/files"), Link(f"File {file.number}", here), Link("Explained")),
        "back": Link("The file's page", here),
        "download": f"{here}/bytes",
        "reason": file.reason,
        "unchecked": _WAITS if file.state == "received" else "",
        "is_repeat": file.state == "repeat",
        "first": f"/files/{file.repeat_of}/explained" if file.state == "repeat" and file.repeat_of else "",
    }
    count = len(file.findings) + file.more_findings
    return _answer(request, asking, sheet.page, values | _found(file.findings, count, f"{here}/explained"))


@for_members
@names_patients
def explained_mail(request: HttpRequest, asking: Asking, mail_id: UUID) -> HttpResponse:
    """A file of the mailbox."""
    with scope([asking.tenant], by=asking.by):
        sheet = view_explained_mail(tenant=asking.tenant, mail_id=mail_id, page=_asked(request), by=asking.by)
    if sheet is None:
        return not_here(request)
    mail, here = sheet.mail, f"/mailbox/{mail_id}"
    file = (Link("The file that it answers", f"/files/{mail.file_id}"),) if mail.file_id else ()
    values = {
        "title": mail.name,
        "what": REPLIES.get(mail.kind, mail.kind),
        "crumbs": (Link("Files", "/files"), *file, Link(mail.name, here), Link("Explained")),
        "back": Link("The message's page", here),
        "download": f"{here}/x12",
        "unchecked": _LONG if sheet.findings is None and sheet.page.is_x12 else "",
    }
    found = [one.as_json() for one in sheet.findings or ()]
    return _answer(request, asking, sheet.page, values | _found(found, len(found), f"{here}/explained"))


def _asked(request: HttpRequest) -> int:
    """The page that is asked for; the first where that is no number."""
    text = request.GET.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 1


def _found(findings: Iterable[Mapping[str, Any]], count: int, page: str) -> dict[str, Any]:
    """The first findings of the file, those that reject before warnings, each with the way to its place."""
    ranked = sorted(findings, key=lambda one: one.get("disposition") == "warn")
    shown = [_told(one, page) for one in ranked[:SHOWN]]
    return {"findings": shown, "count": count, "more": count - len(shown), "base": page}


def _told(finding: Mapping[str, Any], page: str) -> dict[str, Any]:
    place = finding.get("place", {})
    offset, element, id = place.get("offset"), place.get("element"), place.get("segment_id", "")
    return {
        "what": finding.get("what", ""),
        "is_warning": finding.get("disposition") == "warn",
        "place": f"{id}{element:02d}" if element else id,
        "segment": place.get("segment"),
        "page": page_of(offset) if offset is not None else 0,
        "href": explained_at(page=page, offset=offset) if offset is not None else "",
    }


def _answer(request: HttpRequest, asking: Asking, page: ExplainedPage, values: dict[str, Any]) -> HttpResponse:
    base = values["base"]
    shown = {
        "page": page,
        "told": _html(page) if page.segments else "",
        "is_clean": not values["count"] and not any(one.findings for one in page.segments or ()),
        "previous": f"{base}?page={page.number - 1}" if page.number > 1 else "",
        "next": f"{base}?page={page.number + 1}" if page.number < page.of else "",
    }
    return answer(
        request, "portal/explained.html", "portal/explained/body.html", values | shown, asking=asking, here="files"
    )


def _html(page: ExplainedPage) -> SafeString:
    """The segments: every text of the file in them is escaped."""
    links = {offset: (f"/claims/{claim}", "Open this claim") for offset, claim in page.claims.items()}
    return mark_safe("".join(x12.explain_as_html(page.segments or (), anchors=True, links=links)))
