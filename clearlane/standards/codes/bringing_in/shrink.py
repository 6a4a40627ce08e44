"""Shrink: a list that is much smaller than the one it would follow is most likely a part of a file, and is refused."""

from __future__ import annotations

from datetime import date

from clearlane.standards.codes.bringing_in.bad_line import BadFile
from clearlane.standards.codes.kinds import RECORDS
from clearlane.standards.codes.library import DamagedList, find_records, find_set

_REMEDY = "Check that it is the whole file; where the list did become so much smaller, add --smaller"


def refuse_smaller(kind: str, count: int, first: date) -> None:
    """Raise BadFile for a list of so many codes from a day on, where more than a tenth of the one before is gone."""
    before = _count_before(kind, first)
    if 10 * count < 9 * before:
        held = f"{count:,} code{'s' * (count != 1)}"
        raise BadFile(f"the file holds {held}, and the list that it would follow {before:,}", remedy=_REMEDY)


def _count_before(kind: str, first: date) -> int:
    """How many codes count on that day so far, or on the last day before it; 0 where none are here to compare with."""
    try:
        if kind in RECORDS:
            records = find_records(kind)
            return records.count if records else 0
        codes = find_set(kind)
    except DamagedList:  # to bring it in again is what mends it
        return 0
    edition = codes.edition(min(first, codes.periods[-1].last)) if codes else None
    return len(edition.codes) if edition else 0
