"""Check a file: the envelopes here, each set by its guide. Bytes in, events out; no bytes make it raise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clearlane.standards.x12.delimiters import ISA_LENGTH, Isa, read_isa
from clearlane.standards.x12.envelope_rules import finding
from clearlane.standards.x12.events import Event
from clearlane.standards.x12.interchange import Interchange
from clearlane.standards.x12.library import Takes
from clearlane.standards.x12.load_overlay import prove_together
from clearlane.standards.x12.name_file import no_interchange
from clearlane.standards.x12.overlay import Overlay
from clearlane.standards.x12.patience import Limit
from clearlane.standards.x12.payer_findings import tell_unused
from clearlane.standards.x12.reading import Reading
from clearlane.standards.x12.share_sets import Pending, Team, all_told
from clearlane.standards.x12.source import as_chunks
from clearlane.standards.x12.stream import BLANKS, BYTE_ORDER_MARK, Stream
from clearlane.standards.x12.stretch import Stretch
from clearlane.standards.x12.text import decode
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Finding, Place

LONGEST_ISA = 260


def check(
    source: Iterable[bytes] | bytes,
    *,
    tier: Tier = Tier.BLOCK,
    takes: Takes | None = None,
    beyond_guide: bool = True,
    jobs: int = 1,
    overlays: Iterable[Overlay] = (),
) -> Iterator[Event]:
    """Read a file and tell what is in it and what is wrong with it, in the order in which it is known: what is found
    when a claim or a level ends is told then; a report has the findings of each set in the order of the file.

    source: chunks of bytes of any size, or all the bytes. Raises TypeError for a text or a path, never for any bytes.
    tier: the fastest that may be used; each says the same, which is proven by asking for another.
    takes: GS08 and ST01 of what the caller takes; the rest is told as of versions that are not known. None: all.
    beyond_guide: whether sums, codes on their day and services of some kinds are judged too (SNIP 3, 5, 6): they are no
    matter of the 999.
    jobs: by how many processes the sets of the file are read. They begin anew, so a script that asks for more than one
    keeps its own work behind `if __name__ == "__main__"`. The events are the same, in the same order.
    overlays: what payers demand beyond the guide (`load_overlays`), told as findings of level 7 that change no verdict.
    Raises OverlayRefused at once for overlays that contradict each other.
    Memory does not grow with the file: kept are one read-ahead, one claim, and control numbers; with jobs the sets
    that they read, 16 MB each at most.
    """
    reading, chunks = Reading(tier, takes, beyond_guide, tuple(overlays)), as_chunks(source)
    told = all_told(_read(chunks, reading, None)) if jobs < 2 else read_by(Team(jobs), chunks, reading)
    told = Limit().keep(told)
    if not reading.overlays:
        return told
    prove_together(reading.overlays)
    return tell_unused(told, reading.overlays)


def read_by(team: Team, source: Iterable[bytes], reading: Reading) -> Iterator[Event]:
    """What a team tells of a file; it has ended its work then, also where the last events are not asked for."""
    with team:
        yield from team.in_order(_read(source, reading, team))


def _read(source: Iterable[bytes], reading: Reading, team: Team | None) -> Iterator[Event | Pending]:
    """The interchanges of a file, one after the other."""
    stream = Stream(source)
    if stream.peek(3) == BYTE_ORDER_MARK:
        yield finding("byte_order_mark", Place(offset=0))
        stream.skip(3)
    seen, stretch = set[str](), Stretch()
    was_clear, is_first = True, True
    while True:
        isa, stray = _next_isa(stream, first=is_first)
        if stray and was_clear:
            yield stray
        if isa is None:
            return
        interchange = Interchange(stream, isa, seen, reading, stretch, team)
        yield from interchange.events()
        is_first = False
        if not interchange.is_bare:
            seen.add(interchange.control)
        was_clear = isa.is_readable


def _next_isa(stream: Stream, *, first: bool) -> tuple[Isa | None, Finding | None]:
    """Go to the next readable ISA. Returns it, and a finding about what had to be passed to reach it."""
    start, passed, sample, broken = stream.offset, 0, b"", False
    while True:
        length, seen = stream.seek(b"ISA")
        passed, sample = passed + length, (sample + seen)[:40]
        head = stream.peek(LONGEST_ISA)
        if not head:
            return None, _about(start, passed, sample, first=first, broken=broken)
        isa = read_isa(head)
        if isa is not None and (len(isa.raw) == ISA_LENGTH or not passed or seen[-1:] in b"\r\n~"):
            return isa, _about(start, passed, sample, first=False, broken=broken)
        broken = broken or not sample.strip(BLANKS)
        stream.skip(3)
        passed, sample = passed + 3, (sample + b"ISA")[:40]


def _about(start: int, passed: int, sample: bytes, *, first: bool, broken: bool) -> Finding | None:
    is_blank = not sample.strip(BLANKS)
    place = Place(offset=start)
    if broken:
        return finding("unreadable_isa", place, found=decode(sample))
    if first:
        return no_interchange(sample, offset=start)
    return None if is_blank else finding("garbage", place, found=decode(sample), length=str(passed))
