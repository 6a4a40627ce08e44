"""The files that the engine is measured with: clean claims, and claims with a fault each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from clearlane.standards.x12.generate.family import make_family
from clearlane.standards.x12.generate.from_guide import GuideOrder
from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.generate.stream_837p import stream_837p
from clearlane.standards.x12.proof.defects import DEFECTS

_LEVEL = re.compile(rb"HL\*(\d+)\*(\d*)\*")
_CLAIM = re.compile(rb"CLM\*[^*]+")
TODAY = dt.date(2026, 11, 1)
PAID_AT_ONCE = 100
_BEHIND_A_PAYMENT = (b"CLP", b"SE*", b"PLB", b"LX*")
Segments = list[bytes]
ELEMENT = "a code that is none"
STRUCTURAL = "a segment that nobody knows"
DIFFERENT = (
    *("a line without its service", "a claim without a diagnosis", "a segment of another set", "a service twice"),
    *("a segment that nobody knows", "an id in small letters", "diagnoses twice", "a line without its day"),
)


def clean(claims: int) -> bytes:
    """An 837P of one set with so many claims and no fault."""
    order = Order(claims=claims, seed=1, claims_per_set=max(claims, 1), today=TODAY)
    return b"".join(piece for piece, _ in stream_837p(order))


def paid(claims: int) -> bytes:
    """An 835 that pays so many claims in one payment: those of a family, again and again."""
    order = GuideOrder(kind="837p", seed=1, units=min(claims, PAID_AT_ONCE), today=TODAY)
    segments = [one.lstrip(b"\n") for one in make_family(order)["835"].split(b"~")]
    starts = [at for at, one in enumerate(segments) if one.startswith(b"CLP*")]
    ends = [next(n for n in range(at + 1, len(segments)) if segments[n][:3] in _BEHIND_A_PAYMENT) for at in starts]
    payments = [segments[at:end] for at, end in zip(starts, ends, strict=True)]
    chosen = [payments[n % len(payments)] for n in range(claims)]
    total = sum(Decimal(one[0].split(b"*")[4].decode()) for one in chosen)
    head = segments[: starts[0]]
    at = next(n for n, one in enumerate(head) if one.startswith(b"BPR*"))
    head[at] = b"*".join([b"BPR*I", str(total).encode(), *head[at].split(b"*")[3:]])
    body = [segment for one in chosen for segment in one]
    count = len(head) - 2 + len(body) + 1
    return b"~".join([*head, *body, b"SE*%d*0001" % count, b"GE*1*%s" % head[1].split(b"*")[6], segments[-2], b""])


def with_faults(data: bytes, fault: Callable[[int], str]) -> bytes:
    """The same file with one defect in each claim: `fault` names it by the number of the claim."""
    segments = [one.lstrip(b"\n") for one in data.split(b"~")]
    out: Segments = []
    starts = [at for at, one in enumerate(segments) if one.startswith(b"CLM*")]
    out += segments[: starts[0]]
    for number, at in enumerate(starts):
        end = next(n for n in range(at + 1, len(segments)) if segments[n][:3] in (b"HL*", b"SE*", b"CLM"))
        out += DEFECTS[fault(number)](segments[at:end])
        out += segments[end : starts[number + 1]] if number + 1 < len(starts) else segments[end:]
    return b"~".join(out)


def endless(data: bytes, size: int) -> Iterator[bytes]:
    """About `size` bytes as one set: the claims of a clean file again and again, levels and claims numbered on."""
    first, last = data.index(b"HL*1*"), data.rindex(b"\nSE*") + 1
    body = data[first:last]
    levels = body.count(b"\nHL*") + 1
    yield data[:first]
    for again in range(max(1, size // len(body))):
        piece = _LEVEL.sub(lambda level, by=again * levels: _moved(level, by), body)  # type: ignore[misc]
        yield _CLAIM.sub(rb"\g<0>N%d" % again, piece)
    yield data[last:]


def _moved(level: re.Match[bytes], by: int) -> bytes:
    number, parent = level[1], level[2]
    return b"HL*%d*%s*" % (int(number) + by, b"%d" % (int(parent) + by) if parent else b"")
