"""What a 277CA says twice: category and action of each status, and the totals of a level and the claims beneath it.

A level that is answered as a whole (HL04 0) lists none of its claims, and some payers list only those that they refuse:
a total is wrong where more claims follow than it counts, or some and not all of them. Counts are kept, and no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from clearlane.standards.x12.balance.amount import AMOUNTS, show_amount
from clearlane.standards.x12.balance.consistency import consistency_finding
from clearlane.standards.x12.balance.record import Record, Spot, spots
from clearlane.standards.x12.values import number_of_digits
from clearlane.vocabulary.finding import Finding

TAKEN, REFUSED = b"WQ", b"U"
_CONTRARY = {b"A2": REFUSED, b"A3": TAKEN, b"A6": TAKEN, b"A7": TAKEN, b"A8": TAKEN}
"""Category -> the action that says the opposite. Others tell no more than that something came or was passed on."""
_DECIDED = (b"F", b"P")
"""With which categories begin that tell of claims which their payer has, pending or finalized."""
_TOTALS = {b"90": TAKEN, b"QA": TAKEN, b"YU": TAKEN, b"AA": REFUSED, b"QC": REFUSED, b"YY": REFUSED}
"""Qualifier of a QTY or AMT -> the action of the claims that it counts."""
_SIDES = {TAKEN: "accepted", REFUSED: "refused"}
_STATUSES = re.compile(rb"~STC\*([^*~:]*)[^*~]*\*[^*~]*\*([^*~]*)\*?([^*~]*)").findall
_RECEIVER, _PROVIDER = b"21", b"19"
_LOOPS = {_RECEIVER: "2200B", _PROVIDER: "2200C"}
MOST_DIGITS = 18
"""Of an amount: a sum that has more cannot be said, and who has to give a total writes another."""
MOST_KEPT = 1000
"""Of what is told when the set ends; of more than that nobody would read each."""


class ClaimAnswerCut(NamedTuple):
    """The answer to a claim. statuses: category, action and amount of all its STC; own: how many are of the claim."""

    statuses: list[tuple[bytes, bytes, bytes]]
    own: int


class _Level:
    """A receiver or provider: its totals, and what follows of claims, by their action: how many, of what amount."""

    def __init__(self, kind: bytes) -> None:
        self.kind = kind
        self.totals: dict[bytes, Spot] = {}
        self.counts = {TAKEN: 0, REFUSED: 0}
        self.amounts = {TAKEN: 0, REFUSED: 0}
        self.lists_all = True

    def wrong(self) -> Iterator[Finding]:
        """The totals that are not what follows. Raises ValueError."""
        for qualifier, spot in self.totals.items():
            side, is_count = _TOTALS[qualifier], spot.parts[0] == b"QTY"
            total = int(spot.part(2)) if is_count else AMOUNTS[spot.part(2)]
            listed = (self.counts if is_count else self.amounts)[side]
            show = str if is_count else show_amount
            is_wrong = listed > total or (listed != total and self.lists_all and self.counts[side])
            if is_wrong and number_of_digits(show(listed).encode()) <= MOST_DIGITS:
                words = {"found": show(total), "expected": show(listed), "side": _SIDES[side]}
                id = "claim_count" if is_count else "claim_amount"
                yield consistency_finding(id, spot.place(_LOOPS[self.kind], 2), **words)


class ClaimAnswerBooks:
    """The statuses and totals of one 277CA."""

    loops = frozenset({"2200D"})
    rows = frozenset({b"HL*", b"STC", b"QTY", b"AMT"})

    def __init__(self) -> None:
        self._levels: list[_Level] = []
        self._odd: list[Finding] = []
        self._wrong: list[Finding] = []

    def row(self, spot: Spot) -> None:
        """A level begins, or it is answered as a whole. Raises ValueError."""
        id, first = spot.parts[0], spot.part(1)
        if id == b"HL":
            self._begin(spot.part(3), is_whole=spot.part(4) == b"0")
        elif id == b"STC":
            _keep(self._odd, _contradictions(spot, _LOOPS[self._levels[-1].kind] if self._levels else "ST"))
        elif self._levels and first in _TOTALS:
            self._levels[-1].totals[first] = spot

    def _begin(self, kind: bytes, *, is_whole: bool) -> None:
        """A level ends those of its kind and beneath it; patients have no totals."""
        if kind not in (_RECEIVER, _PROVIDER):
            return
        while self._levels and not (kind == _PROVIDER and self._levels[-1].kind == _RECEIVER):
            self._end()
        self._levels.append(_Level(kind))
        if is_whole:
            for level in self._levels:
                level.lists_all = False

    def _end(self) -> None:
        _keep(self._wrong, self._levels.pop().wrong())

    def cut(self, data: bytes) -> ClaimAnswerCut:
        """The statuses of a claim and its lines, in one look."""
        own = data.find(b"~SVC*")
        return ClaimAnswerCut(_STATUSES(data), data.count(b"~STC*", 0, own if own >= 0 else len(data)))

    def proves(self, cut: ClaimAnswerCut) -> bool:
        """Whether nothing contradicts itself; the claim is counted then. Raises ValueError or IndexError."""
        if any(_CONTRARY.get(one[0]) == one[1] or one[0].startswith(_DECIDED) for one in cut.statuses):
            return False
        self._count(cut.statuses[: cut.own])
        return True

    def _count(self, statuses: list[tuple[bytes, bytes, bytes]]) -> None:
        """A claim with statuses of both actions proves nothing of its levels. Raises ValueError or IndexError."""
        _, side, text = statuses[0]
        amount = AMOUNTS[text]
        for level in self._levels:
            if side not in level.counts or any(one[1] != side for one in statuses):
                level.lists_all = False
            else:
                level.counts[side] += 1
                level.amounts[side] += amount

    def explain(self, record: Record) -> Iterator[Finding]:
        """The statuses of a claim that contradict themselves: which side it is on nobody knows then."""
        for level in self._levels:
            level.lists_all = False
        loop = "2200D"
        for spot in spots(record):
            loop = "2220D" if spot.parts[0] == b"SVC" else loop
            if spot.parts[0] == b"STC":
                yield from _contradictions(spot, loop)

    def finish(self, *, is_sure: bool) -> Iterator[Finding]:
        """What was noted of levels; of their totals only where each of their claims could be read."""
        while self._levels:
            self._end()
        if is_sure:
            yield from self._odd
            yield from self._wrong


def _keep(kept: list[Finding], found: Iterator[Finding]) -> None:
    for one in found:
        if len(kept) < MOST_KEPT:
            kept.append(one)


def _contradictions(spot: Spot, loop: str) -> Iterator[Finding]:
    category, action = spot.part(1).partition(b":")[0], spot.part(3)
    if category.startswith(_DECIDED):
        words = {"found": category.decode("latin-1"), "expected": "a category that begins with A"}
        yield consistency_finding("category", spot.place(loop, 1), **words)
    elif _CONTRARY.get(category) == action:
        right = (REFUSED if action == TAKEN else TAKEN).decode()
        words = {"found": action.decode(), "expected": right, "category": category.decode()}
        yield consistency_finding("action", spot.place(loop, 3), **words)
