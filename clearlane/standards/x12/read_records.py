"""Read the records of a JSON text one by one, in bounded memory: a document, a list, or a record a line."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from clearlane.standards.x12.source import as_chunks, need_bytes
from clearlane.standards.x12.to_json import MAPPING

READ_AT_ONCE = 1 << 20
LONGEST_RECORD = 1 << 29
"""A record of more characters is refused rather than gathered."""
OTHER_MAPPING = ("is not known here", f"This version reads mapping {MAPPING}")
"""Reason and remedy of a document of another mapping."""
_BLANK = re.compile(r"[ \t\r\n]*")
_OF_MAPPING = re.compile(
    "mapping|records?|offset|segments?|elements|names|id|isa|delimiters|set|loop|opens|raw|text|base64|after|[0-9]{1,2}|[a-z]"
)
"""Keys of the mapping that are said. One of other JSON may be somebody's name or number, and is not."""
_CUT_AT_MOST = 12
"""So near to the end of what has been read an error may only mean that the rest is still to come."""


class JsonRefused(ValueError):
    """JSON that is no X12 file. pointer: a JSON pointer to the place; reason and remedy in words."""

    def __init__(self, pointer: str, reason: str, remedy: str) -> None:
        super().__init__(f"{pointer or '/'}: {reason}. {remedy}.")
        self.pointer, self.reason, self.remedy = pointer or "/", reason, remedy


class Read(NamedTuple):
    """A record, and the JSON pointer to it; that of a line begins with its number among the records."""

    pointer: str
    value: Any


class _Twice(ValueError):
    """A key stands twice in one object; its text says which."""


def read_records(source: Iterable[bytes]) -> Iterator[Read]:
    """The records in order. Raises JsonRefused where the text is no JSON, or not of this form."""
    text = _Text(source)
    if text.next() == "[":
        text.take("[")
        yield from _list(text, "")
    elif text.next() == "{":
        yield from _document_or_lines(text)
    else:
        raise text.refused("", "neither a document nor records were found", "Give what `clearlane x12 json` writes")
    if text.next():
        raise text.refused("", "something stands behind the end", "Give one document, or one record a line")


def _document_or_lines(text: _Text) -> Iterator[Read]:
    """An object with `records` is a document; any other one is the first record of several."""
    found: dict[str, Any] = {}
    has_records = False
    text.take("{")
    while text.next() != "}":
        if found or has_records:
            text.take(",")
        key = text.value("")
        if not isinstance(key, str):
            raise text.refused("", "a key was expected", "Write keys in double quotes")
        text.take(":")
        if key == "records" and text.next() == "[" and not has_records:
            has_records = True
            _check_head(found)
            text.take("[")
            yield from _list(text, "/records")
        elif key in found or key == "records":
            raise text.refused("", f"{_say_key(key)} stands twice", "Keep one of them")
        else:
            found[key] = text.value(_point_to(key))
    text.take("}")
    if has_records:
        _check_head(found)
        return
    yield Read("/0", found)
    number = 1
    while text.next():
        yield Read(f"/{number}", text.value(f"/{number}"))
        number += 1


def _check_head(found: dict[str, Any]) -> None:
    for key in found:
        if key != "mapping":
            raise JsonRefused(_point_to(key), f"{_say_key(key)} is not a part of this mapping", "Leave it out")
    if not is_own_mapping(found.get("mapping", MAPPING)):
        raise JsonRefused("/mapping", *OTHER_MAPPING)


def is_own_mapping(value: Any) -> bool:
    """Whether the number of a mapping is that of the one that is read here."""
    return type(value) is int and value == MAPPING


def _list(text: _Text, pointer: str) -> Iterator[Read]:
    number = 0
    while text.next() != "]":
        if number:
            text.take(",")
        yield Read(f"{pointer}/{number}", text.value(f"{pointer}/{number}"))
        number += 1
    text.take("]")


def _say_key(key: str) -> str:
    return f"the key {key!r}" if _OF_MAPPING.fullmatch(key) else "a key"


def _point_to(key: str) -> str:
    return f"/{key}" if _OF_MAPPING.fullmatch(key) else ""


class _Text:
    """The characters of the source as far as they are needed."""

    def __init__(self, source: Iterable[bytes]) -> None:
        self._chunks = iter(as_chunks(source))
        self._decode = codecs.getincrementaldecoder("utf-8-sig")()
        self._decoder = json.JSONDecoder(object_pairs_hook=_object, parse_int=_integer)
        self._data, self._at, self._before = "", 0, 0
        self._ended = False

    def _more(self) -> bool:
        """Read on, at least as much as is unread, so that it stays linear; False at the end."""
        rest = self._data[self._at :]
        parts, wanted = [rest], max(READ_AT_ONCE, len(rest))
        self._before, self._at = self._before + self._at, 0
        while wanted > 0 and not self._ended:
            chunk = next(self._chunks, None)
            self._ended = chunk is None
            need_bytes(b"" if chunk is None else chunk)
            try:
                parts.append(self._decode.decode(chunk or b"", final=self._ended))
            except UnicodeDecodeError:
                raise self.refused("", "is not UTF-8", "Save the JSON as UTF-8") from None
            wanted -= len(parts[-1])
        self._data = "".join(parts)
        return len(self._data) > len(rest)

    def next(self) -> str:
        """The next character that is no blank, "" at the end."""
        while True:
            blank = _BLANK.match(self._data, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._data):
                return self._data[self._at]
            if not self._more():
                return ""

    def take(self, mark: str) -> None:
        """Go past a mark. Raises JsonRefused where something else stands."""
        if self.next() != mark:
            raise self.refused("", f"{mark!r} was expected", "Correct the JSON, or write it anew")
        self._at += 1

    def value(self, pointer: str) -> Any:
        """The next value, whole. Raises JsonRefused."""
        self.next()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._data, self._at)
            except json.JSONDecodeError as error:
                if not self._may_go_on(error):
                    self._at = min(error.pos, len(self._data))
                    raise self.refused(pointer, f"is no JSON: {error.msg}", "Correct the JSON") from None
            except _Twice as error:
                raise self.refused(pointer, f"{error} stands twice", "Keep one of them") from None
            except (ValueError, RecursionError):
                raise self.refused(pointer, "is no value of this mapping", "Write what the mapping says") from None
            else:
                if end < len(self._data) or not self._more():
                    self._at = end
                    return value

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        """Whether the error may only mean that the value goes on in what is still to be read; then that is read."""
        is_cut = error.pos >= len(self._data) - _CUT_AT_MOST or error.msg.startswith("Unterminated string")
        return is_cut and len(self._data) - self._at < LONGEST_RECORD and self._more()

    def refused(self, pointer: str, reason: str, remedy: str) -> JsonRefused:
        """A refusal that says at which character it is."""
        return JsonRefused(pointer, f"{reason} (at character {self._before + self._at:,})", remedy)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice(_say_key(_repeated(key for key, _ in pairs)))
    return found


def _repeated(keys: Iterable[str]) -> str:
    """The first key that has come before; "" where there is none."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            return key
        seen.add(key)
    return ""


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) < 19 else float(digits)
