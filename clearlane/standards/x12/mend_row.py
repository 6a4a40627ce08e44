"""Mend a row: one delimiter lost or mistyped, or one value too many, explains what would else be told as many faults.

Two segments run into each other where a terminator was lost; an element separator lost or doubled, and a value written
twice, move all that stands behind by one place. Only what leaves nothing else wrong with the segment is taken for it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from clearlane.standards.x12.explain_row import Fault, explain_row, is_clean, with_name
from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.frame import Frame, home_of, is_blocked
from clearlane.standards.x12.machine import Choice, Row, Target
from clearlane.standards.x12.mend_component import MARK, slips, without_mark
from clearlane.standards.x12.search import find
from clearlane.standards.x12.text import decode

MOST_ELEMENTS, LONGEST = 64, 4096
"""No two segments that ran into each other are longer: what is, is not cut over and over."""
LOOKED_BACK = 4
"""A place that moved may still fit where it stands: so far before the first fault the separator may be."""
MOST_BEFORE_ITS_CODE = 2
"""So many elements stand at most before the one by which a segment is known."""
TRAILER = b"SE"
_WRONG = ("off_list", "bad_code", "other_code")
_BEYOND = ("too_many_elements", "not_used")
SLIP = "separator_slip"
MOVED = tuple(f"element.{rule}" for rule in (SLIP, "separator_lost", "separator_doubled", "value_doubled"))
"""What is told of a segment of which values stood in other places than they were meant for."""


class Parted(NamedTuple):
    """Of two segments in one: how long the first is, where the second begins, and whether that ends the set."""

    length: int
    begin: int
    is_trailer: bool


class Mended(NamedTuple):
    """A segment as it was meant, with the one fault of it; parted: if another ran into it; at: where one slipped."""

    parts: list[bytes]
    fault: Fault
    parted: Parted | None = None
    at: int = 0


def mend_row(
    row: Row, parts: list[bytes], faults: Sequence[Fault], frame: Frame, back: bytes | None, *, may_part: bool
) -> Mended | None:
    """What one delimiter explains of the faults of a segment; None where it does not.

    frame: the loop it was taken into; parts and back: as of `explain_row`. may_part: whether one may follow in it.
    """
    if row.binary is not None or _is_long(parts):
        return None

    mended = _parted(row, parts, frame, back) if may_part else None
    if mended is None and may_have_moved(row, parts, faults):
        mended = _moved(row, parts, faults, frame, back)
    return _named(row, mended)


def may_have_moved(row: Row, parts: list[bytes], faults: Sequence[Fault]) -> bool:
    """Whether a separator may explain them: several, a value where none may be or that is wrong where it stands the
    second time, or no code that tells the row."""
    first = faults[0]
    if len(faults) > 1 or first.rule in _BEYOND:
        return True
    is_code = first.rule == "missing" and row.first_code[0] == (first.element, first.component)
    return is_code or (first.rule in _WRONG and parts[first.element] == parts[first.element - 1])


def mend_again(
    row: Row, parts: list[bytes], faults: Sequence[Fault], before: Mended, frame: Frame, back: bytes | None
) -> Mended | None:
    """What a separator explains that slipped where and as one did in a segment with the same faults."""
    at = before.at
    if at >= len(parts) or _is_long(parts):
        return None
    if before.fault.rule == SLIP:
        return _named(row, _slipped(row, parts, at, min(one.element for one in faults), frame, back))
    mended = _twice(row, parts, at, frame, back) or _doubled(row, parts, at, faults, frame, back)
    mended = mended or _unglued(row, parts, at, frame, back)
    return _named(row, mended or _lost_at(row, parts, faults, (at,), frame, back))


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
            yield Mended([*parts[:at], *parts[at + 1 :]], _one_too_many(parts[at], at))
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


def _moved(row: Row, parts: list[bytes], faults: Sequence[Fault], frame: Frame, back: bytes | None) -> Mended | None:
    """The segment with one separator less, one more, or one of the other kind, at the first fault or before it."""
    first = min(one.element for one in faults)
    all_before = range(min(first, len(parts) - 1), 0, -1)
    places = [at for at in all_before if at > first - LOOKED_BACK]
    wrong = [one.element for one in faults if one.element > first and one.found][:LOOKED_BACK]
    twice = (_twice(row, parts, at, frame, back) for at in all_before)
    doubled = (_doubled(row, parts, at, faults, frame, back) for at in _doubtful(row, parts, all_before))
    parted = (_unglued(row, parts, at, frame, back) for at in places)
    slipped = (_slipped(row, parts, at, first, frame, back) for at in (*places, *wrong) if at < len(parts))
    mended = next(filter(None, chain(twice, doubled, parted, slipped)), None)
    return mended or _lost_at(row, parts, faults, places, frame, back)


def _doubtful(row: Row, parts: list[bytes], places: Sequence[int]) -> list[int]:
    """The empty elements of these, one of those side by side; first without which most of what follows has a place."""
    empty = (at for at in places if not parts[at] and parts[at + 1 : at + 2] != [b""])
    return sorted(empty, key=lambda at: -_in_its_place(row, parts, at, ()))


def _twice(row: Row, parts: list[bytes], at: int, frame: Frame, back: bytes | None) -> Mended | None:
    """The segment without the second of two values that are equal."""
    return _without(row, parts, at, frame, back) if parts[at] and parts[at] == parts[at - 1] else None


def _doubled(
    row: Row, parts: list[bytes], at: int, faults: Sequence[Fault], frame: Frame, back: bytes | None
) -> Mended | None:
    """The segment without an empty element, if what stands behind it is then in a place that knows it, or lacks it."""
    lacking = [one.element for one in faults if one.rule.startswith("missing")]
    if parts[at] or not _in_its_place(row, parts, at, lacking):
        return None
    return _without(row, parts, at, frame, back)


def _in_its_place(row: Row, parts: list[bytes], at: int, lacking: Sequence[int]) -> int:
    """How many values behind an element are in a place that knows them if that is left out."""
    moved = zip(row.fields[at - 1 :], parts[at + 1 :], strict=False)
    return sum(bool(value) and (n in lacking or _is_telling(field)) for n, (field, value) in enumerate(moved, at))


def _without(row: Row, parts: list[bytes], at: int, frame: Frame, back: bytes | None) -> Mended | None:
    without = [*parts[:at], *parts[at + 1 :]]
    if len(parts) > 2 and is_clean(row, without, frame, back):
        return Mended(without, _one_too_many(parts[at], at), at=at)
    return None


def _is_telling(field: Field | None) -> bool:
    """Whether that a value stands in a field says anything: one that need not come and is free text takes each."""
    return field is not None and (field.required or not field.is_free_text)


def _unglued(row: Row, parts: list[bytes], at: int, frame: Frame, back: bytes | None) -> Mended | None:
    """The segment with the value of an element as two."""
    for meant in _as_two(row, parts, at):
        if is_clean(row, meant, frame, back):
            return Mended(meant, Fault("separator_lost", at, found=parts[at]), at=at)
    return None


def _lost_at(
    row: Row, parts: list[bytes], faults: Sequence[Fault], places: Sequence[int], frame: Frame, back: bytes | None
) -> Mended | None:
    """The segment with one more empty element behind one of these places, where that leaves least."""
    tried = {at: list(explain_row(row, _with_one(parts, at), frame, back)) for at in places}
    for at in sorted(places, key=lambda at: len(tried[at])):
        fault = _lost(row, at, parts[at], faults, tried[at])
        if fault is not None:
            return Mended(_with_one(parts, at), fault, at=at)
    return None


def _slipped(row: Row, parts: list[bytes], at: int, first: int, frame: Frame, back: bytes | None) -> Mended | None:
    """The segment with a separator within a value taken out, put in, or of the other kind. first: of the faults."""
    for slip in slips(row, parts, at, first):
        if is_clean(row, slip.parts, frame, back):
            expected = decode(slip.meant.translate(back) if back else slip.meant)
            return Mended(slip.parts, Fault(SLIP, at, found=slip.sent, expected=expected), at=at)
    return None


def _one_too_many(value: bytes, at: int) -> Fault:
    return Fault("value_doubled", at, found=value) if value else Fault("separator_doubled", at)


def _as_two(row: Row, parts: list[bytes], at: int) -> Iterator[list[bytes]]:
    """The segment with the value of an element as two, where its codes or lengths, or those of the next, part it."""
    value = parts[at]
    own, behind = ((*row.fields, None, None)[n] for n in (at - 1, at)) if at <= len(row.fields) else (None, None)
    for end in sorted({*_ends_of(value, own, behind)}):
        if 0 < end < len(value) and not MARK.match(value, end):
            yield [*parts[:at], value[:end], value[end:], *parts[at + 1 :]]


def _ends_of(value: bytes, own: Field | None, behind: Field | None) -> Iterator[int]:
    """Where a value of a field may end in which that of the field behind it stands besides."""
    if own is not None:
        codes = own.codes or (own.parts and own.parts[0] and own.parts[0].codes) or ()
        yield from (len(code) for code in codes if value.startswith(code))
        yield own.most
        if own.type[:1] in ("R", "N"):
            yield from range(1, min(len(value), own.most + 1))
    if behind is not None:
        yield from (len(value) - len(code) for code in behind.codes if value.endswith(code))
        yield len(value) - behind.most if behind.least == behind.most else 0


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
