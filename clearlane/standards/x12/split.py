"""Split a file into smaller ones, each whole by itself: by interchange, group, set, claim, or so many claims.

A payment (835) is never cut: its sums are those of all its claims. Only claims of an 837 are parts of a set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from clearlane.standards.x12.answer_claims import Read
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import ClaimSpan, Span
from clearlane.standards.x12.find_payment import count_segments
from clearlane.standards.x12.report import GroupReport, InterchangeReport, Report, SetReport
from clearlane.standards.x12.stream import segments
from clearlane.standards.x12.text import encode
from clearlane.standards.x12.write import HIGHEST

BY = ("interchange", "group", "set", "claim")
LEVELS = ("provider", "subscriber", "patient")


class Part(NamedTuple):
    """One of the files. number: from 1; control: its ISA13. In it are claims of an 837, payments (CLP), sets."""

    number: int
    control: str
    claims: int
    content: bytes
    payments: int
    sets: int


class CannotSplit(ValueError):
    """The file cannot be taken apart so; the message says why and what to do."""


def split(report: Report, *, read: Read, by: str = "set", most: int = 1, control: int = 0) -> Iterator[Part]:
    """The parts of a file in its order, with counts that are right; everything else stays as it was sent.

    by: interchange, group, set or claim. most: claims in a part, by claim. read: gives bytes of the file. control:
    ISA13 of the first part, that of the file where it is 0; the parts count on from it. Raises CannotSplit.
    """
    if not report.interchanges:
        raise CannotSplit("there is no interchange in the file; send one that begins with an ISA")
    pieces = (piece for one in report.interchanges for piece in _pieces(one, read, by, most))
    first = control or _number(report.interchanges[0].control)
    for number, (interchange, claims, groups) in enumerate(pieces, 1):
        named = f"{(first + number - 2) % HIGHEST + 1:09d}"
        content, marks = _whole(interchange, named, groups), interchange.delimiters
        payments, sets = (count_segments(content, id, marks) for id in (b"CLP", b"ST"))
        yield Part(number, named, claims, content, payments, sets)


def _number(control: str) -> int:
    return int(control) if control.isascii() and control.isdigit() and int(control) else 1


_Piece = tuple[InterchangeReport, int, list[bytes]]
"""The interchange, how many claims, and the groups of a part as they are to be written."""


def _pieces(one: InterchangeReport, read: Read, by: str, most: int) -> Iterator[_Piece]:
    if by == "interchange":
        claims = sum(len(each.claims) for group in one.groups for each in group.sets)
        named = [(_group(group, read), f"group {group.control}") for group in one.groups]
        yield one, claims, [_ended(content, b"GE", name, one.delimiters) for content, name in named]
        return
    for group in one.groups:
        if by == "group":
            claims = sum(len(each.claims) for each in group.sets)
            yield one, claims, [_ended(_group(group, read), b"GE", f"group {group.control}", one.delimiters)]
            continue
        for each in group.sets:
            for claims, content in _sets(each, one.delimiters, read, by, most):
                yield one, claims, [_around(group, content, one.delimiters)]


def _group(group: GroupReport, read: Read) -> bytes:
    return read(group.offset, group.length)


def _ended(content: bytes, trailer: bytes, name: str, marks: Delimiters) -> bytes:
    """The content, which ends with its trailer and a terminator, also where that was lost.

    Without a trailer it may have been cut off, and no count of it is right.
    """
    last = content.rstrip(b"\r\n").removesuffix(marks.segment).rpartition(marks.segment)[2].lstrip(b"\r\n")
    if not last.startswith(trailer + marks.element):
        has_lost = "has lost the terminator before its" if trailer + marks.element in last else "has no"
        raise CannotSplit(f"{name} {has_lost} trailer ({trailer.decode()}); send the file again before it is split")
    is_ended = content.rstrip(b"\r\n").endswith(marks.segment) or marks.segment in b"\r\n"
    return content if is_ended else content.rstrip(b"\r\n") + marks.segment


def _sets(one: SetReport, marks: Delimiters, read: Read, by: str, most: int) -> Iterator[tuple[int, bytes]]:
    if by == "set":
        yield len(one.claims), _ended(read(one.offset, one.length), b"SE", f"set {one.control}", marks)
        return
    if one.set_id != "837" or not one.claims:
        raise CannotSplit(f"set {one.control} holds no claims that can be told apart; split it by set")
    _ended(read(one.offset, one.length), b"SE", f"set {one.control}", marks)
    header = _header(one, marks, read)
    for at in range(0, len(one.claims), most):
        chosen = one.claims[at : at + most]
        yield len(chosen), _written(one, header, _body(chosen, marks, read), marks)


def _header(one: SetReport, marks: Delimiters, read: Read) -> list[bytes]:
    """What stands before the first level."""
    first = min((span.provider.offset for span in one.claims if span.provider), default=one.claims[0].offset)
    return [raw for _, raw in segments(read(one.offset, first - one.offset), marks)]


def _written(one: SetReport, header: list[bytes], body: list[bytes], marks: Delimiters) -> bytes:
    trailer = marks.element.join((b"SE", b"%d" % (len(header) + len(body) + 1), encode(one.control)))
    return b"".join(raw + marks.segment for raw in (*header, *body, trailer))


@dataclass(slots=True)
class _Level:
    """A level that is written: where its HL stands in the body, its number, whether another is beneath it."""

    at: int
    number: int
    has_levels: bool = False


def _body(claims: Sequence[ClaimSpan], marks: Delimiters, read: Read) -> list[bytes]:
    """The claims with the levels above them, each level once, its HL numbered anew."""
    body: list[bytes] = []
    levels: dict[int, _Level] = {}
    for span in claims:
        above: _Level | None = None
        for name in LEVELS:
            level: Span | None = getattr(span, name)
            if level is None:
                continue
            if level.first_segment not in levels:
                raws = [raw for _, raw in segments(read(level.offset, level.length), marks)]
                if not raws:
                    raise CannotSplit("a level of its claims cannot be told; split it by set")
                levels[level.first_segment] = _Level(len(body), len(levels) + 1)
                body += [_numbered(raws[0], levels[level.first_segment], above, marks), *raws[1:]]
                if above:
                    above.has_levels = True
            above = levels[level.first_segment]
        body += [raw for _, raw in segments(read(span.offset, span.length), marks)]
    for one in levels.values():
        body[one.at] = _closed(body[one.at], one, marks)
    return body


def _numbered(raw: bytes, level: _Level, above: _Level | None, marks: Delimiters) -> bytes:
    parts = raw.split(marks.element)
    if parts[0] == b"HL" and len(parts) > 3:
        parts[1], parts[2] = b"%d" % level.number, b"%d" % above.number if above else b""
    return marks.element.join(parts)


def _closed(raw: bytes, level: _Level, marks: Delimiters) -> bytes:
    parts = raw.split(marks.element)
    if parts[0] == b"HL" and len(parts) > 4:
        parts[4] = b"1" if level.has_levels else b"0"
    return marks.element.join(parts)


def _around(group: GroupReport, content: bytes, marks: Delimiters) -> bytes:
    """One set in its group."""
    head = marks.element.join(encode(text) for text in group.elements)
    tail = marks.element.join((b"GE", b"1", encode(group.control)))
    return head + marks.segment + content + tail + marks.segment


def _whole(one: InterchangeReport, control: str, groups: list[bytes]) -> bytes:
    """The groups in their interchange."""
    marks = one.delimiters
    elements = [*one.elements]
    elements[12] = control
    head = marks.element.join((b"ISA", *(encode(text) for text in elements)))
    tail = marks.element.join((b"IEA", b"%d" % len(groups), encode(control)))
    return head + marks.segment + b"".join(groups) + tail + marks.segment
