"""Merge files into one: the sets of like groups of like interchanges, numbered anew, each set else as it was sent."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from clearlane.standards.x12.answer_claims import Read
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.report import GroupReport, InterchangeReport, Report, SetReport
from clearlane.standards.x12.stream import segments
from clearlane.standards.x12.text import encode
from clearlane.standards.x12.write import HIGHEST

SAME_INTERCHANGE = (0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 13, 14, 15)
"""Elements of the ISA in which interchanges must agree to become one: all but date, time and control number."""
SAME_GROUP = (1, 2, 3, 7, 8)


class CannotMerge(ValueError):
    """The files cannot be put together; the message says why. file: which of them is to blame, from 0; -1: none."""

    def __init__(self, why: str, *, file: int = -1) -> None:
        super().__init__(why)
        self.file = file


class _Part(NamedTuple):
    """A set that is written when its turn comes: where it stands, in which of the files, and what reads it."""

    set: SetReport
    read: Read
    marks: Delimiters
    file: int


@dataclass(slots=True)
class _Merged:
    """An interchange that gathers: the first of its kind, and its groups by what they must agree in."""

    head: InterchangeReport
    groups: dict[tuple[str, ...], tuple[GroupReport, list[_Part]]] = field(default_factory=dict)


def merge(files: Iterable[tuple[Report, Read]], *, control: int = 0) -> bytes:
    """One file of all sets; interchanges that differ in more than date and number stay apart, and so do groups.

    files: each with what reads its bytes. control: ISA13 of the first interchange, that of the first file where it is
    0. Raises CannotMerge for a file without a readable interchange, or with a set that has no end.
    """
    return b"".join(merge_pieces(files, control=control))


def merge_pieces(files: Iterable[tuple[Report, Read]], *, control: int = 0) -> Iterator[bytes]:
    """As `merge`, in pieces: no more than one set is held. Raises CannotMerge when the first piece is asked for, or at
    the set that has no end: what was given until then is of no use."""
    gathered: dict[tuple[object, ...], _Merged] = {}
    for number, (report, read) in enumerate(files):
        if not report.interchanges:
            told = [f"{one.what}. {one.remedy}" for one in report.findings[:1]]
            raise CannotMerge("".join(told) or "there is no interchange in it", file=number)
        for one in report.interchanges:
            _gather(gathered.setdefault(_kind(one), _Merged(one)), one, read, number)
    if not gathered:
        raise CannotMerge("there is no file to be merged")
    heads = [merged.head.control for merged in gathered.values()]
    first = control or (int(heads[0]) if heads[0].isascii() and heads[0].isdigit() else 1)
    numbers = ((first + n - 1) % HIGHEST + 1 for n in range(len(heads)))
    for one_of_kind, number in zip(gathered.values(), numbers, strict=True):
        yield from _written(one_of_kind, f"{number:09d}")


def _kind(one: InterchangeReport) -> tuple[object, ...]:
    return (*(one.elements[n] for n in SAME_INTERCHANGE), one.delimiters.as_text())


def _gather(merged: _Merged, one: InterchangeReport, read: Read, file: int) -> None:
    for group in one.groups:
        key = tuple((*group.elements, *[""] * 9)[n] for n in SAME_GROUP)
        _, sets = merged.groups.setdefault(key, (group, []))
        sets.extend(_Part(each, read, one.delimiters, file) for each in group.sets)


def _numbered(part: _Part, number: int) -> bytes:
    """The set with another number in its header and trailer."""
    one, marks = part.set, part.marks
    content = part.read(one.offset, one.length)
    every = segments(content, marks)
    start, header = next(every)
    at, trailer = next(iter(deque(every, maxlen=1)), (start, header))
    if not trailer.startswith(b"SE" + marks.element):
        raise CannotMerge(f"set {one.control} has no trailer (SE); send it again before it is merged", file=part.file)
    body = content[start + len(header) : at]
    control = b"%04d" % number
    return _with(header, 2, control, marks) + body + _with(trailer, 2, control, marks) + marks.segment


def _with(raw: bytes, n: int, value: bytes, marks: Delimiters) -> bytes:
    parts = raw.split(marks.element)
    parts += [b""] * (n + 1 - len(parts))
    parts[n] = value
    return marks.element.join(parts)


def _written(one: _Merged, control: str) -> Iterator[bytes]:
    marks = one.head.delimiters
    elements = [encode(text) for text in one.head.elements]
    elements[12] = encode(control)
    yield marks.element.join((b"ISA", *elements)) + marks.segment
    for number, (group, sets) in enumerate(one.groups.values(), 1):
        head = [encode(text) for text in group.elements]
        head[6] = b"%d" % number
        yield marks.element.join(head) + marks.segment
        for n, part in enumerate(sets, 1):
            yield _numbered(part, n)
        yield marks.element.join((b"GE", b"%d" % len(sets), b"%d" % number)) + marks.segment
    yield marks.element.join((b"IEA", b"%d" % len(one.groups), encode(control))) + marks.segment
