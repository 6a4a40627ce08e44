"""pyx12's maps (BSD) as facts."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pyx12

from tests.standards.guides.fact import MANY, Element, Reading, Row

MAPS = Path(pyx12.__file__).parent / "map"
FILES = {
    "837p.txt": "837.5010.X222.A1.xml",
    "999.txt": "999.5010X231.A1.xml",
    "277ca.txt": "277.5010.X214.xml",
    "837i.txt": "837Q3.I.5010.X223.A1.xml",
    "277.txt": "277.5010.X212.xml",
    "834.txt": "834.5010.X220.A1.xml",
    "820.txt": "820.5010.X218.xml",
    "835.txt": "835.5010.X221.A1.xml",
}


def read_pyx12(name: str) -> Reading:
    """pyx12's reading of one of our guides."""
    reading = Reading()
    root = ET.parse(MAPS / FILES[name]).getroot()
    transaction = next(loop for loop in root.iter("loop") if loop.get("xid") == "ST_LOOP")
    _children(transaction, "ST", reading)
    return reading


def _text(node: ET.Element, key: str) -> str:
    return (node.findtext(key) or "").strip()


def _count(text: str) -> int:
    return MANY if text.startswith(">") else int(text or 1)


def _children(node: ET.Element, loop: str, reading: Reading) -> None:
    for child in node:
        if child.tag == "loop":
            _loop(child, loop, reading)
        elif child.tag == "segment" and _text(child, "usage") != "N":
            reading.rows.append(_row(child, loop))


def _loop(node: ET.Element, outer: str, reading: Reading) -> None:
    name = node.get("xid", "")
    if node.get("type") == "wrapper":
        _children(node, outer, reading)
    elif name not in reading.loops:
        reading.loops[name] = (_text(node, "usage"), _count(_text(node, "repeat")))
        _children(node, name, reading)


def _row(node: ET.Element, loop: str) -> Row:
    row = Row(loop, node.get("xid", ""), _text(node, "usage"), _count(_text(node, "max_use")), int(_text(node, "pos")))
    row.elements = _elements(node)
    return row


def _elements(node: ET.Element) -> dict[int, Element]:
    fields = [child for child in node if child.tag in ("element", "composite")]
    numbered = {
        int(_text(child, "seq") or n) if node.tag == "segment" else n: child for n, child in enumerate(fields, 1)
    }
    return {n: _element(child) for n, child in numbered.items() if _text(child, "usage") != "N"}


def _element(node: ET.Element) -> Element:
    codes = frozenset((code.text or "").strip() for code in node.findall("valid_codes/code")) - {""}
    repeat = _text(node, "repeat")
    parts = _elements(node) if node.tag == "composite" else {}
    return Element(_text(node, "usage"), codes, 0, int(repeat) if repeat and repeat != "1" else 0, parts)
