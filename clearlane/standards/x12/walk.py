"""Thin walk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.envelope_rules import finding
from clearlane.standards.x12.events import ClaimSeen, ClaimSpan, Event, Span
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding, Place

KNOWN = {
    ("005010X222A1", "837"): "HC",
    ("005010X222A2", "837"): "HC",
    ("005010X221A1", "835"): "HP",
    ("005010X231A1", "999"): "FA",
    ("005010X231", "999"): "FA",
    ("005010X214", "277"): "HN",
}


@dataclass(frozen=True)
class Chosen:
    guide: str
    faults: tuple[str, ...]

    def findings(self, offset: int) -> Iterator[Finding]:
        for name in self.faults:
            yield finding(name, Place(offset, 1, "ST"), found="", expected="")


def choose(*, functional_id: str, version: str, set_id: str, st03: str) -> Chosen:
    known = (version, set_id) in KNOWN
    return Chosen(set_id if known else "", () if known else ("st_unsupported",))


class Walk:
    def __init__(self, guide: str, delimiters: Delimiters) -> None:
        self.guide, self.d, self.living = guide, delimiters, 0
        self.open: dict[str, list[int]] = {}
        self.claim: tuple[int, int, str] | None = None
        self.end = (0, 0)

    def take(self, number: int, offset: int, raw: bytes) -> list[Event]:
        events: list[Event] = []
        parts = decode(raw).split(decode(self.d.element))
        if self.guide == "837" and parts[0] in ("HL", "CLM", "SE"):
            events = self._claim_ends(offset, number)
            if parts[0] == "HL":
                level = {"20": "provider", "22": "subscriber", "23": "patient"}.get((parts + [""] * 4)[3], "")
                order = ["provider", "subscriber", "patient"]
                if level:
                    for lower in order[order.index(level) :]:
                        self.open.pop(lower, None)
                    self._close_level(offset, number)
                    self.open[level] = [offset, 0, number, 0]
            elif parts[0] == "CLM":
                self._close_level(offset, number)
                self.claim = (offset, number, (parts + [""])[1])
        return events

    def _close_level(self, offset: int, number: int) -> None:
        for span in self.open.values():
            if not span[3]:
                span[1], span[3] = offset - span[0], number - 1

    def _claim_ends(self, offset: int, number: int) -> list[Event]:
        if not self.claim:
            return []
        start, first, pcn = self.claim
        self.claim = None
        self.living += 1
        levels = {name: Span(*values) for name, values in self.open.items()}
        return [
            ClaimSeen(
                ClaimSpan(
                    start,
                    offset - start,
                    first,
                    number - 1,
                    levels.get("provider"),
                    levels.get("subscriber"),
                    levels.get("patient"),
                    False,
                    pcn,
                )
            )
        ]

    def finish(self, number: int, offset: int) -> list[Event]:
        return self._claim_ends(offset, number)
