"""Mend a row: one delimiter that is lost, or one too many, explains what would else be told as many faults.

Two segments run into each other where a terminator was lost; an element separator lost or doubled moves all that stands
behind it by one place. Only what leaves nothing else wrong with the segment is taken for it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from typing import NamedTuple

from clearlane.standards.x12.explain_row import Fault, explain_row, with_name
from clearlane.standards.x12.frame import Frame, home_of, is_blocked
from clearlane.standards.x12.machine import Choice, Row, Target
from clearlane.standards.x12.search import find

MOST_ELEMENTS, LONGEST = 64, 4096
"""No two segments that ran into each other are longer: what is, is not cut over and over."""
LOOKED_BACK = 4
"""A place that moved may still fit where it stands: so far before the first fault the separator may be."""
TRAILER = b"SE"
Faults = Callable[[list[bytes]], list[Fault]]


class Parted(NamedTuple):
    """Of two segments in one: how long the first is, where the second begins, and whether that ends the set."""

    length: int
    begin: int
    is_trailer: bool


class Mended(NamedTuple):
    """A segment as it was meant, with the one fault of it; parted: if another ran into it."""

    parts: list[bytes]
    fault: Fault
    parted: Parted | None = None


def mend_row(
    row: Row, parts: list[bytes], faults: Sequence[Fault], frame: Frame, back: bytes | None, *, may_part: bool
) -> Mended | None:
    """What one delimiter explains of the faults of a segment; None where it does not.

    frame: the loop it was taken into; parts and back: as of `explain_row`. may_part: whether one may follow in it.
    """
    if row.binary is not None or _is_long(parts):
        return None

    def faults_of(tried: list[bytes]) -> list[Fault]:
        return list(explain_row(row, tried, frame, back))

    mended = _parted(parts, frame, faults_of, back) if may_part else None
    if mended is None and len(faults) > 1:
        mended = _moved(row, parts, faults, faults_of)
    return mended._replace(fault=with_name(row, mended.fault)) if mended else None


def mend_begin(
    parts: list[bytes], frame: Frame, ids: Container[bytes], back: bytes | None, *, may_part: bool
) -> tuple[Target, Mended] | None:
    """Where a segment goes that is none of those that may stand here, but for one delimiter at what it is known by.

    Where a value is all that lacks behind two separators, it is the value that is missing. ids: of the guide's rows.
    """
    if _is_long(parts):
        return None
    cuts = (own for own, _ in _cuts(parts, ids)) if may_part else ()
    for guess in (*_begins(parts, frame.loop.states[frame.at]), *cuts):
        target = taken(guess.parts, frame)
        if target is not None and _is_it(guess, target, parts, frame, back):
            return target, guess._replace(fault=with_name(target.member.row, guess.fault))
    return None


def _is_long(parts: list[bytes]) -> bool:
    return len(parts) > MOST_ELEMENTS or sum(map(len, parts)) > LONGEST


def _begins(parts: list[bytes], state: dict[bytes, Choice]) -> Iterator[Mended]:
    """What a segment may be whose id and first value are not one behind the other."""
    id = parts[0]
    if parts[1:2] == [b""]:
        yield Mended([id, *parts[2:]], Fault("separator_doubled", 1))
    for length in (3, 2):
        if len(id) > length and id[:length] in state and id[:length] != TRAILER:
            yield Mended([id[:length], id[length:], *parts[1:]], Fault("separator_lost", 1, found=id))


def _is_it(guess: Mended, target: Target, parts: list[bytes], frame: Frame, back: bytes | None) -> bool:
    """Whether a guess leaves nothing wrong with the segment, and something does follow that ran into it."""
    if faults_there(guess.parts, target, frame, back):
        return False
    if guess.parted:
        loop = target.member.loop
        state = loop.states[0] if loop else home_of(frame, target).loop.states[target.member.group]
        return guess.fault.found in state
    return guess.parts[0] != parts[0] or len(faults_there(parts, target, frame, back)) > 1


def faults_there(parts: list[bytes], target: Target, frame: Frame, back: bytes | None) -> list[Fault]:
    """What is wrong with a segment that would go where a target says."""
    member, home = target.member, home_of(frame, target)
    around = Frame(member.loop, home, 0, 0) if member.loop else home
    return list(explain_row(member.row, parts, around, back))


def _parted(parts: list[bytes], frame: Frame, faults_of: Faults, back: bytes | None) -> Mended | None:
    """The segment without the one that follows, which may stand here and has lost the terminator before it."""
    state = frame.loop.states[frame.at]
    for own, behind in _cuts(parts, state):
        target = taken(behind, frame)
        if target is not None and not faults_of(own.parts) and _is_whole(behind, target, frame, state, back):
            return own
    return None


def _is_whole(parts: list[bytes], target: Target, frame: Frame, ids: Container[bytes], back: bytes | None) -> bool:
    """Whether nothing is wrong with a segment, or nothing but that yet another ran into it."""
    tried = (parts, *(own.parts for own, _ in _cuts(parts, ids)))
    return not all(faults_there(one, target, frame, back) for one in tried)


def _cuts(parts: list[bytes], ids: Container[bytes]) -> Iterator[tuple[Mended, list[bytes]]]:
    """What a segment is where an element ends with one of these ids: all before that; and what then follows."""
    for at in range(1, len(parts) - 1):
        for id in (parts[at][-3:], parts[at][-2:]):
            if id in ids:
                yield _cut(parts, at, id), [id, *parts[at + 1 :]]


def _cut(parts: list[bytes], at: int, id: bytes) -> Mended:
    value = parts[at].removesuffix(id)
    own = [*parts[:at], value] if value else parts[:at]
    begin = sum(map(len, parts[: at + 1])) + at - len(id)
    fault = Fault("terminator_lost", len(own) - 1, found=id, expected=f"the terminator before {id.decode()}")
    return Mended(own, fault, Parted(begin if value else begin - 1, begin, id == TRAILER))


def taken(parts: list[bytes], frame: Frame) -> Target | None:
    """Where a segment goes that may stand here; None of others."""
    choice = frame.loop.states[frame.at].get(parts[0])
    target = find(choice, parts, frame) if choice else None
    return None if target is None or is_blocked(frame, target) else target


def _moved(row: Row, parts: list[bytes], faults: Sequence[Fault], faults_of: Faults) -> Mended | None:
    """The segment with one separator less, or with one more, within a value or beside an empty one."""
    first = min(one.element for one in faults)
    places = range(min(first, len(parts) - 1), max(first - LOOKED_BACK, 0), -1)
    for at in places:
        without = [*parts[:at], *parts[at + 1 :]]
        if not parts[at] and len(parts) > 2 and not faults_of(without):
            return Mended(without, Fault("separator_doubled", at))
        for meant in _unglued(row, parts, at):
            if not faults_of(meant):
                return Mended(meant, Fault("separator_lost", at, found=parts[at]))
    tried = {at: faults_of(_with_one(parts, at)) for at in places}
    for at in sorted(places, key=lambda at: len(tried[at])):
        fault = _lost(row, at, parts[at], faults, tried[at])
        if fault is not None:
            return Mended(_with_one(parts, at), fault)
    return None


def _unglued(row: Row, parts: list[bytes], at: int) -> Iterator[list[bytes]]:
    """The segment with the value of an element as two, where its codes or lengths, or those of the next, part it."""
    value = parts[at]
    own, behind = ((*row.fields, None, None)[n] for n in (at - 1, at)) if at <= len(row.fields) else (None, None)
    ends = {len(code) for code in own.codes if value.startswith(code)} if own else set[int]()
    ends |= {len(value) - len(code) for code in behind.codes if value.endswith(code)} if behind else set()
    ends |= {own.most} if own else set()
    ends |= {len(value) - behind.most} if behind and behind.least == behind.most else set()
    for end in sorted(ends):
        if 0 < end < len(value):
            yield [*parts[:at], value[:end], value[end:], *parts[at + 1 :]]


def _with_one(parts: list[bytes], at: int) -> list[bytes]:
    return [*parts[: at + 1], b"", *parts[at + 1 :]]


def _lost(row: Row, at: int, value: bytes, before: Sequence[Fault], left: Sequence[Fault]) -> Fault | None:
    """The one fault of a segment that lacks a separator behind an element, by its faults as sent and with one more.

    A value that lacks with its separator is told as missing. Where two are glued, or it is the value by which the row
    is known, the separator is lost.
    """
    beside = (at, at + 1)
    if all(one.element in beside for one in before) or any(one.element not in beside for one in left):
        return None
    is_glued = bool(value) and (any(one.element == at for one in left) or row.first_code[0] == (at + 1, 0))
    if not left or is_glued:
        return Fault("separator_lost", at, found=value)
    return left[0] if len(left) == 1 and left[0].rule.startswith("missing") else None
