"""The elements of a segment as JSON, and back: what the dictionary knows as composite or repeating is taken apart."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.text import decode, encode

ID = re.compile(r"[A-Z][A-Z0-9]{1,2}")
TRAILING, PAYLOAD = "trailing", "payload"
LONGEST = 1 << 27
"""No segment is written that is longer than so many bytes."""
_POSITION = re.compile(r"0[1-9]|[1-9][0-9]{1,8}")
_COMPONENT = re.compile(r"[1-9][0-9]{0,8}")
Shaped = str | dict[str, Any] | list[Any]


class Unfit(ValueError):
    """A value that cannot be written as X12. path: of it, below the segment; reason and remedy in words."""

    def __init__(self, path: str, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}. {remedy}")
        self.path, self.reason, self.remedy = path, reason, remedy


@cache
def shapes_of(segment_id: str) -> tuple[tuple[bool, bool], ...]:
    """Of each element of a segment by the standard: whether it is composite, and whether it may repeat."""
    known = read_dictionary()
    definition = known.segments.get(segment_id)
    parts = definition.parts if definition else ()
    return tuple((part.number in known.composites, part.repeats > 1) for part in parts)


def shape_elements(segment_id: str, elements: list[bytes], delimiters: Delimiters) -> tuple[dict[str, Shaped], int]:
    """The elements that are not empty by their two-digit positions, and how many empty ones stand at the end."""
    shapes = shapes_of(segment_id)
    found: dict[str, Shaped] = {}
    last = 0
    for n, value in enumerate(elements, 1):
        if value:
            composite, repeats = shapes[n - 1] if n <= len(shapes) else (False, False)
            found[f"{n:02d}"] = _shaped(value, delimiters, composite=composite, repeats=repeats)
            last = n
    return found, len(elements) - last


def _shaped(value: bytes, delimiters: Delimiters, *, composite: bool, repeats: bool) -> Shaped:
    if repeats:
        values = value.split(delimiters.repetition) if delimiters.repetition else [value]
        return [_shaped(one, delimiters, composite=composite, repeats=False) for one in values]
    return _components(value.split(delimiters.component)) if composite else decode(value)


def _components(values: list[bytes]) -> dict[str, Any]:
    found: dict[str, Any] = {str(n): decode(value) for n, value in enumerate(values, 1) if value}
    trailing = len(values) - (int(next(reversed(found))) if found else 1)
    return found | {TRAILING: trailing} if trailing else found


def render_elements(id: Any, elements: Any, trailing: Any, delimiters: Delimiters) -> bytes:
    """The bytes of a segment without its terminator. Raises Unfit."""
    if not isinstance(id, str) or not ID.fullmatch(id):
        raise Unfit("/id", "is no segment id", "Write two or three capitals or digits, or give the segment as `raw`")
    if not isinstance(elements, dict):
        raise Unfit("/elements", "is no object", 'Write the elements by position, such as {"01": "85"}')
    places = _places(elements, _POSITION, "/elements", 'Name elements "01", "02" and so on')
    rendered = [(n, _value(elements[key], f"/elements/{key}", delimiters)) for n, key in places]
    return _joined(id.encode(), rendered, 0, trailing, delimiters.element, f"/{TRAILING}")


def _places(given: dict[str, Any], pattern: re.Pattern[str], path: str, remedy: str) -> list[tuple[int, str]]:
    for key in given:
        if not pattern.fullmatch(key):
            raise Unfit(f"{path}/{key}", "is no position", remedy)
    return sorted((int(key), key) for key in given)


def _joined(head: bytes, values: list[tuple[int, bytes]], at: int, trailing: Any, separator: bytes, path: str) -> bytes:
    """Values at their positions with separators between them. at: the position of the head."""
    if not isinstance(trailing, int) or isinstance(trailing, bool) or not 0 <= trailing < LONGEST:
        raise Unfit(path, "is no count", "Write how many separators stand behind the last value")
    out, length = [head], len(head)
    for n, value in values:
        if value:
            length += n - at + len(value)
            if length + trailing > LONGEST:
                raise Unfit(path.rpartition("/")[0], "makes too long a segment", "Use a lower position")
            out.append(separator * (n - at) + value)
            at = n
    return b"".join(out) + separator * trailing


def _value(value: Any, path: str, delimiters: Delimiters) -> bytes:
    if isinstance(value, list):
        separator = delimiters.repetition
        if len(value) > 1 and not separator:
            raise Unfit(path, "repeats, and the interchange has no repetition separator", "Keep one of the values")
        if not value:
            raise Unfit(path, "is an empty list", "Leave the element out")
        return separator.join(_one(one, f"{path}/{n}", delimiters, separator) for n, one in enumerate(value))
    return _one(value, path, delimiters, b"")


def _one(value: Any, path: str, delimiters: Delimiters, repetition: bytes) -> bytes:
    if not isinstance(value, dict):
        return _text(value, path, delimiters.element + delimiters.segment + repetition)
    without = {key: one for key, one in value.items() if key != TRAILING}
    places = _places(without, _COMPONENT, path, 'Name components "1", "2" and so on')
    forbidden = delimiters.element + delimiters.segment + delimiters.component + repetition
    rendered = [(n, _text(value[key], f"{path}/{key}", forbidden)) for n, key in places]
    return _joined(b"", rendered, 1, value.get(TRAILING, 0), delimiters.component, f"{path}/{TRAILING}")


def _text(value: Any, path: str, forbidden: bytes) -> bytes:
    if not isinstance(value, str):
        raise Unfit(path, "is no text", "Write values as strings, numbers and dates, too")
    data = latin_1(value, path)
    for one in forbidden:
        if one in data:
            shown = decode(bytes((one,)))
            raise Unfit(path, f"holds {shown!r}, which parts values in this interchange", "Leave that character out")
    return data


def latin_1(text: str, path: str) -> bytes:
    """The bytes of a text. Raises Unfit for a character that is no byte."""
    try:
        return encode(text)
    except UnicodeEncodeError as error:
        character = f"U+{ord(text[error.start]):04X}"
        raise Unfit(path, f"holds {character}, which is beyond Latin-1", "Write it in plain letters") from None
