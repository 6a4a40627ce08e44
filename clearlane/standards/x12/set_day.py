"""The day on which a set says that it was made (BHT04, BGN03), against that of the group in which it was sent (GS04).

Services are judged by the day of their set: one of years ahead would let any of them pass as given.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clearlane.standards.x12.envelope_rules import finding
from clearlane.standards.x12.values import is_date
from clearlane.vocabulary.finding import Finding, Place

NUMBER = 2
"""Of the segment that holds it."""
_DAYS = {b"BHT": 4, b"BGN": 3}
"""Its id -> the element."""
MOST_AHEAD = 2
"""So many days clocks and zones may differ, and a night between."""


def set_day_findings(raw: bytes, *, separator: bytes, group_day: str, offset: int) -> Iterator[Finding]:
    """Whether a set was made after its group was sent. raw: its second segment; group_day: GS04."""
    parts = raw.split(separator)
    at = _DAYS.get(parts[0], len(parts))
    made, sent = _read(parts[at] if at < len(parts) else b""), _read(group_day.encode("latin-1", "replace"))
    if made and sent and (made - sent).days > MOST_AHEAD:
        id = parts[0].decode()
        place, days = Place(offset, NUMBER, id, "ST", at), (f"{made:%Y%m%d}", f"{sent:%Y%m%d}")
        yield finding("set_later", place, element=f"{id}{at:02d}", found=days[0], expected=days[1])


def _read(text: bytes) -> date | None:
    if len(text) != 8 or not is_date(text):
        return None
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))
