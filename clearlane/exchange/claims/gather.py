"""Gather the segments of a set into claims: each CLM with the blocks of provider, subscriber and patient above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from clearlane.vocabulary.submitted_claim import SegmentText

HEADER, PROVIDER, SUBSCRIBER, PATIENT, CLAIM = "header", "provider", "subscriber", "patient", "claim"

_BLOCK_OF_HEAD = {"2000A": PROVIDER, "2000B": SUBSCRIBER, "2000C": PATIENT}
_LEVELS = {PROVIDER: (SUBSCRIBER, PATIENT), SUBSCRIBER: (PATIENT,), PATIENT: ()}


@dataclass(frozen=True, slots=True)
class Block:
    """A run of segments with its place: ``offset`` and ``length`` in bytes of the file."""

    segments: tuple[SegmentText, ...] = ()
    offset: int = 0
    length: int = 0


NO_BLOCK = Block()


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """One claim and the blocks above it; ``ordinal`` counts the claims of the set from 1."""

    ordinal: int
    header: Block
    provider: Block
    subscriber: Block
    patient: Block
    claim: Block

    @property
    def segments(self) -> tuple[SegmentText, ...]:
        """All of them in file order."""
        blocks = (self.header, self.provider, self.subscriber, self.patient, self.claim)
        return tuple(segment for block in blocks for segment in block.segments)


@dataclass(slots=True)
class _Open:
    kind: str
    segments: list[SegmentText] = field(default_factory=list)


def gather(segments: Iterable[SegmentText]) -> Iterator[FoundClaim]:
    """The claims of one ST..SE, in file order; ``segments`` as ``x12.place`` gives them, SE last.

    Nothing is refused: a claim without a block above it has an empty one there.
    """
    blocks = dict.fromkeys((HEADER, PROVIDER, SUBSCRIBER, PATIENT), NO_BLOCK)
    open_block = _Open(HEADER)
    ordinal = 0
    for segment in segments:
        begins = _begins(segment)
        if begins:
            ordinal += open_block.kind == CLAIM
            yield from _close(open_block, segment.offset, blocks, ordinal)
            for lower in _LEVELS.get(begins, ()):
                blocks[lower] = NO_BLOCK
            open_block = _Open(begins)
        open_block.segments.append(segment)


def _begins(segment: SegmentText) -> str:
    """The kind of block that a segment begins, "" where it goes on with the open one; SE ends the last."""
    match segment.elements[0]:
        case "HL":
            return _BLOCK_OF_HEAD.get(segment.loop) or _by_level(segment)
        case "CLM":
            return CLAIM
        case "SE":
            return HEADER
    return ""


def _by_level(segment: SegmentText) -> str:
    return {"20": PROVIDER, "22": SUBSCRIBER, "23": PATIENT}.get(segment.element(3), PATIENT)


def _close(closed: _Open, end: int, blocks: dict[str, Block], ordinal: int) -> Iterator[FoundClaim]:
    if not closed.segments:
        return
    start = closed.segments[0].offset
    block = Block(tuple(closed.segments), start, end - start)
    if closed.kind == CLAIM:
        yield FoundClaim(ordinal, blocks[HEADER], blocks[PROVIDER], blocks[SUBSCRIBER], blocks[PATIENT], block)
    else:
        blocks[closed.kind] = block
