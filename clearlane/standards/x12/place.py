"""Place each segment of a set: which loop it stands in. Judges nothing; best effort where order is broken."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from clearlane.standards.x12.binary import split_elements
from clearlane.standards.x12.canonical import canonical
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.fits import fits
from clearlane.standards.x12.library import choose, entries, load_machine
from clearlane.standards.x12.machine import Loop, Member, Row, Target
from clearlane.standards.x12.search import search
from clearlane.standards.x12.stream import segments
from clearlane.standards.x12.text import decode
from clearlane.standards.x12.transaction import purpose_of
from clearlane.vocabulary.submitted_claim import SegmentText


class Step(NamedTuple):
    """Where a segment stands: its loop, whether it opens a new instance of it, and the group that was reached."""

    loop: Loop
    opens: bool
    at: int


def place(
    set_bytes: bytes, *, delimiters: Delimiters, version: str, offset: int = 0, is_part: bool = False
) -> Iterator[SegmentText]:
    """Every segment of one ST..SE with its loop, its number (ST is 1) and its offset in the file.

    version: ST03 or GS08. offset: where set_bytes begin in the file. A piece of a set without its ST is placed as well
    as a walk from the header can. is_part: the way to what is there was left out, as where a file is cut by claim: a
    loop is then found wherever it lies. Where no guide of the version is installed, each loop is "".
    """
    for segment, _ in steps(set_bytes, delimiters=delimiters, version=version, offset=offset, is_part=is_part):
        yield segment


def steps(
    set_bytes: bytes, *, delimiters: Delimiters, version: str, offset: int = 0, is_part: bool = False
) -> Iterator[tuple[SegmentText, Step | None]]:
    """As `place`, each segment with its step through the guide; None where there is no guide."""
    every = segments(set_bytes, delimiters)
    head = list(islice(every, 2))
    first, behind = ([raw for _, raw in head] + [b"", b""])[:2]
    placer = Placer(first, behind, delimiters=delimiters, version=version, is_part=is_part)
    for number, (at, raw) in enumerate(chain(head, every), 1):
        own, step = split_elements(raw, delimiters.element), placer.next(raw)
        loop = step.loop.spec.id if step is not None else ""
        yield SegmentText(loop, number, offset + at, tuple(map(decode, own))), step


class Placer:
    """Places the segments of one set as they come. first: its first segment, which chooses the guide; behind: the next
    one, whose purpose (BHT02) tells apart guides of one version."""

    def __init__(
        self, first: bytes, behind: bytes, *, delimiters: Delimiters, version: str, is_part: bool = False
    ) -> None:
        tables = canonical(delimiters)
        self._there = tables[0] if tables else None
        self._element = delimiters.element
        self._root = _root(version, first.split(delimiters.element), purpose_of(behind, delimiters) or "")
        self._known = _rows_of(self._root) if self._root else {}
        self._step = Step(self._root, True, 0) if self._root else None
        self._follow = _next_of_part if is_part else _next
        self._is_first = True

    def next(self, raw: bytes) -> Step | None:
        """The step of the next segment; None where there is no guide."""
        was_first, self._is_first = self._is_first, False
        if self._step is None:
            return None
        id = raw.split(self._element, 1)[0]
        if (id.translate(self._there) if self._there else id) not in self._known:
            if self._step.opens:
                self._step = self._step._replace(opens=False)
        elif not (was_first and id == b"ST"):
            self._step = self._follow(self._step, self.parts(raw))
        return self._step

    def parts(self, raw: bytes) -> list[bytes]:
        """The elements of a segment, with canonical delimiters within."""
        own = split_elements(raw, self._element)
        return [one.translate(self._there) for one in own] if self._there else own


def _root(version: str, start: list[bytes], purpose: str) -> Loop | None:
    """The machine's root for a version; the set id counts only where it is at hand."""
    if start[0] == b"ST" and len(start) > 1:
        entry = choose(version=version, set_id=decode(start[1])).of_purpose(purpose).entry
    else:
        entry = next((one for one in entries() if one.version == version), None)
    return load_machine(entry.files).root if entry else None


