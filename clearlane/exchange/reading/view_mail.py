"""A file of the mailbox as its page shows it: what it says in words, and its segments with their names."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.reading.fetch_mail import fetch_mail
from clearlane.exchange.reading.find_mail import find_mail
from clearlane.exchange.reading.list_mail import MailView
from clearlane.exchange.reading.name_pieces import name_pieces
from clearlane.exchange.reading.read_segments import ReadSegment
from clearlane.exchange.reading.tell_message import tell_message
from clearlane.exchange.reading.telling import Telling

READ, MOST = 1 << 18, 400
"""So many bytes of a file are told, and so many of its segments are shown: the rest is for programs."""

FOR_PEOPLE = frozenset({"summary", "notice"})
"""Kinds of mail that are a text, not X12."""


@dataclass(frozen=True, slots=True)
class MailSheet:
    """A file of the mailbox: what it says, its segments, or its ``text`` where it is one; whether that is all of it."""

    mail: MailView
    telling: Telling
    segments: tuple[ReadSegment, ...]
    text: str
    is_all: bool


def view_mail(*, tenant: int, mail_id: UUID, by: str, who: str) -> MailSheet | None:
    """The sheet of a file of the tenant's mailbox, in its scope; None where there is none. ``who`` speaks in it.

    The read is audited; the file does not count as fetched by it.
    """
    mail = find_mail(tenant=tenant, mail_id=mail_id)
    if mail is None:
        return None
    content = fetch_mail(tenant=tenant, mail_id=mail_id, offset=0, length=READ, by=by, marks=False)
    if mail.kind in FOR_PEOPLE:
        return MailSheet(mail, Telling(), (), content.decode("utf-8", "replace"), len(content) == mail.size)
    segments = name_pieces(content)
    is_all = len(content) == mail.size and len(segments) <= MOST
    return MailSheet(mail, tell_message(content, who=who), segments[:MOST], "", is_all)
