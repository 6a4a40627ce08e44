"""Ambulance transport (837P): a claim says how the trip was, where it began and where it ended; else a warning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clearlane.standards.x12.balance.record import Record, Spot, spots
from clearlane.vocabulary.finding import Disposition, Finding, Severity

LEVEL = 6
TRANSPORT = re.compile(rb"HC:A04(?:2[5-9]|3[0-6])(?![A-Z0-9])").search
"""HCPCS of mileage and transport, by ground and air."""
_NEEDED: dict[str, tuple[bytes, ...]] = {
    "the trip (CR1)": (b"CR1",),
    "where it began (2310E or 2420G)": (b"NM1", b"PW"),
    "where it ended (2310F or 2420H)": (b"NM1", b"45"),
}


def missing_of_ambulance(record: Record) -> Iterator[Finding]:
    """What a claim with a line of ambulance transport does not say of it."""
    segments = list(spots(record))
    line = next((one for one in segments if one.parts[0] == b"SV1" and TRANSPORT(one.part(1))), None)
    if line is None:
        return
    missing = [name for name, head in _NEEDED.items() if not _comes(head, segments)]
    if missing:
        yield _finding(line, " and ".join(missing))


def _comes(head: tuple[bytes, ...], segments: list[Spot]) -> bool:
    return any(tuple(one.parts[: len(head)]) == head for one in segments)


def _finding(line: Spot, missing: str) -> Finding:
    return Finding(
        rule="service.ambulance",
        level=LEVEL,
        severity=Severity.WARNING,
        disposition=Disposition.WARN,
        place=line.place("2400", 1),
        what=f"An ambulance transport does not say {missing}",
        why="Payers price a transport by its places and judge it by the trip",
        remedy="Send it for the claim, or for the line where lines differ",
        citation="the guide of this claim, on ambulance; public edits of Medicare contractors",
        expected=missing,
    )
