"""The JSON Schema (2020-12) of a transaction, made from its guide: what `to_json` writes of a file that keeps to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from clearlane.standards.x12.delimiters import ISA_LENGTH
from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.library import Entry, entries, load_machine
from clearlane.standards.x12.machine import Loop, Member, Row
from clearlane.standards.x12.name_fields import name_at, name_fields
from clearlane.standards.x12.name_keys import element_keys, member_keys
from clearlane.standards.x12.place_file import name_of, path_of, plain_kind
from clearlane.standards.x12.shape_elements import PAYLOAD, TRAILING, shapes_of
from clearlane.standards.x12.to_json import MAPPING

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
BINARY = "B"
_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_PATTERNS = {"N": r"^-?[0-9]+$", "R": r"^-?([0-9]+(\.[0-9]*)?|\.[0-9]+)$", "DT": r"^([0-9]{2})?[0-9]{6}$"}


class UnknownGuide(ValueError):
    """No guide goes by that name; the message lists those that do."""


def make_schema(transaction: str) -> Schema:
    """The schema of a transaction by its name ("837P", "835", "277CA") or its version. Raises UnknownGuide."""
    entry = find_entry(transaction)
    root = load_machine(entry.files).root
    schema: Schema = {
        "$schema": DIALECT,
        "$id": f"urn:clearlane:x12:{entry.version}:{entry.set_id}:json:{MAPPING}",
        "title": f"{entry.version} {root.spec.name}",
        "description": "A document of `clearlane x12 json`; each of its records is also a line of --lines.",
        "type": "object",
        "required": ["records"],
        "properties": {"mapping": {"const": MAPPING}, "records": {"type": "array", "items": _ref("record")}},
        "additionalProperties": False,
    }
    return schema | {"$defs": _Definitions(entry, root).made()}


def find_entry(transaction: str) -> Entry:
    """The guide that goes by a name, such as 837P, or by a version. Raises UnknownGuide."""
    wanted = plain_kind(transaction)
    named = [entry for entry in entries() if wanted in (plain_kind(entry.files[-1]), name_of(entry).casefold())]
    of_version = [entry for entry in entries() if entry.version.casefold() == wanted]
    if named or len(of_version) == 1:
        return (named or of_version)[0]
    akin = [entry for entry in entries() if name_of(entry).casefold().startswith(wanted)] if wanted else []
    known = ", ".join(sorted({name_of(entry) for entry in of_version or akin or entries()}))
    several = f"{len(of_version)} guides go by {transaction!r}: name one of" if of_version else ""
    raise UnknownGuide(f"{several or f'there is no guide {transaction!r}; there are'} {known}")


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _object(properties: Schema, required: Iterable[str] = ()) -> Schema:
    needed = list(required)
    return {"type": "object", "properties": properties, "additionalProperties": False} | (
        {"required": needed} if needed else {}
    )


def _by_case(key: str, cases: dict[str, Schema]) -> Schema:
    """One of several shapes, by the value of a key: an error then speaks of that shape alone."""
    return {
        "type": "object",
        "required": [key],
        "properties": {key: {"enum": list(cases)}},
        "allOf": [{"if": {"properties": {key: {"const": case}}}, "then": shape} for case, shape in cases.items()],
    }


class _Definitions:
    """What the schema refers to: records, segments by loop, rows, and the view by names."""

    def __init__(self, entry: Entry, root: Loop) -> None:
        self._entry, self._loops = entry, list(root.walk())
        self._rows: dict[int, str] = {}
        self._defs: dict[str, Schema] = {}

    def made(self) -> dict[str, Schema]:
        """All definitions by name."""
        self._defs |= {"record": _by_case("record", self._records()), "segment": _any_segment()}
        self._defs["placed"] = _by_case("loop", {path_of(loop): _ref(_in_loop(loop)) for loop in self._loops})
        for loop in self._loops:
            for member in loop.members:
                self._row(member, loop)
            self._defs[_in_loop(loop)] = self._segments_of(loop)
            self._defs[_view_of(loop)] = self._view(loop)
        self._defs["names"] = self._names()
        return self._defs

    def _records(self) -> dict[str, Schema]:
        entry = self._entry
        versions = sorted({one.version for one in entries() if one.files == entry.files} | {entry.version})
        head = _object(
            {
                "id": {"const": entry.set_id},
                "version": {"enum": versions},
                "control": _TEXT,
                "guide": {"const": name_of(entry)},
            }
        )
        place: Schema = {"record": _TEXT, "offset": _COUNT}
        in_set = _object(
            place
            | {"set": head, "segment": _COUNT, "loop": _TEXT, "names": _ref("names")}
            | {"segments": {"type": "array", "items": _ref("placed"), "minItems": 1}},
            ["set", "segments"],
        )
        return {
            "file": _object(place | {"mapping": {"const": MAPPING}, "byte_order_mark": {"type": "boolean"}}),
            "unparsed": _object(place | {"text": _TEXT, "base64": _TEXT}),
            "interchange": _object(place | _interchange(), ["isa"]),
            "envelope": _object(
                place | {"segments": {"type": "array", "items": _ref("segment")}, "names": _object({})}, ["segments"]
            ),
            "set": in_set,
            "loop": in_set,
            "rest": in_set,
        }

    def _row(self, member: Member, loop: Loop) -> None:
        """Define a row, and its view, once for all places where it stands."""
        row = member.row
        if member.loop is None and id(row) not in self._rows:
            key = f"{loop.id}.{member_keys(loop)[member.index]}"
            key = key if f"row.{key}" not in self._defs else f"{_in_loop(loop)}.{member.index}"
            self._rows[id(row)] = key
            elements = {f"{n:02d}": (f"{n:02d}", one) for n, one in _used(row)}
            self._defs[f"row.{key}"] = {"title": row.spec.name} | _elements(row, elements, _element)
            keys = element_keys(row)
            named = {keys[n - 1].key: (keys[n - 1].key, one) for n, one in _used(row) if n <= len(keys)}
            self._defs[f"names.{key}"] = {"title": row.spec.name} | _elements(row, named, _named_element)

    def _segments_of(self, loop: Loop) -> Schema:
        """The segments of a loop by id; where several rows have the id, one of them."""
        rows: dict[str, list[Schema]] = {}
        for member in loop.members:
            if member.loop is None:
                rows.setdefault(member.row.spec.id, []).append(_ref(f"row.{self._rows[id(member.row)]}"))
        cases = {
            id: _segment({"elements": refs[0] if len(refs) == 1 else {"anyOf": refs}}) for id, refs in rows.items()
        }
        return {"title": loop.spec.name} | _by_case("id", cases)

    def _view(self, loop: Loop) -> Schema:
        shapes = {}
        for key, member in zip(member_keys(loop), loop.members, strict=True):
            one = _ref(_view_of(member.loop) if member.loop else f"names.{self._rows.get(id(member.row), '')}")
            shapes[key] = {"type": "array", "items": one} if member.most > 1 else one
        return {"title": loop.spec.name} | _object(shapes)

    def _names(self) -> Schema:
        """The view of a record: from whichever loop it begins with."""
        found: dict[str, list[Schema]] = {}
        for loop in self._loops:
            inner = {key for key, one in zip(member_keys(loop), loop.members, strict=True) if one.loop}
            for key, shape in self._defs[_view_of(loop)]["properties"].items():
                begins = loop.parent is None or key in inner
                if begins and shape not in found.setdefault(key, []):
                    found[key].append(shape)
        return _object({key: shapes[0] if len(shapes) == 1 else {"anyOf": shapes} for key, shapes in found.items()})


def _in_loop(loop: Loop) -> str:
    return f"in.{path_of(loop).replace('/', '.') or 'ST'}"


def _view_of(loop: Loop) -> str:
    return f"view.{path_of(loop).replace('/', '.') or 'ST'}"


def _interchange() -> Schema:
    names = ("element", "component", "repetition", "segment")
    return {
        "isa": {"type": "string", "minLength": ISA_LENGTH, "maxLength": ISA_LENGTH},
        "delimiters": _object({name: {"type": "string", "maxLength": 1} for name in names}, names),
        "after": {"type": "string", "pattern": r"^[\r\n]*$"},
    }


def _segment(shape: Schema) -> Schema:
    common: Schema = {"loop": _TEXT, "opens": {"const": True}, "id": _TEXT, TRAILING: _COUNT, PAYLOAD: _TEXT}
    return _object(common | {"after": {"type": "string", "pattern": r"^[\r\n]*$"}} | shape, ["id", "elements"])


def _any_segment() -> Schema:
    """A segment of the envelope, or one that stays as it is."""
    value = {"type": ["string", "object", "array"]}
    shaped = _segment({"elements": {"type": "object", "additionalProperties": value}})
    raw = _object({"raw": _TEXT, "base64": _TEXT, "after": _TEXT})
    return {"anyOf": [shaped, raw]}


def _used(row: Row) -> list[tuple[int, Field]]:
    """The elements of a row; its payload stands beside them."""
    return [(n, one) for n, one in enumerate(row.fields, 1) if one is not None and one.type != BINARY]


def _elements(row: Row, fields: dict[str, tuple[str, Field]], make: Callable[[Row, Field], Schema]) -> Schema:
    needed = [key for key, one in fields.values() if one.required and one.condition is None]
    return _object({key: make(row, one) for key, one in fields.values()}, needed)


def _element(row: Row, field: Field) -> Schema:
    return _shaped(row, field, str, {TRAILING: _COUNT})


def _named_element(row: Row, field: Field) -> Schema:
    keys = element_keys(row)[field.position - 1].parts
    return _shaped(row, field, lambda n: keys[n - 1], {})


def _shaped(row: Row, field: Field, key: Callable[[int], str], besides: Schema) -> Schema:
    """A value, the components of a composite by `key`, or several of these."""
    names = name_fields(row)
    title = name_at(names, field.position)
    if field.parts is None:
        one = _value(field, title)
    else:
        parts = [part for part in field.parts if part]
        needed = [key(part.position) for part in parts if part.required and part.condition is None]
        values = {key(n): _value(part, name_at(names, field.position, n)) for part in parts if (n := part.position)}
        one = {"title": title} | _object(values | besides, needed)
    shapes = shapes_of(row.spec.id)
    if field.position > len(shapes) or not shapes[field.position - 1][1]:
        return one  # a segment that the dictionary does not know is plain texts
    return {"type": "array", "items": one, "minItems": 1} | ({"maxItems": field.repeats} if field.repeats else {})


def _value(field: Field, title: str) -> Schema:
    """A text: one of the codes, or as the type and the lengths say."""
    if field.codes:
        return {"title": title, "enum": sorted(code.decode("ascii") for code in field.codes)}
    plain: Schema = {"title": title, "type": "string"}
    pattern = _PATTERNS.get(field.type) or _PATTERNS.get(field.type[:1] if field.type[:1] == "N" else "")
    if pattern:
        return plain | {"pattern": pattern}
    return plain | ({"minLength": field.least, "maxLength": field.most} if field.type in ("AN", "ID", "TM") else {})
