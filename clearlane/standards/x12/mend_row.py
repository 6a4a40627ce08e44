"""Mend a row: one delimiter lost or mistyped, or one value too many, explains what would else be told as many faults.

Two segments run into each other where a terminator was lost; an element separator lost or doubled, and a value written
twice, move all that stands behind by one place (`moved_values.py`). Only what leaves nothing else wrong with the
segment is taken for it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from clearlane.standards.x12.explain_row import Fault, explain_row, is_clean, with_name
from clearlane.standards.x12.frame import Frame, home_of, is_blocked
from clearlane.standards.x12.machine import Choice, Row, Target
from clearlane.standards.x12.mend_component import without_mark
from clearlane.standards.x12.mended import SLIP, Mended, Parted, one_too_many
from clearlane.standards.x12.moved_values import Sent
from clearlane.standards.x12.search import find
from clearlane.standards.x12.text import decode

MOST_ELEMENTS, LONGEST = 64, 4096
"""No two segments that ran into each other are longer: what is, is not cut over and over."""
MOST_BEFORE_ITS_CODE = 2
"""So many elements stand at most before the one by which a segment is known."""
TRAILER = b"SE"


def mend_row(sent: Sent, *, may_part: bool) -> Mended | None:
    """What one delimiter explains of the faults of a segment; None where it does not.

    may_part: whether another may follow in it.
    """
    if sent.row.binary is not None or _is_long(sent.parts):
        return None
    mended = _parted(sent.row, sent.parts, sent.frame, sent.back) if may_part and not sent.only_warns else None
    if mended is None and sent.may_have_moved:
        mended = sent.moved()
    return _named(sent.row, mended)


def mend_again(sent: Sent, before: Mended) -> Mended | None:
    """What a separator explains that slipped where and as one did in a segment with the same faults."""
    if before.at >= len(sent.parts) or _is_long(sent.parts):
        return None
    return _named(sent.row, sent.moved_again(before))


def _named(row: Row, mended: Mended | None) -> Mended | None:
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
    for guess in (*_begins(parts, frame.loop.states[frame.at], back), *cuts):
        target = taken(guess.parts, frame)
        if target is not None and _is_it(guess, target, parts, frame, back):
            return target, guess._replace(fault=with_name(target.member.row, guess.fault))
    return None


def _is_long(parts: list[bytes]) -> bool:
    return len(parts) > MOST_ELEMENTS or sum(map(len, parts)) > LONGEST


def _begins(parts: list[bytes], state: dict[bytes, Choice], back: bytes | None) -> Iterator[Mended]:
    """What a segment may be of which what it is known by does not stand where it should."""
    id = parts[0]
    for at in range(1, min(len(parts), MOST_BEFORE_ITS_CODE + 1)):
        if parts[at] in (b"", parts[at - 1]):
            yield Mended([*parts[:at], *parts[at + 1 :]], one_too_many(parts[at], at))
    for length in (3, 2):
        if len(id) > length and id[:length] in state and id[:length] != TRAILER:
            yield _glued([], id[:length], b"*", id[length:], parts[1:], back)
    for mark, code in _codes_of(state.get(id), parts[1]) if len(parts) > 1 else ():
        yield _glued([id], code, mark, parts[1][len(code) :], parts[2:], back)


def _codes_of(choice: Choice | None, value: bytes) -> list[tuple[bytes, bytes]]:
    """The codes with which a first value begins, where the rows that may be meant are known by these; longest first.

    Each with the separator that belongs behind it.
    """
    marks = {(1, 0): b"*", (1, 1): b":"}
    known = (target.member.row.first_code for target, _ in choice.candidates) if choice else ()
    codes = {(marks[place], code) for place, codes in known if place in marks for code in codes}
    found = (
        (mark, code) for mark, code in codes if value.startswith(code) and value[len(code) : len(code) + 1] != mark
    )
    return sorted((one for one in found if one[1] != value), key=lambda one: (-len(one[1]), one))


def _glued(
    before: list[bytes], own: bytes, mark: bytes, value: bytes, behind: list[bytes], back: bytes | None
) -> Mended:
    """What a segment is of which two values stand in one, with or without something else between them."""
    bare, found, meant = without_mark(value), own + value, mark.join((own, without_mark(value)))
    fault = Fault("separator_lost", 1, found=found)
    if bare != value or mark != b"*":
        fault = Fault(SLIP, 1, found=found, expected=decode(meant.translate(back) if back else meant))
    return Mended([*before, *meant.split(b"*"), *behind], fault)


def _is_it(guess: Mended, target: Target, parts: list[bytes], frame: Frame, back: bytes | None) -> bool:
    """Whether a guess leaves nothing wrong with the segment, and something does follow that ran into it."""
    if not is_clean_there(guess.parts, target, frame, back):
        return False
    if guess.parted:
        loop = target.member.loop
        state = loop.states[0] if loop else home_of(frame, target).loop.states[target.member.group]
        return guess.fault.found in state
    return guess.parts[0] != parts[0] or len(faults_there(parts, target, frame, back)) > 1


def faults_there(parts: list[bytes], target: Target, frame: Frame, back: bytes | None) -> list[Fault]:
    """What is wrong with a segment that would go where a target says."""
    return list(explain_row(target.member.row, parts, _around(target, frame), back))


def is_clean_there(parts: list[bytes], target: Target, frame: Frame, back: bytes | None) -> bool:
    """Whether nothing would be wrong with it there."""
    return is_clean(target.member.row, parts, _around(target, frame), back)


def _around(target: Target, frame: Frame) -> Frame:
    """The loop that a segment is of which goes where a target says."""
    home = home_of(frame, target)
    return Frame(target.member.loop, home, 0, 0) if target.member.loop else home


def _parted(row: Row, parts: list[bytes], frame: Frame, back: bytes | None) -> Mended | None:
    """The segment without the one that follows, which may stand here and has lost the terminator before it."""
    state = frame.loop.states[frame.at]
    for own, behind in _cuts(parts, state):
        target = taken(behind, frame)
        if target is None or not is_clean(row, own.parts, frame, back):
            continue
        if _is_whole(behind, target, frame, state, back):
            return own
    return None


def _is_whole(parts: list[bytes], target: Target, frame: Frame, ids: Container[bytes], back: bytes | None) -> bool:
    """Whether nothing is wrong with a segment, or nothing but that yet another ran into it."""
    tried = (parts, *(own.parts for own, _ in _cuts(parts, ids)))
    return any(is_clean_there(one, target, frame, back) for one in tried)


def _cuts(parts: list[bytes], ids: Container[bytes]) -> Iterator[tuple[Mended, list[bytes]]]:
    """What a segment is where an element ends with one of these ids: all before that, which has a value at least; and
    what then follows."""
    for at in range(1, len(parts) - 1):
        for id in (parts[at][-3:], parts[at][-2:]):
            if id in ids and (at > 1 or id != parts[at]):
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
