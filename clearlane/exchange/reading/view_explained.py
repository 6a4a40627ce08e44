"""A file in words, a page of it at a time: each segment with its name, what its codes mean, and findings in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.intake.models import File
from clearlane.exchange.reading.find_file import FileView, find_file
from clearlane.exchange.reading.find_mail import find_mail
from clearlane.exchange.reading.find_stretch import find_stretch
from clearlane.exchange.reading.list_mail import MailView
from clearlane.foundation.audit.record import record
from clearlane.foundation.outbox.models import Mail
from clearlane.foundation.vault.fetch import NothingStored, open_many
from clearlane.foundation.vault.frames import Opener
from clearlane.foundation.vault.tenant_key import KeyIsGone
from clearlane.standards import x12
from clearlane.standards.x12.delimiters import read_isa
from clearlane.vocabulary.finding import Finding

PAGE = 1 << 14
"""So many bytes are a page, some 500 segments: so the page of a place is known without reading what lies before it."""
CHECKED = 1 << 19
"""A file of the mailbox up to this size is checked when it is looked at; a longer one is only told."""
_SOUGHT = 1 << 12
"""Within so many bytes the ISA of a file that nobody has read yet must begin."""


@dataclass(frozen=True, slots=True)
class ExplainedPage:
    """One page; ``claims`` are those of the reader that begin on it, by the offset of their CLM.

    segments: None where the bytes are gone; none at all where the file is no X12, or one segment is longer than a page.
    """

    number: int
    of: int
    segments: tuple[x12.ExplainedSegment, ...] | None
    is_x12: bool
    claims: Mapping[int, UUID]


@dataclass(frozen=True, slots=True)
class ExplainedFile:
    """A file that was sent, and a page of it."""

    file: FileView
    page: ExplainedPage


@dataclass(frozen=True, slots=True)
class ExplainedMail:
    """A file of the mailbox, and a page of it; ``findings`` of all of it, None where it is too long to be checked."""

    mail: MailView
    page: ExplainedPage
    findings: tuple[Finding, ...] | None


def page_of(offset: int) -> int:
    """On which page a segment stands that begins at this offset; 1 is the first."""
    return offset // PAGE + 1


def view_explained_file(*, tenant: int, file_id: UUID, page: int, by: str) -> ExplainedFile | None:
    """A page of a tenant's file, the last where there are fewer; None where it is not this tenant's. Audited as a read.

    Inside a scope of the tenant and of those whose claims it may see.
    """
    file = find_file(tenant=tenant, file_id=file_id, by=by)
    if file is None:
        return None
    number = _within(page, file.size)
    record(tenant=tenant, event="file:file:explained", by=by, subjects=[file_id], detail={"page": number})
    opened = _open(tenant, bytes(File.objects.values_list("address", flat=True).get(tenant_id=tenant, id=file_id)))
    start = (number - 1) * PAGE
    stretch = find_stretch(tenant=tenant, file_id=file_id, start=start, end=start + PAGE)
    begins = stretch.begins or (() if file.sets or opened is None else _unread(opened))
    shown = _page(opened, number, begins, stretch.findings, stretch.claims, is_x12=bool(begins or file.sets))
    return ExplainedFile(file, shown)


def view_explained_mail(*, tenant: int, mail_id: UUID, page: int, by: str) -> ExplainedMail | None:
    """A page of a file of the tenant's mailbox, in its scope; None where there is none. The read is audited; the file
    does not count as fetched by it."""
    mail = find_mail(tenant=tenant, mail_id=mail_id)
    if mail is None:
        return None
    number = _within(page, mail.size)
    detail = {"number": mail.number, "page": number}
    record(tenant=tenant, event="mailbox:mail:read", by=by, subjects=[mail.id], detail=detail)
    opened = _open(tenant, bytes(Mail.objects.values_list("address", flat=True).get(tenant_id=tenant, id=mail_id)))
    begins = _unread(opened) if opened else ()
    findings = _check(opened) if opened and begins and mail.size <= CHECKED else None
    shown = _page(opened, number, begins, findings or (), {}, is_x12=bool(begins))
    return ExplainedMail(mail, shown, findings)


def _within(page: int, size: int) -> int:
    return max(1, min(page, _pages(size)))


def _pages(size: int) -> int:
    return page_of(max(0, size - 1))


def _open(tenant: int, address: bytes) -> Opener | None:
    try:
        return open_many([(tenant, address)])[tenant, address]
    except (NothingStored, KeyIsGone):
        return None


def _unread(opened: Opener) -> tuple[x12.Begin, ...]:
    """Where a file begins whose envelopes nobody has written down; none where it is no X12."""
    start = opened.read(0, _SOUGHT)
    at = start.find(b"ISA")
    return (x12.Begin(at, opened.size),) if at >= 0 and read_isa(start[at:]) else ()


def _check(opened: Opener) -> tuple[Finding, ...]:
    return tuple(one for one in x12.check(opened.open()) if isinstance(one, Finding))


def _page(
    opened: Opener | None,
    number: int,
    begins: tuple[x12.Begin, ...],
    findings: tuple[Finding, ...],
    claims: Mapping[int, UUID],
    *,
    is_x12: bool,
) -> ExplainedPage:
    if opened is None:
        return ExplainedPage(number, 1, None, is_x12, claims)
    start = (number - 1) * PAGE
    told = x12.explain_part(open=opened.open, begins=begins, start=start, end=start + PAGE, findings=findings)
    return ExplainedPage(number, _pages(opened.size), tuple(told), is_x12, claims)
