"""Files that a person drops: taken one by one as they arrive, never in clear on disk, and told apart by their start."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from clearlane.doors.file_name import NameRefused, file_name
from clearlane.doors.incoming import Incoming
from clearlane.doors.portal.asking import Asking
from clearlane.exchange.intake.receive import Received, Upload
from clearlane.exchange.intake.tell_kind import ENOUGH, tell_kind
from clearlane.flows.take_in import take_in
from clearlane.foundation.telemetry.correlation import current_correlation
from clearlane.foundation.tenancy.scope import scope

PART, WAY, MOST = "file", "portal", 50
KINDLY = {
    "empty": "The file has no bytes. Export it again from your software.",
    "pdf": "This is a PDF. We take claims as X12 (837P) files: look in your software for “export” or “batch file”.",
    "scan": "This is a picture. We take claims as X12 (837P) files: a scanned form cannot be sent from here.",
    "zip": "This is a packed file. Unpack it and drop the X12 files that are in it.",
    "office": "This is an office document. We take claims as X12 (837P) files from your billing software.",
    "web": "This is a web or data file. We take claims as X12 (837P) files from your billing software.",
    "table": "This is a table (CSV). Reading tables is not built yet: export an X12 (837P) file instead.",
    "text": "This is text, but no X12: an X12 file begins with ISA. Export an 837P file from your software.",
    "unknown": "This is no X12: an X12 file begins with ISA. Export an 837P file from your software.",
}
"""What we say of a file that nobody could read, instead of taking it."""


@dataclass(slots=True)
class Dropped:
    """One file of a form: its name, and its fate: received, or why not."""

    name: str
    incoming: Incoming
    start: bytes = b""
    is_whole: bool = False
    received: Received | None = None
    why_not: str = ""

    def write(self, piece: bytes) -> None:
        """Take bytes, and remember the first."""
        if len(self.start) < ENOUGH:
            self.start += piece[: ENOUGH - len(self.start)]
        if self.incoming.size + len(piece) > settings.UPLOAD_LIMIT:
            self.why_not = f"The file is larger than {settings.UPLOAD_LIMIT:,} bytes. Send it by SFTP, or in parts."
            return
        if tell_kind(start=self.start) == "x12" and not self.why_not:
            self.incoming.write(piece)


@dataclass(slots=True)
class Form:
    """What a form held: its files, and whether it came to its end."""

    dropped: list[Dropped] = field(default_factory=list)
    is_broken: bool = False


class TakeMany(FileUploadHandler):
    """Takes each part ``file`` of a form into the encrypted spool."""

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self.asking, self.form = asking, Form()
        self._now: Dropped | None = None

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(field_name, file_name, *args, **kwargs)
        if len(self.form.dropped) >= MOST:
            raise StopUpload(connection_reset=False)
        self._now = Dropped(file_name, Incoming(self.asking.tenant, self.asking.by)) if field_name == PART else None
        if self._now:
            self.form.dropped.append(self._now)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take bytes of the file that has begun."""
        if self._now:
            self._now.write(raw_data)

    def file_complete(self, file_size: int) -> None:
        """Django gets no file object: the bytes are taken already."""
        if self._now:
            self._now.is_whole = True


def parse(request: HttpRequest, handler: TakeMany) -> Form:
    """Read the form to its end."""
    try:
        request.FILES  # noqa: B018  parsing happens at the first look
    except (MultiPartParserError, SuspiciousOperation, RequestDataTooBig, UnicodeDecodeError):
        handler.form.is_broken = True
    return handler.form


def take(form: Form, asking: Asking) -> list[Dropped]:
    """Begin the journey of each file that can have one; say of each other why not."""
    for one in form.dropped:
        one.why_not = one.why_not or _why_not(one)
        if not one.why_not:
            one.received = _take(one, asking)
    return form.dropped


def _why_not(one: Dropped) -> str:
    if not one.is_whole:
        return "The file broke off on its way. Nothing of it was taken; send it again."
    kind = tell_kind(start=one.start)
    if kind != "x12":
        return KINDLY[kind]
    try:
        one.name = file_name(one.name)
    except NameRefused as error:
        return f"{str(error).capitalize()}."
    return ""


def _take(one: Dropped, asking: Asking) -> Received:
    sent = Upload(
        tenant=asking.tenant,
        name=one.name,
        content=one.incoming.content,
        way=WAY,
        username=asking.by,
        correlation=current_correlation(),
    )
    with scope([asking.tenant], by=asking.by):
        return take_in(upload=sent, by=asking.by)


def discard(form: Form) -> None:
    """Forget what was not taken over."""
    for one in form.dropped:
        one.incoming.discard()
