"""TA1: the answer to an interchange envelope."""

from __future__ import annotations

from datetime import datetime

from clearlane.standards.x12.envelope_values import is_qualifier
from clearlane.standards.x12.report import InterchangeReport
from clearlane.standards.x12.text import encode
from clearlane.standards.x12.values import fits_format
from clearlane.standards.x12.write import Identity, Writer
from clearlane.vocabulary.finding import Disposition

NO_ERROR = "000"
UNKNOWN = "UNKNOWN"
"""Stands for an id that was blank or cannot be written."""


def ta1(
    interchange: InterchangeReport,
    *,
    control: int,
    at: datetime,
    identity: Identity | None = None,
    always: bool = False,
) -> bytes | None:
    """The TA1 for a received interchange, as an interchange of its own back to its sender; None where none is due.

    Due always when ISA14 asks for it (or `always`), else only when it does not say A. control: ISA13 of the answer.
    at: when it was received; it stands for an ISA09 or ISA10 that is no date or time.
    """
    note = ta1_note(interchange)
    if note == NO_ERROR and not interchange.ack_requested and not always:
        return None
    writer = Writer(identity=identity or way_back(interchange), control=control, usage=usage(interchange), at=at)
    date, time = interchange.elements[8:10]
    writer.ta1(
        control=_digits(interchange.control, 9),
        date=date if _fits(date, "D6") else f"{at:%y%m%d}",
        time=time if _fits(time, "TM") else f"{at:%H%M}",
        code="A" if note == NO_ERROR else "R",
        note=note,
    )
    return writer.bytes()


def ta1_note(interchange: InterchangeReport) -> str:
    """The note code of the first finding that refuses the interchange, 000 where none does."""
    in_groups = (finding for group in interchange.groups for finding in group.findings)
    for finding in (*interchange.findings, *in_groups):
        if finding.unit == "interchange" and finding.disposition is Disposition.REJECT:
            return dict(finding.answer).get("TA1", "024")
    return NO_ERROR


def way_back(interchange: InterchangeReport) -> Identity:
    """From its receiver to its sender, in the ids that the sender used."""
    texts = [_writable(text) for text in interchange.elements]
    group = [_writable(text) for text in interchange.groups[0].elements] if interchange.groups else [""] * 4
    return Identity(
        sender=texts[7][:15] or UNKNOWN,
        receiver=texts[5][:15] or UNKNOWN,
        sender_qualifier=texts[6] if is_qualifier(texts[6]) else "ZZ",
        receiver_qualifier=texts[4] if is_qualifier(texts[4]) else "ZZ",
        application_sender=group[3][:15],
        application_receiver=group[2][:15],
    )


def usage(interchange: InterchangeReport) -> str:
    """ISA15 of the answer: T for a test, else P."""
    return "T" if interchange.usage == "T" else "P"


def _digits(text: str, width: int) -> str:
    kept = "".join(char for char in text if char.isascii() and char.isdigit())
    return kept[:width].rjust(width, "0")


def _fits(text: str, format: str) -> bool:
    return fits_format(encode(text), format.encode())


def _writable(text: str) -> str:
    return "".join(char for char in text.strip() if char not in "*:^~" and " " <= char <= "~")
