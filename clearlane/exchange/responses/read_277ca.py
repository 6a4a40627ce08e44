"""Read a claim acknowledgment (277CA, 005010X214): what its sender says of a batch, a provider, or a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clearlane.vocabulary.submitted_claim import SegmentText

StatusText = tuple[str | tuple[str, ...], ...]
"""One STC as sent, STC01 first; STC01, 10 and 11 as their components, so that other delimiters change nothing."""

_COMPOSITES = (1, 10, 11)
_LEVELS = {"20": "source", "21": "batch", "19": "provider", "PT": "claim", "22": "claim", "23": "claim"}

Block = Sequence[SegmentText]


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks (2100A): PR a payer or AY an intermediary; his trace; when he received (050) and processed (009)."""

    entity: str = ""
    name: str = ""
    qualifier: str = ""
    id: str = ""
    trace: str = ""
    received: str = ""
    processed: str = ""


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """What is said of one service line (2220D): SVC01 as components, its charge and units, REF*FJ, DTP*472."""

    procedure: tuple[str, ...]
    charge: str
    units: str
    statuses: tuple[StatusText, ...]
    control: str
    service: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of a batch (2200B), a provider (2200C) or a claim (2200D), and where it stands.

    trace: TRN02 of this level. batch_trace: TRN02 of 2200B, BHT03 of the 837. our_trace: REF*D9. payer_number: REF*1K.
    first, last: segment numbers in the set; offset, end: bytes in
    the file.
    """

    level: str
    source: Source
    batch_trace: str
    provider_id: str
    trace: str
    statuses: tuple[StatusText, ...]
    our_trace: str
    payer_number: str
    lines: tuple[LineAnswer, ...]
    service: tuple[str, str]
    first: int
    last: int
    offset: int
    end: int

    @property
    def charge(self) -> str:
        """STC04 of the first status that has one: the claim's total as the payer read it."""
        return next((str(status[3]) for status in self.statuses if len(status) > 3 and status[3]), "")


def read_277ca(segments: Iterable[SegmentText], *, component: str = ":") -> tuple[Answer, ...]:
    """The answers in a 277CA, in its order; a level above the claim answers only where it carries a status."""
    return tuple(_answers(segments, component))


def _answers(segments: Iterable[SegmentText], component: str) -> Iterator[Answer]:
    source, batch_trace, provider_id = Source(), "", ""
    for block, end in _blocks(segments):
        level = _LEVELS.get(block[0].element(3), "")
        if level == "source":
            source = _source(block)
        elif level == "batch":
            batch_trace = _text(block, "TRN", 2)
        elif level == "provider":
            provider_id = _text(block, "NM1", 9)
        if level in ("batch", "provider", "claim"):
            for part, part_end in _tracked(block, end):
                answer = _answer(level, part, part_end, source, batch_trace, provider_id, component)
                if answer.statuses or level == "claim":
                    yield answer


def _blocks(segments: Iterable[SegmentText]) -> Iterator[tuple[list[SegmentText], int]]:
    """Each HL with what follows it up to the next, and the byte at which it ends; what stands before is left out."""
    block: list[SegmentText] = []
    for segment in segments:
        if segment.id in ("HL", "SE"):
            if block:
                yield block, segment.offset
            block = []
        if block or segment.id == "HL":
            block.append(segment)
    if block:
        yield block, block[-1].offset + len("~".join(block[-1].elements)) + 1


def _tracked(block: list[SegmentText], end: int) -> Iterator[tuple[Block, int]]:
    """A patient's block may speak of several claims: cut it before each TRN but the first."""
    starts = [n for n, segment in enumerate(block) if segment.id == "TRN"][1:]
    edges = [0, *starts, len(block)]
    for first, after in pairwise(edges):
        yield block[first:after], block[after].offset if after < len(block) else end


def _source(block: Block) -> Source:
    name = _first(block, "NM1")
    dates = {segment.element(1): segment.element(3) for segment in block if segment.id == "DTP"}
    return Source(
        entity=name.element(1),
        name=name.element(3),
        qualifier=name.element(8),
        id=name.element(9),
        trace=_text(block, "TRN", 2),
        received=dates.get("050", ""),
        processed=dates.get("009", ""),
    )


def _answer(
    level: str, block: Block, end: int, source: Source, batch_trace: str, provider_id: str, component: str
) -> Answer:
    head, *lines = _cut(block, "SVC")
    references = _references(head)
    return Answer(
        level=level,
        source=source,
        batch_trace=batch_trace,
        provider_id=provider_id,
        trace=_text(head, "TRN", 2),
        statuses=_statuses(head, component),
        our_trace=references.get("D9", ""),
        payer_number=references.get("1K", ""),
        lines=tuple(_line(line, component) for line in lines),
        service=_service(head),
        first=block[0].number,
        last=block[-1].number,
        offset=block[0].offset,
        end=end,
    )


def _line(block: Block, component: str) -> LineAnswer:
    service = block[0]
    return LineAnswer(
        procedure=tuple(service.element(1).split(component)),
        charge=service.element(2),
        units=service.element(7),
        statuses=_statuses(block, component),
        control=_references(block).get("FJ", ""),
        service=_service(block),
    )


def _cut(block: Block, id: str) -> list[Block]:
    starts = [n for n, segment in enumerate(block) if segment.id == id]
    edges = [0, *starts, len(block)]
    return [block[first:after] for first, after in pairwise(edges)]


def _statuses(block: Block, component: str) -> tuple[StatusText, ...]:
    return tuple(_parts(segment, component) for segment in block if segment.id == "STC")


def _parts(segment: SegmentText, component: str) -> StatusText:
    return tuple(
        tuple(text.split(component)) if n in _COMPOSITES and text else text
        for n, text in enumerate(segment.elements[1:], start=1)
    )


def _references(block: Block) -> dict[str, str]:
    return {segment.element(1): segment.element(2) for segment in block if segment.id == "REF"}


def _service(block: Block) -> tuple[str, str]:
    for segment in block:
        if segment.id == "DTP" and segment.element(1) == "472":
            return segment.element(2), segment.element(3)
    return "", ""


_NOTHING = SegmentText("", 0, 0, ("",))


def _first(block: Block, id: str) -> SegmentText:
    return next((segment for segment in block if segment.id == id), _NOTHING)


def _text(block: Block, id: str, n: int) -> str:
    return _first(block, id).element(n)
