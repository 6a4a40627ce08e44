"""Unfold: the frames that a walk by rows would have left where a loop was taken as a block: a repair needs them."""

from __future__ import annotations

from clearlane.standards.x12.frame import Frame, home_of
from clearlane.standards.x12.search import search


def unfold(frame: Frame) -> Frame:
    """Count what blocks have passed over. Returns the innermost frame, which may lie within the block of this one."""
    outer = frame.outer
    while outer is not None:
        if outer.block:
            _recount(outer)
        outer = outer.outer
    return _replay(frame) if frame.block else frame


def _recount(frame: Frame) -> None:
    """The counters of a loop around; what came behind its block was counted as it came."""
    since = frame.counts
    twin = Frame(frame.loop, None, frame.number, frame.offset)
    twin.jump(frame.block, frame.own_length, [], 0)
    _replay(twin)
    frame.counts = [max(*both) if both[0] >= 0 else both[0] for both in zip(since, twin.counts, strict=True)]
    frame.keep_apart()


def _replay(frame: Frame) -> Frame:
    block, line_ends = frame.block, b"\r\n"
    frame.block, frame.at, frame.counts = b"", 0, [1] + [0] * (len(frame.loop.members) - 1)
    frame.begin_anew()
    current, position, number, shift = frame, 0, frame.number - 1, frame.offset
    gap, length = frame.gap
    for raw in block.split(b"~")[:-1]:
        segment = raw.lstrip(line_ends)
        if length and position >= gap:  # what was left out stood here
            current.has_strays, length, shift, number = True, 0, shift + length, number + 1
        parts, offset = segment.split(b"*"), shift + position + len(raw) - len(segment)
        number += 1
        if position:
            current = _follow(current, parts, number, offset)
        position += len(raw) + 1
        current.keep(segment)
    return current


def _follow(frame: Frame, parts: list[bytes], number: int, offset: int) -> Frame:
    target = search(frame.loop.states[frame.at][parts[0]], parts)
    assert target is not None
    frame = home_of(frame, target)
    member = target.member
    frame.counts[member.index] += 1
    frame.at = member.group
    if member.loop is None:
        return frame
    inner = Frame(member.loop, frame, number, offset)
    inner.counts[0], inner.first = 1, parts
    inner.told, inner.living_before = frame.told, frame.living_before
    return inner
