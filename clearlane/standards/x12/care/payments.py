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
from clearlane.standards.x12.care.procedures import REASONS, is_off
from clearlane.standards.x12.care.whole import read_day
from clearlane.vocabulary.finding import Finding

_DAY = 16
_REVERSAL = b"22"
_REMARKS = {b"MOA": range(3, 8), b"MIA": (5, 20, 21, 22, 23)}
_AS_REMARKS = (b"M", b"N")
"""Remarks begin with these, and no reason does."""
_LISTS = {"payment_reason": "carc", "payment_remark": "rarc"}


class PaymentCodes:
    """The judge of the claims of one 835."""

    rows = frozenset({b"BPR"})
    deferred = frozenset({"CAS", "LQ", "MOA", "MIA"})

    def __init__(self) -> None:
        self._day: date | None = None
        self._right: set[bytes] = set()

    def sharpen(self, doubt: Finding, list: str, unit: str, party: str) -> Finding:
        """A payment is posted as it is: what its payer writes is only doubted."""
        return doubt

    def row(self, spot: Spot) -> None:
        """Note the day of the payment."""
        if spot.parts[0] == b"BPR":
            self._day = read_day(spot.part(_DAY))

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
            codes.append(reason or remark)
            if more:
                codes += more.split(b"*")[1::3]
        return self._right.issuperset(codes) or all(map(self._learn, codes))

    def _learn(self, code: bytes) -> bool:
        if code in self._right:
            return True
        if code and _is_off("rarc" if code.startswith(_AS_REMARKS) else "carc", code, self._day):
            return False
        self._right.add(code)
        return True

    def explain(self, record: Record, around: None = None) -> Iterator[Finding]:
        """The reasons and remarks that are on no list of the day."""
        loop = "2100"
        for spot in spots(record):
            loop = "2110" if spot.parts[0] == b"SVC" else loop
            for rule, at in _told(spot):
                code = spot.part(at)
                if code and self._day and _is_off(_LISTS[rule], code, self._day):
                    words = {"found": code.decode("latin-1"), "day": self._day.isoformat()}
                    yield code_finding(rule, spot.place(loop, at), **words)


def _told(spot: Spot) -> Iterator[tuple[str, int]]:
    id = spot.parts[0]
    if id == b"CAS":
        yield from (("payment_reason", at) for at in REASONS)
    elif spot.parts[:2] == [b"LQ", b"HE"]:
        yield "payment_remark", 2
    else:
        yield from (("payment_remark", at) for at in _REMARKS.get(id, ()))


def _is_off(name: str, code: bytes, day: date | None) -> bool:
    return day is not None and is_off(need_set(name), code.decode("latin-1"), (day,))
