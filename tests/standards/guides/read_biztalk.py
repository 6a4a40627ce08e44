"""Microsoft's BizTalk schema of the 278 (request and response in one file) as facts, for whoever has it at hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.standards.guides.fact import MANY, Element, Reading, Row

FILES = {"278_request.txt": "TS278A1", "278_response.txt": "TS278A3"}
"""Each guide with the mark that its parts carry in the schema."""
XS = "{http://www.w3.org/2001/XMLSchema}"
_LOOP = re.compile(r"_(2\w+?)_Loop$")


@dataclass(frozen=True, slots=True)
class Schema:
    """Its named elements, and the codes of its types."""

    elements: dict[str, ET.Element]
    codes: dict[str, frozenset[str]]


def read_biztalk(name: str, file: Path) -> Reading:
    """The schema's reading of one of our guides, from BHT on."""
    root = ET.parse(file).getroot()
    schema = Schema(
        {node.get("name", ""): node for node in root if node.tag == f"{XS}element"},
        {node.get("name", ""): frozenset(_values(node)) for node in root if node.tag == f"{XS}simpleType"},
    )
    reading, mark = Reading(), FILES[name]
    for start in (f"BHT_BeginningofHierarchicalTransaction_{mark}", f"{mark}_2000A_Loop"):
        _part(start, ET.Element("once"), "ST", schema, reading)
    return reading


def _values(node: ET.Element) -> list[str]:
    return [one.get("value", "").strip() for one in node.iter(f"{XS}enumeration")]


def _part(name: str, use: ET.Element, loop: str, schema: Schema, reading: Reading) -> None:
    """A loop, a row, or a bundle of rows of one position."""
    node = schema.elements[name]
    tag = _note(node, "recordInfo").get("tag_name", "")
    inner = _LOOP.search(name)
    if tag:
        row = Row(loop, tag, _usage(use), _count(use), 0, _elements(node, schema))
        row.is_trigger = all(one.loop != loop for one in reading.rows)
        reading.rows.append(row)
    elif inner is None or inner[1] not in reading.loops:
        if inner:
            reading.loops[inner[1]] = (_usage(use), _count(use))
        for child in _children(node):
            _part(child.get("ref", ""), child, inner[1] if inner else loop, schema, reading)


def _elements(node: ET.Element, schema: Schema) -> dict[int, Element]:
    found = {}
    for position, use in enumerate(_children(node), 1):
        own = schema.elements[use.get("ref", "")] if use.get("ref") else use
        parts = _elements(own, schema)
        is_unused = "No" in (_info(use).get("Used"), _info(own).get("Used"))
        if is_unused or (own.find(f"{XS}complexType") is not None and not parts):
            continue
        repeats = int(use.get("maxOccurs", "1"))
        codes = frozenset[str]() if parts else schema.codes.get(own.get("type", ""), frozenset())
        found[position] = Element(_usage(use), codes, 0, repeats if repeats > 1 else 0, parts)
    return found


def _info(node: ET.Element) -> ET.Element:
    return _note(node, "recordInfo" if node.find(f"{XS}complexType") is not None else "fieldInfo")


def _note(node: ET.Element, kind: str) -> ET.Element:
    """What the schema notes of an element itself; an empty note where there is none."""
    notes = node.find(f"{XS}annotation")
    return next(
        (one for one in (notes.iter() if notes is not None else ()) if one.tag.endswith(kind)), ET.Element("no")
    )


def _children(node: ET.Element) -> list[ET.Element]:
    found = (node.find(f"{XS}complexType/{XS}{kind}") for kind in ("sequence", "all", "choice"))
    bundle = next((one for one in found if one is not None), None)
    return [one for one in bundle if one.tag == f"{XS}element"] if bundle is not None else []


def _usage(use: ET.Element) -> str:
    return "S" if use.get("minOccurs", "1") == "0" else "R"


def _count(use: ET.Element) -> int:
    most = use.get("maxOccurs", "1")
    return MANY if most == "unbounded" else int(most)
