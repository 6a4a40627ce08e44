"""JSON to X12: what was changed is rendered anew, every other byte is as it was. The mapping: docs/x12-json.md."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterable, Iterator
from typing import Any

from clearlane.standards.x12.binary import LENGTH_AT
from clearlane.standards.x12.delimiters import Delimiters, read_isa
from clearlane.standards.x12.place_file import entry_of, loops_of
from clearlane.standards.x12.read_records import OTHER_MAPPING, JsonRefused, is_own_mapping, read_records
from clearlane.standards.x12.shape_elements import (
    PAYLOAD,
    TRAILING,
    Room,
    Unfit,
    latin_1,
    made_of_nothing,
    render_elements,
)
from clearlane.standards.x12.source import as_chunks
from clearlane.standards.x12.stream import BYTE_ORDER_MARK, LINE_ENDS
from clearlane.standards.x12.to_json import MAPPING, seen_of, told_delimiters
from clearlane.standards.x12.view_names import Seen, view_names

_PLACE = frozenset(("record", "offset"))
"""Keys that say what a record is and where it was; nothing is written from `offset`."""
KEYS = {
    "file": _PLACE | {"mapping", "byte_order_mark"},
    "unparsed": _PLACE | {"text", "base64"},
    "interchange": _PLACE | {"isa", "delimiters", "after"},
    "envelope": _PLACE | {"segments", "names"},
    **dict.fromkeys(("set", "loop", "rest"), _PLACE | {"set", "segment", "loop", "segments", "names"}),
}
"""The kinds of records and what each may hold."""
SEGMENT_KEYS = frozenset(("loop", "opens", "id", "elements", TRAILING, PAYLOAD, "raw", "base64", "after"))


def from_json(source: Iterable[bytes], *, ignore_names: bool = False) -> Iterator[bytes]:
    """The X12 of a JSON text, a piece a record. Raises JsonRefused, with the place, where it cannot be written.

    source: bytes, or chunks of bytes, as `check` takes them; raises TypeError for a text, a path, or a document that
    was read already, such as a list of records.

    The segments alone are written. ignore_names: do not refuse a view by names that says something else than they do.
    """
    rendering = _Rendering(ignore_names=ignore_names)
    pointer = None
    for pointer, value in read_records(rendering.room.widened_by(as_chunks(source))):
        try:
            yield rendering.record(value)
        except Unfit as unfit:
            raise JsonRefused(pointer + unfit.path, unfit.reason, unfit.remedy) from None
    if pointer is None:
        raise JsonRefused("", "no record stands in it", "Give what `clearlane x12 json` writes, a record at least")


class _Rendering:
    """Writes record by record. What an interchange says of its delimiters holds until the next one.

    room: what the document may still make of nothing.
    """

    def __init__(self, *, ignore_names: bool) -> None:
        self._ignores_names = ignore_names
        self._delimiters: Delimiters | None = None
        self._after = b""
        self.room = Room()

    def record(self, value: Any) -> bytes:
        """The bytes of one record. Raises Unfit."""
        kind = value.get("record") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in KEYS:
            raise Unfit("/record", f"is none of {', '.join(KEYS)}", "Name the kind of the record")
        _known_keys(value, KEYS[kind], "")
        if kind == "file":
            return self._file(value)
        if kind == "unparsed":
            return _raw(value, "text", b"", "")
        return self._interchange(value) if kind == "interchange" else self._segments(value)

    def _file(self, value: dict[str, Any]) -> bytes:
        if not is_own_mapping(value.get("mapping", MAPPING)):
            raise Unfit("/mapping", *OTHER_MAPPING)
        self._delimiters = None
        return BYTE_ORDER_MARK if value.get("byte_order_mark") is True else b""

    def _interchange(self, value: dict[str, Any]) -> bytes:
        raw = _bytes(value.get("isa"), "/isa")
        isa = read_isa(raw)
        if isa is None or isa.raw != raw:
            raise Unfit(
                "/isa", "is no ISA segment of 106 characters", "Keep the width of each element, fill with blanks"
            )
        told = told_delimiters(isa)
        if value.get("delimiters", told) != told:
            raise Unfit("/delimiters", f"are not those of `isa`: {json.dumps(told)}", "Change both, or leave them out")
        self._delimiters = None if isa.delimiters.clashes() else isa.delimiters
        self._after = self._line_ends(value.get("after", ""), "/after")
        return raw + self._after

    def _segments(self, value: dict[str, Any]) -> bytes:
        segments = value.get("segments")
        if not isinstance(segments, list):
            raise Unfit("/segments", "is no list", "Write the segments as a list")
        if self._delimiters is None:
            raise Unfit("/segments", "no interchange stands before them", "Put the record of the interchange first")
        rendered = [self._segment(one, f"/segments/{n}") for n, one in enumerate(segments)]
        if value.get("names") and not self._ignores_names:
            self._check_names(value, segments, [data for data, _ in rendered], self._delimiters)
        return b"".join(data + end for data, end in rendered)

    def _segment(self, value: Any, path: str) -> tuple[bytes, bytes]:
        """A segment without, and its terminator with, what stands behind."""
        assert self._delimiters is not None
        if not isinstance(value, dict):
            raise Unfit(path, "is no object", "Write a segment with `id` and `elements`")
        _known_keys(value, SEGMENT_KEYS, path)
        try:
            data = self._content(value, self._delimiters)
            after = self._line_ends(value["after"], "/after") if "after" in value else self._after
            if after and not self.room.holds(len(after)):
                raise made_of_nothing("/after")
        except Unfit as unfit:
            raise Unfit(path + unfit.path, unfit.reason, unfit.remedy) from None
        return data, self._delimiters.segment + after

    def _content(self, value: dict[str, Any], delimiters: Delimiters) -> bytes:
        if "raw" in value or "base64" in value:
            for key in ("id", "elements", TRAILING, PAYLOAD):
                if key in value:
                    raise Unfit(f"/{key}", "stands beside bytes as they are", "Keep one of the two")
            return _raw(value, "raw", delimiters.segment, "")
        elements, trailing = value.get("elements", {}), value.get(TRAILING, 0)
        data = render_elements(value.get("id"), elements, trailing, delimiters, self.room)
        if PAYLOAD not in value:
            return data
        if data[:3] not in LENGTH_AT:
            raise Unfit(f"/{PAYLOAD}", "stands in a segment without one", "Only BIN and BDS have a payload")
        return data + delimiters.element + _decoded(value[PAYLOAD], f"/{PAYLOAD}")

    def _line_ends(self, value: Any, path: str) -> bytes:
        data = _bytes(value, path)
        allowed = LINE_ENDS.replace(self._delimiters.segment, b"") if self._delimiters else LINE_ENDS
        if data.strip(allowed):
            raise Unfit(
                path, "holds more than line ends", "Only carriage returns and line feeds stand between segments"
            )
        return data

    def _check_names(
        self, value: dict[str, Any], segments: list[Any], rendered: list[bytes], delimiters: Delimiters
    ) -> None:
        """Raise Unfit where the view says something else: a change of it alone would be lost without a word."""
        head = value.get("set")
        if not isinstance(head, dict):
            raise Unfit("/set", "is not said, so that names cannot be read", "Keep `set`, or leave `names` out")
        version, set_id, name = (str(head.get(key, "")) for key in ("version", "id", "guide"))
        loops = loops_of(entry_of(version=version, set_id=set_id, name=name))
        seen: list[Seen] = []
        for one, data in zip(segments, rendered, strict=True):
            loop = loops.get(one["loop"]) if isinstance(one.get("loop"), str) else None
            if loop is not None:
                seen.append(seen_of(loop, one, data, delimiters, opens=one.get("opens") is True))
        _compare(value["names"], view_names(seen) if loops else {}, "/names")


def _compare(given: Any, true: Any, path: str) -> None:
    """Raise Unfit at the first place where two views part."""
    remedy = "Change the segments and leave `names` out; they are written, it is not"
    if isinstance(given, dict) and isinstance(true, dict):
        for key in given | true:
            if key not in given or key not in true:
                raise Unfit(f"{path}/{key}", "stands in one of names and segments only", remedy)
            _compare(given[key], true[key], f"{path}/{key}")
    elif isinstance(given, list) and isinstance(true, list) and len(given) == len(true):
        for n, (one, other) in enumerate(zip(given, true, strict=True)):
            _compare(one, other, f"{path}/{n}")
    elif given != true:
        raise Unfit(path, "says something else than the segments", remedy)


def _known_keys(value: dict[str, Any], known: frozenset[str], path: str) -> None:
    for key in value:
        if key not in known:
            raise Unfit(f"{path}/{key}", "is not a part of this mapping", f"Use {', '.join(sorted(known))}")


def _raw(value: dict[str, Any], key: str, terminator: bytes, path: str) -> bytes:
    """Bytes as text or as base64. terminator: what may not stand in text."""
    if key in value and "base64" in value:
        raise Unfit(f"{path}/base64", f"stands beside `{key}`", "Keep one of the two")
    if key not in value:
        return _decoded(value.get("base64"), f"{path}/base64")
    data = _bytes(value[key], f"{path}/{key}")
    if terminator and terminator in data:
        raise Unfit(f"{path}/{key}", "holds the terminator of segments", "Make two segments of it")
    return data


def _decoded(value: Any, path: str) -> bytes:
    try:
        return b64decode(_bytes(value, path), validate=True)
    except ValueError as error:
        if isinstance(error, Unfit):
            raise
        raise Unfit(path, "is no base64", "Encode the bytes anew") from None


def _bytes(value: Any, path: str) -> bytes:
    if not isinstance(value, str):
        raise Unfit(path, "is no text", "Write it as a string")
    return latin_1(value, path)
