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
from clearlane.exchange.intake.tell_kind import ENOUGH, KINDLY, tell_kind
from clearlane.flows.take_in import take_in
from clearlane.foundation.telemetry.correlation import current_correlation
from clearlane.foundation.tenancy.scope import scope

PART, WAY, MOST = "file", "portal", 50


@dataclass(slots=True)
class Dropped:
    """One file of a form: its name, and its fate: received, or why not; both where we have it and cannot read it."""

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
        if not self.why_not:
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
    """Begin the journey of each file, as every door does; say at once of what is no X12 that it will not go far."""
    for one in form.dropped:
        one.why_not = one.why_not or _why_not(one)
        if not one.why_not:
            one.received = _take(one, asking)
            one.why_not = KINDLY.get(tell_kind(start=one.start), "")
    return form.dropped


def _why_not(one: Dropped) -> str:
    if not one.is_whole:
        return "The file broke off on its way. Nothing of it was taken; send it again."
    if not one.incoming.size:
        return KINDLY["empty"]
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