def _next(step: Step, parts: list[bytes]) -> Step:
    choice = step.loop.states[step.at].get(parts[0])
    target = search(choice, parts) if choice else None
    return _behind(target) if target is not None else _guess(step, parts)


def _next_of_part(step: Step, parts: list[bytes]) -> Step:
    """As `_next`; what only seems to fit, since nothing else may come, is sought further in first."""
    choice = step.loop.states[step.at].get(parts[0])
    target = search(choice, parts) if choice else None
    if target is not None and (target.member.loop is None or fits(target.member.row, parts)):
        return _behind(target)
    is_near = any(one.loop is None and fits(one.row, parts) for above in _above(step.loop) for one in above.members)
    return (None if is_near else _nearest(step.loop, parts)) or _next(step, parts)


def _above(loop: Loop) -> Iterator[Loop]:
    """The loop itself and those around it, from within."""
    around: Loop | None = loop
    while around is not None:
        yield around
        around = around.parent


def _nearest(loop: Loop, parts: list[bytes]) -> Step | None:
    """The loop that knows the segment and lies nearest: within this one, else within the one around it, and so on."""
    *_, root = _above(loop)
    known = [(member, home) for member, home in _rows_of(root).get(parts[0], ()) if fits(member.row, parts)]
    for around in _above(loop):
        within = [(home.depth, member, home) for member, home in known if around in _above(home)]
        if within:
            _, member, home = min(within, key=lambda one: one[0])
            return Step(home, True, member.group)
    return None


@lru_cache(maxsize=16)
def _rows_of(root: Loop) -> dict[bytes, list[tuple[Member, Loop]]]:
    """Segment id -> each row of a guide that has it, with the loop in which it stands."""
    rows: dict[bytes, list[tuple[Member, Loop]]] = {}
    for loop in root.walk():
        for member in loop.members:
            if member.loop is None:
                rows.setdefault(member.row.id, []).append((member, loop))
    return rows


def _behind(target: Target) -> Step:
    member = target.member
    if member.loop is not None:
        return Step(member.loop, not member.loop.spec.attributes.bracket, 0)
    return Step(member.home, False, member.group)


def _guess(step: Step, parts: list[bytes]) -> Step:
    """No row fits from here on: one already behind, a loop without its first row, a wrong qualifier, or none."""
    around: Loop | None = step.loop
    while around is not None:
        if any(fits(row, parts) for row in _rows_in(around).get(parts[0], ())):
            return Step(around, False, step.at if around is step.loop else _reached(step.loop, around))
        around = around.parent
    entered = _headless(step, parts)
    if entered is not None:
        return entered
    choice = step.loop.states[step.at].get(parts[0])
    return _behind(choice.candidates[0][0]) if choice else Step(step.loop, False, step.at)


def _reached(inner: Loop, around: Loop) -> int:
    """The group of an outer loop in which the walk stands."""
    while inner.parent is not None and inner.parent is not around:
        inner = inner.parent
    return inner.group


@lru_cache(maxsize=1 << 13)
def _rows_in(loop: Loop) -> dict[bytes, list[Row]]:
    """Segment id -> the rows of a loop itself that have it."""
    rows: dict[bytes, list[Row]] = {}
    for member in loop.members:
        if member.loop is None:
            rows.setdefault(member.row.id, []).append(member.row)
    return rows


def _headless(step: Step, parts: list[bytes]) -> Step | None:
    within = _second_rows(step.loop, step.at).get(parts[0], ())
    return next((entered for row, entered in within if fits(row, parts)), None)


@lru_cache(maxsize=1 << 13)
def _second_rows(loop: Loop, at: int) -> dict[bytes, list[tuple[Row, Step]]]:
    """Segment id -> the rows behind the first of each loop that can come, and the step into it without that first."""
    rows: dict[bytes, list[tuple[Row, Step]]] = {}
    targets = (target for choice in loop.states[at].values() for target, _ in choice.candidates)
    for inner in (target.member.loop for target in targets if target.member.loop):
        for member in inner.members[1:]:
            entered = Step(member.loop, True, 0) if member.loop else Step(inner, True, member.group)
            rows.setdefault(member.row.id, []).append((member.row, entered))
    return rows
