"""Adjustments (CAS) at one level, of a claim (837) or a payment (835): each group has each reason once.

They only warn: what was adjusted adds up either way. A group may have several segments: payers write them so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.line_rules import line_finding
from clearlane.standards.x12.care.procedures import REASONS, by_payer
from clearlane.standards.x12.care.whole import Whole
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding


def judge_repeated(whole: Whole) -> Iterator[Finding]:
    """What other payers adjusted, for the claim (2320) and for each line (2430)."""
    for stretch, loop in ((whole.others, "2320"), *((line, "2430") for line in whole.lines)):
        for segments in by_payer(stretch):
            yield from repeated(segments, loop)


def repeated(segments: Iterable[Spot], loop: str) -> Iterator[Finding]:
    """Reasons that stand twice in a group, in one segment or in two of one level."""
    told: set[tuple[bytes, bytes]] = set()
    for spot in segments:
        for at in REASONS if spot.parts[0] == b"CAS" else ():
            group, reason = spot.part(1), spot.part(at)
            if reason and (group, reason) in told:
                words = {"found": decode(reason), "group": decode(group)}
                yield line_finding("reason_repeated", spot.place(loop, at), **words)
            told.add((group, reason))
