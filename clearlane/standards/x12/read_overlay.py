"""Read an overlay's text: its header, then its changes. The grammar: docs/guides/overlays.md."""

from __future__ import annotations

import re

from clearlane.standards.x12.apply_overlay import read_changes
from clearlane.standards.x12.guide import GuideError
from clearlane.standards.x12.overlay import Overlay, OverlayRefused
from clearlane.standards.x12.parse_guide import Line, read_lines

_FIRST = re.compile(r"overlay\s+(\S+)\s+on\s+(\S+)")
_WORDS = ("payer", "source", "ids")
HOW = "An overlay begins with: overlay 005010X222A1  on 837p.txt"


def read_overlay(text: str, *, name: str, file: str) -> Overlay:
    """The overlay that a text describes. file: what messages call it. Raises OverlayRefused."""
    try:
        lines = list(read_lines(text, file))
        first, header, used = _header(lines, file)
        changes = read_changes(lines[used:], file=file)
    except OverlayRefused:
        raise
    except GuideError as error:
        raise OverlayRefused(str(error)) from error
    if not changes:
        raise OverlayRefused(f"{file}:{lines[-1].number}: it changes no row. {HOW_TO_CHANGE}")
    ids = frozenset(header["ids"].replace(",", " ").split()) if "ids" in header else frozenset()
    versions = tuple(first[1].split("|"))
    return Overlay(name, file, versions, first[2], header["payer"], header["source"], ids, changes)


HOW_TO_CHANGE = "Name a loop (in 2010BB), then the row as the guide has it (- ...) and as the payer wants it (+ ...)"


def _begins_with(lines: list[Line]) -> str:
    """A first line that is none of this notation may be out of somebody's claim, and is not said."""
    if not lines:
        return "it is empty"
    is_of_notation = lines[0].text.split()[0] in ("overlay", "guide")
    return f"it begins with {lines[0].text[:40]!r}" if is_of_notation else "its first line is that of no overlay"


def _header(lines: list[Line], file: str) -> tuple[re.Match[str], dict[str, str], int]:
    """The first line, what those behind it say, and how many lines the header has."""
    first = _FIRST.fullmatch(lines[0].text) if lines else None
    if first is None:
        raise OverlayRefused(f"{file}:{lines[0].number if lines else 1}: {_begins_with(lines)}. {HOW}")
    found: dict[str, str] = {}
    used = 1
    for line in lines[1:]:
        word, _, rest = line.text.partition(" ")
        if word not in _WORDS:
            break
        if word in found or not rest.strip():
            said = "stands there twice" if word in found else "says nothing"
            raise OverlayRefused(f"{file}:{line.number}: the line `{word}` {said}. Write it once: {word} ...")
        found[word] = rest.strip()
        used += 1
    for word, example in (("payer", "Medicare Part B"), ("source", "its companion guide 837P, June 2020")):
        if word not in found:
            reason = f"the header has no line `{word}`"
            raise OverlayRefused(f"{file}:{lines[used - 1].number}: {reason}. Write beneath it: {word} {example}")
    return first, found, used
