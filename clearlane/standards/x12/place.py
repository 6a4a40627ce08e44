"""Place each segment of a set: which loop it stands in. Judges nothing; best effort where order is broken."""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.standards.x12.canonical import canonical
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.library import choose, entries, load_machine
from clearlane.standards.x12.machine import Loop, Target
from clearlane.standards.x12.repair import fits
from clearlane.standards.x12.stream import segments
from clearlane.standards.x12.text import decode
from clearlane.standards.x12.walk import search
from clearlane.vocabulary.submitted_claim import SegmentText

State = tuple[Loop, int]
"""An open loop and the group of its members that was reached."""


def place(set_bytes: bytes, *, delimiters: Delimiters, version: str, offset: int = 0) -> Iterator[SegmentText]:
    """Every segment of one ST..SE with its loop, its number (ST is 1) and its offset in the file.

    version: ST03 or GS08. offset: where set_bytes begin in the file. A piece of a set without its ST is placed as well
    as a walk from the header can. Where no guide of the version is installed, each loop is "".
    """
    lines = segments(set_bytes, delimiters)
    separator = decode(delimiters.element)
    root = _root(version, set_bytes[:40].lstrip(b"\r\n").split(delimiters.element))
    if root is None:
        for number, (at, raw) in enumerate(lines, 1):
            yield SegmentText("", number, offset + at, tuple(decode(raw).split(separator)))
        return
    tables = canonical(delimiters)
    there = tables[0] if tables else None
    state: State = (root, 0)
    for number, (at, raw) in enumerate(lines, 1):
        parts = (raw.translate(there) if there else raw).split(b"*")
        state, loop = _next(state, parts)
        yield SegmentText(loop.spec.id, number, offset + at, tuple(decode(raw).split(separator)))


def _root(version: str, start: list[bytes]) -> Loop | None:
    """The machine's root for a version; the set id counts only where it is at hand."""
    if start[0] == b"ST" and len(start) > 1:
        entry = choose(version=version, set_id=decode(start[1])).entry
    else:
        entry = next((one for one in entries() if one.version == version), None)
    return load_machine(entry.files).root if entry else None


def _next(state: State, parts: list[bytes]) -> tuple[State, Loop]:
    """The state behind a segment, and the loop that the segment stands in."""
    loop, at = state
    choice = loop.states[at].get(parts[0])
    target = search(choice, parts) if choice else None
    if target is not None:
        return _behind(loop, target)
    return _guess(loop, at, parts)


def _behind(loop: Loop, target: Target) -> tuple[State, Loop]:
    member = target.member
    if member.loop is not None:
        return (member.loop, 0), member.loop
    return (member.home, member.group), member.home


def _guess(loop: Loop, at: int, parts: list[bytes]) -> tuple[State, Loop]:
    """No row fits from here on: one already behind, a loop without its first row, a wrong qualifier, or none."""
    around: Loop | None = loop
    while around is not None:
        if any(one.loop is None and fits(one.row, parts) for one in around.members):
            return (loop, at), around
        around = around.parent
    for choice in loop.states[at].values():
        for target, _ in choice.candidates:
            inner = target.member.loop
            for member in inner.members[1:] if inner else ():
                if inner and member.loop is None and fits(member.row, parts):
                    return (inner, member.group), inner
    choice_or_none = loop.states[at].get(parts[0])
    if choice_or_none is not None:
        return _behind(loop, choice_or_none.candidates[0][0])
    return (loop, at), loop
