"""The segments at which a file broke its guide, with their bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from clearlane.exchange.reading.read_segments import ReadSegment
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.vault.fetch import NothingStored, open_many
from clearlane.standards import x12
from clearlane.standards.x12.name_elements import name_elements
from clearlane.vocabulary.submitted_claim import SegmentText

MOST, LONGEST = 20, 1_000
_FILE = "SELECT address FROM exchange_intake_file WHERE tenant_id = %s AND id = %s"
_DELIMITERS = """
    SELECT wanted.place, one.delimiters, one.version FROM unnest(%s::bigint[]) AS wanted (place)
    CROSS JOIN LATERAL (
        SELECT delimiters, version FROM exchange_interchanges_transactionset AS each
        WHERE each.tenant_id = %s AND each.file_id = %s
        ORDER BY each.offset > wanted.place, abs(each.offset - wanted.place) LIMIT 1) AS one
"""
"""Those of the set in which a place lies, or of the nearest: interchanges of one file may differ in them."""


@dataclass(frozen=True, slots=True)
class BrokenSegment:
    """A finding and the segment where it lies; None where the file holds no bytes there."""

    finding: Mapping[str, Any]
    segment: ReadSegment | None

    @property
    def element(self) -> int:
        """The element that is wrong, 0 where it is the segment."""
        return int(self.finding.get("place", {}).get("element", 0))


def read_errors(*, tenant: int, file_id: UUID, findings: Sequence[Mapping[str, Any]]) -> tuple[BrokenSegment, ...]:
    """The first 20 of these findings of a tenant's file; whoever calls has audited that the file is read."""
    shown = findings[:MOST]
    if not shown:
        return ()
    with cursor() as sql:
        sql.execute(_FILE, [tenant, file_id])
        (address,) = sql.fetchone()
        sql.execute(_DELIMITERS, [[place for one in shown if (place := _offset(one)) is not None], tenant, file_id])
        written = {place: (x12.Delimiters.from_text(text), version) for place, text, version in sql.fetchall()}
    try:
        opened = open_many([(tenant, bytes(address))])[tenant, bytes(address)]
    except NothingStored:
        return tuple(BrokenSegment(each, None) for each in shown)
    return tuple(BrokenSegment(each, _segment(each, opened.read, written)) for each in shown)


def _offset(finding: Mapping[str, Any]) -> int | None:
    """Where in the file it lies; None for what the file lacks."""
    offset: int | None = finding.get("place", {}).get("offset")
    return offset


def _segment(
    finding: Mapping[str, Any], read: Any, written: Mapping[int, tuple[x12.Delimiters, str]]
) -> ReadSegment | None:
    offset = _offset(finding)
    if offset is None:
        return None
    place = finding["place"]
    marks, version = written.get(offset, (x12.Delimiters.from_text("*:~^"), ""))
    raw = read(offset, LONGEST).lstrip(b"\r\n").partition(marks.segment)[0]
    elements = tuple(x12.decode(raw).split(x12.decode(marks.element)))
    if not raw or not elements[0]:
        return None
    text = SegmentText(str(place.get("loop", "")), int(place.get("segment", 0)), offset, elements)
    return ReadSegment(text.number, text.loop, elements, name_elements(text, version=version))
