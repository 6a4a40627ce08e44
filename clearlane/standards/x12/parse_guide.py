"""Parse a guide text into its tree. The grammar: docs/guides/notation.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from clearlane.standards.x12.fold_brackets import fold_brackets
from clearlane.standards.x12.guide import UNLIMITED, Attributes, Condition, Guide, GuideError, LoopSpec, RowSpec
from clearlane.standards.x12.parse_elements import parse_condition, parse_elements

_COMMENT = re.compile(r"(?:^|\s\s)#.*$")
_ROW = re.compile(r"(\d{4})\s+([A-Z][A-Z0-9]{1,2})\s+([MRS])\s+(>1|\d+)(?:~(\d+))?\s+(\S.*)")
_LOOP = re.compile(r"([0-9A-Z]+)\s+([RS])\s+(>1|\d+)(?:~(\d+))?\s+(\S.*)")
_USE = re.compile(r"use\s+([0-9A-Z]+)(?:\s+([RS])\s+(>1|\d+)(?:~(\d+))?)?(?:\s+(\S.*))?")
_MAX = re.compile(r"max\s+(\d+)\s+at\s+(\d{4})")
_KEY = re.compile(r"(\d\d)(?:-(\d))?")
UNITS = ("provider", "subscriber", "patient", "claim")


@dataclass(slots=True)
class Line:
    """One line that says something: its number, its depth (two blanks a level), its text."""

    number: int
    depth: int
    text: str


@dataclass(slots=True)
class _Header:
    version: str = ""
    name: str = ""
    standard: str = "005010"
    predicates: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    lines: list[Line]
    at: int = 0
    loops: dict[str, LoopSpec] = field(default_factory=dict)


def parse_guide(text: str, *, file: str) -> Guide:
    """The guide that a text describes. Raises GuideError with file and line."""
    lines = list(read_lines(text, file))
    header, start = _header(lines, file)
    reading = _Reading(lines[start:])
    try:
        root = _root(reading)
    except GuideError as error:
        line = reading.lines[min(reading.at, len(reading.lines) - 1)]
        raise GuideError(f"{file}:{line.number}: {error}") from error
    return Guide(header.version, header.name, header.standard, header.predicates, root)


def _root(reading: _Reading) -> LoopSpec:
    root = _loop(reading, 0)
    if reading.at < len(reading.lines):
        raise GuideError("stands outside the tree")
    return root


def read_lines(text: str, file: str) -> Iterator[Line]:
    """The lines of a text without comments and empty ones. Raises GuideError for a broken indent."""
    for number, raw in enumerate(text.splitlines(), 1):
        line = _COMMENT.sub("", raw).rstrip()
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip(" "))
        if indent % 2 or "\t" in line:
            raise GuideError(f"{file}:{number}: the indent is two blanks a level")
        yield Line(number, indent // 2, line.strip())


def _header(lines: list[Line], file: str) -> tuple[_Header, int]:
    header = _Header()
    for at, line in enumerate(lines):
        word, _, rest = line.text.partition(" ")
        if word == "guide":
            header.version, _, header.name = (part.strip() for part in rest.strip().partition(" "))
        elif word == "standard":
            header.standard = rest.strip()
        elif word == "predicates":
            header.predicates = tuple(rest.split())
        else:
            if not header.version:
                raise GuideError(f"{file}:{line.number}: the first line names the guide: guide VERSION  NAME")
            return header, at
    raise GuideError(f"{file}: has no tree")


def _loop(reading: _Reading, depth: int) -> LoopSpec:
    line = reading.lines[reading.at]
    match = _LOOP.fullmatch(line.text)
    if match is None:
        raise GuideError("a loop was expected: LOOPID  USAGE  MAX  NAME")
    name, attributes = _tail(match[5])
    reading.at += 1
    children, limits = _children(reading, depth + 1)
    if not children or not isinstance(children[0], RowSpec):
        raise GuideError(f"loop {match[1]} does not begin with a row")
    spec = LoopSpec(
        id=match[1],
        usage=match[2],
        most=_most(match[3]),
        warn_at=int(match[4] or 0),
        name=name[0],
        children=fold_brackets(children, around=match[1]),
        attributes=attributes,
        group_most=tuple(limits),
        line=line.number,
    )
    reading.loops[spec.id] = spec
    return spec


def _children(reading: _Reading, depth: int) -> tuple[list[RowSpec | LoopSpec], list[tuple[str, int]]]:
    children: list[RowSpec | LoopSpec] = []
    limits: list[tuple[str, int]] = []
    while reading.at < len(reading.lines) and reading.lines[reading.at].depth >= depth:
        line = reading.lines[reading.at]
        if line.depth > depth:
            raise GuideError("is indented too far")
        if match := _MAX.fullmatch(line.text):
            limits.append((match[2], int(match[1])))
            reading.at += 1
        elif match := _ROW.fullmatch(line.text):
            children.append(parse_row(match, line.number))
            reading.at += 1
        elif match := _USE.fullmatch(line.text):
            children.append(_used(reading, match))
            reading.at += 1
        else:
            children.append(_loop(reading, depth))
    _check_trailers(children)
    return children, limits


def _check_trailers(children: list[RowSpec | LoopSpec]) -> None:
    seen_loop = False
    for child in children:
        seen_loop = seen_loop or isinstance(child, LoopSpec)
        is_row = isinstance(child, RowSpec) and not (child.attributes.trailer or child.attributes.bracket)
        if seen_loop and is_row:
            raise GuideError(f"row {child.position} {child.id} stands after a loop and is no trailer")


def parse_row_text(text: str, number: int) -> RowSpec:
    """One row, from its own line. Raises GuideError."""
    match = _ROW.fullmatch(text.strip())
    if match is None:
        raise GuideError(f"a row was expected: {text}")
    return parse_row(match, number)


def parse_line_text(text: str, number: int) -> RowSpec | LoopSpec:
    """One row or the line of a loop, without what stands in it, from its own line. Raises GuideError."""
    match = _LOOP.fullmatch(text.strip())
    if match is None or _ROW.fullmatch(text.strip()):
        return parse_row_text(text, number)
    columns, attributes = _tail(match[5])
    return LoopSpec(match[1], match[2], _most(match[3]), int(match[4] or 0), columns[0], (), attributes, (), number)


def parse_row(match: re.Match[str], number: int) -> RowSpec:
    """The row that the pattern of rows has matched."""
    columns, attributes = _tail(match[6])
    return RowSpec(
        position=match[1],
        id=match[2],
        usage=match[3],
        most=_most(match[4]),
        warn_at=int(match[5] or 0),
        name=columns[0],
        elements=parse_elements(" ".join(columns[1:])),
        attributes=attributes,
        line=number,
    )


def _used(reading: _Reading, match: re.Match[str]) -> LoopSpec:
    known = reading.loops.get(match[1])
    if known is None:
        raise GuideError(f"use {match[1]}: no such loop above")
    spec = replace(known, usage=match[2] or known.usage, most=_most(match[3]) if match[3] else known.most)
    if match[3]:
        spec = replace(spec, warn_at=int(match[4] or 0))
    if not match[5]:
        return spec
    columns, attributes = _tail(match[5])
    blank = Attributes()
    if attributes != blank:
        given = {name: getattr(attributes, name) for name in Attributes.__slots__}
        changed = {name: value for name, value in given.items() if value != getattr(blank, name)}
        spec = replace(spec, attributes=replace(known.attributes, **changed))
    return replace(spec, name=columns[0]) if columns[0] else spec


def _most(text: str) -> int:
    return UNLIMITED if text == ">1" else int(text)


def _tail(text: str) -> tuple[list[str], Attributes]:
    """Name, element columns, attributes of a line, parted by two blanks."""
    columns = re.split(r"\s{2,}", text.strip())
    starts = columns[0][:1] in "?!" or columns[0].split(" ")[0] in ("unit", "trailer", "bracket", "oneof")
    name = "" if starts else columns.pop(0)
    elements = [column for column in columns if column[0].isdigit()]
    words = " ".join(column for column in columns if not column[0].isdigit()).split()
    return [name, *elements], _attributes(words)


def _attributes(words: list[str]) -> Attributes:
    found = Attributes()
    while words:
        word = words.pop(0)
        if word == "!key":
            found = replace(found, key=_key(words))
        elif word == "unit" and words:
            found = replace(found, unit=words.pop(0))
        elif word == "oneof" and words:
            found = replace(found, oneof=words.pop(0))
        elif word == "trailer":
            found = replace(found, trailer=True)
        elif word == "bracket":
            found = replace(found, bracket=True)
        elif word[0] in "?!":
            found = replace(found, condition=_named(word))
        else:
            raise GuideError(f"unknown attribute: {word}")
    if found.unit and found.unit not in UNITS:
        raise GuideError(f"unknown unit: {found.unit}")
    return found


def _named(word: str) -> Condition:
    condition = parse_condition(word[0], word[1:], word)
    if condition is None or not condition.name:
        raise GuideError(f"a row or loop needs a named rule: {word}")
    return condition


def _key(words: list[str]) -> tuple[tuple[int, int], ...]:
    keys = []
    while words and (match := _KEY.fullmatch(words[0])):
        keys.append((int(match[1]), int(match[2] or 0)))
        words.pop(0)
    if not keys:
        raise GuideError("!key names elements: !key 03 or !key 01-1")
    return tuple(keys)
