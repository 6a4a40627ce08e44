"""The files that the engine is measured with: clean claims, and claims with a fault each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.generate.stream_837p import stream_837p
from clearlane.standards.x12.proof.defects import DEFECTS

_LEVEL = re.compile(rb"HL\*(\d+)\*(\d*)\*")
TODAY = dt.date(2026, 11, 1)
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
    """About `size` bytes as one set: the claims of a clean file again and again, their levels numbered on."""
    first, last = data.index(b"HL*1*"), data.rindex(b"\nSE*") + 1
    body = data[first:last]
    levels = body.count(b"\nHL*") + 1
    yield data[:first]
    for again in range(max(1, size // len(body))):
        yield _LEVEL.sub(lambda level, by=again * levels: _moved(level, by), body)  # type: ignore[misc]
    yield data[last:]


def _moved(level: re.Match[bytes], by: int) -> bytes:
    number, parent = level[1], level[2]
    return b"HL*%d*%s*" % (int(number) + by, b"%d" % (int(parent) + by) if parent else b"")
