"""Payments (835): reasons and remarks on the day of the payment (SNIP 5). They only warn: a payment is posted as it is.

A reversal (CLP02 22) tells what was said of the first decision, with the codes of that day: it is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clearlane.standards.codes.library import need_set
from clearlane.standards.x12.balance.cut import PaymentCut
from clearlane.standards.x12.balance.record import Record, Spot, spots
from clearlane.standards.x12.care.code_rules import code_finding
from clearlane.standards.x12.care.known import MOST_PARTS
from clearlane.standards.x12.care.procedures import REASONS, is_off
from clearlane.standards.x12.care.whole import read_day
from clearlane.vocabulary.finding import Finding

_DAY = 16
_REVERSAL = b"22"
_REMARKS = {b"MOA": range(3, 8), b"MIA": (5, 20, 21, 22, 23)}
_REASON, _REMARK = "payment_reason", "payment_remark"
_AS_REMARK = b"*"
"""Before what is known right as a remark: the same letters may be wrong as a reason. No code holds it."""
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
        if self._day is None or cut.head[2] == _REVERSAL:
            return True
        codes = []
        for _, reason, _, more, _, _, remark, remarks in cut.told:
            if remarks:
                return False
            codes.append(reason or (remark and _AS_REMARK + remark))
            if more:
                codes += more.split(b"*")[1::3]
        return self._right.issuperset(codes) or all(map(self._learn, codes))

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

    def explain(self, record: Record, around: None = None) -> Iterator[Finding]:
        """The reasons and remarks that are on no list of the day."""
        loop, is_reversal = "2100", False
        for spot in spots(record):
            is_reversal = is_reversal or (spot.parts[0] == b"CLP" and spot.part(2) == _REVERSAL)
            loop = "2110" if spot.parts[0] == b"SVC" else loop
            for rule, at in () if is_reversal else _told(spot):
                code = spot.part(at)
                if code and self._day and self._is_off(rule, code):
                    words = {"found": code.decode("latin-1"), "day": self._day.isoformat()}
                    yield code_finding(rule, spot.place(loop, at), **words)


def _told(spot: Spot) -> Iterator[tuple[str, int]]:
    id = spot.parts[0]
    if id == b"CAS":
        yield from ((_REASON, at) for at in REASONS)
    elif spot.parts[:2] == [b"LQ", b"HE"]:
        yield _REMARK, 2
    else:
        yield from ((_REMARK, at) for at in _REMARKS.get(id, ()))
