"""The elements of a segment as JSON, and back: what the dictionary knows as composite or repeating is taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.source import Bytes
from clearlane.standards.x12.text import decode, encode

ID = re.compile(r"[A-Z][A-Z0-9]{1,2}")
TRAILING, PAYLOAD = "trailing", "payload"
MOST_OF_NOTHING = 1 << 24
"""So many bytes a document may make beside those that it says: of a high position, a count, or line ends that stand
behind each segment. Few characters could make gigabytes otherwise."""
_POSITION = re.compile(r"0[1-9]|[1-9][0-9]{1,8}")
_COMPONENT = re.compile(r"[1-9][0-9]{0,8}")
Shaped = str | dict[str, Any] | list[Any]


class Unfit(ValueError):
    """A value that cannot be written as X12. path: of it, below the segment; reason and remedy in words."""

    def __init__(self, path: str, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}. {remedy}")
        self.path, self.reason, self.remedy = path, reason, remedy


class Room:
    """How many bytes may still be written that no value holds: as many as the document has itself, and some beside."""

    def __init__(self) -> None:
        self._left = MOST_OF_NOTHING

    def widened_by(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The chunks of a document as they come: what it says, it may write."""
        for chunk in chunks:
            if isinstance(chunk, Bytes):
                self._left += len(chunk)
            yield chunk

    def holds(self, count: int) -> bool:
        """Whether so many bytes more may be written; they are taken."""
        self._left -= count
        return self._left >= 0


def made_of_nothing(path: str) -> Unfit:
    """The refusal of what a `Room` does not hold."""
    reason = f"makes more of nothing than the document is long, and {MOST_OF_NOTHING:,} bytes"
    return Unfit(path, reason, "Use a lower position or count, or shorter line ends")


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
            is_plain = not (composite or repeats)
            found[f"{n:02d}"] = decode(value) if is_plain else _shaped(value, delimiters, composite, repeats)
            last = n
    return found, len(elements) - last


def _shaped(value: bytes, delimiters: Delimiters, composite: bool, repeats: bool) -> Shaped:
    if repeats:
        values = value.split(delimiters.repetition) if delimiters.repetition else [value]
        return [_shaped(one, delimiters, composite, repeats=False) for one in values]
    return _components(value.split(delimiters.component)) if composite else decode(value)


def _components(values: list[bytes]) -> dict[str, Any]:
    found: dict[str, Any] = {str(n): decode(value) for n, value in enumerate(values, 1) if value}
    trailing = len(values) - (int(next(reversed(found))) if found else 1)
    return found | {TRAILING: trailing} if trailing else found


def render_elements(id: Any, elements: Any, trailing: Any, delimiters: Delimiters, room: Room) -> bytes:
    """The bytes of a segment without its terminator. Raises Unfit. room: what its document may make of nothing."""
    if not isinstance(id, str) or not ID.fullmatch(id):
        raise Unfit("/id", "is no segment id", "Write two or three capitals or digits, or give the segment as `raw`")
    if not isinstance(elements, dict):
        raise Unfit("/elements", "is no object", 'Write the elements by position, such as {"01": "85"}')
    places = _places(elements, _POSITION, "/elements", 'Name elements "01", "02" and so on')
    write = _Values(delimiters, room)
    rendered = [(n, write.value(elements[key], f"/elements/{key}")) for n, key in places]
    return write.joined(id.encode(), rendered, trailing, delimiters.element, f"/{TRAILING}")


def _places(given: dict[str, Any], pattern: re.Pattern[str], path: str, remedy: str) -> list[tuple[int, str]]:
    for key in given:
        if not pattern.fullmatch(key):
            raise Unfit(f"{path}/{key}", "is no position", remedy)
    return sorted((int(key), key) for key in given)


class _Values:
    """Writes the values of a segment."""

    def __init__(self, delimiters: Delimiters, room: Room) -> None:
        self._delimiters, self._room = delimiters, room

    def joined(self, head: bytes, values: list[tuple[int, bytes]], trailing: Any, separator: bytes, path: str) -> bytes:
        """Values at their positions with separators between them. head: the one before the first position."""
        if not isinstance(trailing, int) or isinstance(trailing, bool) or trailing < 0:
            raise Unfit(path, "is no count", "Write how many separators stand behind the last value")
        held = [(n, value) for n, value in values if value]
        last = held[-1][0] if held else 0
        if not self._room.holds(last + trailing):
            raise made_of_nothing(path if trailing > last else path.rpartition("/")[0])
        out, at = [head], 0
        for n, value in held:
            out.append(separator * (n - at) + value)
            at = n
        return b"".join(out) + separator * trailing

    def value(self, value: Any, path: str) -> bytes:
        """One element: a text, a composite, or repetitions of either."""
        if not isinstance(value, list):
            return self._one(value, path, b"")
        separator = self._delimiters.repetition
        if len(value) > 1 and not separator:
            raise Unfit(path, "repeats, and the interchange has no repetition separator", "Keep one of the values")
        if not value:
            raise Unfit(path, "is an empty list", "Leave the element out")
        return separator.join(self._one(one, f"{path}/{n}", separator) for n, one in enumerate(value))

    def _one(self, value: Any, path: str, repetition: bytes) -> bytes:
        own, separator = self._delimiters.element + self._delimiters.segment, self._delimiters.component
        if not isinstance(value, dict):
            return _text(value, path, own + repetition)
        without = {key: one for key, one in value.items() if key != TRAILING}
        places = _places(without, _COMPONENT, path, 'Name components "1", "2" and so on')
        rendered = [(n - 1, _text(value[key], f"{path}/{key}", own + separator + repetition)) for n, key in places]
        return self.joined(b"", rendered, value.get(TRAILING, 0), separator, f"{path}/{TRAILING}")


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
