"""Payments (835): their signs, days and adjustments, and reasons and remarks on the day of the payment (SNIP 4 and 5).

They only warn: a payment is posted as it is. A reversal (CLP02 22) tells what was said of the first decision, with the
codes of that day: these are not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from clearlane.standards.codes.library import need_set
from clearlane.standards.x12.balance.amount import is_nothing
from clearlane.standards.x12.balance.cut import PaymentCut
from clearlane.standards.x12.balance.record import Asked, Record, Spot, spots
from clearlane.standards.x12.care.adjustments import repeated
from clearlane.standards.x12.care.code_rules import code_finding
from clearlane.standards.x12.care.known import MOST_PARTS
from clearlane.standards.x12.care.line_rules import line_finding
from clearlane.standards.x12.care.procedures import REASONS, is_off
from clearlane.standards.x12.care.whole import read_day
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding

_DAY = 16
_REVERSAL = b"22"
_LESS = b"-"
_REMARKS = {b"MOA": range(3, 8), b"MIA": (5, 20, 21, 22, 23)}
_REASON, _REMARK = "payment_reason", "payment_remark"
_AS_REMARK = b"*"
"""Before what is known right as a remark: the same letters may be wrong as a reason. No code holds it."""
_DAYS = frozenset((b"232", b"233", b"472", b"150", b"151"))
"""Of the statement and of services; those on which a claim came in or its coverage ended are none of them."""
_IS_DATED = re.compile(rb"~DTM\*(?:23[23]|472|15[01])\*").search
_LEAST = b"."
"""With which an amount that is not less than nothing begins at least."""
_LISTS = {_REASON: "carc", _REMARK: "rarc"}


class PaymentCodes:
    """The judge of the claims of one 835."""

    rows = frozenset({b"BPR"})
    deferred = frozenset({"CAS", "LQ", "MOA", "MIA"})

    def __init__(self) -> None:
        self._begin(None)

    def _begin(self, day: date | None) -> None:
        """What was right on another day is learnt anew."""
        self._day = day
        self._right = {b""}

    def sharpen(self, doubt: Finding, list: str, unit: str, party: str) -> Finding:
        """A payment is posted as it is: what its payer writes is only doubted."""
        return doubt

    def row(self, spot: Spot) -> None:
        """Note the day of the payment."""
        if spot.parts[0] == b"BPR":
            self._begin(read_day(spot.part(_DAY)))

    def pass_by(self, number: int, offset: int, data: bytes) -> None:
        """Nothing but its rows counts outside of claims."""

    def begin(self) -> None:
        """Nothing around a claim counts."""

    def proves(self, cut: PaymentCut, around: None = None) -> bool:
        """Whether nothing is to be said of a claim. Raises IndexError."""
        is_reversal = cut.head[2] == _REVERSAL
        if (cut.head[3] < _LEAST) is not is_reversal or not _IS_DATED(cut.data):
            return False
        codes, before = [], b""
        for id, first, second, _, more in cut.told:
            if id == b"CAS":
                if first <= before and not _are_apart(cut):
                    return False
                codes.append(second)
                if more:
                    later = more.split(b"*")[1::3]
                    if second in later or len(set(later)) != len(later):
                        return False
                    codes += later
                before = first
            elif id == b"SVC":
                before = b""
            elif id == b"LQ":
                codes.append(_AS_REMARK + second)
            elif id != b"DTM":
                return False
        return is_reversal or self._right.issuperset(codes) or all(map(self._learn, codes))

    def _learn(self, code: bytes) -> bool:
        """Whether a code is right. code: a remark has its mark before it."""
        if code not in self._right:
            is_remark = code.startswith(_AS_REMARK)
            if self._is_off(_REMARK if is_remark else _REASON, code.removeprefix(_AS_REMARK)):
                return False
            if len(self._right) < MOST_PARTS:
                self._right.add(code)
        return True

    def _is_off(self, rule: str, code: bytes) -> bool:
        return self._day is not None and is_off(need_set(_LISTS[rule]), code.decode("latin-1"), (self._day,))

    def explain(self, record: Record, around: None = None, asked: Asked = Asked.ALL) -> Iterator[Finding]:
        """Signs that do not fit, no day, adjustments that stand twice; codes that are on no list of the day."""
        if asked is Asked.AROUND:
            return
        segments = list(spots(record))
        is_reversal = segments[0].part(2) == _REVERSAL
        yield from _signed(segments, is_reversal)
        if not any(spot.parts[0] == b"DTM" and spot.part(1) in _DAYS for spot in segments):
            yield line_finding("payment_undated", segments[0].place("2100", 0), expected="DTM*232 or DTM*472")
        starts = [0, *(at for at, spot in enumerate(segments) if spot.parts[0] == b"SVC"), len(segments)]
        for start, end in pairwise(starts):
            loop = "2110" if start else "2100"
            yield from repeated(segments[start:end], loop)
            yield from () if is_reversal else self._codes(segments[start:end], loop)

    def _codes(self, segments: Iterable[Spot], loop: str) -> Iterator[Finding]:
        for spot in segments:
            for rule, at in _told(spot):
                code = spot.part(at)
                if code and self._day and self._is_off(rule, code):
                    words = {"found": code.decode("latin-1"), "day": self._day.isoformat()}
                    yield code_finding(rule, spot.place(loop, at), **words)


def _are_apart(cut: PaymentCut) -> bool:
    """Whether each group of adjustments stands once at its level, in any order: so none has a reason in two."""
    at_level: set[bytes] = set()
    for id, group, *_ in cut.told:
        if id == b"SVC":
            at_level.clear()
        elif id == b"CAS" and group in at_level:
            return False
        elif id == b"CAS":
            at_level.add(group)
    return True


def _is_less(amount: bytes) -> bool:
    """Whether an amount is less than nothing."""
    return amount[:1] == _LESS and not is_nothing(amount[1:])


def _signed(segments: list[Spot], is_reversal: bool) -> Iterator[Finding]:
    """A reversal takes back what was told before; nothing else charges less than nothing."""
    charge = segments[0].part(3)
    place, words = segments[0].place("2100", 3), {"found": decode(charge)}
    if not is_reversal and _is_less(charge):
        yield line_finding("payment_negative", place, **words, expected="0 or more, or CLP02 22")
    elif is_reversal and not is_nothing(charge):
        taken = [amount for spot in segments if spot.parts[0] == b"CAS" for amount in spot.parts[3::3]]
        if not any(map(_is_less, (charge, segments[0].part(4), *taken))):
            yield line_finding("reversal_positive", place, **words, expected=f"-{decode(charge)}")


def _told(spot: Spot) -> Iterator[tuple[str, int]]:
    id = spot.parts[0]
    if id == b"CAS":
        yield from ((_REASON, at) for at in REASONS)
    elif spot.parts[:2] == [b"LQ", b"HE"]:
        yield _REMARK, 2
    else:
        yield from ((_REMARK, at) for at in _REMARKS.get(id, ()))
