"""A file of the mailbox as its page shows it: what it says in words, and its segments with their names."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.reading.fetch_mail import fetch_mail
from clearlane.exchange.reading.find_mail import find_mail
from clearlane.exchange.reading.list_mail import MailView
from clearlane.exchange.reading.name_pieces import MOST, name_pieces
from clearlane.exchange.reading.read_segments import ReadSegment
from clearlane.exchange.reading.tell_message import tell_message
from clearlane.exchange.reading.telling import Telling
from clearlane.standards.x12.cut_short import CLOSING, cut_short
from clearlane.standards.x12.pieces import pieces

READ = 1 << 17
"""So many bytes of a file are told, and its end: the rest is for programs."""

_HOUSE, _PAYER = "Clearlane", "the payer"
_PAYERS_WORDS = frozenset({"277", "835"})
"""Kinds of mail in which a payer speaks, and not we."""

FOR_PEOPLE = frozenset({"summary", "notice"})
"""Kinds of mail that are a text, not X12."""


@dataclass(frozen=True, slots=True)
class MailSheet:
    """A file of the mailbox: what it says, its segments, or its ``text`` where it is one; whether all of it is told,
    and whether all of it is shown."""

    mail: MailView
    telling: Telling
    segments: tuple[ReadSegment, ...]
    text: str | None
    is_told: bool
    is_all: bool


def view_mail(*, tenant: int, mail_id: UUID, by: str) -> MailSheet | None:
    """The sheet of a file of the tenant's mailbox, in its scope; None where there is none.

    The read is audited; the file does not count as fetched by it.
    """
    mail = find_mail(tenant=tenant, mail_id=mail_id)
    if mail is None:
        return None
    content = fetch_mail(tenant=tenant, mail_id=mail_id, offset=0, length=READ, by=by, marks=False)
    is_told = len(content) == mail.size
    if mail.kind in FOR_PEOPLE:
        return MailSheet(mail, Telling(), (), content.decode("utf-8", "replace"), is_told, is_told)
    if not is_told:
        content = cut_short(content, end=_end(tenant, mail, by))
    read = pieces(content)
    is_all = is_told and sum(len(piece.segments) for piece in read) <= MOST
    return MailSheet(
        mail,
        tell_message(read, who=_PAYER if mail.kind in _PAYERS_WORDS else _HOUSE),
        name_pieces(read),
        None,
        is_told,
        is_all,
    )


def _end(tenant: int, mail: MailView, by: str) -> bytes:
    offset = max(READ, mail.size - CLOSING)
    return fetch_mail(tenant=tenant, mail_id=mail.id, offset=offset, length=CLOSING, by=by, goes_on=True, marks=False)
