"""Take the body of a request as a file, without a trace in clear."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.http import parse_header_parameters

from clearlane.doors.api.bearer import Caller
from clearlane.doors.api.problem import Problem
from clearlane.doors.file_name import NameRefused, file_name
from clearlane.doors.incoming import Incoming

RAW = ("application/edi-x12", "application/x12", "application/octet-stream", "text/plain")
MULTIPART = "multipart/form-data"
PART = "file"
UNNAMED = "upload.837"
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Body:
    """A file that has arrived whole; ``digest`` tells two requests apart that carry the same idempotency key."""

    name: str
    incoming: Incoming

    @property
    def digest(self) -> bytes:
        """SHA-256 over the name and the bytes."""
        return hashlib.sha256(self.name.encode() + b"\0" + self.incoming.sha256).digest()


@contextmanager
def upload(*, request: HttpRequest, caller: Caller) -> Iterator[Body]:
    """The file that a request carries, raw or as the part ``file`` of a form.

    Raises Problem: 411 without a length, 413 over the limit, 415 for another type or a packed body, 400 for a broken
    form or a body that ends too soon, 422 for an empty file, a missing part or a name that cannot be one.
    """
    kind = (request.content_type or "").lower()
    if kind not in (*RAW, MULTIPART):
        raise Problem(415, "media-type", f"Send the X12 as {RAW[0]}, or a form as {MULTIPART} with a part '{PART}'.")
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Problem(415, "media-type", "Send the file as it is, without a Content-Encoding.")
    _check_length(request)
    incoming = Incoming(caller.tenant, caller.by)
    try:
        name = _take_form(request, incoming) if kind == MULTIPART else _take_raw(request, incoming)
        if not incoming.size:
            raise Problem(422, "empty-file", "The file has no bytes.")
        yield Body(_name(name), incoming)
    finally:
        incoming.discard()


def _check_length(request: HttpRequest) -> None:
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal():
        raise Problem(411, "length-required", "Say the size of the body in Content-Length.")
    if int(length) > settings.UPLOAD_LIMIT:
        raise too_large()


def too_large() -> Problem:
    """The answer to a file over the limit."""
    return Problem(413, "too-large", f"A file may have {settings.UPLOAD_LIMIT} bytes; send it in parts, or by SFTP.")


def _take_raw(request: HttpRequest, incoming: Incoming) -> str:
    """Read the body piece by piece; its name stands in Content-Disposition."""
    while piece := request.read(_PIECE):
        incoming.write(piece)
    if incoming.size != int(request.headers["Content-Length"]):
        raise Problem(400, "incomplete", "The body ended before its Content-Length.")
    _, named = parse_header_parameters(request.headers.get("Content-Disposition", ""))
    return named.get("filename") or UNNAMED


def _take_form(request: HttpRequest, incoming: Incoming) -> str:
    """Let Django parse the form, with a handler that leaves nothing on disk in clear."""
    handler = _IntoIncoming(incoming)
    request.upload_handlers = [handler]
    try:
        request.FILES  # noqa: B018  parsing happens at the first look
    except (MultiPartParserError, SuspiciousOperation, RequestDataTooBig, UnicodeDecodeError) as error:
        raise Problem(400, "broken-form", "The form cannot be read to its end.") from error
    if handler.found != 1:
        raise Problem(422, "no-file", f"The form needs one part named '{PART}', with a file name.")
    return handler.name


class _IntoIncoming(FileUploadHandler):
    """Takes the part ``file``; other parts are passed over."""

    def __init__(self, incoming: Incoming) -> None:
        super().__init__()
        self.incoming, self.found, self.name = incoming, 0, ""
        self._is_taking = False

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        """Begin a part."""
        super().new_file(field_name, file_name, *args, **kwargs)
        self._is_taking = field_name == PART
        self.found += self._is_taking
        if self._is_taking:
            self.name = file_name
        if self.found > 1:
            raise StopUpload(connection_reset=False)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write what belongs to the part."""
        if self._is_taking:
            self.incoming.write(raw_data)

    def file_complete(self, file_size: int) -> None:
        """Django gets no file object: the bytes are taken already."""


def _name(text: str) -> str:
    try:
        return file_name(text)
    except NameRefused as error:
        sentence = str(error)
        raise Problem(422, "file-name", f"{sentence[0].upper()}{sentence[1:]}.") from error
