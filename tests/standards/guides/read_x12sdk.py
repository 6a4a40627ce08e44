"""x12sdk's models (Apache-2.0, lineage of LinuxForHealth) as facts: one model for all rows of a segment in a loop."""

from __future__ import annotations

import re
from enum import Enum
from importlib import import_module
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from tests.standards.guides.fact import MANY, Element, Reading, Row

MODULES = {
    "837p.txt": "x12sdk.v5010.x12_837_005010X222A2",
    "837i.txt": "x12sdk.v5010.x12_837_005010X223A3",
    "835.txt": "x12sdk.v5010.x12_835_005010X221A1",
    "834.txt": "x12sdk.v5010.x12_834_005010X220A1",
    "270.txt": "x12sdk.v5010.x12_270_005010X279A1",
    "271.txt": "x12sdk.v5010.x12_271_005010X279A1",
    "276.txt": "x12sdk.v5010.x12_276_005010X212",
    "277.txt": "x12sdk.v5010.x12_277_005010X212",
}
_LOOP = re.compile(r"Loop(\d{4}[A-Za-z]*)$")


def read_x12sdk(name: str) -> Reading:
    """x12sdk's reading of one of our guides. Raises ModuleNotFoundError where x12sdk is not installed."""
    loops = import_module(MODULES[name] + ".loops")
    reading = Reading()
    for title, model in vars(loops).items():
        match = _LOOP.match(title)
        if match and match[1].upper() not in reading.loops:
            loop = match[1].upper()
            reading.loops[loop] = ("?", 0)
            for field, info in model.model_fields.items():
                if field.endswith("_segment"):
                    reading.rows.append(_row(loop, field, info))
    return reading


def _row(loop: str, field: str, info: Any) -> Row:
    annotation = _strip(info.annotation)
    many = get_origin(annotation) is list
    limits = [limit.max_length for limit in info.metadata if getattr(limit, "max_length", None)]
    model = _strip(get_args(annotation)[0]) if many else annotation
    most = (limits[0] if limits else MANY) if many else 1
    row = Row(loop, field.removesuffix("_segment").upper(), "R" if info.is_required() else "S", most)
    fields = [name for name in model.model_fields if name not in ("delimiters", "segment_name")]
    row.elements = {n: _element(model.model_fields[name]) for n, name in enumerate(fields, 1)}
    return row


def _strip(annotation: Any) -> Any:
    """The type without its Optional."""
    if get_origin(annotation) in (Union, UnionType):
        return next(one for one in get_args(annotation) if one is not type(None))
    return annotation


def _element(info: Any) -> Element:
    annotation = _strip(info.annotation)
    if get_origin(annotation) is list:
        annotation = _strip(get_args(annotation)[0])
    codes: frozenset[str] = frozenset()
    if get_origin(annotation) is Literal:
        codes = frozenset(str(code) for code in get_args(annotation))
    elif isinstance(annotation, type) and issubclass(annotation, Enum):
        codes = frozenset(str(one.value) for one in annotation)
    return Element("R" if info.is_required() else "S", codes)


def lump(reading: Reading) -> dict[tuple[str, str], Row]:
    """The rows of a reading as x12sdk sees them: one for all rows of a segment id in a loop."""
    lumps: dict[tuple[str, str], Row] = {}
    for row in reading.rows:
        at = (row.loop, row.id)
        if at not in lumps:
            lumps[at] = Row(row.loop, row.id, row.usage, row.most, 0, dict(row.elements))
            continue
        known = lumps[at]
        known.most = min(known.most + row.most, MANY)
        known.usage = "R" if "R" in (known.usage, row.usage) else "S"
        known.elements = {
            n: _joined(known.elements.get(n), row.elements.get(n)) for n in {*known.elements, *row.elements}
        }
    return lumps


def _joined(first: Element | None, second: Element | None) -> Element:
    """What both allow: required only where both require it, the union of the codes."""
    if first is None or second is None:
        one = first or second
        assert one is not None
        return Element("S", one.codes)
    both = "R" if first.usage == second.usage == "R" else "S"
    return Element(both, first.codes | second.codes if first.codes and second.codes else frozenset())
