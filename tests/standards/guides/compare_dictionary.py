"""Compare the dictionary with stupidedi's: `python -m tests.standards.guides.compare_dictionary CHECKOUT`.

Prints one line a disagreement: what, fact, ours, theirs. pyx12 needs no comparison: the dictionary is made from it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from clearlane.standards.x12.read_dictionary import Definition, read_dictionary

FOLDER = "lib/stupidedi/versions/005010"
TYPES = {"Nn": "N", "R": "R", "ID": "ID", "AN": "AN", "DT": "DT", "TM": "TM"}
_ELEMENT = re.compile(r'\bE(\w+)\s*=\s*t::\s*(\w+)\.new\(:\w+\s*,\s*"[^"]*"\s*,\s*(\d+),\s*(\d+)(?:,\s*(\d+))?')
_COMPOSITE = re.compile(r"\b(C\d{3}) = Schema::CompositeElementDef\.build\((.*?)(?=\n +C\d{3} = |\n +end\n)", re.DOTALL)
_PART = re.compile(
    r"\b(?:e::)?([EC]\w+)\s*\.(?:simple_use|component_use)\(r::(\w+)(?:,\s*s::RepeatCount\.bounded\((\d+)\))?"
)
_NOTE = re.compile(r"SyntaxNotes::([PRECL])\.build\(([\d\s,]+)\)")
Shape = tuple[tuple[tuple[str, bool, int], ...], tuple[str, ...]]


def compare_dictionary(checkout: Path) -> Iterator[str]:
    """Lines of all disagreements over elements, segments and composites that both know."""
    ours = read_dictionary()
    text = (checkout / FOLDER / "element_defs.rb").read_text(encoding="utf-8")
    for number, kind, least, most, places in _ELEMENT.findall(text):
        mine = ours.elements.get(number)
        theirs = (TYPES[kind] + (places or "0" if kind == "Nn" else ""), int(least), int(most))
        if mine and (mine.type, mine.least, mine.most) != theirs:
            yield f"{number}\telement\t{mine.type} {mine.least}-{mine.most}\t{theirs[0]} {theirs[1]}-{theirs[2]}"
    for path in sorted((checkout / FOLDER / "segment_defs").glob("*.rb")):
        if path.stem in ours.segments:
            yield from _definition(path.stem, ours.segments[path.stem], _shape(path.read_text(encoding="utf-8")))
    for name, body in _COMPOSITE.findall(text):
        if name in ours.composites:
            yield from _definition(name, ours.composites[name], _shape(body))


def _shape(text: str) -> Shape:
    """Parts (number, mandatory, repeats) and relational notes of a definition in Ruby."""
    parts = tuple(
        (name.removeprefix("E"), use == "Mandatory", int(count or 1)) for name, use, count in _PART.findall(text)
    )
    notes = (kind + "".join(f"{int(n):02d}" for n in numbers.split(",")) for kind, numbers in _NOTE.findall(text))
    return parts, tuple(sorted(notes))


def _definition(name: str, mine: Definition, theirs: Shape) -> Iterator[str]:
    for number, part in enumerate(mine.parts, 1):
        other = theirs[0][number - 1] if number <= len(theirs[0]) else ("-", False, 1)
        one = (part.number, part.mandatory, part.repeats)
        if one != other:
            yield f"{name}{number:02d}\tpart\t{one}\t{other}"
    notes = tuple(sorted(str(note) for note in mine.notes))
    if notes != theirs[1]:
        yield f"{name}\tnotes\t{' '.join(notes) or '-'}\t{' '.join(theirs[1]) or '-'}"


if __name__ == "__main__":
    for line in compare_dictionary(Path(sys.argv[1])):
        print(line)
