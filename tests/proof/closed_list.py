"""What may change between a claim as it came and as it left, told segment by segment from the bytes alone.

A reader and a comparison of their own, so that a slip in the code that writes batches cannot hide itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Element = tuple[tuple[str, ...], ...]
"""The repeats of an element, each with its components."""
Segment = tuple[Element, ...]
BODY = ("NM1", "SBR", "LX", "SV1")
HEAD_END = ("K3", "NTE", "CR1", "CR2", "CR3", "CRC", "HI", "HCP", *BODY)


@dataclass(frozen=True, slots=True)
class Way:
    """A claim with all that stands above it; ``offset`` is where its CLM begins in the file."""

    begin: Segment
    provider: tuple[Segment, ...]
    subscriber: tuple[Segment, ...]
    patient: tuple[Segment, ...]
    claim: tuple[Segment, ...]
    offset: int

    @property
    def trace(self) -> str:
        """REF*D9 of the claim's head."""
        return next((text(one, 2) for one in head(self.claim) if is_trace(one)), "")


def ways(content: bytes) -> Iterator[Way]:
    """Every claim of every 837 in these bytes, in file order."""
    at = content.find(b"ISA")
    while at >= 0:
        end = content.find(b"ISA" + content[at + 3 : at + 4], at + 106)
        yield from _interchange(content, at, end if end >= 0 else len(content))
        at = end


def _interchange(content: bytes, at: int, end: int) -> Iterator[Way]:
    element, component, terminator = (content[at + i : at + i + 1] for i in (3, 104, 105))
    repetition = content[at + 82 : at + 83] if content[at + 84 : at + 89] >= b"00402" else b""
    begin: Segment = ()
    levels: dict[str, list[Segment]] = {}
    claim: list[Segment] = []
    offset, is_claims = 0, False
    for place, raw in _segments(content, at, end, terminator):
        one = tuple(_element(part, component, repetition) for part in raw.split(element))
        name = text(one, 0)
        if claim and name in ("CLM", "HL", "SE"):
            yield _way(begin, levels, claim, offset)
            claim = []
        if name == "ST":
            levels, is_claims = {}, text(one, 1) == "837"
        elif not is_claims:
            continue
        elif name == "BHT":
            begin = one
        elif name == "HL":
            levels = _opened(levels, one)
        elif name == "CLM":
            claim, offset = [one], place
        elif claim:
            claim.append(one)
        elif levels:
            next(reversed(levels.values())).append(one)


def _opened(levels: dict[str, list[Segment]], one: Segment) -> dict[str, list[Segment]]:
    level = text(one, 3)
    above = {"22": ("20",), "23": ("20", "22")}.get(level, ())
    return {code: levels[code] for code in above if code in levels} | {level: [one]}


def _way(begin: Segment, levels: Mapping[str, list[Segment]], claim: list[Segment], offset: int) -> Way:
    provider, subscriber, patient = (tuple(levels.get(code, ())) for code in ("20", "22", "23"))
    return Way(begin, provider, subscriber, patient, tuple(claim), offset)


def _segments(content: bytes, at: int, end: int, terminator: bytes) -> Iterator[tuple[int, bytes]]:
    for raw in content[at:end].split(terminator):
        bare = raw.strip(b"\r\n")
        if bare:
            yield at + raw.find(bare), bare
        at += len(raw) + 1


def _element(raw: bytes, component: bytes, repetition: bytes) -> Element:
    repeats = raw.split(repetition) if repetition else [raw]
    return tuple(tuple(part.decode("latin-1") for part in one.split(component)) for one in repeats)


def text(segment: Segment, number: int) -> str:
    """An element that has neither repeats nor components; "" where it is not there."""
    return segment[number][0][0] if number < len(segment) else ""


def is_trace(segment: Segment) -> bool:
    """REF*D9."""
    return (text(segment, 0), text(segment, 1)) == ("REF", "D9")


def head(claim: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """CLM and what follows it, up to the end of the references."""
    ends = [at for at, one in enumerate(claim) if text(one, 0) in HEAD_END]
    return claim[: ends[0]] if ends else claim


def changes(came: Way, left: Way, *, trace: str, payers: Mapping[str, str]) -> list[str]:
    """What changed and may not: nothing, where all is well. ``payers``: what each payer id is called over there."""
    found = [] if left.trace == trace else [f"REF*D9 is {left.trace}, ours is {trace}"]
    if (text(left.begin, 2), text(left.begin, 6)) != ("00", text(came.begin, 6)):
        found.append(f"BHT {left.begin}")
    for name, before, after in _blocks(came, left):
        if len(before) != len(after):
            found.append(f"{name}: {len(before)} segments became {len(after)}")
        pairs = zip(before, after, strict=False)
        found += [f"{name}: {one} became {other}" for one, other in pairs if not _same(one, other, name, payers)]
    return found


def _blocks(came: Way, left: Way) -> Iterator[tuple[str, tuple[Segment, ...], tuple[Segment, ...]]]:
    yield "provider", came.provider, left.provider
    yield "subscriber", came.subscriber, left.subscriber
    yield "patient", came.patient, left.patient
    yield "claim", _without_trace(came.claim), _without_trace(left.claim)


def _without_trace(claim: tuple[Segment, ...]) -> tuple[Segment, ...]:
    start = head(claim)
    return (*(one for one in start if not is_trace(one)), *claim[len(start) :])


def _same(one: Segment, other: Segment, block: str, payers: Mapping[str, str]) -> bool:
    if one == other:
        return True
    name = text(one, 0)
    if name != text(other, 0):
        return False
    if name == "HL":
        return text(one, 3) == text(other, 3)
    if name == "NM1" and text(one, 1) == "PR":
        return _but_for(
            one, other, {9: payers.get(text(one, 9).upper(), text(one, 9))}, ignoring=3 if block == "subscriber" else 0
        )
    if name == "SVD" and block == "claim":
        return _but_for(one, other, {1: payers.get(text(one, 1).upper(), text(one, 1))})
    return False


def _but_for(one: Segment, other: Segment, renamed: Mapping[int, str], ignoring: int = 0) -> bool:
    """Equal, but that some elements carry new texts, and one may be any."""
    if len(one) != len(other):
        return False
    return all(
        text(other, at) == renamed[at] if at in renamed else at == ignoring or one[at] == other[at]
        for at in range(len(one))
    )


def levels_are_sound(content: bytes) -> bool:
    """HL01 counts from 1 in each set, HL02 is the parent's, HL04 says whether there are children."""
    sets: list[list[tuple[str, ...]]] = []
    element, terminator = content[3:4], content[105:106]
    for _, raw in _segments(content, 0, len(content), terminator):
        parts = tuple(part.decode() for part in raw.split(element))
        if parts[0] == "ST":
            sets.append([])
        elif parts[0] == "HL":
            sets[-1].append(parts)
    return bool(sets) and all(_sound(levels) for levels in sets)


def _sound(levels: list[tuple[str, ...]]) -> bool:
    above = {"20": "", "22": "20", "23": "22"}
    last: dict[str, str] = {}
    for at, (_, number, parent, level, _) in enumerate(levels, start=1):
        last[level] = number
        if number != str(at) or parent != last.get(above[level], ""):
            return False
    parents = {parent for _, _, parent, _, _ in levels}
    return all((child == "1") == (number in parents) for _, number, _, _, child in levels)
