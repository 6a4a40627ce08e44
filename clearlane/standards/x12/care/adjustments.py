"""Adjustments (CAS) at one level, of a claim (837) or a payment (835): a group has each reason once, none of nothing.

What stands twice only warns: it adds up either way. A group may have several segments: payers write them so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clearlane.standards.x12.balance.amount import is_nothing
from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.line_rules import line_finding
from clearlane.standards.x12.care.procedures import REASONS, of_payers, payer_id
from clearlane.standards.x12.care.whole import Whole
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding


def judge_repeated(whole: Whole) -> Iterator[Finding]:
    """What other payers adjusted, for the claim (2320) and for each line (2430)."""
    for stretch, loop in whole.decided:
        for segments in of_payers(stretch):
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


def judge_adjusted_amounts(whole: Whole) -> Iterator[Finding]:
    """Adjustments of nothing, for the claim (2320) and for its lines (2430)."""
    for stretch, loop in whole.decided:
        for spot in stretch:
            if spot.parts[0] == b"CAS":
                yield from _nothing(spot, loop)


def judge_paid(whole: Whole) -> Iterator[Finding]:
    """Other payers who decided about lines, and of whom it is not told what they paid for the claim (AMT*D)."""
    decided = {spot.part(1) for line in whole.lines for spot in line if spot.parts[0] == b"SVD"}
    payers = list(of_payers(whole.others)) if decided else []
    ids = list(map(payer_id, payers))
    for id, payer in zip(ids, payers, strict=True):
        is_told = any(spot.parts[:2] == [b"AMT", b"D"] for spot in payer)
        if id in decided and ids.count(id) == 1 and not is_told:
            place = payer[0].place("2320", 0)
            yield line_finding("other_payer_paid", place, found=decode(id), expected="AMT*D")


def _nothing(spot: Spot, loop: str) -> Iterator[Finding]:
    for at in REASONS:
        amount = spot.part(at + 1)
        if amount and is_nothing(amount):
            yield line_finding(
                "nothing_adjusted", spot.place(loop, at + 1), found=decode(amount), expected="another amount than 0"
            )
