"""Mutate: change the segments of a claim at random, mostly so that they stay near to what somebody might send."""

from __future__ import annotations

import random
import re

Segments = list[bytes]
VALUES = (
    *(b"18", b"7", b"ZZ", b"A", b"20260230", b"20240229", b"1", b"0", b"-5", b"1.555", b"AA", b"CA", b"FR", b"XX"),
    *(b"G2", b"F8", b"439", b"DK", b"x" * 60, b"A:B:C", b"B:1:2^3", b"\xe9", b"\x01", b" ", b"1 ", b"00", b"1e5"),
)
LETTERS = b"ABC019*: ^"
NO_SEGMENTS = (b"", b"  ", b"\0", b"\t", b"TA1*000000001*261102*0930*A*000")
"""What may stand between two segments of a set and is none of it."""
_FORMAT = re.compile(rb"\*(R?)D8\*([0-9]{8})")


def mutate(segments: Segments, rng: random.Random) -> Segments:
    """One change: a segment less, one more, two exchanged, what is none, or one element of one segment."""
    changed, at = list(segments), rng.randrange(len(segments))
    kind = rng.random()
    if kind < 0.12 and len(changed) > 1:
        del changed[at]
    elif kind < 0.24:
        changed.insert(at, rng.choice(segments))
    elif kind < 0.34 and at + 1 < len(changed):
        changed[at], changed[at + 1] = changed[at + 1], changed[at]
    elif kind < 0.39:
        changed.insert(at, rng.choice(NO_SEGMENTS))
    elif kind < 0.45:
        dated = [n for n, segment in enumerate(changed) if _FORMAT.search(segment)]
        at = rng.choice(dated or [at])
        changed[at] = _FORMAT.sub(_in_another_format, changed[at])
    else:
        changed[at] = _with_another_element(changed[at], segments, rng)
    return changed


def _in_another_format(found: re.Match[bytes]) -> bytes:
    return b"*%sD8*%s" % (b"" if found[1] else b"R", found[2])


def _with_another_element(segment: bytes, near: Segments, rng: random.Random) -> bytes:
    parts = segment.split(b"*")
    at = rng.randrange(1, len(parts)) if len(parts) > 1 else 0
    kind = rng.randrange(7)
    if kind == 0:
        parts[at] = b""
    elif kind == 1:
        parts[at] += b"X"
    elif kind == 2:
        parts[at] = rng.choice(VALUES)
    elif kind == 3:
        parts = parts[:at]
    elif kind == 4:
        parts.append(b"1")
    elif kind == 5:
        parts[at] = rng.choice(rng.choice(near).split(b"*"))
    else:
        parts[at] = bytes(rng.choice(LETTERS) for _ in range(rng.randrange(1, 9)))
    return b"*".join(parts)


def mutate_bytes(data: bytes, rng: random.Random) -> bytes:
    """Cut, doubled, overwritten or filled at random: what no writer makes, but a line may."""
    at = rng.randrange(len(data))
    kind = rng.randrange(5)
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[:at] + rng.randbytes(rng.randrange(1, 40)) + data[at:]
    if kind == 2:
        return data[:at] + data[at + rng.randrange(1, 200) :]
    if kind == 3:
        return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
    return data[at:] + data[:at]
