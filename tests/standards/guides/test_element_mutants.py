"""Each element fact of each guide is broken once: usage, codes, lengths, types, and what is not used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from clearlane.standards.x12.guide import ElementSpec, RowSpec
from clearlane.standards.x12.read_dictionary import DataElement, read_dictionary
from tests.standards.guides.full_set import VERSIONS, Line, full_set
from tests.standards.guides.judged import errors

GUIDES = sorted(VERSIONS)
KINDS = ("missing", "code", "length", "type", "unused", "part missing", "part code")
LEAST_SHARE = 0.95
QUALIFIERS = read_dictionary().codes["128"]
Change = tuple[int, str]


def _changes(line: Line, spec: RowSpec, kind: str) -> Iterator[Change]:
    """The values that break one fact of a kind in this row, each as (position, value)."""
    listed = {element.position: element for element in spec.elements}
    for position in range(1, len(line.values)):
        element = listed.get(position)
        if element is None:
            if kind == "unused" and (spec.id, position) != ("N4", 7):
                yield position, "X"
        elif kind.startswith("part"):
            yield from _part_changes(element, line.values[position], kind)
        elif value := _broken(element, line.values[position], spec, kind):
            yield position, value[0]


def _broken(element: ElementSpec, value: str, spec: RowSpec, kind: str) -> list[str]:
    if kind == "missing":
        return [""] if element.required else []
    if kind == "code":
        return [_off_codes(element, len(value))] if element.codes else []
    number = read_dictionary().segments[spec.id].parts[element.position - 1].number
    known = read_dictionary().elements.get(number)
    if known is None or element.codes or element.format_by or (spec.id, element.position) == ("N4", 7):
        return []
    return _off(known, element, kind)


def _off_codes(element: ElementSpec, length: int) -> str:
    """A value of this length that no row takes for a code: QQ is one of element 128, J one of 1595."""
    values = (letter * length for letter in "QJZ")
    return next(value for value in values if value not in QUALIFIERS and value not in element.codes)


def _off(known: DataElement, element: ElementSpec, kind: str) -> list[str]:
    is_number = known.type == "R" or known.type.startswith("N")
    if kind == "length" and known.type not in ("DT", "TM", "B"):
        most = min(known.most, element.most or known.most)
        return [("1" if is_number else "X") * (most + 1)]
    return ["Q" * known.least] if kind == "type" and (is_number or known.type in ("DT", "TM")) else []


def _part_changes(element: ElementSpec, value: str, kind: str) -> Iterator[Change]:
    parts = value.split(":")
    for part in element.parts or ():
        others = [one for n, one in enumerate(parts, 1) if n != part.position and one]
        if kind == "part missing" and part.required and (others or element.required):
            yield element.position, ":".join(parts[: part.position - 1] + [""] + parts[part.position :])
        elif kind == "part code" and part.codes:
            off = _off_codes(part, len(parts[part.position - 1]))
            yield element.position, ":".join(parts[: part.position - 1] + [off] + parts[part.position :])


def _mutants(name: str, kind: str) -> Iterator[tuple[str, list[Line]]]:
    lines, seen = full_set(name), set()
    for number, line in enumerate(lines):
        if line.spec is None or id(line.spec) in seen or line.spec.id in ("ST", "SE", "HL"):
            continue
        seen.add(id(line.spec))
        for position, value in _changes(line, line.spec, kind):
            values = [*line.values[:position], value, *line.values[position + 1 :]]
            changed = replace(line, values=values)
            yield f"{line.loop} {changed.text()}", [*lines[:number], changed, *lines[number + 1 :]]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", GUIDES)
def test_a_broken_element_is_one_finding(name: str, kind: str) -> None:
    counts = {at: len(errors(lines, name)) for at, lines in _mutants(name, kind)}
    assert counts or kind == "part code"
    assert [at for at, count in counts.items() if count == 0] == []
    few = sum(count == 1 for count in counts.values())
    assert few >= min(len(counts) - 2, LEAST_SHARE * len(counts)), [at for at, count in counts.items() if count > 1]
