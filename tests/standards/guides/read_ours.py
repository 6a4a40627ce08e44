"""Our own guide text as facts."""

from __future__ import annotations

from pathlib import Path

from clearlane.standards.x12.guide import ElementSpec, LoopSpec, RowSpec
from clearlane.standards.x12.parse_guide import parse_guide
from clearlane.standards.x12.read_dictionary import read_list
from tests.standards.guides.fact import MANY, Element, Reading, Row

COMPARED = ("service_type", "entity")
"""Lists that stand for codes of the guides themselves: other readings have them as codes."""
GUIDES = Path(__file__).parents[3] / "clearlane/standards/x12/guides"


def read_ours(name: str) -> Reading:
    """The facts of one of our guides, such as 837p.txt."""
    reading = Reading()
    _loop(parse_guide((GUIDES / name).read_text(encoding="ascii"), file=name).root, reading)
    return reading


def _loop(spec: LoopSpec, reading: Reading) -> None:
    is_bracket = spec.attributes.bracket  # its rows stand in the loop around, whose id it has
    if spec.id in reading.loops and not is_bracket:
        return
    reading.loops.setdefault(spec.id, (spec.usage, min(spec.most, MANY)))
    for number, child in enumerate(spec.children):
        if isinstance(child, LoopSpec):
            _loop(child, reading)
        else:
            row = _row(child, spec.id)
            row.is_trigger = number == 0 and not is_bracket
            reading.rows.append(row)


def _row(spec: RowSpec, loop: str) -> Row:
    elements = {element.position: _element(element) for element in spec.elements}
    usage = "R" if spec.usage == "M" else spec.usage
    return Row(loop, spec.id, usage, min(spec.most, MANY), int(spec.position), elements)


def _element(spec: ElementSpec) -> Element:
    parts = {part.position: _element(part) for part in spec.parts or ()}
    codes = frozenset(code.replace("_", " ") for code in spec.codes)
    if spec.list in COMPARED:
        codes = frozenset(code.decode() for code in read_list(spec.list) or ())
    return Element(
        "R" if spec.required else "S", codes, spec.most or 0, 0 if spec.repeats == 1 else spec.repeats, parts
    )
