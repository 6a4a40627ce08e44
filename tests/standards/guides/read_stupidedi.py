"""stupidedi's guides (BSD-3-Clause, Ruby) as facts, read from a checkout of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.standards.guides.fact import MANY, Element, Reading, Row

FILES = {
    "837p.txt": "X222A1-HC837.rb",
    "999.txt": "X231A1-FA999.rb",
    "277ca.txt": "X214-HN277.rb",
    "837i.txt": "X223A2-HC837.rb",
    "270.txt": "X279A1-HS270.rb",
    "271.txt": "X279A1-HB271.rb",
    "276.txt": "X212-HR276.rb",
    "277.txt": "X212-HN277.rb",
    "834.txt": "X220A1-BE834.rb",
    "835.txt": "X221A1-HP835.rb",
}
FOLDER = "lib/stupidedi/transaction_sets/005010/implementations"
BLOCKS = {
    "loop_": "LoopDef.build",
    "segment": "Segment",
    "element": "Element",
    "composite": "Element",
    "values": "Values",
}
"""The words of its newer way of writing, with blocks, and the calls of the older one."""
_WORDS = re.compile(r"(\w+) = %w\[(.*?)\]\S*", re.DOTALL)
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|([A-Za-z_][\w:.]*(?:\s*::\s*\w+)*)|(\d[\d_]*)|([(),=])|#.*')


@dataclass(slots=True)
class Call:
    """A call of the builder: its name and its arguments; a bare name has none."""

    name: str
    arguments: list[Call | str | int] = field(default_factory=list)


def read_stupidedi(name: str, checkout: Path) -> Reading:
    """stupidedi's reading of one of our guides."""
    tokens = list(_tokens(_spelled_out((checkout / FOLDER / FILES[name]).read_text(encoding="utf-8"))))
    named: dict[str, Call] = {}
    at = 0
    while at < len(tokens):
        if (
            at + 1 < len(tokens)
            and tokens[at + 1] == ("sign", "=")
            and at + 3 < len(tokens)
            and tokens[at + 3] == ("sign", "(")
        ):
            call, end = _parse(tokens, at + 2)
            assert isinstance(call, Call)
            named[tokens[at][1]] = call
            at = end
        else:
            at += 1
    reading = Reading()
    _walk(list(named.values())[-1], "ST", reading, named)
    return reading


def _spelled_out(text: str) -> str:
    """The text with its lists of words where they are used; all of them are written in capitals in the end."""
    for name, words in _WORDS.findall(text):
        codes = ", ".join(f'"{word.upper()}"' for word in words.split())
        text = text.replace(f"*{name}", codes)
    return _WORDS.sub("", text)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        if match[1] is not None:
            yield "text", match[1]
        elif match[2]:
            yield "name", re.sub(r"\s", "", match[2])
        elif match[3]:
            yield "number", match[3]
        elif match[4]:
            yield "sign", match[4]


def _parse(tokens: list[tuple[str, str]], at: int) -> tuple[Call | str | int, int]:
    kind, value = tokens[at]
    if kind == "text":
        return value, at + 1
    if kind == "number":
        return int(value), at + 1
    call = Call(BLOCKS.get(value, value))
    at += 1
    if at < len(tokens) and tokens[at] == ("sign", "("):
        at += 1
        while tokens[at] != ("sign", ")"):
            if tokens[at] == ("sign", ","):
                at += 1
                continue
            argument, at = _parse(tokens, at)
            call.arguments.append(argument)
        at += 1
    if at < len(tokens) and tokens[at] == ("name", "do"):
        at += 1
        while tokens[at] != ("name", "end"):
            argument, at = _parse(tokens, at)
            call.arguments.append(argument)
        at += 1
    return call, at


def _walk(call: Call, loop: str, reading: Reading, named: dict[str, Call]) -> None:
    inner = loop
    is_bracket = bool(call.arguments) and str(call.arguments[0]).endswith("LOOP HEADER")  # of an LS and an LE
    if call.name.endswith("LoopDef.build") and not is_bracket:
        inner = str(call.arguments[0]).split(" ")[0]
        if inner in reading.loops:
            return
        first = next(one for one in call.arguments if isinstance(one, Call) and one.name.endswith("Segment"))
        reading.loops[inner] = (_usage(first.arguments[3]), _count(call.arguments[1]))
    for argument in call.arguments:
        if not isinstance(argument, Call):
            continue
        if argument.name.endswith("Segment"):
            reading.rows.append(_row(argument, inner))
        else:
            _walk(named.get(argument.name, argument), inner, reading, named)


def _usage(call: Call | str | int) -> str:
    assert isinstance(call, Call)
    return {"Required": "R", "Situational": "S", "NotUsed": "N"}[call.name.split("::")[-1]]


def _count(call: Call | str | int) -> int:
    assert isinstance(call, Call)
    return int(str(call.arguments[0])) if call.arguments else MANY


def _row(call: Call, loop: str) -> Row:
    position, segment, _, usage, count, *elements = call.arguments
    assert isinstance(segment, Call)
    row = Row(loop, segment.name.split("::")[-1], _usage(usage), _count(count), int(str(position)))
    row.elements = _elements(elements)
    return row


def _elements(calls: list[Call | str | int]) -> dict[int, Element]:
    fields = [call for call in calls if isinstance(call, Call) and call.name.endswith("Element")]
    return {n: _element(call) for n, call in enumerate(fields, 1) if _usage(call.arguments[0]) != "N"}


def _element(call: Call) -> Element:
    element = Element(_usage(call.arguments[0]))
    for one in call.arguments[1:]:
        if isinstance(one, Call) and one.name.endswith("Values"):
            element.codes = frozenset(str(code) for code in one.arguments)
        if isinstance(one, Call) and one.name.endswith("MaxLength"):
            element.most = int(str(one.arguments[0]))
    element.parts = _elements(call.arguments[1:])
    return element
