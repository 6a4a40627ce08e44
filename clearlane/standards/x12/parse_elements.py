"""Parse the element tokens of a row: `01=85 02=1|2 04?person 05(01:pos 02=B)? 09:npi?`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from clearlane.standards.x12.guide import Condition, ElementSpec, GuideError

_HEAD = re.compile(r"(\d\d)(?:-(\d\d))?")
_CODES = re.compile(r"=([^|?!()~<^@#%:\s]+(?:\|[^|?!()~<^@#%:\s]+)*)")
_LIST = re.compile(r":([a-z][a-z0-9_]*)")
_NUMBER = re.compile(r"([<~@#%])(\d+)")
_REPEATS = re.compile(r"\^(\d*)")
_USAGE = re.compile(r"([?!])(.*)", re.DOTALL)
_ELEMENT_CONDITION = re.compile(r"(\d\d)(?:=(\S+))?")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def parse_elements(text: str) -> tuple[ElementSpec, ...]:
    """The elements that a row lists, in order of position. Raises GuideError."""
    specs = [spec for token in _tokens(text) for spec in _element(token)]
    positions = [spec.position for spec in specs]
    if positions != sorted(set(positions)):
        raise GuideError(f"elements do not rise: {text}")
    return tuple(specs)


def _tokens(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for at, char in enumerate(text + " "):
        depth += (char == "(") - (char == ")")
        if char == " " and depth == 0:
            if at > start:
                yield text[start:at]
            start = at + 1
    if depth:
        raise GuideError(f"unbalanced brackets: {text}")


def _element(token: str) -> Iterator[ElementSpec]:
    head = _HEAD.match(token)
    if head is None:
        raise GuideError(f"not an element: {token}")
    first = int(head[1])
    spec = _modified(ElementSpec(position=first), token[head.end() :], token)
    if spec.unlisted_by and not spec.list:
        raise GuideError(f"`%` says where a list is not asked, and there is none in element {token}")
    for position in range(first, int(head[2] or first) + 1):
        yield replace(spec, position=position)


def _modified(spec: ElementSpec, rest: str, token: str) -> ElementSpec:
    while rest:
        if rest[0] == "(":
            close = rest.rindex(")")
            spec, rest = replace(spec, parts=parse_elements(rest[1:close])), rest[close + 1 :]
            continue
        if rest[0] in "?!":
            return _with_usage(spec, rest, token)
        spec, used = _one(spec, rest, token)
        rest = rest[used:]
    return spec


def _one(spec: ElementSpec, rest: str, token: str) -> tuple[ElementSpec, int]:
    if match := _CODES.match(rest):
        return replace(spec, codes=tuple(match[1].replace("_", " ").split("|"))), match.end()
    if match := _LIST.match(rest):
        return replace(spec, list=match[1]), match.end()
    if match := _REPEATS.match(rest):
        return replace(spec, repeats=int(match[1] or 0)), match.end()
    if match := _NUMBER.match(rest):
        number = int(match[2])
        kind = match[1]
        return _numbered(spec, kind, number), match.end()
    raise GuideError(f"cannot read {rest!r} in element {token}")


def _numbered(spec: ElementSpec, kind: str, number: int) -> ElementSpec:
    if kind == "<":
        return replace(spec, most=number)
    if kind == "~":
        return replace(spec, keep=number)
    if kind == "%":
        return replace(spec, unlisted_by=number)
    return replace(spec, format_by=number) if kind == "@" else replace(spec, binary_of=number)


def _with_usage(spec: ElementSpec, rest: str, token: str) -> ElementSpec:
    match = _USAGE.fullmatch(rest)
    assert match is not None
    return replace(spec, required=False, condition=parse_condition(match[1], match[2], token))


def parse_condition(sign: str, text: str, token: str) -> Condition | None:
    """What follows `?` or `!`: nothing, a predicate, or another element with codes. Raises GuideError."""
    both = sign == "!"
    if not text:
        if both:
            raise GuideError(f"`!` needs a rule: {token}")
        return None
    if match := _ELEMENT_CONDITION.fullmatch(text):
        codes = tuple(match[2].split("|")) if match[2] else ()
        return Condition(element=int(match[1]), codes=codes, both_ways=both)
    if _NAME.fullmatch(text):
        return Condition(name=text, both_ways=both)
    raise GuideError(f"not a rule: {text!r} in {token}")
